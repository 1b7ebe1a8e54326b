//! Splitting of a key into words: at separators, at the humps of camel case, and around digits.

use crate::redact::keys::vocabulary;
use crate::redact::keys::words::{NEUTRAL, Roles};

/// Longest key that is split, in bytes.
pub(crate) const WINDOW: usize = 256;

/// Most words of a key. Of a longer key the last words count, because they hold the head noun.
const WORDS: usize = 32;

/// A key split into words. The words are in lower case and side by side, so that neighbors also read as one word: `api_key`
/// as `apikey`.
pub(crate) struct SplitKey {
    text: [u8; WINDOW],
    /// Ends of the words in `text`; word `n` begins where word `n - 1` ends.
    ends: [u16; WORDS],
    roles: [Roles; WORDS],
    count: usize,
}

/// The kind of a byte in a key.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Separator,
    Lower,
    Upper,
    Digit,
}

impl Kind {
    /// Letters beyond ASCII count as lower case, so that no word begins inside `contraseña`.
    fn of(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' | 0x80.. => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::Digit,
            _ => Self::Separator,
        }
    }

    /// Whether a word begins at a byte of this kind, given its neighbors. `ends_plural` says that the byte after it is the
    /// `s` of a plural.
    fn starts_word(self, before: Self, after: Self, ends_plural: bool) -> bool {
        match (before, self) {
            (Self::Lower | Self::Upper, Self::Lower) | (Self::Digit, Self::Digit) => false,
            // The last capital of `APIKey` begins `Key`. The one of `IDs` begins nothing.
            (Self::Upper, Self::Upper) => after == Self::Lower && !ends_plural,
            _ => true,
        }
    }
}

impl SplitKey {
    pub(crate) fn new(key: &[u8]) -> Self {
        let mut split = Self { text: [0; WINDOW], ends: [0; WORDS], roles: [0; WORDS], count: 0 };
        let (mut length, mut is_in_word) = (0_u16, false);
        let mut before = Kind::Separator;
        let byte_at = |at: usize| key.get(at).copied().unwrap_or(0);
        for (at, &byte) in key.iter().enumerate() {
            let kind = Kind::of(byte);
            let ends_plural = byte_at(at + 1) == b's' && Kind::of(byte_at(at + 2)) != Kind::Lower;
            if is_in_word
                && (kind == Kind::Separator
                    || kind.starts_word(before, Kind::of(byte_at(at + 1)), ends_plural))
            {
                split.end_word(length);
                is_in_word = false;
            }
            before = kind;
            if kind != Kind::Separator
                && let Some(slot) = split.text.get_mut(usize::from(length))
            {
                *slot = byte.to_ascii_lowercase();
                length += 1;
                is_in_word = true;
            }
        }
        if is_in_word {
            split.end_word(length);
        }
        for n in 0..split.count {
            let roles = vocabulary::roles(split.word(n));
            if let Some(slot) = split.roles.get_mut(n) {
                *slot = roles;
            }
        }
        split
    }

    /// Ends a word. Without room for it the first word is dropped and the others move down.
    fn end_word(&mut self, end: u16) {
        if self.count == WORDS {
            self.ends.copy_within(1.., 0);
            self.count -= 1;
        }
        if let Some(slot) = self.ends.get_mut(self.count) {
            *slot = end;
            self.count += 1;
        }
    }

    /// Number of words.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Where word `n` begins.
    fn start(&self, n: usize) -> usize {
        n.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| usize::from(end))
    }

    /// The words `first..=last` read as one.
    pub(crate) fn joined(&self, first: usize, last: usize) -> &[u8] {
        self.ends.get(last).and_then(|&end| self.text.get(self.start(first)..usize::from(end))).unwrap_or(&[])
    }

    pub(crate) fn word(&self, n: usize) -> &[u8] {
        self.joined(n, n)
    }

    /// Whether word `n` has one of the roles.
    pub(crate) fn has(&self, n: usize, roles: Roles) -> bool {
        self.roles.get(n).is_some_and(|own| own & roles != 0)
    }

    pub(crate) fn is_number(&self, n: usize) -> bool {
        self.word(n).first().is_some_and(u8::is_ascii_digit)
    }

    /// The head noun among the words after `n`: the last one that is neither neutral nor a number.
    pub(crate) fn head_after(&self, n: usize) -> Option<usize> {
        (n + 1..self.count).rev().find(|&m| !self.is_number(m) && !self.has(m, NEUTRAL))
    }
}
