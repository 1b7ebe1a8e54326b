//! Texts of a list or an object that name the value beside them.

use std::borrow::Cow;

use crate::json::Value;
use crate::redact::context::RedactionContext;
use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::keys::siblings::{is_file, is_name};
use crate::redact::structure::strings::redact;
use crate::redact::structure::truncate::is_cut;
use crate::redact::text::classify::prose::is_common_word;
use crate::word_set::words;

/// The verdict of a name on its value: the stricter one of the name as it is and the name as it will stand there, without a
/// secret inside it.
pub(crate) fn verdict_of_key(name: &str, redacted: &str, cx: &RedactionContext<'_>) -> KeyVerdict {
    let verdict = cx.policy.classify(name.as_bytes());
    if redacted == name { verdict } else { verdict.max(cx.policy.classify(redacted.as_bytes())) }
}

/// The verdict of a text on the value beside it. File names are safe. A truncated text is safe too: its verdict was given
/// before it was cut.
pub(crate) fn verdict_of_text(name: &str, cx: &RedactionContext<'_>) -> KeyVerdict {
    let redacted: Cow<'_, str> = redact(name, cx);
    let says_nothing = |text: &str| is_file(text.as_bytes()) || is_cut(text);
    if says_nothing(name) && says_nothing(&redacted) {
        KeyVerdict::Safe
    } else {
        verdict_of_key(name, &redacted, cx)
    }
}

/// The verdict of the text under a key such as `name` on the value beside it; `None` if the key or the value is another.
pub(crate) fn verdict_of_sibling(key: &str, value: &Value, cx: &RedactionContext<'_>) -> Option<KeyVerdict> {
    let name = value.as_str().filter(|_| is_name(key.as_bytes()))?;
    Some(verdict_of_text(name, cx))
}

/// Whether a value beside a name is not set yet, as in the description of a parameter: `{"name": "token", "default": null}`.
pub(crate) fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Whether a text in a list is a flag with the name of a secret, whose value comes next: `--password`.
pub(crate) fn is_secret_flag(text: &[u8], cx: &RedactionContext<'_>) -> bool {
    let is_flag = matches!(text, [b'-', ..])
        && text.len() <= 64
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    is_flag && cx.policy.classify(text) == KeyVerdict::Secret
}

/// Whether a key holds a flat list of names and values, as Node keeps headers: `["Host", "…", "Cookie", "…"]`.
pub(crate) fn is_flat(key: &[u8]) -> bool {
    words!("rawheaders rawtrailers").has(key)
}

/// Whether the text after a secret name in a list is no value but another name, or says that there is none:
/// `["api_key", "base_url"]` lists names, `["api_key", "9f31…"]` pairs a name with its value. In an entry, as
/// `Object.entries` makes them, the second text is a value whatever it reads like.
pub(crate) fn is_other_name(text: &str, is_entry: bool, cx: &RedactionContext<'_>) -> bool {
    reads_as_name(text)
        && (!is_entry
            || is_common_word(text.as_bytes())
            || cx.policy.classify(text.as_bytes()) > KeyVerdict::Safe)
}

fn reads_as_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.'))
        || text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            && text.contains('_')
}
