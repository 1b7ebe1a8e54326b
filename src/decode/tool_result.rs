//! Tool results: the payload in `structuredContent` or in a text block, or what the text alone says.

use crate::decode::{carried, embedded, find, igloo, parsed, sdk_text};
use crate::error::McpError;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;

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
    let content = map.get("content");
    let blocks = match content {
        Some(Value::Array(blocks)) => blocks,
        Some(text @ Value::String(_)) => std::slice::from_ref(text),
        _ => &[],
    };
    let is_list = content.and_then(Value::as_array).is_some();
    let first = |read: &dyn Fn(&str) -> Option<McpError>| {
        blocks.iter().find_map(|block| read(sdk_text::read(text_of(block, is_list)?).message))
    };
    let found = first(&|message| embedded(&parsed(message)?, "content", depth)).or_else(|| {
        // A text in quotes is a text.
        let data = |message: &str| parsed(message).filter(|value| value.as_str().is_none());
        first(&|message| match data(message) {
            Some(value) => find(value, depth),
            None => carried(message, depth),
        })
    });
    if found.is_some() {
        return found;
    }
    let mut text = String::new();
    for part in blocks.iter().filter_map(|block| text_of(block, is_list)) {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(part);
    }
    Some(sdk_text::read(&text).into_error(ErrorKind::Tool, "content", "tool-result"))
}

/// The text of a block of content, or of what stands for all of them.
fn text_of(block: &Value, is_in_list: bool) -> Option<&str> {
    if is_in_list { block.get("text")?.as_str() } else { block.as_str() }
}
