//! The form that igloo-mcp had before its exceptions: a dictionary with `status: "error"`.

use crate::decode::payload::decode_payload;
use crate::error::McpError;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;

/// What the status said when a tool had failed.
const STATUSES: [&str; 2] = ["error", "validation_failed"];

/// The error of `{status, error, …}`, where `error` is the message, or the word for what is wrong with a selector. The other keys
/// are those of a payload.
pub(super) fn decode_status(map: &Map, channel: &'static str) -> Option<McpError> {
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    if !STATUSES.contains(&text("status")?) {
        return None;
    }
    let kind = match (map.get("selector"), map.get("validation_errors")) {
        (Some(_), _) => ErrorKind::Selector,
        (_, Some(_)) => ErrorKind::Validation,
        _ => ErrorKind::Execution,
    };
    let first_problem = || map.get("validation_errors")?.as_array()?.first()?.as_str();
    let message = text("message").or_else(|| text("error")).or_else(first_problem)?;
    let mut payload = map.clone();
    payload.remove("status");
    if text("message").is_none() {
        payload.remove("error");
        payload.insert("message", message);
    }
    if map.get("error_type").is_none() {
        payload.insert("error_type", kind.spec().wire);
    }
    decode_payload(payload, channel)
}
