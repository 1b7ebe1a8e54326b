//! What a token format is: a prefix, and an alphabet and a length for what follows it, the tail.

use crate::redact::text::cursor::{ALNUM, Class, DASH, DIGIT, DOLLAR, DOT, JOINT, LOWER, PLUS, UNDER, UPPER};

/// One token format.
#[derive(Clone, Copy)]
pub(crate) struct Format {
    /// At least two ASCII characters.
    pub(crate) prefix: &'static [u8],
    /// Classes of the bytes of the tail.
    pub(crate) tail: Class,
    /// Shortest tail.
    pub(crate) min: u8,
    /// Longest tail; 0 for no bound.
    pub(crate) max: u8,
    /// Whether the tail must look random, because words begin with the prefix, too.
    pub(crate) mixed: bool,
}

/// Letters, digits, underscore.
pub(crate) const WORD: Class = ALNUM | UNDER;
/// Base64url: letters, digits, underscore, dash.
pub(crate) const URL: Class = WORD | DASH;
/// Parts in base64url with dots between them.
pub(crate) const DOTTED: Class = URL | DOT;
/// Standard base64, or base64url with padding.
pub(crate) const BASE64: Class = URL | PLUS;
/// Parts in base64 with dots, colons and the like between them.
pub(crate) const PARTS: Class = DOTTED | PLUS | JOINT;
/// The alphabet of password hashes, with the dollar sign between their parts.
pub(crate) const CRYPT: Class = ALNUM | DOT | PLUS | DOLLAR;
/// Capitals and digits.
pub(crate) const CAPS: Class = UPPER | DIGIT;
/// Small letters and digits.
pub(crate) const SMALL: Class = LOWER | DIGIT;

/// A prefix that proves the token, and a tail of at least `min` bytes.
pub(super) const fn at_least(prefix: &'static str, tail: Class, min: u8) -> Format {
    Format { prefix: prefix.as_bytes(), tail, min, max: 0, mixed: false }
}

/// A prefix that proves the token, and a tail of `min..=max` bytes.
pub(super) const fn between(prefix: &'static str, tail: Class, min: u8, max: u8) -> Format {
    Format { prefix: prefix.as_bytes(), tail, min, max, mixed: false }
}

/// A prefix that proves little, and a tail of `min..=max` bytes that looks random. Without an upper bound `max` is 0.
pub(super) const fn mixed(prefix: &'static str, tail: Class, min: u8, max: u8) -> Format {
    Format { prefix: prefix.as_bytes(), tail, min, max, mixed: true }
}
