//! Redaction of nested data: as a tree, as a stream of JSON text, and what follows either: propagation and truncation.

mod name_values;
pub(crate) mod propagate;
mod secret_keys;
mod secret_value;
pub(crate) mod stream;
pub(crate) mod strings;
pub(crate) mod tree;
pub(crate) mod truncate;

use std::borrow::Cow;

use crate::json::{Value, parse, to_json_string};
use crate::redact::context::RedactionContext;
use crate::redact::policy::Policy;

/// A copy of `value` without secrets and within the bounds, by a policy.
pub(crate) fn sanitize_value(mut value: Value, policy: &Policy) -> Value {
    let cx = RedactionContext::new(policy);
    tree::sanitize_tree(&mut value, &|_| false, &cx);
    for _ in 0..propagate::ROUNDS {
        let needles = cx.take_found();
        if needles.is_empty() {
            break;
        }
        let mut forms = needles.forms();
        forms.hide_in_value(&mut value, &cx);
        if !forms.has_hidden {
            break;
        }
        // As in an error.
        tree::sanitize_tree(&mut value, &|_| false, &cx);
    }
    truncate::bound(&mut value, &cx);
    value
}

/// As [`sanitize_value`], on JSON text, and mostly without making a value of it. Borrowed if nothing has changed.
pub(crate) fn sanitize_json<'a>(text: &'a str, policy: &Policy) -> Cow<'a, str> {
    let cx = RedactionContext::new(policy);
    if let Some(clean) = stream::sanitize_stream(text, &|_| false, &cx) {
        let needles = cx.take_found();
        if needles.is_empty() || !needles.forms().stand_in(&clean) {
            return clean;
        }
    }
    to_json_string(&sanitize_value(parse(text).unwrap_or_default(), policy)).into()
}

/// Whether `text`, canonical JSON, needs no change: it has no secrets, and is within the bounds. May err towards no.
pub(crate) fn is_clean_json(text: &str, policy: &Policy) -> bool {
    matches!(
        stream::sanitize_stream(text, &|_| false, &RedactionContext::new(policy)),
        Some(Cow::Borrowed(_))
    )
}
