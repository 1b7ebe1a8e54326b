//! Problem details of RFC 9457.

use crate::error::Payload;
use crate::json::{Map, Value};

/// Lays out `{type, title, status, detail, error}`, where `error` is the payload.
pub(crate) fn problem_details(payload: &Payload, status: u16) -> Map {
    let row = payload.kind().spec();
    let mut problem = Map::new();
    problem.insert("type", format!("urn:mcp-errors:{}", row.name));
    problem.insert("title", row.doc.trim_end_matches('.'));
    problem.insert("status", status);
    problem.insert("detail", payload.text("message"));
    problem.insert("error", Value::Object(payload.as_map().clone()));
    problem
}
