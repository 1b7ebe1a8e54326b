//! The patterns of a policy: a literal prefix, an alphabet and a length. They are not regular expressions, so that a search takes
//! linear time.

/// Most patterns of a policy. The process may add as many.
pub(crate) const MOST_PATTERNS: usize = 64;

/// Shortest and longest prefix, in bytes.
pub(super) const PREFIX_MIN: usize = 3;
pub(super) const PREFIX_MAX: usize = 64;

/// Most characters after the prefix.
pub(super) const TAIL_MAX: usize = 4096;

/// One pattern.
#[derive(Clone, Copy)]
pub(crate) struct Pattern {
    prefix: Prefix,
    /// The bytes that may follow the prefix.
    pub(crate) alphabet: Alphabet,
    /// Fewest and most bytes that follow.
    pub(crate) length: (usize, usize),
}

/// A prefix, without memory of its own: a policy is copied for each call to which the process adds patterns.
#[derive(Clone, Copy)]
struct Prefix {
    bytes: [u8; PREFIX_MAX],
    length: usize,
}

impl Pattern {
    /// The pattern of a prefix; `None` if the prefix is too long or too short, or has other than visible ASCII characters.
    pub(super) fn new(prefix: &str, alphabet: Alphabet, length: (usize, usize)) -> Option<Self> {
        let given = prefix.as_bytes();
        let mut bytes = [0; PREFIX_MAX];
        bytes.get_mut(..given.len())?.copy_from_slice(given);
        let is_valid = given.len() >= PREFIX_MIN && given.iter().all(u8::is_ascii_graphic);
        let prefix = Prefix { bytes, length: given.len() };
        is_valid.then_some(Self { prefix, alphabet, length })
    }

    pub(crate) fn prefix(&self) -> &[u8] {
        self.prefix.bytes.get(..self.prefix.length).unwrap_or_default()
    }
}

/// A set of ASCII bytes, with a bit for each.
#[derive(Clone, Copy, Default)]
pub(crate) struct Alphabet([u32; 4]);

impl Alphabet {
    /// The set that a text such as `A-Za-z0-9_-` describes; `None` if the text is not valid.
    pub(super) fn read(text: &str) -> Option<Self> {
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
