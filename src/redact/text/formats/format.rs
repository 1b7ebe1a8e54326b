//! What a token format is: a prefix, and an alphabet and a length for what follows.

use crate::redact::text::cursor::{ALNUM, Class, DASH, DIGIT, DOLLAR, DOT, JOINT, LOWER, PLUS, UNDER, UPPER};

/// One token format.
pub(crate) struct Format {
    pub(crate) prefix: &'static str,
    /// Classes of the bytes after the prefix.
    pub(crate) tail: Class,
    /// Shortest tail.
    pub(crate) min: u8,
    /// Longest tail; 0 for no bound.
    pub(crate) max: u8,
    /// Whether the tail must mix letters and digits, because the prefix alone proves little.
    pub(crate) mixed: bool,
}

/// Letters, digits, underscore.
pub(crate) const WORD: Class = ALNUM | UNDER;
/// Letters, digits, underscore, dash: base64url.
pub(crate) const URL: Class = WORD | DASH;
/// Base64url parts joined by dots.
pub(crate) const DOTTED: Class = URL | DOT;
/// Standard base64, or base64url with padding.
pub(crate) const BASE64: Class = URL | PLUS;
/// Base64 parts joined by dots, colons and the like.
pub(crate) const PARTS: Class = DOTTED | PLUS | JOINT;
/// The alphabet of password hashes, with the sign between their parts.
pub(crate) const CRYPT: Class = ALNUM | DOT | PLUS | DOLLAR;
/// Capitals and digits.
pub(crate) const CAPS: Class = UPPER | DIGIT;
/// Small letters and digits.
pub(crate) const SMALL: Class = LOWER | DIGIT;

/// A prefix that proves the token, with a tail of at least `min` bytes.
pub(crate) const fn row(prefix: &'static str, tail: Class, min: u8) -> Format {
    Format { prefix, tail, min, max: 0, mixed: false }
}

/// A prefix that proves the token, with a tail of `min..=max` bytes.
pub(crate) const fn exact(prefix: &'static str, tail: Class, min: u8, max: u8) -> Format {
    Format { prefix, tail, min, max, mixed: false }
}

/// A prefix that proves little: the tail must look random.
pub(crate) const fn mixed(prefix: &'static str, tail: Class, min: u8, max: u8) -> Format {
    Format { prefix, tail, min, max, mixed: true }
}
