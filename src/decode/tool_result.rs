//! Tool results: the payload in `structuredContent` or in a text block, or what the text alone says.

use super::{carried, embedded, find, igloo, sdk_text};
use crate::error::McpError;
use crate::kind::ErrorKind;
use crate::value::{Map, Value, parse};

/// The error of a result with `isError: true`, or of a message that a framework made of one. Its `_meta` has been looked at
/// before.
pub(super) fn read_result(map: &Map, depth: usize) -> Option<McpError> {
    let is_error = map.get("isError").or_else(|| map.get("is_error")).and_then(Value::as_bool) == Some(true);
    let is_message =
        map.get("status").and_then(Value::as_str) == Some("error") && map.get("content").is_some();
    if !is_error && !is_message {
        return None;
    }
    let structured = map.get("structuredContent");
    let status = || igloo::decode_status(structured?.as_object()?, "structuredContent");
    let error = structured.and_then(|value| embedded(value, "structuredContent", depth)).or_else(status);
    if error.is_some() {
        return error;
    }
    let texts: Vec<&str> = match map.get("content") {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(blocks)) => {
            blocks.iter().filter_map(|block| block.get("text").and_then(Value::as_str)).collect()
        }
        _ => Vec::new(),
    };
    let messages = || texts.iter().map(|text| sdk_text::read(text).message);
    let whole = messages().find_map(|message| embedded(&parse(message).ok()?, "content", depth));
    if whole.is_some() {
        return whole;
    }
    // A text in quotes is a text.
    let data = |message| parse(message).ok().filter(|value| value.as_str().is_none());
    let part = messages().find_map(|message| carried(message, depth).or_else(|| find(data(message)?, depth)));
    if part.is_some() {
        return part;
    }
    let mut text = String::new();
    for part in &texts {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(part);
    }
    Some(sdk_text::read(&text).into_error(ErrorKind::Tool, "content", "tool-result"))
}
