//! Redaction of a text: scans it, replaces what the scan finds, and scans the result again.

use std::borrow::Cow;

use crate::redact::policy::{Policy, REDACTED};
use crate::redact::text::scan::finders;
use crate::redact::text::span::Span;

/// Most passes over one text. One finds everything and the second confirms it. A text that still changes after so many was
/// built to confuse the scanner, and is redacted as a whole.
const PASSES: usize = 6;

/// `text` without its secrets by a policy; borrowed if it has none. `record` is called with each secret.
///
/// Applying it twice changes nothing.
pub(crate) fn redact<'a>(text: &'a str, policy: &Policy, record: &mut dyn FnMut(&str)) -> Cow<'a, str> {
    let mut redacted = Cow::Borrowed(text);
    for _ in 0..PASSES {
        let mut is_clean = true;
        for find in finders(policy) {
            let secrets = find(&redacted, policy);
            if !secrets.is_empty() {
                redacted = Cow::Owned(replace(&redacted, &secrets, policy, record));
                is_clean = false;
            }
        }
        if is_clean {
            return redacted;
        }
    }
    Cow::Owned(REDACTED.to_owned())
}

/// `text` with a replacement for each secret.
fn replace(text: &str, secrets: &[Span], policy: &Policy, record: &mut dyn FnMut(&str)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for span in secrets {
        // Ranges begin and end at ASCII bytes or at an end of the text, so they do not cut characters.
        let secret = text.get(span.from..span.to).unwrap_or_default();
        out.push_str(text.get(copied..span.from).unwrap_or_default());
        policy.replacement.push(policy.key, secret, &mut out);
        record(secret);
        copied = span.to;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}
