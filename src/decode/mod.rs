//! The ways in: whatever arrives becomes the typed error again, one file per form.
//!
//! What comes from a peer is not trusted: every error that is decoded is sanitized, and what is nested is followed only so deep.

mod igloo;
mod json_rpc;
mod model_text;
mod payload;
mod problems;
mod sdk_text;
mod tool_result;

use payload::decode_payload;
pub(crate) use payload::decode_payload_text;

use crate::chars::pieces;
use crate::error::McpError;
use crate::json::{Map, Value, parse};
use crate::kind::ErrorKind;
use crate::wire::META_KEY;

/// How many envelopes, texts within texts included, are opened.
const MAX_ENVELOPES: usize = 12;

/// Reads an error from text: a payload, a log record that carries one, a JSON-RPC error response or its error object, a
/// notification, a tool result that failed, a batch or lines of them (the first error counts), or what an SDK prints of its
/// errors. `None` if the text holds no error.
///
/// ```
/// use mcp_errors::{ErrorKind, McpError, decode};
///
/// let sent = McpError::timeout("read_file timed out").timeout_seconds(30.0).build();
/// let received = decode(&sent.payload().to_json_string()).unwrap();
/// assert_eq!(received.kind(), ErrorKind::Timeout);
/// assert_eq!(received.field_number("timeout_seconds"), Some(30.0));
///
/// let printed = decode("Error calling tool 'read_file': Request 'tools/call' timed out").unwrap();
/// assert_eq!(printed.kind(), ErrorKind::Timeout);
/// assert_eq!(printed.provenance().map(|from| from.lossy), Some(true));
/// ```
pub fn decode(text: &str) -> Option<McpError> {
    find_in_text(text, MAX_ENVELOPES)
}

/// As [`decode`], for data that has been parsed.
pub fn decode_value(value: Value) -> Option<McpError> {
    find(value, MAX_ENVELOPES)
}

/// The value that `text` is the JSON of.
#[inline(never)]
fn parsed(text: &str) -> Option<Value> {
    parse(text).ok()
}

/// Whether an object is a payload and nothing that might carry another one.
fn is_bare_payload(map: &Map) -> bool {
    let carriers = ["isError", "_meta", "mcp_error"];
    payload::is_payload(map)
        && map.get("message").is_some()
        && carriers.iter().all(|key| map.get(key).is_none())
}

/// The error in `value`, whatever it is.
fn find(value: Value, depth: usize) -> Option<McpError> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items.into_iter().find_map(|item| find(item, depth)),
        Value::Object(map) => find_in_object(map, depth),
        Value::String(text) => find_in_text(&text, depth),
        _ => None,
    }
}

/// The payload in `_meta` survives every SDK, so it is asked first; then the forms from the most to the least specific.
fn find_in_object(map: Map, depth: usize) -> Option<McpError> {
    if map.get("isError").and_then(Value::as_bool) == Some(false) {
        return None;
    }
    let meta = map.get("_meta").and_then(|meta| meta.get(META_KEY));
    let carried = meta
        .and_then(|value| embedded(value, "_meta", depth))
        .or_else(|| embedded(map.get("mcp_error")?, "mcp_error", depth));
    if carried.is_some() {
        return carried;
    }
    // Its older form names a type as well, and has its message elsewhere.
    let status = || igloo::decode_status(&map, "payload");
    if map.get("message").is_none()
        && let Some(found) = status()
    {
        return Some(found);
    }
    if payload::is_payload(&map) {
        return decode_payload(map, "payload");
    }
    if let Some(found) = tool_result::read_result(&map, depth) {
        return Some(found);
    }
    if let Some(params) = map.get("params") {
        // A notification: what a log message carries.
        return params.get("data").cloned().and_then(|data| find(data, depth));
    }
    if let Some(found) = status() {
        return Some(found);
    }
    for envelope in &["result", "error", "err"] {
        if let Some(inner @ (Value::Object(_) | Value::String(_))) = map.get(envelope) {
            return find(inner.clone(), depth);
        }
    }
    // A block of content alone, or a model's view of one.
    if map.get("message").is_none() {
        for text in &["text", "value"] {
            if let Some(Value::String(text)) = map.get(text) {
                return find_in_text(text, depth.checked_sub(1)?);
            }
        }
    }
    json_rpc::read_error(map, depth)
}

/// The error in a text: as JSON, as lines of it, as our text for models, or as an SDK prints it.
fn find_in_text(text: &str, depth: usize) -> Option<McpError> {
    let depth = depth.checked_sub(1)?;
    match parsed(text) {
        Some(Value::Object(map)) if is_bare_payload(&map) => {
            return decode_payload_text(text, map);
        }
        Some(value) => return find(value, depth),
        None => {}
    }
    let in_line = |line: &str| {
        let line = line.strip_prefix("data:").unwrap_or(line).trim_ascii();
        line.starts_with('{').then(|| find(parsed(line)?, depth))?
    };
    pieces(text, b'\n').find_map(in_line).or_else(|| {
        let reading = sdk_text::read(text);
        carried(reading.message, depth).or_else(|| {
            // What nobody knows is no error, except where its wrapper says so.
            let is_known = reading.kind.is_some() || reading.integer("server_code").is_some();
            is_known.then(|| reading.into_error(ErrorKind::Server, "text", "text"))
        })
    })
}

/// The error that a message carries in itself: JSON, our text for models, or the data that rmcp prints behind it.
fn carried(message: &str, depth: usize) -> Option<McpError> {
    if let Some(error) = model_text::decode_model_text(message) {
        return Some(error);
    }
    let start = message.bytes().position(|byte| byte == b'{')?;
    let (before, json) = message.split_at_checked(start)?;
    let json = match before.strip_suffix('(') {
        Some(_) => json.strip_suffix(')')?,
        None if before.is_empty() => json,
        None => return None,
    };
    find(parsed(json)?, depth.checked_sub(1)?).filter(McpError::is_ours)
}

/// Our payload in a place where it is expected: as it is, encoded once or twice more, or in an envelope of somebody's.
fn embedded(value: &Value, channel: &'static str, depth: usize) -> Option<McpError> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Object(map) if payload::is_payload(map) => decode_payload(map.clone(), channel),
        Value::Object(map) => ["result", "error", "mcp_error"]
            .iter()
            .find_map(|envelope| embedded(map.get(envelope)?, channel, depth)),
        Value::String(text) => embedded(&parsed(text)?, channel, depth),
        _ => None,
    }
}
