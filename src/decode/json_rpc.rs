//! JSON-RPC: the error object of a response, also as an SDK throws it.

use crate::decode::{carried, embedded, parsed, sdk_text};
use crate::error::McpError;
use crate::error::from_thrown::kind_of_status;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;
use crate::kind::RESOURCE_NOT_FOUND;

/// The error of `{code, message, data?}`, or of an exception that a host has read as `{name, message, code?, data?, status?}`.
/// `data` decides if it is ours; then what the message says, what came along, and last the code.
pub(super) fn read_error(mut map: Map, depth: usize) -> Option<McpError> {
    let data = map.remove("data").unwrap_or_default();
    let embedded = embedded(&data, "error.data", depth);
    if embedded.is_some() {
        return embedded;
    }
    let mut reading = sdk_text::read(map.get("message")?.as_str()?);
    if let Some(error) = carried(reading.message, depth) {
        return Some(error);
    }
    let code = map.get("code");
    let number = code.and_then(|code| code.as_integer().or_else(|| parsed(code.as_str()?)?.as_integer()));
    let uri = data.get("uri").filter(|uri| uri.as_str().is_some());
    let timeout = data.get("timeout");
    let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
    let word = code.and_then(Value::as_str).and_then(sdk_text::kind_of_word);
    let by_word = word.or_else(|| sdk_text::kind_of_word(name));
    let status = map.get("status").or_else(|| data.get("status")).or(code).and_then(Value::as_integer);
    let by_status = status.and_then(kind_of_status);

    // The name of an SDK's class says least, and the number says nothing of the kind: -32001 has meant four things.
    let is_not_found = uri.is_some() && matches!(number, Some(-32602 | -32002));
    let by_uri = uri.map(|_| ErrorKind::Resource);
    let specific = by_word.filter(|kind| *kind != ErrorKind::Server);
    let fallback = number.map(|_| ErrorKind::Server);
    let kind = by_uri.or(specific).or(by_status).or(by_word).or(fallback).or(reading.kind)?;

    let dialect = match name {
        _ if number.is_some() && by_status.is_none() => "json-rpc",
        "MCPClientError" => "ai-sdk",
        _ => "typescript-sdk",
    };
    if word.is_some() {
        reading.add("error_code", code);
    }
    reading.add("resource_id", uri);
    reading.add("timeout_ms", timeout);
    if is_not_found {
        reading.fact("error_code", RESOURCE_NOT_FOUND.into());
    }
    if let Some(status) = status.filter(|_| by_status.is_some()) {
        reading.fact("http_status", status.into());
    }
    if by_status.is_none() || number.is_none() {
        reading.add("server_code", code);
    }
    if uri.is_none() && timeout.is_none() && data != Value::Null {
        reading.fact("response_data", data);
    }
    Some(reading.into_error(kind, "error", dialect))
}
