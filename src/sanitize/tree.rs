//! Sanitizes nested data: keys judge their values, texts are scanned, names and values that are siblings belong together.

use std::borrow::Cow;

use super::keys::{KeyVerdict, classify_key};
use super::marker::{REDACTED, is_marker};
use super::{redact_string, redact_text};
use crate::text::push_integer;
use crate::value::{Map, Value};

/// Keys whose text names the value that stands beside them: `{"name": "Authorization", "value": …}`.
pub(super) const NAME_KEYS: &[&str] = &["name", "key", "header", "field", "param", "parameter", "variable"];

/// Keys of the value that such a name belongs to.
pub(super) const VALUE_KEYS: &[&str] = &["value", "values", "val", "content"];

/// Whether a key may belong to a pair of a name and its value.
pub(super) fn is_sibling(key: &str) -> bool {
    NAME_KEYS.contains(&key) || VALUE_KEYS.contains(&key)
}

/// `value` with every secret replaced. At its top level, the keys in `declared` are fields of the error's kind: they are
/// never masked by their names. Recursion is as deep as values are: 64 levels.
pub(super) fn sanitize_tree(value: Value, declared: &[&str]) -> Value {
    match value {
        Value::String(text) => Value::String(redact_string(text)),
        Value::Array(items) => Value::Array(sanitize_items(items)),
        Value::Object(map) => Value::Object(sanitize_map(map, declared)),
        scalar => scalar,
    }
}

/// The entries of an object, sanitized.
pub(super) fn sanitize_map(mut map: Map, declared: &[&str]) -> Map {
    let has_value = VALUE_KEYS.iter().any(|key| map.get(key).is_some());
    let name_key = NAME_KEYS
        .iter()
        .copied()
        .find(|key| has_value && map.get(key).is_some_and(|name| name.as_str().is_some()));
    let verdict_of_name = name_key
        .and_then(|key| map.get(key)?.as_str())
        .map_or(KeyVerdict::Safe, |name| classify_name(name, &redact_text(name)));
    let mut is_secret_in_key = false;
    for (key, slot) in map.iter_mut() {
        let clean = redact_text(key);
        let is_named = VALUE_KEYS.contains(&key);
        let verdict = if is_named && verdict_of_name > KeyVerdict::Safe {
            verdict_of_name
        } else if declared.contains(&key) || name_key == Some(key) {
            KeyVerdict::Safe
        } else {
            classify_name(key, &clean)
        };
        *slot = mask(std::mem::take(slot), verdict);
        is_secret_in_key |= matches!(clean, Cow::Owned(_));
    }
    if is_secret_in_key { redact_keys(map) } else { map }
}

/// The entries under names without secrets.
fn redact_keys(map: Map) -> Map {
    let mut out: Vec<(String, Value)> = Vec::with_capacity(map.len());
    for (key, value) in map {
        let key = match redact_text(&key) {
            Cow::Borrowed(_) => key,
            Cow::Owned(redacted) => unused_key(redacted, &out),
        };
        out.push((key, value));
    }
    out.into_iter().collect()
}

/// `value` masked as the verdict on its key demands, and scanned otherwise.
fn mask(value: Value, verdict: KeyVerdict) -> Value {
    let masked = match verdict {
        KeyVerdict::Secret => true,
        KeyVerdict::Weak => value.as_str().is_some(),
        KeyVerdict::Safe => false,
    };
    match value {
        Value::String(text) if masked && is_marker(&text) => Value::String(text),
        _ if masked => REDACTED.into(),
        other => sanitize_tree(other, &[]),
    }
}

/// The redacted `key`, or where redacting made two keys the same, a variant of it that is not taken: no entry is lost.
fn unused_key(key: String, taken: &[(String, Value)]) -> String {
    let is_free = |candidate: &str| taken.iter().all(|(other, _)| other != candidate);
    if is_free(&key) {
        return key;
    }
    (2..taken.len() + 3)
        .map(|count| {
            let mut candidate = String::from("[REDACTED:");
            push_integer(i64::try_from(count).unwrap_or(0), &mut candidate);
            candidate.push(']');
            candidate
        })
        .find(|candidate| is_free(candidate))
        .unwrap_or(key)
}

/// The items of an array, sanitized. Pairs of a name and a value, as header lists are written, count as entries.
fn sanitize_items(items: Vec<Value>) -> Vec<Value> {
    let mut value_verdict = KeyVerdict::Safe;
    if let [Value::String(name), value] = items.as_slice()
        && classify_name(name, &redact_text(name)) == KeyVerdict::Secret
        && !value.as_str().is_some_and(is_plain_name)
    {
        value_verdict = KeyVerdict::Secret;
    }
    // Only the second item is ever judged by the first, which may itself hold a secret.
    items
        .into_iter()
        .enumerate()
        .map(|(at, item)| mask(item, if at == 1 { value_verdict } else { KeyVerdict::Safe }))
        .collect()
}

/// The verdict on a name, as it is and as it will stand there: without a secret inside it, it may say something else.
fn classify_name(name: &str, clean: &str) -> KeyVerdict {
    let verdict = classify_key(name);
    if clean == name { verdict } else { verdict.max(classify_key(clean)) }
}

/// Whether a text reads as a name: `["api_key", "base_url"]` lists names, `["api_key", "9f31…"]` pairs one with its value.
fn is_plain_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::parse;

    #[test]
    fn trees_lose_their_secrets_and_nothing_else() {
        let cases = [
            (
                "sensitive keys take any value",
                r#"{"password":1,"api_key":null,"token":{"a":[1]}}"#,
                r#"{"password":"[REDACTED]","api_key":"[REDACTED]","token":"[REDACTED]"}"#,
            ),
            (
                "keys that only look so",
                r#"{"author":"Ada","token_count":7,"monkey":"x","auth_type":"basic"}"#,
                r#"{"author":"Ada","token_count":7,"monkey":"x","auth_type":"basic"}"#,
            ),
            (
                "at any depth",
                r#"[{"a":{"b":[{"password":"x"}]}}]"#,
                r#"[{"a":{"b":[{"password":"[REDACTED]"}]}}]"#,
            ),
            ("a marker stays", r#"{"password":"[CUSTOM_REDACTED]"}"#, r#"{"password":"[CUSTOM_REDACTED]"}"#),
            (
                "a marker with more is no marker",
                r#"{"password":"[REDACTED]live"}"#,
                r#"{"password":"[REDACTED]"}"#,
            ),
            (
                "name and value",
                r#"{"name":"Authorization","value":"abc"}"#,
                r#"{"name":"Authorization","value":"[REDACTED]"}"#,
            ),
            (
                "key and value",
                r#"{"key":"password","value":"abc"}"#,
                r#"{"key":"password","value":"[REDACTED]"}"#,
            ),
            ("a harmless name", r#"{"name":"limit","value":"abc"}"#, r#"{"name":"limit","value":"abc"}"#),
            ("pair", r#"[["Cookie","sid=1"],["Host","x"]]"#, r#"[["Cookie","[REDACTED]"],["Host","x"]]"#),
            (
                "a secret in the name of a pair",
                r#"["https://u:pl8Zq4vWx0@h password","abc9"]"#,
                r#"["https://u:[REDACTED]@h password","[REDACTED]"]"#,
            ),
            ("two names are no pair", r#"["password","username"]"#, r#"["password","username"]"#),
        ];
        for (name, text, expected) in cases {
            let once = sanitize_tree(parse(text).unwrap(), &[]);
            assert_eq!(once.to_string(), expected, "{name}");
            assert_eq!(sanitize_tree(once, &[]).to_string(), expected, "{name}: a second time");
        }
    }

    #[test]
    fn declared_fields_are_judged_by_their_values_alone() {
        let text = r#"{"auth_token":"basic","nested":{"auth_token":"basic"}}"#;
        let clean = sanitize_tree(parse(text).unwrap(), &["auth_token"]);
        assert_eq!(clean.to_string(), r#"{"auth_token":"basic","nested":{"auth_token":"[REDACTED]"}}"#);
    }
}
