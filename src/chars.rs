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

/// Returns `text` with an escape for each character that a terminal interprets or that nobody sees, for formats that people
/// and models read.
///
/// A message may come from a peer. Printed as it is, its line breaks forge entries of a log, its ANSI sequences color the
/// terminal, its bidirectional overrides reorder the line, and its invisible characters give a model instructions that no
/// person sees. Payloads keep the characters, because JSON escapes them itself.
///
/// What scripts and emoji need stays: a joiner between two characters that are not ASCII, and a variation selector behind one.
///
/// ```
/// use mcp_errors::escape_controls;
///
/// assert_eq!(escape_controls("line one\nline\u{1b}[31m"), r"line one\nline\u001b[31m");
/// assert_eq!(escape_controls("hid\u{200b}den"), r"hid\u200bden");
/// ```
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if is_unprintable(other) && !is_needed(before, other, rest.clone().next()) => {
                // As in JSON, so that escaped JSON reads the same.
                for unit in other.encode_utf16(&mut [0; 2]) {
                    // Writing to a string does not fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            other => out.push(other),
        }
        before = character;
    }
    Cow::Owned(out)
}

/// Whether a character is a control character (C0, DEL, C1), a separator of lines, a format character such as a bidirectional
/// override or a tag, or one that Unicode calls default-ignorable: it has no glyph.
fn is_unprintable(character: char) -> bool {
    // Most texts are ASCII.
    if matches!(character, ' '..='~') {
        return false;
    }
    matches!(
        character,
        '\0'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether an unprintable character changes how its neighbors look, and cannot carry a text: a joiner between two letters or
/// emoji, a selector of the form in text or as emoji behind one, or behind the digit of a key.
fn is_needed(before: char, character: char, after: Option<char>) -> bool {
    let is_visible = |other: char| !other.is_ascii() && !is_unprintable(other);
    match character {
        '\u{200c}' | '\u{200d}' => {
            let is_base = is_visible(before) || matches!(before, '\u{fe0e}' | '\u{fe0f}');
            is_base && after.is_some_and(is_visible)
        }
        '\u{fe0e}' | '\u{fe0f}' => is_visible(before) || after == Some('\u{20e3}'),
        _ => false,
    }
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
            ("marks of direction", "a\u{200e}\u{200f}\u{61c}", r"a\u200e\u200f\u061c"),
            ("nothing to see", "a\u{200b}\u{2060}\u{feff}\u{ad}b", r"a\u200b\u2060\ufeff\u00adb"),
            ("fillers", "\u{115f}\u{3164}\u{ffa0}", r"\u115f\u3164\uffa0"),
            ("tags", "a\u{e0041}\u{e007f}", r"a\udb40\udc41\udb40\udc7f"),
            ("more selectors", "x\u{e0100}\u{fe01}", r"x\udb40\udd00\ufe01"),
            ("selectors behind ASCII", "ab\u{fe0f}c\u{fe0e}", r"ab\ufe0fc\ufe0e"),
            ("a run of selectors", "❤\u{fe0f}\u{fe0f}\u{fe0e}", "❤\u{fe0f}\\ufe0f\\ufe0e"),
            ("joiners in ASCII", "pass\u{200d}word\u{200c}", r"pass\u200dword\u200c"),
            (
                "emoji",
                "👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}",
                "👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}",
            ),
            ("Persian", "می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("Hindi", "क्\u{200d}ष", "क्\u{200d}ष"),
            ("letters with accents", "déjà vu naïve e\u{301}", "déjà vu naïve e\u{301}"),
        ];
        for (name, text, expected) in cases {
            assert_eq!(escape_controls(text), expected, "{name}");
        }
    }
}
