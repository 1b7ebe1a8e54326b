//! Redacts secrets from text and JSON values. Does not know errors, whose redaction builds on it.
//!
//! From the bottom up: [`keys`] decides by the name of a value, [`policy`] holds what a user adds to that, [`text`] finds
//! secrets by what they look like, [`context`] records them, and [`structure`] applies all of it to nested data, looks for
//! recorded secrets elsewhere, and truncates. No input makes it fail, the time is linear, and a second time changes nothing.

pub(crate) mod context;
mod escapes;
pub(crate) mod found_secrets;
pub(crate) mod keys;
pub(crate) mod policy;
mod sanitizer;
pub(crate) mod structure;
pub(crate) mod text;

use std::borrow::Cow;

use crate::json::Value;

pub use sanitizer::{Sanitizer, SanitizerBuilder};

/// Returns `value` without its secrets, and within the [`limits`](crate::limits) of an error.
///
/// A value under a key that names a secret becomes `[REDACTED]`, whatever it is. The names `key`, `token`, `tokens`, `auth`,
/// `session`, `signature` and `seed` are ambiguous: a text under them becomes `[REDACTED]` unless it is short, or a word, a path
/// or an id. In every other text, and in keys, what looks like a secret is replaced where it stands. A text that is JSON is
/// redacted as the value that it stands for. Schemas of secrets stay.
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

/// Redacts the secrets in a text. Returns the text itself if it has none.
///
/// A second time changes nothing.
#[must_use]
pub fn redact_text(text: &str) -> Cow<'_, str> {
    Sanitizer::default().redact_text(text)
}

/// Whether a key names a secret. That is so for names whose values always go, and for `token`, `auth` and `signature`, under which
/// most texts go.
///
/// Keys such as `session` and `key` are not sensitive by themselves: most of their values are ids.
#[must_use]
pub fn is_sensitive_key(key: &str) -> bool {
    Sanitizer::default().is_sensitive_key(key)
}
