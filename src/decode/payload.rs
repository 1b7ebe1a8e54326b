//! Payloads of peers: ours, and those of the two reference systems, which leave out what is empty.

use crate::decode::envelope::Envelope;
use crate::decode::found::Found;
use crate::error::cause::{Cause, take_text};
use crate::error::draft::read_timestamp;
use crate::error::parts::{CORE_KEYS, Parts, Provenance};
use crate::json::{Map, Value};
use crate::kind::{ErrorKind, RESOURCE_NOT_FOUND};
use crate::limits::MAX_WAIT_MS;
use crate::wire::META_KEY;

/// The error of a payload that stands alone or among other keys.
pub(super) fn read(envelope: &Envelope<'_>) -> Option<Found> {
    let map = envelope.object().filter(|map| is_payload(map))?;
    read_payload(map.clone(), "payload").map(Found::Parts)
}

/// The error of the payload in the `_meta` of a tool result that says that it failed.
pub(super) fn read_in_meta(envelope: &Envelope<'_>) -> Option<Found> {
    let payload = envelope.get("_meta")?.get(META_KEY).filter(|_| is_failure(envelope))?;
    find_payload(&envelope.inside(payload)?, "_meta")
}

/// The error of the payload in a log record.
pub(super) fn read_in_log_record(envelope: &Envelope<'_>) -> Option<Found> {
    let payload = envelope.get("mcp_error")?;
    find_payload(&envelope.inside(payload)?, "mcp_error")
}

/// Our payload in a place where one is expected: as an object, as JSON text, or in an envelope.
pub(super) fn find_payload(envelope: &Envelope<'_>, channel: &'static str) -> Option<Found> {
    match envelope.value()? {
        Value::Object(map) if is_payload(map) => read_payload(map.clone(), channel).map(Found::Parts),
        Value::Object(map) => ["result", "error", "mcp_error"]
            .iter()
            .find_map(|key| find_payload(&envelope.inside(map.get(key)?)?, channel)),
        text @ Value::String(_) => find_payload(&envelope.inside(text)?, channel),
        _ => None,
    }
}

/// Whether an envelope is a tool result with `isError: true`, or the message that langchain makes of one.
pub(super) fn is_failure(envelope: &Envelope<'_>) -> bool {
    let flag = envelope.get("isError").or_else(|| envelope.get("is_error"));
    flag.and_then(Value::as_bool) == Some(true) || envelope.get_str("status") == Some("error")
}

/// Whether an object is a payload: it has a type, and a message or a context.
fn is_payload(map: &Map) -> bool {
    let is_text = |key: &str| map.get(key).is_some_and(|value| value.as_str().is_some());
    is_text("error_type") && (is_text("message") || map.get("context").is_some())
}

/// Whether a value is a payload and cannot carry another one.
pub(super) fn is_bare_payload(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    let carries = has("isError") || has("_meta") || has("mcp_error");
    value.as_object().is_some_and(is_payload) && has("message") && !carries
}

/// The parts of the error that a payload describes.
///
/// Peers may send anything: entries of a wrong type become texts or entries of the context, unknown keys are kept, and a wait is
/// bounded. The error is `lossy` if something is missing or wrong. `None` if the type is not a text.
pub(super) fn read_payload(mut map: Map, channel: &'static str) -> Option<Parts> {
    let is_complete = CORE_KEYS.iter().all(|key| map.get(key).is_some());
    let mut lossy = !is_complete || !is_text_or_null(&map, "message") || !is_text_or_null(&map, "error_code");
    let error_type = take_if_text(&mut map, "error_type")?;
    // The payload of a subclass names its kind.
    let kind_name = take_if_text(&mut map, "kind");
    let known = ErrorKind::from_error_type(&error_type);
    let kind = known.or_else(|| ErrorKind::from_name(kind_name.as_deref()?)).unwrap_or(ErrorKind::Base);

    let mut parts = Parts::new(kind, take_as_text(&mut map, "message").unwrap_or_default());
    parts.error_type = known.is_none().then_some(error_type);
    parts.error_code = take_as_text(&mut map, "error_code");
    match map.remove("timestamp").as_ref().and_then(read_timestamp) {
        Some(timestamp) => parts.timestamp = timestamp,
        None => lossy = true,
    }
    match map.remove("context") {
        Some(context @ Value::Object(_)) => parts.context = context.into_object().unwrap_or_default(),
        None | Some(Value::Null) => {}
        Some(other) => parts.context.insert("context", other),
    }
    if let Some(request_id) = take_if_text(&mut map, "request_id")
        && parts.context.get("request_id").is_none()
    {
        parts.context.insert("request_id", request_id);
    }
    if map.get("causes").is_some_and(|causes| causes.as_array().is_some()) {
        let causes = map.remove("causes").and_then(Value::into_array).unwrap_or_default();
        parts.causes = causes.into_iter().filter_map(Cause::from_value).collect();
    }
    // The JSON-RPC form of a resource that does not exist repeats its URI.
    if parts.error_code.as_deref() == Some(RESOURCE_NOT_FOUND)
        && let Some(uri) = map.get("uri").and_then(Value::as_str)
        && parts.context.get("resource_id").and_then(Value::as_str) == Some(uri)
    {
        map.remove("uri");
    }
    lossy |= bound_wait(&mut map);
    parts.top = map;
    let dialect = if is_complete { "mcp-errors" } else { "igloo-mcp" };
    parts.provenance = Some(Provenance { dialect, channel, lossy });
    Some(parts)
}

/// Bounds the wait that a peer asks for: one that is no number or negative is dropped. Tells whether it has changed.
fn bound_wait(map: &mut Map) -> bool {
    const KEY: &str = "retry_after_ms";
    let most = f64::from(MAX_WAIT_MS);
    match map.get(KEY) {
        None => return false,
        Some(Value::Number(wait)) if (0.0..=most).contains(&wait.get()) => return false,
        Some(Value::Number(wait)) if wait.get() > most => map.insert(KEY, most),
        // An integer that no double holds.
        Some(Value::String(digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            map.insert(KEY, most);
        }
        Some(_) => {
            map.remove(KEY);
        }
    }
    true
}

/// Removes an entry and returns it as a text, whatever its type: peers may number their codes.
fn take_as_text(map: &mut Map, key: &str) -> Option<String> {
    match map.remove(key)? {
        Value::Null => None,
        text @ Value::String(_) => text.into_string(),
        other => Some(other.to_plain_string()),
    }
}

fn is_text_or_null(map: &Map, key: &str) -> bool {
    matches!(map.get(key), Some(Value::String(_) | Value::Null) | None)
}

/// Removes a text and returns it. An entry of another type stays.
fn take_if_text(map: &mut Map, key: &str) -> Option<String> {
    match map.get(key) {
        Some(Value::String(_) | Value::Null) => take_text(map, key),
        _ => None,
    }
}
