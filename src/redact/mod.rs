//! Redaction of text, JSON values and whole errors. Knows nothing of errors, and is used by all that does.
//!
//! [`keys`] classifies a value by its name, [`text`] finds secrets by what they look like, [`structure`] applies both to
//! nested data, finds again what was found elsewhere, and cuts what is too large. Everything is total, linear and idempotent.

pub(crate) mod context;
mod escapes;
mod found_secrets;
pub(crate) mod keys;
pub(crate) mod policy;
mod sanitizer;
pub(crate) mod structure;
pub(crate) mod text;

use std::borrow::Cow;

use crate::json::Value;

pub use sanitizer::{Sanitizer, SanitizerBuilder};

/// A copy of `value` without secrets, within the bounds of an error.
///
/// A value under a key that names a secret becomes `[REDACTED]`, whatever it is; in every other text, and in keys, what
/// looks like a secret is replaced where it stands.
///
/// ```
/// use mcp_errors::{Value, sanitize};
///
/// let value: Value = r#"{"url": "postgres://app:hunter2@db/app", "auth": {"api_key": 42}, "author": "Ada"}"#.parse()?;
/// assert_eq!(
///     sanitize(value).to_string(),
///     r#"{"url":"postgres://app:[REDACTED]@db/app","auth":{"api_key":"[REDACTED]"},"author":"Ada"}"#
/// );
/// # Ok::<(), mcp_errors::ParseError>(())
/// ```
pub fn sanitize(value: Value) -> Value {
    Sanitizer::default().sanitize(value)
}

/// Hides the secrets in a text; borrowed if there are none.
///
/// Applying it twice changes nothing: passes are repeated until one finds nothing.
#[must_use]
pub fn redact_text(text: &str) -> Cow<'_, str> {
    Sanitizer::default().redact_text(text)
}

/// Whether a name is sensitive by itself: a secret one, or one whose strings are secret.
///
/// Other weak names are not: most of them hold ids and counts.
#[must_use]
pub fn is_sensitive_key(key: &str) -> bool {
    Sanitizer::default().is_sensitive_key(key)
}
