//! Sanitizing of one value by a policy.

use std::borrow::Cow;

use crate::json::{Value, parse, to_json_string};
use crate::redact::found_secrets::FoundSecrets;
use crate::redact::policy::Policy;
use crate::redact::structure::propagate::{EncodedForms, ROUNDS};
use crate::redact::structure::stream::sanitize_stream;
use crate::redact::structure::tree::{self, sanitize_tree};
use crate::redact::structure::truncate::truncate_value;

/// Returns `value` without its secrets and within the limits.
pub(crate) fn sanitize_value(value: Value, policy: &Policy) -> Value {
    sanitize_part(value, policy, FoundSecrets::default())
}

/// As [`sanitize_value`], for a part of something in which secrets were found already.
pub(crate) fn sanitize_part(mut value: Value, policy: &Policy, mut known: FoundSecrets) -> Value {
    let cx = tree::context(policy);
    value.limit_depth();
    sanitize_tree(&mut value, &|_| false, &cx);
    for _ in 0..ROUNDS {
        let mut found = std::mem::take(&mut known);
        found.append(&cx.take_found());
        if found.is_empty() {
            break;
        }
        let mut forms = EncodedForms::of(found);
        forms.redact_value(&mut value, &cx);
        if !forms.has_redacted {
            break;
        }
        // A secret may have been part of a name, which now says something else of its value.
        sanitize_tree(&mut value, &|_| false, &cx);
    }
    truncate_value(&mut value, &cx);
    value
}

/// As [`sanitize_value`], on JSON text, mostly without making a value of it. Borrowed if nothing changes.
pub(crate) fn sanitize_json<'a>(text: &'a str, policy: &Policy) -> Cow<'a, str> {
    let cx = tree::context(policy);
    if let Some(sanitized) = sanitize_stream(text, &|_| false, &cx) {
        let found = cx.take_found();
        if found.is_empty() || !EncodedForms::of(found).may_stand_in(&sanitized) {
            return sanitized;
        }
    }
    to_json_string(&sanitize_value(parse(text).unwrap_or_default(), policy)).into()
}

/// Whether canonical JSON needs no change: it has no secrets and is within the limits. The answer may be no by mistake.
pub(crate) fn is_clean_json(text: &str, policy: &Policy) -> bool {
    let cx = tree::context(policy);
    matches!(sanitize_stream(text, &|_| false, &cx), Some(Cow::Borrowed(_)))
}
