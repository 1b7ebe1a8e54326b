//! Redaction of single texts, which records what it finds.

use std::borrow::Cow;

use crate::redact::context::RedactionContext;
use crate::redact::text::passes;

/// `text` without its secrets; borrowed if it has none.
pub(crate) fn redact<'a>(text: &'a str, cx: &RedactionContext<'_>) -> Cow<'a, str> {
    passes::redact(text, cx.policy, &mut |secret| cx.record(secret))
}

/// Redacts a text in place.
pub(crate) fn redact_string(text: &mut String, cx: &RedactionContext<'_>) {
    if let Cow::Owned(redacted) = redact(text, cx) {
        *text = redacted;
    }
}
