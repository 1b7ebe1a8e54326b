//! Redaction of single texts, which records what it finds.

use std::borrow::Cow;

use crate::redact::context::RedactionContext;
use crate::redact::structure::json_text;
use crate::redact::text::passes;

/// How often what one rule has left is shown to the other.
const ROUNDS: usize = 4;

/// `text` without its secrets; borrowed if it has none. A text that is JSON is judged as the value that it stands for.
pub(crate) fn redact<'a>(text: &'a str, cx: &RedactionContext<'_>) -> Cow<'a, str> {
    let mut redacted = redact_plain(text, cx);
    for _ in 0..ROUNDS {
        let Some(sanitized) = json_text::sanitize(&redacted, cx) else { break };
        redacted = Cow::Owned(redact_plain(&sanitized, cx).into_owned());
    }
    redacted
}

/// As [`redact`], of a text whose form does not count: a key, or a name.
pub(crate) fn redact_plain<'a>(text: &'a str, cx: &RedactionContext<'_>) -> Cow<'a, str> {
    passes::redact(text, cx.policy, &mut |secret| cx.record(secret))
}

/// Redacts a text in place.
pub(crate) fn redact_string(text: &mut String, cx: &RedactionContext<'_>) {
    if let Cow::Owned(redacted) = redact(text, cx) {
        *text = redacted;
    }
}
