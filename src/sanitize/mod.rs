//! The sanitizer: what is secret goes, what is not stays.
//!
//! [`keys`] judges a value by its name, [`scan`] by what it looks like, [`tree`] applies both to nested data, [`bound`]
//! cuts what is too large, and [`error`] runs all of it over a whole error. Everything is total, linear and idempotent.

pub(crate) mod bound;
mod format;
mod judged;
mod keys;
mod marker;
pub(crate) mod needles;
mod patterns;
pub(crate) mod run;
mod scan;
mod secrets;
pub(crate) mod siblings;
pub(crate) mod stream;
pub(crate) mod tree;
mod vocabulary;
mod words;

use std::borrow::Cow;

use self::run::Run;
use crate::json::{Value, parse, to_json_string};
use crate::policy::{Policy, Sanitizer};

pub use keys::is_sensitive_key;
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
    Sanitizer::default().sanitize(value)
}

impl Sanitizer {
    /// A copy of `value` without secrets, within the bounds: as [`sanitize`](crate::sanitize()), by this policy.
    pub fn sanitize(&self, value: Value) -> Value {
        sanitize_value(value, self.effective().policy())
    }

    /// Hides the secrets in a text: as [`redact_text`](crate::redact_text), by this policy.
    pub fn redact_text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        scan::redact(text, &Run::new(self.effective().policy()))
    }

    /// Whether a name is sensitive by itself: as [`is_sensitive_key`](crate::is_sensitive_key), by this policy.
    pub fn is_sensitive_key(&self, key: &str) -> bool {
        self.effective().policy().is_sensitive_key(key)
    }

    /// As [`Self::sanitize`], on JSON text. Borrowed if nothing has changed.
    pub(crate) fn sanitize_json<'a>(&self, text: &'a str) -> Cow<'a, str> {
        sanitize_json(text, self.effective().policy())
    }
}

/// As [`sanitize`], by a policy.
fn sanitize_value(mut value: Value, policy: &Policy) -> Value {
    let run = Run::new(policy);
    tree::sanitize_tree(&mut value, &|_| false, &run);
    for _ in 0..needles::ROUNDS {
        let needles = run.needles();
        if needles.is_empty() {
            break;
        }
        let mut forms = needles.forms();
        forms.hide_in_value(&mut value, &run);
        if !forms.has_hidden {
            break;
        }
        // As in an error.
        tree::sanitize_tree(&mut value, &|_| false, &run);
    }
    bound::bound(&mut value, &run);
    value
}

/// As [`sanitize`], on JSON text, and mostly without making a value of it. Borrowed if nothing has changed.
fn sanitize_json<'a>(text: &'a str, policy: &Policy) -> Cow<'a, str> {
    let run = Run::new(policy);
    if let Some(clean) = stream::sanitize_stream(text, &|_| false, &run) {
        let needles = run.needles();
        if needles.is_empty() || !needles.forms().stand_in(&clean) {
            return clean;
        }
    }
    to_json_string(&sanitize_value(parse(text).unwrap_or_default(), policy)).into()
}

/// Whether `text`, canonical JSON, needs no change: it has no secrets, and is within the bounds. May err towards no.
pub(crate) fn is_clean_json(text: &str, sanitizer: &Sanitizer) -> bool {
    let sanitizer = sanitizer.effective();
    matches!(stream::sanitize_stream(text, &|_| false, &Run::new(sanitizer.policy())), Some(Cow::Borrowed(_)))
}

/// Redacts a text in place.
pub(crate) fn redact_string(text: &mut String, run: &Run<'_>) {
    if let Cow::Owned(redacted) = scan::redact(text, run) {
        *text = redacted;
    }
}
