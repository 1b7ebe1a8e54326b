//! Bytes that a text holds as escapes: percent-encoded, or with the escapes of JSON.

/// The byte that a text begins with, read as an escape where it may be one, and how many bytes of the text that takes. If
/// `wanted` is a byte that also begins escapes, it stands for itself unless it is escaped.
pub(crate) fn read_byte(text: &[u8], wanted: u8) -> Option<(u8, usize)> {
    let at = |place: usize| text.get(place).copied().unwrap_or(0);
    let byte = *text.first()?;
    let escaped = match byte {
        b'%' => hex(at(1), at(2)).filter(|byte| wanted != b'%' || *byte == b'%').map(|byte| (byte, 3)),
        b'\\' if at(1) == b'u' && at(2) == b'0' && at(3) == b'0' => hex(at(4), at(5)).map(|byte| (byte, 6)),
        b'\\' if wanted != b'\\' || at(1) == b'\\' => {
            let byte = match at(1) {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                plain => plain,
            };
            Some((byte, 2))
        }
        b'+' if wanted == b' ' => Some((b' ', 1)),
        _ => None,
    };
    Some(escaped.unwrap_or((byte, 1)))
}

/// `text` without its escapes; `None` if it has none, or is no text without them.
pub(crate) fn unescaped(text: &str) -> Option<String> {
    let mut rest = text.as_bytes();
    let mut bytes = Vec::new();
    while !rest.is_empty() {
        let (byte, length) = read_byte(rest, 0)?;
        bytes.push(byte);
        rest = rest.get(length..)?;
    }
    String::from_utf8(bytes).ok().filter(|plain| plain.len() < text.len())
}

/// The byte that two hexadecimal digits stand for.
fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' | b'A'..=b'F' => Some((byte | 0x20) - b'a' + 10),
        _ => None,
    };
    Some(digit(high)? << 4 | digit(low)?)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_read() {
        for (name, text, expected) in [
            ("percent", "a%2Fb%3d", Some("a/b=")),
            ("JSON", r#"a\"b\\c\u0026\n"#, Some("a\"b\\c&\n")),
            ("none", "abc", None),
            ("no digits", "100%", None),
            ("no text", "%ff", None),
        ] {
            assert_eq!(unescaped(text).as_deref(), expected, "{name}");
        }
    }
}
