//! The payload: the form in which an error leaves.

use crate::error::mcp_error::McpError;
use crate::error::parts::{CORE_KEYS, Parts};
use crate::error::redaction::Redacted;
use crate::json::{Map, ObjectWriter, Value, map_to_json};
use crate::kind::ErrorKind;
use crate::limits::MAX_TERSE_HINTS;
use crate::view::{Audience, Sent, for_client};

/// The keys that follow if they are set, in their order. Unknown keys come last.
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

/// An error as data, redacted.
///
/// [`McpError::payload`] is the only way to get one, and every serializer and formatter takes one: an error that has not
/// been redacted cannot be printed or sent.
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
    /// The payload of a redacted error.
    fn new(redacted: Redacted) -> Self {
        let mut parts = redacted.into_parts();
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

    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The entries in the order of the wire, as `to_dict()` of the reference systems gives them.
    pub fn as_map(&self) -> &Map {
        &self.map
    }

    /// Returns the entries, to put them into a larger message.
    pub fn into_map(self) -> Map {
        self.map
    }

    /// The canonical JSON text: the same bytes from Rust, from Node and from a browser.
    pub fn to_json_string(&self) -> String {
        map_to_json(&self.map)
    }

    /// The payload as `audience` may see it, which sent `sent`.
    pub(crate) fn seen_by(self, audience: Audience, sent: &Sent) -> Self {
        match audience {
            Audience::Operator => self,
            Audience::Client => Self { map: for_client(self.map, sent), ..self },
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

/// The text of a payload, the same bytes as from [`Payload::to_json_string`], written without a map.
#[derive(Debug)]
pub(crate) enum PayloadText {
    /// All of it.
    Whole(String),
    /// The text before and after the first entries of the context, of which the host has the text. There is at least one
    /// such entry.
    Around { before: String, after: String },
}

impl PayloadText {
    /// The payload of a redacted error. `entries` of the context, JSON text without braces, come before those that the
    /// error holds.
    pub(crate) fn whole(redacted: Redacted, entries: &str) -> Self {
        let (mut text, at, is_last) = write(redacted);
        if !entries.is_empty() {
            text.insert_str(at, if is_last { "" } else { "," });
            text.insert_str(at, entries);
        }
        Self::Whole(text)
    }

    /// The payload of a redacted error around entries of the context that the host holds.
    pub(crate) fn around_context(redacted: Redacted) -> Self {
        let (mut before, at, is_last) = write(redacted);
        let mut after = before.split_off(at);
        if !is_last {
            after.insert(0, ',');
        }
        Self::Around { before, after }
    }
}

/// The payload, where in it the first entry of the context stands, and whether there is none.
fn write(redacted: Redacted) -> (String, usize, bool) {
    let mut parts = redacted.into_parts();
    let optional = optional_entries(&mut parts);
    let mut json = ObjectWriter::with_capacity(512);
    json.string("error_type", parts.error_type.as_deref().unwrap_or(parts.kind.spec().wire));
    json.string("message", &parts.message);
    match &parts.error_code {
        Some(code) => json.string("error_code", code),
        None => json.value("error_code", &Value::Null),
    }
    let at = json.map("context", &parts.context) + "{".len();
    json.string("timestamp", &parts.timestamp.to_rfc3339());
    for (key, value) in optional.iter() {
        json.value(key, value);
    }
    (json.finish(), at, parts.context.is_empty())
}

/// Takes what follows the first five keys out of `parts`, in the order of the wire.
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

impl McpError {
    /// The payload: the error as redacted data.
    pub fn payload(&self) -> Payload {
        Payload::new(self.redacted().clone())
    }

    /// As [`Self::payload`], without a copy.
    pub(crate) fn into_payload(self) -> Payload {
        Payload::new(self.into_redacted())
    }
}

impl serde::Serialize for McpError {
    /// Serializes the payload.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.payload().serialize(serializer)
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
            let with_entry = |error: &McpError| {
                let mut filled = error.clone();
                let own = std::mem::take(filled.context_mut());
                *filled.context_mut() = [("z".to_owned(), 9.into())].into_iter().chain(own).collect();
                filled.payload().to_json_string()
            };
            let whole = |entries| match PayloadText::whole(error.redacted().clone(), entries) {
                PayloadText::Whole(text) => text,
                PayloadText::Around { .. } => String::new(),
            };
            assert_eq!(whole(""), error.payload().to_json_string());
            assert_eq!(whole(r#""z":9"#), with_entry(&error));
            let around = match PayloadText::around_context(error.redacted().clone()) {
                PayloadText::Around { before, after } => before + r#""z":9"# + &after,
                PayloadText::Whole(_) => String::new(),
            };
            assert_eq!(around, with_entry(&error));
        }
    }
}
