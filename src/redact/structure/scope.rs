//! What the keys above a value say about it: whether its own keys name fields, and whether it stands under an ambiguous name.

use crate::json::{Map, Value};
use crate::redact::keys::matcher::{KeyVerdict, is_about};
use crate::redact::keys::siblings::{KEY_TYPE, is_value};
use crate::redact::structure::name_values::is_unset;
use crate::redact::text::classify::scheme::Scheme;
use crate::word_set::words;

/// What is known of a value from the keys above it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scope<'a> {
    /// Nothing.
    Plain,
    /// It is in an object or a list under this ambiguous name. Its texts go if they look like secrets.
    Ambiguous(&'a str),
    /// Its keys are the names of fields, as those below `properties` of a JSON Schema.
    Fields,
    /// Its entries are secrets, whatever their keys.
    Secrets,
    /// It describes a field whose name has this verdict.
    Schema(KeyVerdict),
}

/// Whether the keys below a key are names of fields: in JSON Schema and in descriptions of HTTP APIs.
pub(crate) fn holds_fields(key: &[u8]) -> bool {
    words!("properties patternproperties $defs definitions dependentschemas securityschemes securitydefinitions flows").has(key)
}

/// Whether a key of a schema holds an example of a value.
fn is_sample(key: &[u8]) -> bool {
    is_value(key) || words!("example examples const enum sample samples initial initialvalue").has(key)
}

/// Whether a key of a schema holds schemas of the same value.
fn holds_schemas(key: &[u8]) -> bool {
    words!("items prefixitems anyof oneof allof not if then else additionalproperties contains").has(key)
}

/// Whether a key describes a value, and holds none.
fn is_description(key: &[u8]) -> bool {
    words!("type format description title summary label hint help comment $comment $ref $id $schema ref minlength maxlength minimum maximum pattern required nullable optional readonly writeonly deprecated sensitive in scheme bearerformat contentencoding contentmediatype multipleof minitems maxitems uniqueitems order items anyof oneof allof flows openidconnecturl name key secretname secretkeyref defaultmode").has(key)
}

/// Whether a value only describes another one, or names it: `{"type": "string", "minLength": 8}`, `[{"name": "tls"}]`.
fn describes(value: &Value) -> bool {
    match value {
        Value::Object(map) => is_description_of_value(map),
        Value::Array(items) => {
            !items.is_empty()
                && items.iter().all(|item| item.as_object().is_some_and(is_description_of_value))
        }
        _ => false,
    }
}

fn is_description_of_value(map: &Map) -> bool {
    let is_mark =
        |key: &str| words!("type format $ref anyof oneof allof name secretname").has(key.as_bytes());
    let is_part = |key: &str| is_description(key.as_bytes()) || is_sample(key.as_bytes());
    map.iter().any(|(key, _)| is_mark(key)) && map.iter().all(|(key, _)| is_part(key))
}

/// What the scope makes of the value under a key of an object whose own verdict is `own`: the verdict, and the scope below.
pub(crate) fn enter<'a>(
    scope: Scope<'a>,
    key: &'a str,
    value: &Value,
    own: KeyVerdict,
) -> (KeyVerdict, Scope<'a>) {
    let bytes = key.as_bytes();
    let is_object = matches!(value, Value::Object(_));
    let below = if is_object && holds_fields(bytes) { Scope::Fields } else { Scope::Plain };
    match scope {
        Scope::Secrets => (KeyVerdict::Secret, Scope::Plain),
        Scope::Fields if is_object => (KeyVerdict::Safe, Scope::Schema(own)),
        Scope::Schema(verdict) => {
            if below == Scope::Fields {
                (KeyVerdict::Safe, below)
            } else if holds_schemas(bytes) {
                (KeyVerdict::Safe, scope)
            } else if is_sample(bytes) {
                let verdict = if is_unset(value) { KeyVerdict::Safe } else { verdict.max(own) };
                (verdict, Scope::Ambiguous(""))
            } else if is_description(bytes) && !bytes.eq_ignore_ascii_case(b"key") {
                (KeyVerdict::Safe, below)
            } else if own == KeyVerdict::Safe && verdict > KeyVerdict::Safe {
                (KeyVerdict::Weak, Scope::Ambiguous(""))
            } else {
                (own, below)
            }
        }
        _ if own == KeyVerdict::Secret && describes(value) => (KeyVerdict::Safe, Scope::Schema(own)),
        // The name of a list says less than that of a text: `list`.
        Scope::Ambiguous(_)
            if own == KeyVerdict::Safe && (matches!(value, Value::Array(_)) || !is_about(bytes)) =>
        {
            (KeyVerdict::Weak, scope)
        }
        _ if own == KeyVerdict::Weak => (own, Scope::Ambiguous(key)),
        _ => (own, below),
    }
}

/// The scope of the entries of an object. A token of a parser, with its type beside its value, is none of a secret, and a JSON
/// web key says of its own members what they are.
pub(crate) fn of_entries<'a>(scope: Scope<'a>, map: &Map) -> Scope<'a> {
    let is_parsed = || {
        let kind = map.get("type").and_then(Value::as_str);
        let is_kind = |kind: &str| {
            Scheme::of(kind.as_bytes()).is_none()
                && !words!("access refresh jwt oauth secret").has(kind.as_bytes())
        };
        kind.is_some_and(is_kind) && map.get("value").is_some()
    };
    match scope {
        Scope::Ambiguous(_) if map.get(KEY_TYPE).is_some() || is_parsed() => Scope::Plain,
        _ => scope,
    }
}
