//! What a token format is: a prefix, and an alphabet and a length for what follows.

use crate::sanitize::scan::text::{ALNUM, Class, DASH, DIGIT, DOLLAR, DOT, JOINT, LOWER, PLUS, UNDER, UPPER};

/// One token format.
pub(super) struct Format {
    pub(super) prefix: &'static str,
    /// Classes of the bytes after the prefix.
    pub(super) tail: Class,
    /// Shortest tail.
    pub(super) min: u8,
    /// Longest tail; 0 for no bound.
    pub(super) max: u8,
    /// Whether the tail must mix letters and digits, because the prefix alone proves little.
    pub(super) mixed: bool,
}

/// Letters, digits, underscore.
pub(super) const WORD: Class = ALNUM | UNDER;
/// Letters, digits, underscore, dash: base64url.
pub(super) const URL: Class = WORD | DASH;
/// Base64url parts joined by dots.
pub(super) const DOTTED: Class = URL | DOT;
/// Standard base64, or base64url with padding.
pub(super) const BASE64: Class = URL | PLUS;
/// Base64 parts joined by dots, colons and the like.
pub(super) const PARTS: Class = DOTTED | PLUS | JOINT;
/// The alphabet of password hashes, with the sign between their parts.
pub(super) const CRYPT: Class = ALNUM | DOT | PLUS | DOLLAR;
/// Capitals and digits.
pub(super) const CAPS: Class = UPPER | DIGIT;
/// Small letters and digits.
pub(super) const SMALL: Class = LOWER | DIGIT;

/// A prefix that proves the token, with a tail of at least `min` bytes.
pub(super) const fn row(prefix: &'static str, tail: Class, min: u8) -> Format {
    Format { prefix, tail, min, max: 0, mixed: false }
}

/// A prefix that proves the token, with a tail of `min..=max` bytes.
pub(super) const fn exact(prefix: &'static str, tail: Class, min: u8, max: u8) -> Format {
    Format { prefix, tail, min, max, mixed: false }
}

/// A prefix that proves little: the tail must look random.
pub(super) const fn mixed(prefix: &'static str, tail: Class, min: u8, max: u8) -> Format {
    Format { prefix, tail, min, max, mixed: true }
}
