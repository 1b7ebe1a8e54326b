//! The form that igloo-mcp had before its exceptions: a dictionary with `status: "error"`.

use crate::decode::envelope::Envelope;
use crate::decode::found::Found;
use crate::decode::payload::read_payload;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;

/// The statuses of a tool that failed.
const FAILURES: [&str; 2] = ["error", "validation_failed"];

/// As [`read`], for a dictionary without `message`. It may have an `error_type`, as a payload does, and its message elsewhere.
pub(super) fn read_without_message(envelope: &Envelope<'_>) -> Option<Found> {
    if envelope.get("message").is_some() { None } else { read(envelope) }
}

/// The error of `{status, error, …}`.
pub(super) fn read(envelope: &Envelope<'_>) -> Option<Found> {
    read_status(envelope.object()?, "payload")
}

/// The error of `{status, error, …}`, where `error` is the message, or the word for what is wrong with a selector. The other
/// keys are those of a payload.
pub(super) fn read_status(map: &Map, channel: &'static str) -> Option<Found> {
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    if !FAILURES.contains(&text("status")?) {
        return None;
    }
    let first_problem = || map.get("validation_errors")?.as_array()?.first()?.as_str();
    let message = text("message").or_else(|| text("error")).or_else(first_problem)?;
    let mut payload = map.clone();
    payload.remove("status");
    if text("message").is_none() {
        payload.remove("error");
        payload.insert("message", message);
    }
    if map.get("error_type").is_none() {
        let kind = if map.get("selector").is_some() {
            ErrorKind::Selector
        } else if map.get("validation_errors").is_some() {
            ErrorKind::Validation
        } else {
            ErrorKind::Execution
        };
        payload.insert("error_type", kind.spec().wire);
    }
    read_payload(payload, channel).map(Found::Parts)
}
