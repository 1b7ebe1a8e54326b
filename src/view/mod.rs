//! What a client may see of an error.
//!
//! An operator sees everything except secrets. A client sees what it can act on, but no path of the server's file system, no
//! internal host and no stack: markers stand for them, in hints, validation errors and candidates too. What the client itself
//! sent stays. Masking works on the redacted payload, in linear time, and a second run changes nothing.

mod arguments;
mod file_paths;
mod hosts;
mod markers;
mod paths;
mod sent;
mod stacks;

use crate::json::{Map, Value};
use crate::view::file_paths::is_file_error;
use crate::view::markers::{HOST, PATH, STACK};
use crate::view::paths::Mask;

pub(crate) use crate::view::sent::Sent;

/// For whom an error is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Audience {
    /// Whoever runs the server: everything except secrets.
    #[default]
    Operator,
    /// Whoever calls the server: no paths of the server's file system, no internal hosts, no stacks.
    Client,
}

/// Markers, and the last words of the keys whose whole value each of them replaces: the fields for operators in the table of
/// kinds, and what other errors call the same. In lower case, without separators.
const NAMES: &[(&str, &[&str])] = &[
    (HOST, &["host", "hostname"]),
    (PATH, &["configfile"]),
    (STACK, &["stack", "stacktrace", "traceback", "backtrace"]),
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
}

/// The entries of a payload as a client that sent `sent` may see them.
pub(crate) fn for_client(payload: Map, sent: &Sent) -> Map {
    let is_file_error =
        ["message", "original_error", "causes"].iter().any(|key| tells_of_files(payload.get(key)));
    View { sent, is_file_error }.map(payload)
}

/// Whether a message, or one in a list of causes, tells of a failure of a file system.
fn tells_of_files(value: Option<&Value>) -> bool {
    match value {
        Some(Value::String(text)) => is_file_error(text),
        Some(Value::Array(causes)) => causes.iter().any(|cause| tells_of_files(cause.get("message"))),
        _ => false,
    }
}

/// How a payload is masked.
struct View<'a> {
    sent: &'a Sent,
    is_file_error: bool,
}

impl View<'_> {
    /// The entries of a redacted object.
    fn map(&self, map: Map) -> Map {
        let mut entries = Vec::with_capacity(map.len());
        for (key, mut value) in map {
            match (marker_for(&key), &mut value) {
                (_, Value::Null | Value::Bool(_)) => {}
                (Some(marker), value) => {
                    let is_sent = marker != STACK && value.as_str().is_some_and(|text| self.sent.has(text));
                    if !is_sent {
                        *value = marker.into();
                    }
                }
                // The name of an argument may be a JSON pointer, which looks like a path.
                (None, Value::String(_)) if key == "field" => {}
                (None, value) => {
                    let has_names = key == "validation_errors" && value.as_array().is_some();
                    self.value(value, &key, has_names);
                }
            }
            entries.push((self.text(&key, "", 0).unwrap_or(key), value));
        }
        entries.into_iter().collect()
    }

    /// Masks the strings of a value. With `has_names` they begin with the name of an argument, which stays even if it looks
    /// like a path.
    fn value(&self, value: &mut Value, key: &str, has_names: bool) {
        match value {
            Value::String(text) => {
                let from = if has_names { name_end(text) } else { 0 };
                if let Some(masked) = self.text(text, key, from) {
                    *text = masked;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item, key, has_names)),
            Value::Object(map) => *map = self.map(std::mem::take(map)),
            _ => {}
        }
    }

    fn text(&self, text: &str, key: &str, from: usize) -> Option<String> {
        Mask::new(text, self.sent).under(key, self.is_file_error).apply(from)
    }
}

/// The length of the argument's name at the start of a validation error: `/filters/0: must be positive`.
fn name_end(problem: &str) -> usize {
    problem.bytes().position(|byte| byte <= b' ' || byte == b':').unwrap_or(problem.len())
}

/// The marker for the whole value under `key`, if clients must not see it.
fn marker_for(key: &str) -> Option<&'static str> {
    let singular = key.strip_suffix('s').unwrap_or(key);
    NAMES
        .iter()
        .find(|(_, names)| names.iter().any(|name| ends_in(key, name) || ends_in(singular, name)))
        .map(|(marker, _)| *marker)
}

/// Whether `key` is `name` or ends with it as a separate word: `db_host`, `dbHost`, `stack_trace`.
fn ends_in(key: &str, name: &str) -> bool {
    let mut left = key.as_bytes();
    let mut first = 0;
    for wanted in name.bytes().rev() {
        if let [rest @ .., b'_' | b'-'] = left {
            left = rest;
        }
        let [rest @ .., byte] = left else { return false };
        if byte.to_ascii_lowercase() != wanted {
            return false;
        }
        (left, first) = (rest, *byte);
    }
    // `/etc/hosts` is a path, and not a name.
    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'\\');
    first.is_ascii_uppercase() || !left.last().is_some_and(is_inside)
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
            ("hosts", Some(HOST)),
            ("/etc/hosts", None),
            ("stack_traces", Some(STACK)),
        ];
        for (key, expected) in cases {
            assert_eq!(marker_for(key), expected, "{key}");
        }
    }
}
