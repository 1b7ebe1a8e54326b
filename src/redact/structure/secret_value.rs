//! Replacement of a value that its key calls a secret.

use crate::json::{Value, to_json_string};
use crate::redact::context::RedactionContext;
use crate::redact::keys::matcher::{KeyVerdict, is_about};
use crate::redact::keys::siblings::is_value;
use crate::redact::structure::truncate::is_note_text;
use crate::redact::text::classify::everyday::is_harmless;
use crate::redact::text::marker::is_marker;
use crate::redact::text::scan::{has_secret, secrets};

/// Longest text in which secrets are looked for, in bytes.
const SCAN_LIMIT: usize = 4096;

/// Whether a text under the key of a secret stays: a marker, or the note that a bound has left of a value that was no text.
pub(crate) fn stays(text: &str) -> bool {
    is_marker(text.as_bytes()) || is_note_text(text)
}

/// Whether a text under the key of a secret stays in JSON that is a text itself, as it does in all texts: a placeholder, a
/// sentence, or what is redacted in part.
pub(crate) fn stays_in_json(key: &str, text: &str, cx: &RedactionContext<'_>) -> bool {
    text.len() <= SCAN_LIMIT
        && cx.policy.classify(key.as_bytes()) == KeyVerdict::Secret
        && !has_secret(&format!("\"{key}\": {}", to_json_string(&Value::from(text))), cx.policy)
}

/// Appends the replacement of a value, and records the secrets in it.
pub(crate) fn replace(key: &str, value: &Value, cx: &RedactionContext<'_>, out: &mut String) {
    if let Value::String(text) = value {
        replace_text(key, text, cx, out);
    } else {
        record_texts(value, true, cx);
        cx.replace_data(value, out);
    }
}

/// As [`replace`], of a text. A part of it may be secret by itself and stand elsewhere without the rest: the token after
/// `Bearer`, the value of a cookie, the password in a URL.
pub(crate) fn replace_text(key: &str, text: &str, cx: &RedactionContext<'_>, out: &mut String) {
    if text.len() <= SCAN_LIMIT && !cx.policy.is_reference() {
        let line = format!("{key}: {text}");
        for secret in secrets(&line, cx.policy) {
            cx.record(secret);
        }
    }
    cx.replace(text, out);
}

/// Records the texts in a value that is replaced as a whole: of a list all, of an object those whose keys call them secrets, and
/// those that look like secrets under keys that say nothing.
fn record_texts(value: &Value, is_secret: bool, cx: &RedactionContext<'_>) {
    match value {
        Value::String(text) if is_secret => cx.record(text),
        Value::Array(items) => items.iter().for_each(|item| record_texts(item, is_secret, cx)),
        Value::Object(map) => {
            for (key, item) in map.iter() {
                let bytes = key.as_bytes();
                let is_secret = is_value(bytes)
                    || cx.policy.classify(bytes) > KeyVerdict::Safe
                    || !is_about(bytes)
                        && !item.as_str().is_some_and(|text| is_harmless(bytes, text.as_bytes()));
                record_texts(item, is_secret, cx);
            }
        }
        _ => {}
    }
}
