//! What replaces a secret: the marker, a keyed hash, or the last characters of the secret.

use std::fmt::Write as _;

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

/// SipHash-2-4, a keyed hash: without the key nobody learns from it whether a guess is right.
fn siphash(key: [u64; 2], bytes: &[u8]) -> u64 {
    let [low, high] = key;
    let mut state = [
        low ^ 0x736f_6d65_7073_6575,
        high ^ 0x646f_7261_6e64_6f6d,
        low ^ 0x6c79_6765_6e65_7261,
        high ^ 0x7465_6462_7974_6573,
    ];
    let (mut word, mut length) = (0, 0_u64);
    for byte in bytes {
        word |= u64::from(*byte) << (length % 8 * 8);
        length += 1;
        if length % 8 == 0 {
            absorb(&mut state, word, 2);
            word = 0;
        }
    }
    absorb(&mut state, word | length << 56, 2);
    state[2] ^= 0xff;
    absorb(&mut state, 0, 4);
    state[0] ^ state[1] ^ state[2] ^ state[3]
}

/// Absorbs a word into the state, in so many rounds.
fn absorb([a, b, c, d]: &mut [u64; 4], word: u64, rounds: u32) {
    *d ^= word;
    for _ in 0..rounds {
        *a = a.wrapping_add(*b);
        *b = b.rotate_left(13) ^ *a;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*d);
        *d = d.rotate_left(16) ^ *c;
        *a = a.wrapping_add(*d);
        *d = d.rotate_left(21) ^ *a;
        *c = c.wrapping_add(*b);
        *b = b.rotate_left(17) ^ *c;
        *c = c.rotate_left(32);
    }
    *a ^= word;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_its_authors() {
        // The vectors of the paper: the key is 00 01 … 0f, the message 00 01 … of so many bytes.
        let key = [0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908];
        let message: Vec<u8> = (0..64).collect();
        for (length, expected) in [
            (0, 0x726f_db47_dd0e_0e31),
            (1, 0x74f8_39c5_93dc_67fd),
            (7, 0xab02_00f5_8b01_d137),
            (8, 0x93f5_f579_9a93_2462),
            (15, 0xa129_ca61_49be_45e5),
        ] {
            assert_eq!(siphash(key, &message[..length]), expected, "{length} bytes");
        }
    }

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
