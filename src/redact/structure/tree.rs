//! Sanitizes nested data: keys judge their values, texts are scanned, names and values that are siblings belong together.

use std::borrow::Cow;

use crate::chars::{concat, push_integer, read_integer};
use crate::json::{Map, Value};
use crate::redact::context::RedactionContext;
use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::keys::siblings::{KEY_TYPE, is_file, is_key_part, is_name, is_value};
use crate::redact::policy::NOTED;
use crate::redact::structure::truncate::{CUT_KEY, is_cut, is_note, is_note_text};
use crate::redact::text::marker::is_marker;
use crate::redact::text::redact_string;
use crate::redact::text::{is_known, redact};
use crate::word_set::words;

/// Whether a key belongs to a field of the error's kind: such a key is never masked by its name.
pub(crate) type IsDeclared<'a> = &'a dyn Fn(&str) -> bool;

/// Replaces every secret of a value. `is_declared` concerns the keys at its top level. Recursion is as deep as values are: 64
/// levels.
pub(crate) fn sanitize_tree(value: &mut Value, is_declared: IsDeclared<'_>, cx: &RedactionContext<'_>) {
    match value {
        Value::String(text) => redact_string(text, cx),
        Value::Array(items) => {
            // `Object.entries`, and maps: the second of each is a value, whatever it reads like.
            let are_pairs = items.iter().all(|item| item.as_array().is_some_and(|pair| pair.len() == 2));
            for item in &mut *items {
                if let Value::Array(pair) = item
                    && are_pairs
                {
                    sanitize_items(pair, true, false, cx);
                }
            }
            if !are_pairs {
                sanitize_items(items, false, false, cx);
            }
        }
        Value::Object(map) => sanitize_map(map, is_declared, cx),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// As [`sanitize_tree`], of the entries of an object.
pub(crate) fn sanitize_map(map: &mut Map, is_declared: IsDeclared<'_>, cx: &RedactionContext<'_>) {
    // A bound may have cut it.
    let is_held = |key: &str| is_value(key.as_bytes()) || key == CUT_KEY;
    let has_value = !cx.policy.is_reference() && map.iter().any(|(key, _)| is_held(key));
    let said_of_value =
        |key: &str, value: &Value| if has_value { said_of_value(key, value, cx) } else { None };
    let verdict_of_name = map
        .iter()
        .filter_map(|(key, value)| said_of_value(key, value))
        .fold(KeyVerdict::Safe, KeyVerdict::max);
    let mut has_name = false;
    let is_key = map.get(KEY_TYPE).is_some();
    let mut is_secret_in_key = false;
    for (key, slot) in map.iter_mut() {
        let clean = redact(key, cx);
        // The first is exempt from what its key says; what is under a second one may be anything.
        let is_naming = has_value && is_name(key.as_bytes());
        let is_named = is_naming && !has_name && slot.as_str().is_some();
        has_name |= is_naming && !slot.is_null();
        let verdict = if is_value(key.as_bytes()) && verdict_of_name > KeyVerdict::Safe && !is_blank(slot) {
            verdict_of_name
        } else if key == CUT_KEY && is_note(slot) {
            // Whatever a policy says of the word: what was cut is not cut again.
            KeyVerdict::Safe
        } else if is_declared(key) || is_named {
            cx.policy.classify_declared(key)
        } else if is_key && is_key_part(key.as_bytes()) {
            KeyVerdict::Secret
        } else {
            classify_name(key, &clean, cx)
        };
        if let Value::Array(items) = slot
            && verdict == KeyVerdict::Safe
            && is_declared(key)
        {
            // What a field lists are no pairs: `missing_keys` are names all of them.
            for item in items {
                sanitize_tree(item, &|_| false, cx);
            }
        } else if let Value::Array(items) = slot
            && verdict == KeyVerdict::Safe
            && is_flat(key.as_bytes())
        {
            sanitize_items(items, true, true, cx);
        } else {
            mask(key, slot, verdict, cx);
        }
        is_secret_in_key |= matches!(clean, Cow::Owned(_));
    }
    if is_secret_in_key {
        *map = redact_keys(std::mem::take(map), cx);
    }
}

/// What the text under a key says of the value beside it, if it says anything of one.
#[inline(never)]
fn said_of_value(key: &str, value: &Value, cx: &RedactionContext<'_>) -> Option<KeyVerdict> {
    let name = value.as_str().filter(|_| is_name(key.as_bytes()))?;
    let clean = redact(name, cx);
    Some(classify_text(name, &clean, cx))
}

/// The verdict on a text that may name a value. A file says nothing of one, and what a bound has cut was judged before.
fn classify_text(name: &str, clean: &str, cx: &RedactionContext<'_>) -> KeyVerdict {
    let says_nothing = |text: &str| is_file(text.as_bytes()) || is_cut(text);
    if says_nothing(name) && says_nothing(clean) { KeyVerdict::Safe } else { classify_name(name, clean, cx) }
}

/// Whether a value beside a name is none yet, as in the description of a parameter: `{"name": "token", "default": null}`.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// How many redacted keys of an object are tried as they are; what comes after them is numbered, so that the time stays
/// linear however many there are.
const TRIED_KEYS: usize = 64;

/// The entries under names without secrets. Where redacting makes two keys the same, the second is numbered: no entry is
/// lost.
fn redact_keys(map: Map, cx: &RedactionContext<'_>) -> Map {
    let mut entries: Vec<(String, Value)> = map.into_iter().collect();
    // Above all numbers that were given before.
    let number_of = |key: &str| read_integer(key.strip_prefix(NOTED)?.strip_suffix(']')?);
    let mut number = entries.iter().filter_map(|(key, _)| number_of(key)).fold(1, i64::max);
    let mut tried = 0;
    for at in 0..entries.len() {
        let Some((key, _)) = entries.get(at) else { break };
        let Cow::Owned(mut name) = redact(key, cx) else { continue };
        tried += 1;
        if tried > TRIED_KEYS || entries.iter().any(|(other, _)| *other == name) {
            number += 1;
            name = String::from(NOTED);
            push_integer(number, &mut name);
            name.push(']');
        }
        if let Some((key, _)) = entries.get_mut(at) {
            *key = name;
        }
    }
    entries.into_iter().collect()
}

/// Masks a value as the verdict on its key demands, and scans it otherwise.
fn mask(name: &str, value: &mut Value, verdict: KeyVerdict, cx: &RedactionContext<'_>) {
    let masked = match verdict {
        KeyVerdict::Secret => true,
        KeyVerdict::Weak => value.as_str().is_some() || cx.policy.is_strict(),
        KeyVerdict::Safe => false,
    };
    if !masked {
        sanitize_tree(value, &|_| false, cx);
    } else if !value.as_str().is_some_and(stays) {
        let mut out = String::new();
        hide(name, value, cx, &mut out);
        *value = Value::String(out);
    }
}

/// Whether a text under a name that calls it a secret is none: a marker, or what a bound has left of a value that was no text.
pub(crate) fn stays(text: &str) -> bool {
    is_marker(text) || is_note_text(text)
}

/// Appends what stands for a value that its name calls a secret.
pub(crate) fn hide(name: &str, value: &Value, cx: &RedactionContext<'_>, out: &mut String) {
    if let Value::String(text) = value {
        hide_text(name, text, cx, out);
    } else {
        note_inside(value, true, cx);
        cx.hide_data(value, out);
    }
}

/// As [`hide`], of a text. What is secret in it may stand elsewhere without the rest: the token behind `Bearer`, the value of a cookie,
/// the password in a URL.
#[inline(never)]
pub(crate) fn hide_text(name: &str, text: &str, cx: &RedactionContext<'_>, out: &mut String) {
    if text.len() <= PARTS_LIMIT {
        drop(redact(&concat(&[name, ": ", text]), cx));
    }
    cx.hide(text, out);
}

/// Longest text under the name of a secret that is looked into, in bytes.
const PARTS_LIMIT: usize = 4096;

/// Notes the secrets inside a value that is hidden as a whole: of a list all texts, of an object those whose names say so.
fn note_inside(value: &Value, is_secret: bool, cx: &RedactionContext<'_>) {
    match value {
        Value::String(text) if is_secret => cx.note(text),
        Value::Array(items) => items.iter().for_each(|item| note_inside(item, is_secret, cx)),
        Value::Object(map) => {
            for (key, item) in map.iter() {
                let is_secret =
                    is_value(key.as_bytes()) || cx.policy.classify(key.as_bytes()) > KeyVerdict::Safe;
                note_inside(item, is_secret, cx);
            }
        }
        _ => {}
    }
}

/// Whether a text in a list is a flag with the name of a secret, whose value comes next: `--password`.
pub(crate) fn is_secret_flag(text: &[u8], cx: &RedactionContext<'_>) -> bool {
    let is_flag = matches!(text, [b'-', ..])
        && text.len() <= 64
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    is_flag && cx.policy.classify(text) == KeyVerdict::Secret
}

/// Whether a key holds a list of names and values one behind the other, as Node keeps headers.
pub(crate) fn is_flat(key: &[u8]) -> bool {
    words!("rawheaders rawtrailers").has(key)
}

/// The items of an array, sanitized. Two of them may be a name and its value, also one pair behind the other if it `is_flat`; one of
/// several pairs, an entry, is so whatever it reads like.
fn sanitize_items(items: &mut [Value], is_entry: bool, is_flat: bool, cx: &RedactionContext<'_>) {
    let is_pair = items.len() == 2 || is_flat;
    let mut verdict = KeyVerdict::Safe;
    let mut is_behind_flag = false;
    for (at, item) in items.iter_mut().enumerate() {
        let mut of_item = std::mem::replace(&mut verdict, KeyVerdict::Safe);
        if let Value::String(text) = item {
            if of_item == KeyVerdict::Secret && is_plain_name(text) {
                // Two names are no pair.
                let is_name = !is_entry || is_known(text.as_bytes());
                if is_name || cx.policy.classify(text.as_bytes()) > KeyVerdict::Safe {
                    of_item = KeyVerdict::Safe;
                }
            }
            if is_behind_flag && !text.starts_with('-') {
                of_item = KeyVerdict::Secret;
            }
            is_behind_flag = !cx.policy.is_reference() && is_secret_flag(text.as_bytes(), cx);
            if is_pair && at % 2 == 0 && !cx.policy.is_reference() {
                verdict = classify_text(text, &redact(text, cx), cx);
            }
        }
        // Neither is what a bound has left of a longer list.
        let is_secret = of_item == KeyVerdict::Secret && !is_note(item);
        mask("", item, if is_secret { KeyVerdict::Secret } else { KeyVerdict::Safe }, cx);
    }
}

/// The verdict on a name, as it is and as it will stand there: without a secret inside it, it may say something else.
#[inline(never)]
fn classify_name(name: &str, clean: &str, cx: &RedactionContext<'_>) -> KeyVerdict {
    let verdict = cx.policy.classify(name.as_bytes());
    if clean == name { verdict } else { verdict.max(cx.policy.classify(clean.as_bytes())) }
}

/// Whether a text reads as a name: `["api_key", "base_url"]` lists names, `["api_key", "9f31…"]` pairs one with its value.
fn is_plain_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.'))
        || text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            && text.contains('_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use crate::redact::policy::DEFAULT;

    fn sanitize_map(mut map: Map, declared: &[&str]) -> Map {
        super::sanitize_map(&mut map, &|key| declared.contains(&key), &RedactionContext::new(&DEFAULT));
        map
    }

    fn sanitize_tree(mut value: Value, declared: &[&str]) -> Value {
        super::sanitize_tree(&mut value, &|key| declared.contains(&key), &RedactionContext::new(&DEFAULT));
        value
    }

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
            (
                "names and values one behind the other",
                r#"{"rawHeaders":["Host","x1","Authorization","letmein","Cookie","sid=1"]}"#,
                r#"{"rawHeaders":["Host","x1","Authorization","[REDACTED]","Cookie","[REDACTED]"]}"#,
            ),
            (
                "the value of a flag",
                r#"["mysql","-u","root","--password","a b","--token","--verbose"]"#,
                r#"["mysql","-u","root","--password","[REDACTED]","--token","--verbose"]"#,
            ),
            (
                "entries",
                r#"[["password","letmein"],["token","string"],["access_token","refresh_token"]]"#,
                r#"[["password","[REDACTED]"],["token","string"],["access_token","refresh_token"]]"#,
            ),
            (
                "what is no value yet",
                r#"[{"name":"token","default":null},{"name":"api_key","default":""}]"#,
                r#"[{"name":"token","default":null},{"name":"api_key","default":""}]"#,
            ),
            (
                "a list of words",
                r#"["access_token","id_token token","code","id_token"]"#,
                r#"["access_token","id_token token","code","id_token"]"#,
            ),
            (
                "two names of one value",
                r#"{"name":"prod","key":"password","value":"abc"}"#,
                r#"{"name":"prod","key":"[REDACTED]","value":"[REDACTED]"}"#,
            ),
            (
                "the content of a file",
                r#"[{"name":"src/token.rs","content":"fn main() {}"},{"name":"db.password.prod","value":"x1"}]"#,
                r#"[{"name":"src/token.rs","content":"fn main() {}"},{"name":"db.password.prod","value":"[REDACTED]"}]"#,
            ),
            (
                "in any case",
                r#"[{"Name":"DB_PASSWORD","Value":"abc"},{"name":"token","default":"abc"}]"#,
                r#"[{"Name":"DB_PASSWORD","Value":"[REDACTED]"},{"name":"token","default":"[REDACTED]"}]"#,
            ),
            (
                "more primes of a web key",
                r#"{"kty":"RSA","oth":[{"r":"abc"}]}"#,
                r#"{"kty":"RSA","oth":"[REDACTED]"}"#,
            ),
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
