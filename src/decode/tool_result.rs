//! Tool results: the payload in `structuredContent` or in a text block, or what the text alone says.

use super::json_rpc::strip_prefixes;
use super::model_text::decode_model_text;
use super::payload::{decode_payload, is_payload};
use crate::error::{McpError, Provenance};
use crate::value::{Map, Value, parse};

/// The error of a result with `isError: true`. Its `_meta` has been looked at before.
pub(super) fn decode_result(map: &Map) -> Option<McpError> {
    if map.get("isError").and_then(Value::as_bool) != Some(true) {
        return None;
    }
    if let Some(Value::Object(structured)) = map.get("structuredContent")
        && is_payload(structured)
    {
        return decode_payload(structured.clone(), "structuredContent");
    }
    let texts = || {
        let blocks = map.get("content").and_then(Value::as_array).unwrap_or_default();
        blocks.iter().filter_map(|block| block.get("text").and_then(Value::as_str))
    };
    let embedded = texts().find_map(|text| match parse(strip_prefixes(text)) {
        Ok(Value::Object(inner)) if is_payload(&inner) => decode_payload(inner, "content"),
        _ => None,
    });
    embedded.or_else(|| texts().find_map(|text| decode_model_text(strip_prefixes(text)))).or_else(|| {
        let message = texts().collect::<Vec<_>>().join("\n");
        let mut error = McpError::tool(strip_prefixes(&message)).build();
        error.parts.provenance = Some(Provenance { dialect: "tool-result", channel: "content", lossy: true });
        Some(error)
    })
}
