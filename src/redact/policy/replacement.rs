//! What replaces a secret: the marker, a keyed hash, or the last characters of the secret.

use std::fmt::Write as _;

use crate::siphash::siphash;

/// The text that replaces a secret.
pub const REDACTED: &str = "[REDACTED]";

/// The start of a marker with a note.
pub(crate) const MARKER_WITH_NOTE: &str = "[REDACTED:";

/// What replaces a secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Replacement {
    /// `[REDACTED]`.
    #[default]
    Marker,
    /// `[REDACTED:0123456789abcdef]`: a keyed hash, which is the same for the same secret.
    Hash,
    /// `[REDACTED:…4242]`: the last four characters of a secret of 16 bytes or more, with a `*` for each that is no letter or
    /// digit. A shorter secret becomes the marker.
    Partial,
}

/// Shortest secret that shows its last bytes.
const PARTIAL_MIN: usize = 16;

/// How many bytes it shows.
const SHOWN: usize = 4;

/// Shortest key of the hash, in bytes.
pub(super) const KEY_MIN: usize = 16;

/// The key of a policy without a key.
pub(super) const NO_KEY: [u64; 2] = [0; 2];

impl Replacement {
    /// The name in a policy.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Marker => "marker",
            Self::Hash => "hash",
            Self::Partial => "partial",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Marker, Self::Hash, Self::Partial].into_iter().find(|replacement| replacement.name() == name)
    }

    /// Appends the replacement of `secret`. It is the marker where the secret is too short to show a part of it, and where a hash
    /// has no key, so that everybody could compute it.
    pub(crate) fn push(self, key: [u64; 2], secret: &str, out: &mut String) {
        let secret = secret.as_bytes();
        let is_plain = match self {
            Self::Marker => true,
            Self::Hash => key == NO_KEY,
            Self::Partial => secret.len() < PARTIAL_MIN,
        };
        if is_plain {
            out.push_str(REDACTED);
            return;
        }
        out.push_str(MARKER_WITH_NOTE);
        if self == Self::Hash {
            // Writing to a `String` does not fail.
            let _ = write!(out, "{:016x}", siphash(key, secret));
        } else {
            out.push('…');
            for byte in secret.get(secret.len() - SHOWN..).unwrap_or_default() {
                // A marker may have no other characters.
                out.push(if byte.is_ascii_alphanumeric() { char::from(*byte) } else { '*' });
            }
        }
        out.push(']');
    }
}

/// The key of the hash that a text stands for.
pub(super) fn key_of(text: &str) -> [u64; 2] {
    [0, 1].map(|half| siphash([half, !half], text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_replaced_as_asked() {
        let long = ["pl8Zq4vW", "x0Kd8=hs"].concat();
        let cases = [
            ("marker", Replacement::Marker, long.as_str(), "[REDACTED]"),
            ("partial", Replacement::Partial, long.as_str(), "[REDACTED:…8*hs]"),
            ("partial, short", Replacement::Partial, "hunter2", "[REDACTED]"),
            ("partial, other letters", Replacement::Partial, "пароль-пароль-пароль", "[REDACTED:…****]"),
            ("hash, without a key", Replacement::Hash, long.as_str(), "[REDACTED]"),
        ];
        for (name, replacement, secret, expected) in cases {
            let mut out = String::new();
            replacement.push(NO_KEY, secret, &mut out);
            assert_eq!(out, expected, "{name}");
        }
    }
}
