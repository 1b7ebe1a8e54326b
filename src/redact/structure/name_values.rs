//! Texts of a list or an object that name the value beside them.

use std::borrow::Cow;

use crate::json::{Map, Value};
use crate::redact::context::RedactionContext;
use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::keys::siblings::{
    common_part, is_file, is_loose_name, is_loose_value, is_name, is_path_of_value, is_value, last_part,
    may_hold,
};
use crate::redact::structure::strings::redact_plain;
use crate::redact::structure::truncate::{CUT_KEY, is_cut};
use crate::redact::text::classify::prose::{is_common_word, is_sentence};
use crate::word_set::words;

/// The verdict of a name on its value: the stricter one of the name as it is and the name as it will stand there, without a
/// secret inside it.
pub(crate) fn verdict_of_key(name: &str, redacted: &str, cx: &RedactionContext<'_>) -> KeyVerdict {
    verdict_with(name, redacted, &|name| cx.policy.classify_data(name.as_bytes()))
}

/// The stricter verdict on two forms of a name.
fn verdict_with(name: &str, redacted: &str, classify: &dyn Fn(&str) -> KeyVerdict) -> KeyVerdict {
    let verdict = classify(name);
    if redacted == name { verdict } else { verdict.max(classify(redacted)) }
}

/// The verdict of a text on the value beside it. File names are safe. A truncated text is safe too: its verdict was given
/// before it was cut.
pub(crate) fn verdict_of_text(name: &str, cx: &RedactionContext<'_>) -> KeyVerdict {
    let redacted: Cow<'_, str> = redact_plain(name, cx);
    let says_nothing = |text: &str| is_file(text.as_bytes()) || is_cut(text);
    if says_nothing(name) && says_nothing(&redacted) {
        KeyVerdict::Safe
    } else {
        verdict_with(name, &redacted, &|name| cx.policy.classify(name.as_bytes()))
    }
}

/// Most entries of an object in which an uncommon name and value are looked for. An object that is a pair has few more.
const PAIR_ENTRIES: usize = 32;

/// Longest text that may name a value beside it, in bytes.
const NAME_BYTES: usize = 256;

/// What the names among the entries of an object say about the values beside them.
pub(crate) struct Names {
    /// The verdict on what stands under `value` and the like.
    verdict: KeyVerdict,
    /// Whether there may be a value at all, so that `key` may be a name.
    pub(crate) has_value: bool,
    /// The verdict on what stands under `input` or `after`, if one of the names is unmistakable.
    loose: KeyVerdict,
    /// The parts of keys such as `paramName` whose text is the name of a secret.
    common: Vec<Vec<u8>>,
}

impl Names {
    pub(crate) fn of(map: &Map, cx: &RedactionContext<'_>) -> Self {
        // An object that a bound has cut may have lost its value.
        let may_hold_value = |key: &str| is_value(key.as_bytes()) || key == CUT_KEY;
        let mut names =
            Self { verdict: KeyVerdict::Safe, has_value: false, loose: KeyVerdict::Safe, common: Vec::new() };
        if cx.policy.is_reference() {
            return names;
        }
        names.has_value = map.iter().any(|(key, _)| may_hold_value(key));
        let is_small = map.len() <= PAIR_ENTRIES && map.iter().any(|(key, _)| may_hold(key.as_bytes()));
        if !names.has_value && !is_small {
            return names;
        }
        for (key, value) in map.iter() {
            let bytes = key.as_bytes();
            let text = value.as_str();
            if let Some(name) = text.filter(|_| is_name(bytes)) {
                names.verdict = names.verdict.max(verdict_of_text(name, cx));
            }
            if !is_small {
                continue;
            }
            let name = if is_path_of_value(bytes) {
                let last = value.as_array().and_then(|path| path.iter().rev().find_map(Value::as_str));
                text.or(last).map(last_part)
            } else {
                text.filter(|_| is_loose_name(bytes))
            };
            // A long text names nothing.
            if let Some(name) = name.filter(|name| name.len() <= NAME_BYTES)
                && verdict_of_text(name, cx) == KeyVerdict::Secret
            {
                names.loose = names.loose.max(cx.policy.of_data(name.as_bytes(), KeyVerdict::Secret));
            }
            if let Some(common) = common_part(bytes, false)
                && text.is_some_and(|name| {
                    name.len() <= NAME_BYTES && verdict_of_text(name, cx) == KeyVerdict::Secret
                })
            {
                names.common.push(common.to_vec());
            }
        }
        if is_small && names.verdict == KeyVerdict::Secret {
            names.loose = KeyVerdict::Secret;
        }
        names
    }

    /// The verdict of the names on the value under a key; `None` if they say nothing of it.
    pub(crate) fn verdict_on(&self, key: &str, value: &Value) -> Option<KeyVerdict> {
        let key = key.as_bytes();
        if is_unset(value) {
            return None;
        }
        if is_value(key) && self.verdict > KeyVerdict::Safe {
            return Some(self.verdict);
        }
        // Where the key is about something else mostly, a text that is no secret stays: `received: "undefined"`.
        let is_data = match value {
            Value::String(text) => !is_common_word(text.as_bytes()) && !is_sentence(text.as_bytes()),
            Value::Number(_) => true,
            _ => false,
        };
        let is_common = |own: &[u8]| self.common.iter().any(|common| common.eq_ignore_ascii_case(own));
        if common_part(key, true).is_some_and(is_common) {
            return Some(KeyVerdict::Secret);
        }
        let verdict = if is_value(key) || is_loose_value(key) { self.loose } else { KeyVerdict::Safe };
        (is_data && verdict > KeyVerdict::Safe).then_some(verdict)
    }
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

/// How a list of names and values that follow one another is called, as Node keeps headers: `["Host", "…", "Cookie", "…"]`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Flat {
    /// It always is one.
    Always,
    /// It may also be a list of names.
    Perhaps,
}

/// Whether a key holds a flat list of names and values.
pub(crate) fn is_flat(key: &[u8]) -> Option<Flat> {
    match key.len() {
        7 if key.eq_ignore_ascii_case(b"headers") => Some(Flat::Perhaps),
        10 | 11 if words!("rawheaders rawtrailers").has(key) => Some(Flat::Always),
        _ => None,
    }
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
