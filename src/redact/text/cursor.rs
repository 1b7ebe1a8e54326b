//! Reads of the scanned text that never fail, and the classes of bytes that the detectors are written in.

use crate::redact::text::marker::marker_length;
use crate::word_set::words;

/// A set of byte classes.
pub(crate) type Class = u16;

pub(crate) const DIGIT: Class = 1;
pub(crate) const LOWER: Class = 1 << 1;
pub(crate) const UPPER: Class = 1 << 2;
/// `0-9`, `a-f`, `A-F`.
pub(crate) const HEX: Class = 1 << 3;
/// `A-Z`, `2-7`.
pub(crate) const BASE32: Class = 1 << 4;
pub(crate) const UNDER: Class = 1 << 5;
pub(crate) const DASH: Class = 1 << 6;
pub(crate) const DOT: Class = 1 << 7;
/// `+`, `/`, `=`: what standard base64 adds to letters and digits.
pub(crate) const PLUS: Class = 1 << 8;
/// `@`, `:`, `~`, `!`, `*`, `%`: signs between the parts of a token.
pub(crate) const JOINT: Class = 1 << 9;
/// Space and tab.
pub(crate) const BLANK: Class = 1 << 10;
/// Line feed and carriage return.
pub(crate) const BREAK: Class = 1 << 11;
pub(crate) const QUOTE: Class = 1 << 12;
/// Bytes beyond ASCII.
pub(crate) const HIGH: Class = 1 << 13;
/// Ends an unquoted value, as blanks, breaks and quotes do.
pub(crate) const STOP: Class = 1 << 14;
pub(crate) const DOLLAR: Class = 1 << 15;

pub(crate) const ALPHA: Class = LOWER | UPPER;
pub(crate) const ALNUM: Class = ALPHA | DIGIT;
pub(crate) const SPACE: Class = BLANK | BREAK;
/// The bytes of a name.
pub(crate) const NAME: Class = ALNUM | UNDER | DASH | DOT | HIGH;

/// Longest name that detectors look for.
pub(crate) const NAME_LIMIT: usize = 96;

static CLASSES: [Class; 256] = classes();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn classes() -> [Class; 256] {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "`i` is below 256")]
        let byte = i as u8;
        table[i] = match byte {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'_' => UNDER,
            b'-' => DASH,
            b'.' => DOT,
            b'+' | b'/' | b'=' => PLUS,
            b'@' | b'!' | b'*' | b'%' | b':' | b'~' => JOINT,
            b' ' | b'\t' => BLANK,
            b'\n' | b'\r' => BREAK,
            b'"' | b'\'' | b'`' => QUOTE,
            b'$' => DOLLAR,
            b',' | b'>' | b';' | b'&' | b'<' | b')' | b']' | b'}' => STOP,
            0x80.. => HIGH,
            _ => 0,
        };
        if byte.is_ascii_hexdigit() {
            table[i] |= HEX;
        }
        if matches!(byte, b'A'..=b'Z' | b'2'..=b'7') {
            table[i] |= BASE32;
        }
        i += 1;
    }
    table
}

/// The classes of a byte, for tables that are made at compile time.
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
pub(crate) const fn class_at_build(byte: u8) -> Class {
    const TABLE: [Class; 256] = classes();
    TABLE[byte as usize]
}

/// The classes of a byte.
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
pub(crate) fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

/// Whether all bytes are in `classes`.
pub(crate) fn only(bytes: &[u8], classes: Class) -> bool {
    bytes.iter().all(|&b| class(b) & classes != 0)
}

/// Whether some byte is in `classes`.
pub(crate) fn any(bytes: &[u8], classes: Class) -> bool {
    bytes.iter().any(|&b| class(b) & classes != 0)
}

/// The scanned text.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a>(pub(crate) &'a [u8]);

impl<'a> Text<'a> {
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// The byte at `i`; beyond the end NUL, which is in no class.
    pub(crate) fn at(self, i: usize) -> u8 {
        self.0.get(i).copied().unwrap_or(0)
    }

    /// The byte before `i`; at the start NUL.
    pub(crate) fn before(self, i: usize) -> u8 {
        self.at(i.wrapping_sub(1))
    }

    /// Whether the byte at `i` is in one of the classes.
    pub(crate) fn is(self, i: usize, classes: Class) -> bool {
        class(self.at(i)) & classes != 0
    }

    /// Whether the byte before `i` is in one of the classes.
    pub(crate) fn was(self, i: usize, classes: Class) -> bool {
        class(self.before(i)) & classes != 0
    }

    /// The bytes of a range; none if it is not inside the text.
    pub(crate) fn slice(self, from: usize, to: usize) -> &'a [u8] {
        self.0.get(from..to).unwrap_or(&[])
    }

    /// The end of the run of bytes in `classes` from `from` on, at most `limit` bytes long.
    pub(crate) fn run(self, from: usize, classes: Class, limit: usize) -> usize {
        let rest = self.0.get(from..).unwrap_or(&[]);
        let rest = rest.get(..limit).unwrap_or(rest);
        from + rest.iter().position(|&b| class(b) & classes == 0).unwrap_or(rest.len())
    }

    /// The start of the run of bytes in `classes` that ends at `to`, at most `limit` bytes long.
    pub(crate) fn run_back(self, to: usize, classes: Class, limit: usize) -> usize {
        let start = to.saturating_sub(limit);
        let head = self.slice(start, to);
        start + head.iter().rposition(|&b| class(b) & classes == 0).map_or(0, |last| last + 1)
    }

    /// Whether `literal` stands at `i`.
    pub(crate) fn has(self, i: usize, literal: &[u8]) -> bool {
        literal.first().is_some_and(|&first| self.at(i) == first)
            && self.slice(i, i + literal.len()) == literal
    }

    /// The length of the HTML entity for a quote that begins at `i`; 0 if there is none.
    pub(crate) fn quote_entity(self, i: usize) -> usize {
        let entities = words!("&quot; &#34; &#39; &apos; &#x22; &#x27;");
        entities.iter().find(|entity| self.has(i, entity)).map_or(0, <[u8]>::len)
    }

    /// The length of the marker at `i`.
    pub(crate) fn marker(self, i: usize) -> Option<usize> {
        marker_length(self.0.get(i..)?)
    }

    /// `to`, or the place before the full stops, colons and exclamation marks before it: they end a sentence, not a token.
    pub(crate) fn sentence_end(self, from: usize, to: usize) -> usize {
        let last = self.slice(from, to).iter().rposition(|&b| !matches!(b, b'.' | b':' | b'!'));
        last.map_or(from, |last| from + last + 1)
    }

    /// The first place of `literal` in `from..to`.
    pub(crate) fn find(self, from: usize, to: usize, literal: &[u8]) -> Option<usize> {
        let part = self.0.get(from..to.min(self.len()))?;
        part.windows(literal.len()).position(|window| window == literal).map(|at| from + at)
    }
}

#[cfg(test)]
mod tests {
    use super::{ALNUM, BLANK, Text};

    #[test]
    fn reads_outside_the_text_are_harmless() {
        let text = Text(b"ab 12");
        assert_eq!((text.at(99), text.before(0), text.before(1)), (0, 0, b'a'));
        assert_eq!((text.slice(3, 9), text.slice(4, 2)), (&b""[..], &b""[..]));
        assert_eq!((text.run(99, ALNUM, 9), text.run(3, ALNUM, 1), text.run(3, ALNUM, 9)), (99, 4, 5));
        assert_eq!(
            (text.run_back(2, ALNUM, 9), text.run_back(2, ALNUM, 1), text.run_back(3, BLANK, 9)),
            (0, 1, 2)
        );
        assert_eq!((text.find(0, 99, b"12"), text.find(4, 99, b"12")), (Some(3), None));
        assert!(text.has(3, b"12") && !text.has(4, b"23"));
    }
}
