//! The table of token formats: those of all categories, one after the other.
//!
//! Each format is public: it stands in the vendor's documentation, or in any token. Where words begin with the prefix, too,
//! the format asks for a tail that looks random.

use super::format::Format;
use super::{cloud, code, endpoints, material, models, services};

const CATEGORIES: [&[Format]; 6] = [
    cloud::FORMATS,
    code::FORMATS,
    endpoints::FORMATS,
    material::FORMATS,
    models::FORMATS,
    services::FORMATS,
];

/// All formats, for tables that are made at compile time and for tests.
pub(crate) const ALL: [Format; COUNT] = all();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
pub(super) const COUNT: usize = {
    let (mut count, mut at) = (0, 0);
    while at < CATEGORIES.len() {
        count += CATEGORIES[at].len();
        at += 1;
    }
    count
};

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn all() -> [Format; COUNT] {
    let mut formats = [CATEGORIES[0][0]; COUNT];
    let (mut count, mut category) = (0, 0);
    while category < CATEGORIES.len() {
        let mut at = 0;
        while at < CATEGORIES[category].len() {
            formats[count] = CATEGORIES[category][at];
            count += 1;
            at += 1;
        }
        category += 1;
    }
    formats
}

/// Bytes before the prefix of a packed format: its length and whether the tail must look random, the tail's classes, its shortest
/// and its longest length.
const HEAD: usize = 5;

/// The bit for a tail that must look random.
const MIXED: u8 = 0x80;

/// The formats one after the other, a third of the size that an array of them has.
static PACKED: [u8; LENGTH] = packed();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const LENGTH: usize = {
    let (mut length, mut i) = (0, 0);
    while i < COUNT {
        length += HEAD + ALL[i].prefix.len();
        i += 1;
    }
    length
};

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(clippy::cast_possible_truncation, reason = "a prefix has fewer than 128 bytes")]
const fn packed() -> [u8; LENGTH] {
    let mut packed = [0; LENGTH];
    let (mut i, mut at) = (0, 0);
    while i < COUNT {
        let Format { prefix, tail, min, max, mixed } = ALL[i];
        let [low, high] = tail.to_le_bytes();
        packed[at] = prefix.len() as u8 | if mixed { MIXED } else { 0 };
        packed[at + 1] = low;
        packed[at + 2] = high;
        packed[at + 3] = min;
        packed[at + 4] = max;
        at += HEAD;
        let mut byte = 0;
        while byte < prefix.len() {
            packed[at] = prefix[byte];
            byte += 1;
            at += 1;
        }
        i += 1;
    }
    packed
}

/// The format at a place of the packed ones, and the place after it.
pub(super) fn unpack(at: usize) -> Option<(Format, usize)> {
    let (head, rest) = PACKED.get(at..)?.split_first_chunk::<HEAD>()?;
    let [length, low, high, min, max] = *head;
    let prefix = rest.get(..usize::from(length & !MIXED))?;
    let tail = u16::from_le_bytes([low, high]);
    let format = Format { prefix, tail, min, max, mixed: length & MIXED != 0 };
    Some((format, at + HEAD + prefix.len()))
}
