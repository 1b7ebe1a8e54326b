//! The payload: our own, and those of the two reference systems, which leave out what is empty.

use crate::error::McpError;
use crate::error::cause::{Cause, take_text};
use crate::error::draft::read_timestamp;
use crate::error::parts::{Parts, Provenance};
use crate::error::payload::CORE_KEYS;
use crate::error::redaction::Redacted;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;
use crate::kind::RESOURCE_NOT_FOUND;

/// Whether an object is a payload: it names its type, and says something.
pub(super) fn is_payload(map: &Map) -> bool {
    let is_text = |key: &str| map.get(key).is_some_and(|value| value.as_str().is_some());
    is_text("error_type") && (is_text("message") || map.get("context").is_some())
}

/// The error that a payload describes. Keys that are not known are kept, whatever they hold.
pub(crate) fn decode_payload(map: Map, channel: &'static str) -> Option<McpError> {
    Some(McpError::of(Redacted::new(read_parts(map, channel)?)))
}

/// As [`decode_payload`], of `text` that holds `map`: one of ours, as it mostly is, need not be sanitized as a tree.
pub(crate) fn decode_payload_text(text: &str, map: Map) -> Option<McpError> {
    let mut keys = map.iter();
    let is_ours = CORE_KEYS.iter().all(|key| keys.next().is_some_and(|(name, _)| name == *key));
    drop(keys);
    // What becomes a text has not been looked at as one.
    let is_text = is_text_or_null(&map, "message") && is_text_or_null(&map, "error_code");
    let parts = read_parts(map, "payload")?;
    Some(McpError::of(if is_ours && is_text {
        Redacted::from_payload_text(parts, text)
    } else {
        Redacted::new(parts)
    }))
}

/// What a payload says, as it stands there.
fn read_parts(mut map: Map, channel: &'static str) -> Option<Parts> {
    let is_complete = CORE_KEYS.iter().all(|key| map.get(key).is_some());
    let error_type = take_if_text(&mut map, "error_type")?;
    let named = take_if_text(&mut map, "kind");
    let own = ErrorKind::from_error_type(&error_type);
    let kind = own.or_else(|| ErrorKind::from_name(named.as_deref()?)).unwrap_or(ErrorKind::Base);

    let mut lossy = !is_complete || !is_text_or_null(&map, "message") || !is_text_or_null(&map, "error_code");
    let mut parts = Parts::new(kind, take_plain(&mut map, "message").unwrap_or_default());
    parts.error_type = own.is_none().then_some(error_type);
    parts.error_code = take_plain(&mut map, "error_code");
    match map.remove("timestamp").as_ref().and_then(read_timestamp) {
        Some(timestamp) => parts.timestamp = timestamp,
        None => lossy = true,
    }
    match map.remove("context") {
        Some(Value::Object(context)) => parts.context = context,
        None | Some(Value::Null) => {}
        // Not a context, and yet what the peer had to say.
        Some(other) => parts.context.insert("context", other),
    }
    if let Some(request_id) = take_if_text(&mut map, "request_id")
        && parts.context.get("request_id").is_none()
    {
        parts.context.insert("request_id", request_id);
    }
    if let Some(Value::Array(causes)) = map.get_mut("causes") {
        for cause in std::mem::take(causes) {
            parts.causes.extend(Cause::from_value(cause));
        }
        map.remove("causes");
    }
    if parts.error_code.as_deref() == Some(RESOURCE_NOT_FOUND)
        && let Some(uri) = map.get("uri").and_then(Value::as_str)
        && parts.context.get("resource_id").and_then(Value::as_str) == Some(uri)
    {
        map.remove("uri");
    }
    if map.get("retry_after_ms").and_then(Value::as_number).is_some_and(|millis| millis < 0.0) {
        map.remove("retry_after_ms");
        lossy = true;
    }
    parts.top = map;
    parts.provenance =
        Some(Provenance { dialect: if is_complete { "mcp-errors" } else { "igloo-mcp" }, channel, lossy });
    Some(parts)
}

/// Takes what stands under `key` out, as a text whatever it is: a peer may number its codes.
fn take_plain(map: &mut Map, key: &str) -> Option<String> {
    map.remove(key).filter(|value| !value.is_null()).map(|value| value.to_plain_string())
}

fn is_text_or_null(map: &Map, key: &str) -> bool {
    matches!(map.get(key), Some(Value::String(_) | Value::Null) | None)
}

/// Takes the text under `key` out; anything else stays where it is.
fn take_if_text(map: &mut Map, key: &str) -> Option<String> {
    match map.get(key) {
        Some(Value::String(_) | Value::Null) => take_text(map, key),
        _ => None,
    }
}
