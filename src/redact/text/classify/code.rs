//! Expressions of programs, which stand where a value would: `getToken(user)`, `*ptr`, `os.environ["TOKEN"]`.

use crate::redact::text::classify::prose::{is_identifier, is_words};
use crate::redact::text::cursor::{ALNUM, DIGIT, HIGH, QUOTE, UNDER, UPPER, class, only};
use crate::redact::text::marker::marker_length;
use crate::redact::text::randomness::is_generated;

/// Most brackets that are open at one place.
const DEPTH: usize = 8;

/// How much of a value decides.
const WINDOW: usize = 96;

/// Whether an unquoted value is an expression of a program rather than a secret with signs in it. The whole of it counts:
/// its words are identifiers or numbers, its brackets match, and it has no sign that programs put elsewhere.
pub(crate) fn is_code(value: &[u8]) -> bool {
    let value = value.get(..WINDOW).unwrap_or(value);
    let is_word = |b: u8| class(b) & (ALNUM | UNDER | HIGH) != 0;
    let mut open = [0; DEPTH];
    let (mut depth, mut at) = (0, 0);
    // What makes it an expression: a sign or a bracket before it; a bracket after a word. A number in a word needs the latter.
    let (mut is_led, mut is_called, mut is_numbered) = (false, false, false);
    while let Some(&byte) = value.get(at) {
        let rest = value.get(at..).unwrap_or_default();
        if is_word(byte) {
            let length = rest.iter().position(|&b| !is_word(b)).unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            if !only(word, DIGIT) && !is_words(word) {
                if !is_identifier(word) {
                    return false;
                }
                is_numbered = true;
            }
            at += length;
            continue;
        }
        match byte {
            b'(' | b'[' | b'{' => {
                if marker_length(rest).is_some() {
                    return false;
                }
                *match open.get_mut(depth) {
                    Some(place) => place,
                    None => return false,
                } = byte;
                depth += 1;
                is_led |= at == 0;
                // `Token { … }` is code, and `m{{h` is not.
                is_called |=
                    at > 0 && (byte != b'{' || value.iter().any(|&b| class(b) & UPPER != 0) && !is_led);
            }
            b')' | b']' | b'}' => {
                let opening = depth.checked_sub(1).and_then(|last| open.get(last));
                if opening.is_none_or(|&opening| byte.wrapping_sub(opening) > 2) {
                    return false;
                }
                depth -= 1;
            }
            b'&' | b'*' | b'!' | b'?' | b'=' | b'|' | b'\\' | b'~' | b'<' | b'>' => is_led |= at == 0,
            b':' if rest.starts_with(b"::") => is_called = true,
            b'.' | b',' | b':' | b';' | b'+' | b'-' | b'/' | b'$' | b'@' => {}
            _ if class(byte) & QUOTE != 0 => {}
            _ => return false,
        }
        at += 1;
    }
    is_called || is_led && !is_numbered && !is_generated(value)
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn expressions_are_told_from_secrets() {
        for value in [
            "getToken(user)",
            "*ptr",
            "!flag",
            "&self.token",
            "{user.id}",
            "(await",
            "os.environ[\"TOKEN\"]",
            "config[0].value2",
            "func(arg1,arg2)",
            "Token::parse(input)?",
            "|x|",
            "!vault",
            "&anchor",
        ] {
            assert!(is_code(value.as_bytes()), "{value}");
        }
        for value in [
            "hunter",
            "hunter2",
            "summer.2024",
            "!kR7pZ2mQx9Lw",
            "*hunter22",
            "(hunter22",
            "[hunter22",
            "{abcde123",
            "=hunter2x",
            "ab(9x)c",
            "a-b-c",
            "$summer26",
            "m{{h",
        ] {
            assert!(!is_code(value.as_bytes()), "{value}");
        }
    }
}
