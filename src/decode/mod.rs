//! The ways in: whatever arrives becomes the typed error again, one file per form.
//!
//! What comes from a peer is not trusted: every error that is decoded is sanitized.

mod json_rpc;
mod model_text;
mod payload;
mod tool_result;

pub(crate) use payload::{decode_payload, decode_payload_text};

use crate::error::McpError;
use crate::serialize::META_KEY;
use crate::value::{Map, Value, parse};

/// Reads an error from JSON text: a payload, a log record that carries one, a JSON-RPC error response or its error object,
/// a tool result that failed, or a batch of them (the first error counts). `None` if the text holds no error.
///
/// ```
/// use mcp_errors::{ErrorKind, McpError, decode};
///
/// let sent = McpError::timeout("read_file timed out").timeout_seconds(30.0).build();
/// let received = decode(&sent.payload().to_json_string()).unwrap();
/// assert_eq!(received.kind(), ErrorKind::Timeout);
/// assert_eq!(received.field_number("timeout_seconds"), Some(30.0));
/// ```
pub fn decode(text: &str) -> Option<McpError> {
    match parse(text).ok()? {
        Value::Object(map) if is_bare_payload(&map) => decode_payload_text(text, map),
        value => decode_value(value),
    }
}

/// Whether an object is a payload and nothing that might carry one.
fn is_bare_payload(map: &Map) -> bool {
    let carriers = ["isError", "_meta", "mcp_error", "result"];
    payload::is_payload(map)
        && carriers.iter().all(|key| map.get(key).is_none())
        && !matches!(map.get("error"), Some(Value::Object(_)))
}

/// As [`decode`], for data that has been parsed.
pub fn decode_value(value: Value) -> Option<McpError> {
    match value {
        Value::Array(items) => items.into_iter().find_map(decode_value),
        Value::Object(map) => {
            // The payload in `_meta` survives every SDK, so it is asked first; then the forms from the most to the least
            // specific.
            if map.get("isError").and_then(Value::as_bool) == Some(false) {
                return None;
            }
            if let Some(Value::Object(inner)) = map.get("_meta").and_then(|meta| meta.get(META_KEY))
                && payload::is_payload(inner)
            {
                return decode_payload(inner.clone(), "_meta");
            }
            if let Some(Value::Object(inner)) = map.get("mcp_error")
                && payload::is_payload(inner)
            {
                return decode_payload(inner.clone(), "mcp_error");
            }
            if let Some(result @ Value::Object(_)) = map.get("result") {
                return decode_value(result.clone());
            }
            if let Some(Value::Object(error)) = map.get("error") {
                return json_rpc::decode_error_object(error.clone());
            }
            if payload::is_payload(&map) {
                return decode_payload(map, "payload");
            }
            tool_result::decode_result(&map).or_else(|| json_rpc::decode_error_object(map))
        }
        _ => None,
    }
}
