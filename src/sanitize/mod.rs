//! The sanitizer: what is secret goes, what is not stays.
//!
//! [`keys`] judges a value by its name, [`scan`] by what it looks like, [`tree`] applies both to nested data, [`bound`]
//! cuts what is too large, and [`error`] runs all of it over a whole error. Everything is total, linear and idempotent.

mod bound;
mod error;
mod format;
mod keys;
mod marker;
mod scan;
mod secrets;
mod stream;
mod tree;
mod vocabulary;
mod words;

use std::borrow::Cow;

use crate::kind::{ErrorKind, FieldSpec, INVALID_OPTIONS, Placement};
use crate::value::{Value, parse, to_json_string};

pub(crate) use error::{sanitize_parts, settle_parts};
pub use keys::is_sensitive_key;
pub use marker::REDACTED;
pub use scan::redact_text;

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
    bound::bound(tree::sanitize_tree(value, &[]))
}

/// As [`sanitize`], on JSON text, and mostly without making a value of it. Borrowed if nothing has changed.
pub(crate) fn sanitize_json(text: &str) -> Cow<'_, str> {
    stream::sanitize_stream(text, &[], &|_| false)
        .unwrap_or_else(|| to_json_string(&sanitize(parse(text).unwrap_or_default())).into())
}

/// Whether `text`, canonical JSON, needs no change: it has no secrets, and is within the bounds. May err towards no.
pub(crate) fn is_clean_json(text: &str) -> bool {
    matches!(stream::sanitize_stream(text, &[], &|_| false), Some(Cow::Borrowed(_)))
}

/// The context of an error of `kind` as JSON text, sanitized; `None` where it has to be taken as a value: where it is no
/// object, holds a key of one of the fields, or a name or a value whose counterpart may be one of them.
pub(crate) fn sanitize_context_json(text: &str, kind: ErrorKind) -> Option<Cow<'_, str>> {
    let keys = || kind.fields().filter(|field| field.placement == Placement::Context).map(FieldSpec::key);
    let pairs = keys().any(tree::is_sibling);
    let is_field = |key: &str| {
        key == INVALID_OPTIONS || keys().any(|own| own == key) || (pairs && tree::is_sibling(key))
    };
    text.starts_with('{').then(|| stream::sanitize_stream(text, &[], &is_field)).flatten()
}

/// `text` redacted in place, without a copy if there is nothing to redact.
pub(crate) fn redact_string(text: String) -> String {
    match redact_text(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(redacted) => redacted,
    }
}
