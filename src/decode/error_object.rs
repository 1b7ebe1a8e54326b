//! Error objects: those of JSON-RPC, and exceptions of SDKs as a host reads them.

use crate::decode::envelope::Envelope;
use crate::decode::found::Found;
use crate::decode::message::find_in_message;
use crate::decode::payload::find_payload;
use crate::decode::sdk_text::{SdkText, kind_of_name};
use crate::error::from_thrown::kind_of_status;
use crate::json::{Value, parse};
use crate::kind::{ErrorKind, RESOURCE_NOT_FOUND};

/// The error of `{code, message, data?}`, or of an exception as `{name, message, code?, data?, status?}`.
///
/// Our error in `data` or in the message comes first, then what the message and the other entries tell. The number of the
/// code tells nothing about the kind: -32001 has meant four things.
pub(super) fn read(envelope: &Envelope<'_>) -> Option<Found> {
    let none = Value::Null;
    let data = envelope.get("data").unwrap_or(&none);
    if let Some(found) = envelope.inside(data).and_then(|data| find_payload(&data, "error.data")) {
        return Some(found);
    }
    let mut words = SdkText::read(envelope.get_str("message")?);
    if let Some(found) = find_in_message(envelope, words.message) {
        return Some(found);
    }
    let code = envelope.get("code");
    let number = code.and_then(|code| code.as_integer().or_else(|| parse(code.as_str()?).ok()?.as_integer()));
    let uri = data.get("uri").filter(|uri| uri.as_str().is_some());
    let timeout = data.get("timeout");
    let name = envelope.get_str("name").unwrap_or_default();
    let by_code = code.and_then(Value::as_str).and_then(kind_of_name);
    let by_name = by_code.or_else(|| kind_of_name(name));
    let status = envelope.get("status").or_else(|| data.get("status")).or(code).and_then(Value::as_integer);
    let by_status = status.and_then(kind_of_status);

    // `SdkError` and the like stand for any failure, so that a status tells more.
    let by_uri = uri.map(|_| ErrorKind::Resource);
    let specific = by_name.filter(|kind| *kind != ErrorKind::Server);
    let fallback = number.map(|_| ErrorKind::Server);
    let kind = by_uri.or(specific).or(by_status).or(by_name).or(fallback).or(words.kind)?;

    let dialect = match name {
        _ if number.is_some() && by_status.is_none() => "json-rpc",
        "MCPClientError" => "ai-sdk",
        _ => "typescript-sdk",
    };
    let is_not_found = uri.is_some() && matches!(number, Some(-32602 | -32002));
    words.add("error_code", code.filter(|_| by_code.is_some()).cloned());
    words.add("resource_id", uri.cloned());
    words.add("timeout_ms", timeout.cloned());
    words.add("error_code", is_not_found.then(|| RESOURCE_NOT_FOUND.into()));
    words.add("http_status", status.filter(|_| by_status.is_some()).map(Value::from));
    words.add("server_code", code.filter(|_| by_status.is_none() || number.is_none()).cloned());
    let is_in_fields = uri.is_some() || timeout.is_some() || data.is_null();
    words.add("response_data", (!is_in_fields).then(|| data.clone()));
    Some(Found::Draft(words.to_draft(kind, "error", dialect)))
}
