//! The error object of a JSON-RPC response.

use crate::error::Payload;
use crate::json::{Map, Value};
use crate::kind::RESOURCE_NOT_FOUND;
use crate::wire::model_text::quoted;

/// Lays out `{code, message, data}`. The payload is the `data`, because SDKs strip other keys. A resource that does not exist
/// also has its `uri` there, as the specification of 2026-07-28 requires. Some clients keep nothing but the message, so it must
/// not read as one of our texts.
pub(crate) fn json_rpc(payload: &Payload, code: i32) -> Map {
    let mut data = payload.as_map().clone();
    if payload.text("error_code") == RESOURCE_NOT_FOUND
        && let Some(uri) = data.get("context").and_then(|context| context.get("resource_id")).cloned()
    {
        data.insert("uri", uri);
    }
    let mut object = Map::new();
    object.insert("code", code);
    object.insert("message", quoted(payload.text("message")).as_ref());
    object.insert("data", Value::Object(data));
    object
}
