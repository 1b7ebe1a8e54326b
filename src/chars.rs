//! Texts: cuts between characters, digits, and escapes for control characters.

use std::borrow::Cow;
use std::fmt::Write;

/// The first `max` characters of `text`, and the number of characters behind them.
pub(crate) fn split_at_chars(text: &str, max: usize) -> (&str, usize) {
    // A text of n bytes has at most n characters, so short texts need no count.
    if text.len() <= max {
        return (text, 0);
    }
    match text.char_indices().nth(max).and_then(|(at, _)| text.split_at_checked(at)) {
        Some((head, tail)) => (head, tail.chars().count()),
        None => (text, 0),
    }
}

/// The number that up to eighteen digits spell. Unlike [`str::parse`], it takes no sign.
pub(crate) fn parse_digits(digits: &str) -> Option<i64> {
    let is_number = digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Returns `text` with an escape for each control character, for formats that people read line by line.
///
/// A message may come from a peer. Printed as it is, its line breaks forge entries of a log, its ANSI sequences color the terminal,
/// and its bidirectional overrides reorder the line. Payloads keep the characters, because JSON escapes them itself.
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
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Whether a character is a control character (C0, DEL, C1), a line separator of Unicode or a bidirectional override.
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
    fn numbers_have_digits_only() {
        let cases = [
            ("zeros in front", "007", Some(7)),
            ("eighteen digits", "999999999999999999", Some(999_999_999_999_999_999)),
            ("nineteen digits", "1000000000000000000", None),
            ("a sign", "+5", None),
            ("empty", "", None),
        ];
        for (name, text, expected) in cases {
            assert_eq!(parse_digits(text), expected, "{name}");
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
