//! Who sees what: the view of an error that may leave the server.
//!
//! An operator sees everything that is no secret. A client sees what it can act on, and nothing that maps the server:
//! no absolute path, no internal host, no stack. Hints, validation errors and candidates stay, with a marker where they
//! quote one. The filter works on the sanitized payload, in linear time, and a second run changes nothing.

mod host;
mod stack;
mod text;

use crate::value::{Map, Value};

/// For whom an error is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Audience {
    /// Whoever runs the server: everything but secrets.
    #[default]
    Operator,
    /// Whoever calls it: no paths of the server, no internal hosts, no stacks.
    Client,
}

/// Stands for an absolute path, or a URL of a file.
const PATH: &str = "[PATH]";
/// Stands for an internal host, with its port.
const HOST: &str = "[HOST]";
/// Stands for the frames of a stack.
const STACK: &str = "[STACK]";

/// Last words of keys whose value is hidden whatever it is, in small letters: the fields that the table keeps for
/// operators, and what else is called so.
const NAMES: &[(&str, &str)] = &[
    ("host", HOST),
    ("hostname", HOST),
    ("configfile", PATH),
    ("stack", STACK),
    ("stacktrace", STACK),
    ("traceback", STACK),
    ("backtrace", STACK),
];

impl Audience {
    /// The audience with the given name in JavaScript, `operator` or `client`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "operator" => Some(Self::Operator),
            "client" => Some(Self::Client),
            _ => None,
        }
    }

    /// Its name in JavaScript.
    pub(crate) fn name(self) -> &'static str {
        if self == Self::Client { "client" } else { "operator" }
    }
}

/// The entries of a sanitized object as a client may see them.
pub(crate) fn for_client(map: Map) -> Map {
    let entries = map.into_iter().map(|(key, value)| {
        let value = match (marker_for(&key), value) {
            (_, value @ (Value::Null | Value::Bool(_))) => value,
            (Some(marker), _) => marker.into(),
            // The name of an argument, which may be a JSON pointer and look like a path.
            (None, value @ Value::String(_)) if key == "field" => value,
            (None, Value::Array(items)) if key == "validation_errors" => {
                Value::Array(items.into_iter().map(|item| view(item, name_end)).collect())
            }
            (None, value) => view(value, |_| 0),
        };
        (hide(key, 0), value)
    });
    entries.collect()
}

/// A value as a client may see it; what stands before `from` in a text is no path.
fn view(value: Value, from: fn(&str) -> usize) -> Value {
    match value {
        Value::String(text) => {
            let from = from(&text);
            Value::String(hide(text, from))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|item| view(item, from)).collect()),
        Value::Object(map) => Value::Object(for_client(map)),
        scalar => scalar,
    }
}

/// Where the name of the argument ends that a validation error begins with: `/filters/0: must be positive`.
fn name_end(problem: &str) -> usize {
    problem.bytes().position(|byte| byte <= b' ' || byte == b':').unwrap_or(problem.len())
}

fn hide(text: String, from: usize) -> String {
    text::hide(&text, from).unwrap_or(text)
}

/// What stands for the value of a key that clients must not see.
fn marker_for(key: &str) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| ends_in(key, name)).map(|(_, marker)| *marker)
}

/// Whether `key` is `name`, or ends in it as a word of its own: `db_host`, `dbHost`, `stack_trace`.
fn ends_in(key: &str, name: &str) -> bool {
    let mut left = key.bytes().rev();
    let mut first = 0;
    for wanted in name.bytes().rev() {
        let mut byte = left.next().unwrap_or(0);
        if matches!(byte, b'_' | b'-') {
            byte = left.next().unwrap_or(0);
        }
        if byte.to_ascii_lowercase() != wanted {
            return false;
        }
        first = byte;
    }
    first.is_ascii_uppercase() || !left.next().is_some_and(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{KINDS, Sensitivity};

    #[test]
    fn every_field_that_the_table_keeps_for_operators_is_named() {
        for field in KINDS.iter().flat_map(|row| row.fields) {
            let expected = match field.sensitivity {
                Sensitivity::Public => None,
                Sensitivity::InternalHost => Some(HOST),
                Sensitivity::ServerPath => Some(PATH),
            };
            assert_eq!(marker_for(field.key()), expected, "{}", field.name);
        }
    }

    #[test]
    fn keys_that_name_a_host_a_stack_or_a_path() {
        let cases = [
            ("host", Some(HOST)),
            ("dbHost", Some(HOST)),
            ("db-host", Some(HOST)),
            ("hostname", Some(HOST)),
            ("ghost", None),
            ("host_count", None),
            ("stackTrace", Some(STACK)),
            ("error.stack", Some(STACK)),
            ("haystack", None),
            ("config_file", Some(PATH)),
            ("configFile", Some(PATH)),
            ("file", None),
        ];
        for (key, expected) in cases {
            assert_eq!(marker_for(key), expected, "{key}");
        }
    }
}
