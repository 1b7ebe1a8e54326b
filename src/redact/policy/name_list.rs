//! The names of a policy. They are compared as the key matcher reads them, without separators and in any case.

/// Most names of a list. The process may add as many.
pub(crate) const MOST_NAMES: usize = 256;

/// Longest name, in bytes.
pub(super) const NAME_BYTES: usize = 128;

/// The word of the marker. No policy decides about it, neither as a name before the colon in `[REDACTED:…]` nor as a key.
const MARKER_WORD: &[u8] = b"redacted";

/// A list of names. A `*` at the start or at the end of a name stands for any text.
#[derive(Clone)]
pub(crate) struct NameList {
    /// The names in small letters and digits, each after its length. In one piece, because a policy is copied for each call
    /// to which the process adds names.
    packed: Vec<u8>,
    count: usize,
}

impl NameList {
    pub(super) const fn new() -> Self {
        Self { packed: Vec::new(), count: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a name. `None` if it is not valid, and the list must not be used then.
    pub(super) fn push(&mut self, name: &str) -> Option<()> {
        let start = self.packed.len();
        self.packed.push(0);
        push_plain(name.as_bytes(), true, &mut self.packed);
        let rule = self.packed.get(start + 1..)?;
        let (length, last) = (u8::try_from(rule.len()).ok()?, rule.len().checked_sub(1)?);
        let mut is_valid = false;
        for (at, byte) in rule.iter().enumerate() {
            if *byte != b'*' {
                is_valid = true;
            } else if at != 0 && at != last {
                return None;
            }
        }
        // A note in brackets says that a host could not read the name.
        if !is_valid || name.len() > NAME_BYTES || name.bytes().any(|byte| byte == b'[') {
            return None;
        }
        *self.packed.get_mut(start)? = length;
        self.count += 1;
        Some(())
    }

    /// Adds the names of another list.
    pub(super) fn extend(&mut self, other: &Self) {
        self.packed.extend_from_slice(&other.packed);
        self.count += other.count;
    }

    /// Whether `name` is in the list, in any spelling.
    pub(super) fn has(&self, name: &[u8]) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut given = Vec::new();
        push_plain(name, false, &mut given);
        let mut rest = self.packed.as_slice();
        while let Some((length, behind)) = rest.split_first() {
            let Some((rule, behind)) = behind.split_at_checked(usize::from(*length)) else { break };
            if matches(&given, rule) {
                return given != MARKER_WORD && !(name.starts_with(b"[") && given.starts_with(MARKER_WORD));
            }
            rest = behind;
        }
        false
    }
}

/// Whether a name matches one of the list.
fn matches(given: &[u8], rule: &[u8]) -> bool {
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

/// Appends a name in small letters and without separators. `with_stars` keeps its stars.
fn push_plain(name: &[u8], with_stars: bool, out: &mut Vec<u8>) {
    for byte in name {
        if byte.is_ascii_alphanumeric() || *byte >= 0x80 || with_stars && *byte == b'*' {
            out.push(byte.to_ascii_lowercase());
        }
    }
}
