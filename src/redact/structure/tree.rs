//! Sanitizing of nested data: keys decide about their values, texts are scanned, and names and values that are siblings belong
//! together.

use std::borrow::Cow;

use crate::json::{Map, Value};
use crate::redact::context::RedactionContext;
use crate::redact::keys::matcher::{KeyVerdict, may_be_switch};
use crate::redact::keys::siblings::{
    KEY_TYPE, KIND, LOGPROB, SECRET_KIND, is_data_of_secret, is_key_part, is_name,
};
use crate::redact::policy::Policy;
use crate::redact::structure::arguments::{holds_arguments, program_of, redact_arguments};
use crate::redact::structure::name_values::{
    Flat, Names, is_flat, is_other_name, is_secret_flag, is_unset, verdict_of_key, verdict_of_text,
};
use crate::redact::structure::scope::{Scope, enter, of_entries};
use crate::redact::structure::secret_keys::redact_keys;
use crate::redact::structure::secret_value::{replace, stays, stays_in_json};
use crate::redact::structure::strings::{redact_plain, redact_string};
use crate::redact::structure::truncate::{CUT_KEY, is_note};
use crate::redact::text::classify::everyday::{is_harmless, is_label};

/// Whether a key belongs to a field of the error's kind. Such a key does not decide about its value.
pub(crate) type IsDeclared<'a> = &'a dyn Fn(&str) -> bool;

/// The context of one use of a policy on values and on texts that may stand for values.
pub(crate) fn context(policy: &Policy) -> RedactionContext<'_> {
    RedactionContext::with_json(policy, |value, cx| sanitize_in(value, Scope::Plain, cx))
}

/// Replaces every secret of a value. `is_declared` is asked for the keys at its top level. The recursion is as deep as values
/// are: 64 levels.
pub(crate) fn sanitize_tree(value: &mut Value, is_declared: IsDeclared<'_>, cx: &RedactionContext<'_>) {
    match value {
        Value::Object(map) => sanitize_map(map, is_declared, cx),
        value => sanitize_in(value, Scope::Plain, cx),
    }
}

/// As [`sanitize_tree`], of the entries of an object.
pub(crate) fn sanitize_map(map: &mut Map, is_declared: IsDeclared<'_>, cx: &RedactionContext<'_>) {
    sanitize_entries(map, Scope::Plain, is_declared, cx);
}

/// Sanitizes a value that its own name does not call a secret.
fn sanitize_in(value: &mut Value, scope: Scope<'_>, cx: &RedactionContext<'_>) {
    match value {
        Value::String(text) => redact_string(text, cx),
        Value::Array(items) => {
            // Entries, as `Object.entries` makes them of objects and maps: the second text of each is a value.
            let are_entries = items.iter().all(|item| item.as_array().is_some_and(|pair| pair.len() == 2));
            for item in &mut *items {
                if let Value::Array(pair) = item
                    && are_entries
                {
                    sanitize_items(pair, List::Entry, scope, cx);
                }
            }
            if !are_entries {
                sanitize_items(items, List::Any, scope, cx);
                redact_arguments(None, items, cx);
            }
        }
        Value::Object(map) => sanitize_entries(map, scope, &|_| false, cx),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Sanitizes the entries of an object.
fn sanitize_entries(map: &mut Map, scope: Scope<'_>, is_declared: IsDeclared<'_>, cx: &RedactionContext<'_>) {
    let scope = if cx.policy.is_reference() { Scope::Plain } else { of_entries(scope, map) };
    let names = Names::of(map, cx);
    let mut has_name = false;
    let is_web_key = map.get(KEY_TYPE).is_some();
    let of_model = map.get(LOGPROB).is_some();
    let is_manifest = map.get(KIND).and_then(Value::as_str) == Some(SECRET_KIND);
    let program = program_of(map);
    let mut has_secret_key = false;
    for (key, slot) in map.iter_mut() {
        let redacted_key = redact_plain(key, cx);
        // `key` may be the key of a secret. The first one that names a sibling is not; a second one may be.
        let may_name = names.has_value && is_name(key.as_bytes());
        let names_sibling = may_name && !has_name && slot.as_str().is_some();
        has_name |= may_name && !slot.is_null();
        let (verdict, below) = if let Some(verdict) = names.verdict_on(key, slot) {
            (verdict, Scope::Plain)
        } else if key == CUT_KEY && is_note(slot) {
            // The note stays, whatever a policy says of the word `truncated`.
            (KeyVerdict::Safe, Scope::Plain)
        } else if is_declared(key) || names_sibling {
            (cx.policy.classify_declared(key), Scope::Plain)
        } else if is_web_key && is_key_part(key.as_bytes()) {
            (KeyVerdict::Secret, Scope::Plain)
        } else if of_model && key == "token" {
            // The text that a model wrote, beside its probability.
            (KeyVerdict::Safe, Scope::Plain)
        } else if is_manifest && is_data_of_secret(key) {
            (KeyVerdict::Safe, Scope::Secrets)
        } else {
            let own = verdict_of_key(key, &redacted_key, cx);
            if cx.policy.is_reference() { (own, Scope::Plain) } else { enter(scope, key, slot, own) }
        };
        if let Value::Array(items) = slot
            && verdict == KeyVerdict::Safe
            && is_declared(key)
        {
            // The items of a declared field are no pairs: `missing_keys` lists names.
            for item in items {
                sanitize_in(item, Scope::Plain, cx);
            }
        } else if let Value::Array(items) = slot
            && verdict == KeyVerdict::Safe
            && let Some(flat) = is_flat(key.as_bytes())
            && (flat == Flat::Always || items.iter().all(|item| item.as_str().is_some()))
        {
            sanitize_items(items, List::Flat(flat), below, cx);
        } else {
            sanitize_value(key, slot, verdict, below, cx);
            if let (Some(program), Value::Array(items)) = (&program, &mut *slot)
                && holds_arguments(key.as_bytes())
            {
                redact_arguments(Some(program), items, cx);
            }
        }
        has_secret_key |= matches!(redacted_key, Cow::Owned(_));
    }
    if has_secret_key {
        *map = redact_keys(std::mem::take(map), cx);
    }
}

/// Replaces a value if the verdict on its key calls it a secret, and sanitizes it otherwise.
fn sanitize_value(
    key: &str,
    value: &mut Value,
    verdict: KeyVerdict,
    scope: Scope<'_>,
    cx: &RedactionContext<'_>,
) {
    let is_secret = match verdict {
        KeyVerdict::Secret => {
            let is_switch = may_be_switch(key.as_bytes()) && is_unset(value);
            let is_text = |text: &str| {
                is_label(key.as_bytes(), text.as_bytes())
                    || cx.json_level.get() > 0 && stays_in_json(key, text, cx)
            };
            !(is_switch || value.as_str().is_some_and(is_text)) || cx.policy.has_secret_name(key.as_bytes())
        }
        KeyVerdict::Weak => {
            let name = if let Scope::Ambiguous(name) = scope { name } else { key };
            cx.policy.is_strict()
                || value.as_str().is_some_and(|text| !is_harmless(name.as_bytes(), text.as_bytes()))
        }
        KeyVerdict::Safe => false,
    };
    if !is_secret {
        sanitize_in(value, scope, cx);
    } else if !value.as_str().is_some_and(stays) {
        let mut out = String::new();
        replace(key, value, cx, &mut out);
        *value = Value::String(out);
    }
}

/// What is known about the items of an array.
#[derive(Clone, Copy, PartialEq)]
enum List {
    /// Nothing. Two items may be a name and its value.
    Any,
    /// They are one of several entries: a name and its value.
    Entry,
    /// They are entries, one after the other.
    Flat(Flat),
}

/// Sanitizes the items of an array. A text may name the item after it: as a pair, or as a flag.
fn sanitize_items(items: &mut [Value], list: List, scope: Scope<'_>, cx: &RedactionContext<'_>) {
    // An entry may have a flag behind its value.
    let has_mark = matches!(&*items, [_, _, Value::Null | Value::Bool(_) | Value::Number(_)]);
    let has_pairs =
        items.len() == 2 || has_mark || matches!(list, List::Flat(_)) && items.len().is_multiple_of(2);
    let is_entry = has_mark || matches!(list, List::Entry | List::Flat(Flat::Always));
    let mut verdict = KeyVerdict::Safe;
    let mut is_behind_flag = false;
    for (at, item) in items.iter_mut().enumerate() {
        let mut of_item = std::mem::replace(&mut verdict, KeyVerdict::Safe);
        if let Value::String(text) = item {
            if of_item == KeyVerdict::Secret && is_other_name(text, is_entry, cx) {
                of_item = KeyVerdict::Safe;
            }
            if is_behind_flag && !text.starts_with('-') {
                of_item = KeyVerdict::Secret;
            }
            is_behind_flag = !cx.policy.is_reference() && is_secret_flag(text.as_bytes(), cx);
            if has_pairs && at % 2 == 0 && !cx.policy.is_reference() {
                verdict = verdict_of_text(text, cx);
            }
        }
        // The note that a bound has left of a longer list is no value.
        let verdict = match (of_item, scope) {
            (KeyVerdict::Secret, _) if !is_note(item) => KeyVerdict::Secret,
            (_, Scope::Ambiguous(_)) if !is_note(item) => KeyVerdict::Weak,
            _ => KeyVerdict::Safe,
        };
        sanitize_value("", item, verdict, scope, cx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use crate::redact::policy::DEFAULT;

    fn sanitize_map(mut map: Map, declared: &[&str]) -> Map {
        super::sanitize_map(&mut map, &|key| declared.contains(&key), &context(&DEFAULT));
        map
    }

    fn sanitize_tree(mut value: Value, declared: &[&str]) -> Value {
        super::sanitize_tree(&mut value, &|key| declared.contains(&key), &context(&DEFAULT));
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
                r#"{"password":1,"api_key":null,"secret":{"a":[1]}}"#,
                r#"{"password":"[REDACTED]","api_key":"[REDACTED]","secret":"[REDACTED]"}"#,
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
                r#"{"name":"password","key":"pl8Zq4vWx0","value":"abc"}"#,
                r#"{"name":"password","key":"[REDACTED]","value":"[REDACTED]"}"#,
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
    fn keys_of_declared_fields_do_not_decide() {
        let text = r#"{"auth_token":"basic","nested":{"auth_token":"basic"}}"#;
        let clean = sanitize_tree(parse(text).unwrap(), &["auth_token"]);
        assert_eq!(clean.to_string(), r#"{"auth_token":"basic","nested":{"auth_token":"[REDACTED]"}}"#);
    }
}
