//! How random a value looks.

use crate::redact::text::cursor::{ALNUM, ALPHA, Class, DIGIT, LOWER, UPPER, class};

/// How many bytes of a value decide what it is.
pub(crate) const VALUE_WINDOW: usize = 512;

/// Whether letters and digits are mixed as in random text: both occur, there are at least eight distinct bytes, and at
/// least every twelfth byte of the first 64 begins a run of another class.
pub(crate) fn is_mixed(value: &[u8]) -> bool {
    let value = value.get(..VALUE_WINDOW).unwrap_or(value);
    let (mut changes, mut seen) = (0, 0);
    let mut before: Class = 0;
    for &byte in value {
        let now = class(byte) & ALNUM;
        // Lower case after upper case does not count: words begin with a capital.
        if now != 0 && before != 0 && now != before && !(before == UPPER && now == LOWER) {
            changes += 1;
        }
        before = now;
        seen |= now;
    }
    seen & DIGIT != 0
        && seen & ALPHA != 0
        && distinct(value) >= 8
        && changes >= 3.max(value.len().min(64) / 12)
}

/// Shortest password that is known to be generated.
const GENERATED_MIN: usize = 8;

/// Whether a value looks like a generated password: of small letters, capitals, digits and signs it has three kinds, which
/// alternate at every other byte. Words, numbers and code have longer runs of one kind.
pub(crate) fn is_generated(value: &[u8]) -> bool {
    const SIGN: Class = !ALNUM;
    let value = value.get(..32).unwrap_or(value);
    let (mut kinds, mut before, mut changes) = (0, 0, 0);
    for &byte in value {
        let kind = match class(byte) & ALNUM {
            0 => SIGN,
            kind => kind,
        };
        changes += usize::from(kind != before);
        kinds |= kind;
        before = kind;
    }
    let count = (kinds & ALNUM).count_ones() + u32::from(kinds & SIGN != 0);
    value.len() >= GENERATED_MIN && count >= 3 && changes * 2 >= value.len()
}

/// Number of distinct bytes.
pub(crate) fn distinct(value: &[u8]) -> u32 {
    let mut seen = [0_u64; 4];
    for &byte in value {
        if let Some(part) = seen.get_mut(usize::from(byte >> 6)) {
            *part |= 1 << (byte & 63);
        }
    }
    seen.iter().map(|part| part.count_ones()).sum()
}
