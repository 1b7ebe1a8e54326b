//! The seal: the form in which an error may leave.

use crate::error::mcp_error::McpError;
use crate::error::parts::Parts;
use crate::error::redaction::sanitize_parts;
use crate::json::{Map, Value, map_to_json, write_string, write_value};
use crate::kind::ErrorKind;
use crate::limits::MAX_TERSE_HINTS;
use crate::view::{Audience, for_client};

/// The first five keys of every payload.
pub(crate) const CORE_KEYS: &[&str] = &["error_type", "message", "error_code", "context", "timestamp"];

/// The keys that follow where they are set, in their order. Keys that are not known come last.
pub(crate) const OPTIONAL_KEYS: &[&str] = &[
    "validation_errors",
    "hints",
    "hints_truncated",
    "hints_available",
    "operation",
    "original_error",
    "selector",
    "error",
    "candidates",
    "retryable",
    "retry_after_ms",
    "causes",
    "kind",
];

/// An error as data, sanitized.
///
/// There is no other way to get one than [`McpError::payload`], and every serializer and formatter takes one: an error
/// that has not been sanitized cannot be printed or sent.
///
/// ```
/// use mcp_errors::{McpError, Timestamp};
///
/// let error = McpError::connection("Connection failed")
///     .context("server", "example-server")
///     .error_code("CONN_FAILED")
///     .timestamp(Timestamp::parse("2024-01-15T10:30:00Z").unwrap())
///     .build();
/// assert_eq!(
///     error.payload().to_json_string(),
///     r#"{"error_type":"MCPConnectionError","message":"Connection failed","error_code":"CONN_FAILED","context":{"server":"example-server"},"timestamp":"2024-01-15T10:30:00.000000+00:00"}"#
/// );
/// ```
#[derive(Clone, PartialEq)]
pub struct Payload {
    kind: ErrorKind,
    map: Map,
}

impl Payload {
    /// Sanitizes what an error is made of, unless that has been done, and lays it out.
    fn seal(mut parts: Parts) -> Self {
        if !parts.is_clean {
            sanitize_parts(&mut parts);
        }
        let optional = optional_entries(&mut parts);
        let mut map = Map::new();
        map.insert("error_type", parts.error_type.as_deref().unwrap_or(parts.kind.spec().wire));
        map.insert("message", parts.message);
        map.insert("error_code", parts.error_code);
        map.insert("context", parts.context);
        map.insert("timestamp", parts.timestamp.to_rfc3339());
        for (key, value) in optional {
            map.insert(key, value);
        }
        Self { kind: parts.kind, map }
    }

    /// The text of the payload of `error`, as [`Self::to_json_string`] writes it, without a map on the way; in two parts, if
    /// `has_hole`: between them belong the entries of an object, as text, that come before those of the context. Without a
    /// brace; there is at least one.
    pub(crate) fn text_of(error: McpError, has_hole: bool) -> (String, String) {
        let mut parts = *error.parts;
        if !parts.is_clean {
            sanitize_parts(&mut parts);
        }
        let optional = optional_entries(&mut parts);
        let mut text = String::with_capacity(256);
        text.push_str("{\"error_type\":");
        write_string(parts.error_type.as_deref().unwrap_or(parts.kind.spec().wire), &mut text);
        text.push_str(",\"message\":");
        write_string(&parts.message, &mut text);
        text.push_str(",\"error_code\":");
        match &parts.error_code {
            Some(code) => write_string(code, &mut text),
            None => text.push_str("null"),
        }
        text.push_str(",\"context\":");
        let context = map_to_json(&parts.context);
        let mut before = String::new();
        if has_hole {
            text.push('{');
            before = std::mem::take(&mut text);
            if !parts.context.is_empty() {
                text.push(',');
            }
        }
        text.push_str(context.get(usize::from(has_hole)..).unwrap_or_default());
        text.push_str(",\"timestamp\":");
        write_string(&parts.timestamp.to_rfc3339(), &mut text);
        for (key, value) in optional.iter() {
            text.push(',');
            write_string(key, &mut text);
            text.push(':');
            write_value(value, &mut text);
        }
        text.push('}');
        (before, text)
    }

    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The entries, in the order of the wire: the reference systems' `to_dict()`.
    pub fn as_map(&self) -> &Map {
        &self.map
    }

    /// The entries, for a larger message to carry.
    pub fn into_map(self) -> Map {
        self.map
    }

    /// The canonical JSON text: the same bytes from Rust, from Node and from a browser.
    pub fn to_json_string(&self) -> String {
        map_to_json(&self.map)
    }

    /// The view of `audience`.
    pub(crate) fn seen_by(self, audience: Audience) -> Self {
        match audience {
            Audience::Operator => self,
            Audience::Client => Self { map: for_client(self.map), ..self },
        }
    }

    /// The text under `key`; empty if there is none.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.map.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The texts listed under `key`.
    pub(crate) fn texts(&self, key: &str) -> impl Iterator<Item = &str> {
        self.map.get(key).and_then(Value::as_array).unwrap_or_default().iter().filter_map(Value::as_str)
    }
}

/// What follows the core of a payload, taken out of `parts`, in the order of the wire.
fn optional_entries(parts: &mut Parts) -> Map {
    let mut top = std::mem::take(&mut parts.top);
    if let Some(Value::Array(hints)) = top.get_mut("hints")
        && !parts.verbose
        && hints.len() > MAX_TERSE_HINTS
    {
        let available = hints.len();
        hints.truncate(MAX_TERSE_HINTS);
        top.insert("hints_truncated", true);
        top.insert("hints_available", available);
    }
    if !parts.causes.is_empty() {
        let entries = std::mem::take(&mut parts.causes).into_iter().map(|cause| Value::Object(cause.entry));
        top.insert("causes", Value::Array(entries.collect()));
    }
    if parts.error_type.is_some() {
        top.insert("kind", parts.kind.spec().name);
    }
    let mut optional = Map::new();
    for key in OPTIONAL_KEYS {
        if top.is_empty() {
            break;
        }
        if let Some(value) = top.remove(key) {
            optional.insert(*key, value);
        }
    }
    for key in CORE_KEYS {
        top.remove(key);
    }
    optional.append(top);
    optional
}

impl serde::Serialize for Payload {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.map.serialize(serializer)
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.map.fmt(formatter)
    }
}

impl McpError {
    /// The error, sanitized, in the form in which it may leave.
    pub fn payload(&self) -> Payload {
        Payload::seal((*self.parts).clone())
    }

    /// As [`Self::payload`], of an error that is not needed any more.
    pub(crate) fn into_payload(self) -> Payload {
        Payload::seal(*self.parts)
    }
}

impl serde::Serialize for McpError {
    /// As its payload.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.payload().serialize(serializer)
    }
}

impl std::fmt::Debug for McpError {
    /// As its payload, so that `unwrap` and `{:?}` in a log give no secret away.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.payload().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_an_error_is_that_of_its_payload() {
        let cases = [
            McpError::connection("failed").build(),
            McpError::tool("failed").context("a", 1).hints(["one", "two", "three"]).verbose(false).build(),
            McpError::validation("failed").field("port").value("x").error_code("E").build(),
            crate::decode(
                r#"{"error_type":"MyError","message":"m","context":{"b":[2]},"mine":1,"kind":"timeout"}"#,
            )
            .unwrap(),
        ];
        for error in cases {
            let expected = error.payload().to_json_string();
            assert_eq!(Payload::text_of(error.clone(), false), (String::new(), expected.clone()));
            let (before, after) = Payload::text_of(error.clone(), true);
            let mut filled = error.clone();
            let own = std::mem::take(filled.context_mut());
            *filled.context_mut() = [("z".to_owned(), 9.into())].into_iter().chain(own).collect();
            assert_eq!(before + r#""z":9"# + &after, filled.payload().to_json_string());
        }
    }
}
