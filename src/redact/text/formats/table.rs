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

/// All formats.
pub(crate) static FORMATS: [Format; COUNT] = ALL;

/// As [`FORMATS`], for tables that are made at compile time.
pub(crate) const ALL: [Format; COUNT] = all();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const COUNT: usize = {
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
