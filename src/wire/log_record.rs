//! Records of a structured log.

use crate::error::Payload;
use crate::json::{Map, Value};
use crate::time::Timestamp;

/// Lays out `{timestamp, level, message, mcp_error}`: the time of logging, the error on one line, and the payload.
pub(crate) fn log_record(payload: &Payload, line: String) -> Map {
    let mut record = Map::new();
    record.insert("timestamp", Timestamp::now().to_rfc3339());
    record.insert("level", "ERROR");
    record.insert("message", line);
    record.insert("mcp_error", Value::Object(payload.as_map().clone()));
    record
}
