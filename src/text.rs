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

/// Texts that stand in a value for what could not be put there. Of those in parts, a count or a unit goes between.
pub mod notes {
    /// An object that contains itself.
    pub const CIRCULAR: &str = "[circular]";
    /// A value whose reading failed: a getter that throws, a revoked proxy.
    pub const UNREADABLE: &str = "[unreadable]";
    /// A buffer: count.
    pub const BINARY: [&str; 2] = ["[binary ", " bytes]"];
    /// What a bound cut: count, and `characters`, `items`, `entries` or `causes`.
    pub const TRUNCATED: [&str; 3] = ["[truncated ", " ", "]"];
}

/// The note that stands where a bound cut `count` things of a kind.
pub(crate) fn truncation_note(count: usize, unit: &str) -> String {
    let [before, between, after] = notes::TRUNCATED;
    let mut note = String::from(before);
    push_integer(i64::try_from(count).unwrap_or(i64::MAX), &mut note);
    for part in [between, unit, after] {
        note.push_str(part);
    }
    note
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

/// A list of words, written as one text with a space between them. A slice of texts would weigh twice as much in the wasm.
macro_rules! words {
    ($text:expr) => {{
        const PACKED: [u8; $text.len() + 5] = $crate::text::pack($text);
        $crate::text::Words(&PACKED)
    }};
}
pub(crate) use words;

/// What `words!` makes: a bit for each first letter, and the words, each behind its length, so that going over the list takes a
/// step per word, and most of what is no word takes none.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) &'static [u8]);

impl Words {
    /// Whether `value` is one of the words, which are lower case or have no letters; its own case does not count.
    pub(crate) fn has(self, value: &[u8]) -> bool {
        let first = value.first().map(u8::to_ascii_lowercase);
        // Most words differ in these already.
        self.candidates(value).any(|word| {
            word.len() == value.len() && word.first().copied() == first && value.eq_ignore_ascii_case(word)
        })
    }

    /// Whether `value` begins with one of the words; case does not count.
    pub(crate) fn begin(self, value: &[u8]) -> bool {
        let first = value.first().copied().unwrap_or(0);
        self.candidates(value).any(|word| {
            word.first().is_some_and(|other| other & 31 == first & 31)
                && value.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
        })
    }

    /// The words.
    pub(crate) fn iter(self) -> WordsIter {
        WordsIter(self.0.get(4..).unwrap_or_default())
    }

    /// Whether some word begins with `byte`, or with one that shares its bit.
    #[expect(
        clippy::inline_always,
        reason = "a step of each byte: a call costs more, also in code compiled for size"
    )]
    #[inline(always)]
    pub(crate) fn may_begin_with(self, byte: u8) -> bool {
        let firsts = self.0.first_chunk().map_or(0, |firsts| u32::from_le_bytes(*firsts));
        firsts >> (byte & 31) & 1 != 0
    }

    /// The words, if one of them begins as `value` does.
    fn candidates(self, value: &[u8]) -> WordsIter {
        let is_first = value.first().is_some_and(|first| self.may_begin_with(*first));
        if is_first { self.iter() } else { WordsIter(&[]) }
    }
}

/// The words of a list.
pub(crate) struct WordsIter(&'static [u8]);

impl Iterator for WordsIter {
    type Item = &'static [u8];

    fn next(&mut self) -> Option<Self::Item> {
        let (&length, rest) = self.0.split_first()?;
        let (word, rest) = rest.split_at_checked(usize::from(length))?;
        self.0 = rest;
        Some(word)
    }
}

/// The words of `text`, as [`Words`] has them.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
pub(crate) const fn pack<const N: usize>(text: &str) -> [u8; N] {
    let text = text.as_bytes();
    let (mut packed, mut start, mut at) = ([0; N], 0, 0);
    while at < text.len() {
        if text[at] == b' ' {
            start = at + 1;
        } else {
            if at == start {
                let first = text[at] & 31;
                packed[(first / 8) as usize] |= 1 << (first % 8);
            }
            packed[at + 5] = text[at];
            packed[start + 4] += 1;
        }
        at += 1;
    }
    packed
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
