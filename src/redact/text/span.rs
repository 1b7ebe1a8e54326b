//! What the scanner answers with: ranges of bytes of the scanned text.

use crate::redact::text::cursor::Text;

/// A range that holds a secret.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// The range of a value, without its quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValueSpan {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Whether quotes enclose it.
    pub(crate) quoted: bool,
}

impl ValueSpan {
    pub(crate) fn bytes<'a>(&self, text: Text<'a>) -> &'a [u8] {
        text.slice(self.from, self.to)
    }

    /// The value as a secret.
    pub(crate) fn secret(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

/// A name before a value, and where it begins.
#[derive(Clone, Copy)]
pub(crate) struct NameSpan<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) from: usize,
    /// Whether quotes enclose it.
    pub(crate) quoted: bool,
}
