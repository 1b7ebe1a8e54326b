//! Sanitizes nested data: keys judge their values, texts are scanned, names and values that are siblings belong together.

use std::borrow::Cow;

use super::keys::{KeyVerdict, classify_key};
use super::marker::{REDACTED, is_marker};
use super::{redact_string, redact_text};
use crate::text::{push_integer, read_integer};
use crate::value::{Map, Value};

/// Keys whose text names the value that stands beside them: `{"name": "Authorization", "value": …}`.
pub(super) const NAME_KEYS: &[&str] = &["name", "key", "header", "field", "param", "parameter", "variable"];

/// Keys of the value that such a name belongs to.
pub(super) const VALUE_KEYS: &[&str] = &["value", "values", "val", "content"];

/// The member that makes an object a JSON web key (RFC 7517).
pub(super) const KEY_TYPE: &str = "kty";

/// The members of such a key that are private (RFC 7518, section 6).
const KEY_PARTS: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "k"];

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
    let is_key = map.get(KEY_TYPE).is_some();
    let mut is_secret_in_key = false;
    for (key, slot) in map.iter_mut() {
        let clean = redact_text(key);
        let is_named = VALUE_KEYS.contains(&key);
        let verdict = if is_named && verdict_of_name > KeyVerdict::Safe {
            verdict_of_name
        } else if declared.contains(&key) || name_key == Some(key) {
            KeyVerdict::Safe
        } else if is_key && KEY_PARTS.contains(&key) {
            KeyVerdict::Secret
        } else {
            classify_name(key, &clean)
        };
        *slot = mask(std::mem::take(slot), verdict);
        is_secret_in_key |= matches!(clean, Cow::Owned(_));
    }
    if is_secret_in_key { redact_keys(map) } else { map }
}

/// How many redacted keys of an object are tried as they are; what comes after them is numbered, so that the time stays
/// linear however many there are.
const TRIED_KEYS: usize = 64;

/// The entries under names without secrets. Where redacting makes two keys the same, the second is numbered: no entry is
/// lost.
fn redact_keys(map: Map) -> Map {
    // Above all numbers that were given before.
    let number_of = |key: &str| read_integer(key.strip_prefix(NUMBERED)?.strip_suffix(']')?);
    let mut number = map.iter().filter_map(|(key, _)| number_of(key)).fold(1, i64::max);
    let mut names: Vec<Option<String>> = Vec::with_capacity(map.len());
    let mut tried = 0;
    for (key, _) in map.iter() {
        let Cow::Owned(redacted) = redact_text(key) else {
            names.push(None);
            continue;
        };
        tried += 1;
        let is_free = tried <= TRIED_KEYS
            && map.get(&redacted).is_none()
            && names.iter().flatten().all(|other| *other != redacted);
        names.push(Some(if is_free {
            redacted
        } else {
            number += 1;
            let mut numbered = String::from(NUMBERED);
            push_integer(number, &mut numbered);
            numbered.push(']');
            numbered
        }));
    }
    map.into_iter().zip(names).map(|((key, value), name)| (name.unwrap_or(key), value)).collect()
}

/// How a key begins that stands for one that was taken.
const NUMBERED: &str = "[REDACTED:";

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
    fn many_secrets_in_keys_take_linear_time_and_lose_no_entry() {
        let many: Map = (0..20_000).map(|at| (format!("password=pl8Zq4vWx0{at}"), Value::from(at))).collect();
        assert_eq!(sanitize_map(many, &[]).len(), 20_000);
        let same: Map = ["password=pl8Zq4vWx0", "password=[REDACTED]", "[REDACTED:2]"]
            .map(|key| (key.to_owned(), Value::Null))
            .into_iter()
            .collect();
        let clean = Value::Object(sanitize_map(same, &[])).to_string();
        assert_eq!(
            clean,
            r#"{"[REDACTED:3]":"[REDACTED]","password=[REDACTED]":"[REDACTED]","[REDACTED:2]":null}"#
        );
    }

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
            (
                "the private members of a web key",
                r#"{"kty":"EC","crv":"P-256","x":"abc","d":"xyz"}"#,
                r#"{"kty":"EC","crv":"P-256","x":"abc","d":"[REDACTED]"}"#,
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
