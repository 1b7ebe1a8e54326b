//! MCP tool results: text for the model, the payload for programs.

use crate::chars::escape_controls;
use crate::error::Payload;
use crate::json::{Map, Value};
use crate::wire::model_text::write_model_text;
use crate::wire::options::WireOptions;

/// The key of the payload in the `_meta` of a tool result.
pub const META_KEY: &str = "io.github.mcp-errors/error";

/// Lays out `{content, structuredContent?, isError, _meta}`.
pub(crate) fn tool_result(payload: &Payload, is_retryable: bool, options: WireOptions) -> Map {
    let mut content = vec![text_block(write_model_text(payload, is_retryable))];
    if options.include_json_text {
        // A model reads this text too. In JSON an escape changes nothing.
        content.push(text_block(escape_controls(&payload.to_json_string()).into_owned()));
    }
    let mut result = Map::new();
    result.insert("content", Value::Array(content));
    if options.structured_content {
        result.insert("structuredContent", Value::Object(payload.as_map().clone()));
    }
    result.insert("isError", true);
    let mut meta = Map::new();
    meta.insert(META_KEY, Value::Object(payload.as_map().clone()));
    result.insert("_meta", meta);
    result
}

fn text_block(text: String) -> Value {
    let mut block = Map::new();
    block.insert("type", "text");
    block.insert("text", text);
    Value::Object(block)
}
