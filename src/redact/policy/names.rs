//! Lists of names: compared as the key matcher reads them, without separators and case.

/// Most names of a list that is given; the process may add as many.
pub(crate) const NAMES: usize = 256;

/// Most bytes of a name.
pub(crate) const NAME_BYTES: usize = 128;

/// The word of the marker: no policy judges what stands before the colon of `[REDACTED:…]`, nor the marker, whatever its hash.
const MARKER: &[u8] = b"redacted";

/// A list of names, each behind its length: small letters and digits, side by side, and a `*` in front or behind where anything may
/// stand there.
#[derive(Clone)]
pub(crate) struct Names {
    packed: Vec<u8>,
    count: usize,
}

impl Names {
    pub(crate) const fn new() -> Self {
        Self { packed: Vec::new(), count: 0 }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a name; `None` if it is not legal, and the list then of no use.
    pub(crate) fn push(&mut self, name: &str) -> Option<()> {
        let start = self.packed.len();
        self.packed.push(0);
        plain(name.as_bytes(), true, &mut self.packed);
        let rule = self.packed.get(start + 1..)?;
        let (length, last) = (u8::try_from(rule.len()).ok()?, rule.len().checked_sub(1)?);
        let mut is_legal = false;
        for (at, byte) in rule.iter().enumerate() {
            if *byte != b'*' {
                is_legal = true;
            } else if at != 0 && at != last {
                return None;
            }
        }
        // What stands in brackets says that a host could not read the name.
        if !is_legal || name.len() > NAME_BYTES || name.bytes().any(|byte| byte == b'[') {
            return None;
        }
        *self.packed.get_mut(start)? = length;
        self.count += 1;
        Some(())
    }

    /// Adds those of another list.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.packed.extend_from_slice(&other.packed);
        self.count += other.count;
    }

    /// Whether one of them is `name`, in any spelling.
    pub(crate) fn has(&self, name: &[u8]) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut given = Vec::new();
        plain(name, false, &mut given);
        let mut rest = self.packed.as_slice();
        while let Some((length, behind)) = rest.split_first() {
            let Some((rule, behind)) = behind.split_at_checked(usize::from(*length)) else { break };
            if is_of(&given, rule) {
                return given != MARKER && !(name.starts_with(b"[") && given.starts_with(MARKER));
            }
            rest = behind;
        }
        false
    }
}

/// Whether a rule says what is given.
fn is_of(given: &[u8], rule: &[u8]) -> bool {
    let (from_start, part) = match rule {
        [b'*', part @ ..] => (false, part),
        part => (true, part),
    };
    let (to_end, part) = match part {
        [part @ .., b'*'] => (false, part),
        part => (true, part),
    };
    let Some(last) = given.len().checked_sub(part.len()) else { return false };
    let first = if to_end { last } else { 0 };
    let last = if from_start { 0 } else { last };
    (first..=last).any(|at| given.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Appends a name without separators, in small letters; with its stars, if they count.
#[inline(never)]
fn plain(name: &[u8], stars: bool, out: &mut Vec<u8>) {
    for byte in name {
        if byte.is_ascii_alphanumeric() || *byte >= 0x80 || stars && *byte == b'*' {
            out.push(byte.to_ascii_lowercase());
        }
    }
}
