//! Why a text is not JSON.

/// Text that is not JSON: where it stops being so, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    offset: usize,
    expected: &'static str,
}

impl ParseError {
    pub(super) fn new(offset: usize, expected: &'static str) -> Self {
        Self { offset, expected }
    }

    /// Byte offset of the first character that does not fit.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "not JSON: expected {} at byte {}", self.expected, self.offset)
    }
}

impl std::error::Error for ParseError {}
