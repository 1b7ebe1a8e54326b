//! Patterns of a policy: a literal prefix, an alphabet and a length. No regular expressions, so that time stays linear.

/// Most patterns that are given; the process may add as many.
pub(crate) const PATTERNS: usize = 64;

/// Fewest bytes of a prefix.
pub(crate) const PREFIX_MIN: usize = 3;

/// Most bytes of a prefix.
pub(crate) const PREFIX: usize = 64;

/// Most characters that follow it.
pub(crate) const TAIL_MAX: usize = 4096;

/// One pattern.
#[derive(Clone, Copy)]
pub(crate) struct Pattern {
    /// The prefix, and how many bytes it has: no memory of its own, of which a copy would be dear.
    pub(crate) prefix: ([u8; PREFIX], usize),
    /// A bit for each byte of ASCII that may follow.
    pub(crate) alphabet: Alphabet,
    /// Fewest and most bytes that follow.
    pub(crate) length: (usize, usize),
}

impl Pattern {
    pub(crate) fn prefix(&self) -> &[u8] {
        self.prefix.0.get(..self.prefix.1).unwrap_or_default()
    }
}

/// A set of ASCII bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Alphabet([u32; 4]);

impl Alphabet {
    /// The set that a text such as `A-Za-z0-9_-` describes.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut set = Self::default();
        let mut rest = text.as_bytes();
        loop {
            let (&first, behind) = rest.split_first()?;
            let last;
            (last, rest) = match behind {
                [b'-', last, more @ ..] => (*last, more),
                more => (first, more),
            };
            if !first.is_ascii_graphic() || !last.is_ascii_graphic() || last < first {
                return None;
            }
            for byte in first..=last {
                if let Some(part) = set.0.get_mut(usize::from(byte >> 5)) {
                    *part |= 1 << (byte & 31);
                }
            }
            if rest.is_empty() {
                return Some(set);
            }
        }
    }

    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte >> 5)).is_some_and(|part| part >> (byte & 31) & 1 != 0)
    }
}
