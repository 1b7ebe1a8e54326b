//! Text helpers: cutting on character boundaries, and escaping what could forge a log line.

use std::borrow::Cow;

/// The first `max` characters of `text`, and how many characters were left out.
pub(crate) fn split_at_chars(text: &str, max: usize) -> (&str, usize) {
    // A text of n bytes has at most n characters, so short texts are not even walked.
    if text.len() <= max {
        return (text, 0);
    }
    // Functions that panic on a bad index bring their messages, and the printing of text in them, into the wasm.
    match text.char_indices().nth(max).and_then(|(at, _)| text.split_at_checked(at)) {
        Some((head, tail)) => (head, tail.chars().count()),
        None => (text, 0),
    }
}

/// Appends `number` in decimal. Here and below, the standard library's ways are of more use than its numbers need, and a
/// good part of the wasm.
pub(crate) fn push_integer(number: i64, text: &mut String) {
    if number < 0 {
        text.push('-');
    }
    let (mut digits, mut rest) = ([0; 20], number.unsigned_abs());
    let mut first = digits.len();
    for (at, place) in digits.iter_mut().enumerate().rev() {
        *place = u8::try_from(rest % 10).unwrap_or(0);
        first = at;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    for digit in digits.iter().skip(first) {
        text.push(char::from(b'0' + digit));
    }
}

/// The number that `digits` are, up to eighteen of them; `None` for anything else.
pub(crate) fn read_integer(digits: &str) -> Option<i64> {
    let is_number = matches!(digits.len(), 1..=18) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.bytes().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
}

/// `text` before and after the first `byte`, which is ASCII.
#[inline(never)]
pub(crate) fn cut_at(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts of `text` between its bytes `between`, which is ASCII.
pub(crate) fn pieces(text: &str, between: u8) -> Pieces<'_> {
    Pieces { rest: Some(text), between }
}

/// What [`pieces`] makes: the standard library's `split`, without its search for any pattern.
pub(crate) struct Pieces<'a> {
    rest: Option<&'a str>,
    between: u8,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let text = self.rest?;
        let (piece, rest) = match cut_at(text, self.between) {
            Some((piece, rest)) => (piece, Some(rest)),
            None => (text, None),
        };
        self.rest = rest;
        Some(piece)
    }
}

/// All of `parts`, one behind the other.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// `text` with every control character written as an escape, for formats that people read line by line.
///
/// A message is often a peer's words. Printed raw, its line breaks forge log entries, its ANSI sequences recolour
/// the terminal and its bidirectional overrides reorder the line. Payloads keep the original characters: JSON escapes
/// them by itself.
///
/// ```
/// assert_eq!(mcp_errors::escape_controls("line one\nline\u{1b}[31m"), r"line one\nline\u001b[31m");
/// ```
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if is_unprintable(other) => {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.push(char::from_digit((u32::from(other) >> shift) & 0xf, 16).unwrap_or('0'));
                }
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Control characters (C0, DEL, C1), the Unicode line separators, and the bidirectional overrides.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_at_chars_cuts_between_characters() {
        let cases = [
            ("shorter", "abc", 5, ("abc", 0)),
            ("exact", "abc", 3, ("abc", 0)),
            ("longer", "abcd", 3, ("abc", 1)),
            ("wide characters count once", "üüüü", 3, ("üüü", 1)),
            ("outside the basic plane", "😀😀", 1, ("😀", 1)),
            ("nothing kept", "abc", 0, ("", 3)),
        ];
        for (name, text, max, expected) in cases {
            assert_eq!(split_at_chars(text, max), expected, "{name}");
        }
    }

    #[test]
    fn escape_controls_leaves_no_control_character() {
        let cases = [
            ("plain text is borrowed", "Überlast 😀", "Überlast 😀"),
            ("line breaks and tabs", "a\r\n\tb", r"a\r\n\tb"),
            ("nul and escape", "\0\u{1b}[0m", r"\u0000\u001b[0m"),
            ("delete and C1", "\u{7f}\u{85}", r"\u007f\u0085"),
            ("line separators", "\u{2028}\u{2029}", r"\u2028\u2029"),
            ("bidirectional override", "\u{202e}txt", r"\u202etxt"),
        ];
        for (name, text, expected) in cases {
            assert_eq!(escape_controls(text), expected, "{name}");
        }
    }
}
