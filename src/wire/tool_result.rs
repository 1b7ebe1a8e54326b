//! MCP tool results: text for the model, the payload for programs.

use crate::chars::{escape_controls, pieces};
use crate::error::Payload;
use crate::json::{Map, Value, write_string};
use crate::wire::WireOptions;

/// The key under which a tool result carries the payload in its `_meta`.
pub const META_KEY: &str = "io.github.mcp-errors/error";

/// Beginnings of the lines of the text for the model; `decode/model_text.rs` reads them back.
pub(crate) const PROBLEM: &str = "- ";
pub(crate) const CANDIDATES: &str = "Candidates: ";
pub(crate) const HINT: &str = "Hint: ";
pub(crate) const RETRY: &str = "Retrying may help";
pub(crate) const TRAILER: &str = "[mcp-error ";

/// `{content, structuredContent?, isError, _meta}`.
pub(crate) fn tool_result(payload: &Payload, retryable: bool, options: WireOptions) -> Map {
    let mut content = vec![text_block(model_text(payload, retryable))];
    if options.include_json_text {
        content.push(text_block(payload.to_json_string()));
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

/// What a model needs to correct itself: what happened, what is wrong with which argument, what would be accepted, what
/// to do next. The last line is for programs behind clients that keep text only.
fn model_text(payload: &Payload, retryable: bool) -> String {
    let map = payload.as_map();
    let mut text = String::new();
    pieces(payload.text("message"), b'\n').for_each(|line| push_line(&mut text, "", line));
    payload.texts("validation_errors").for_each(|problem| push_line(&mut text, PROBLEM, problem));
    let mut candidates = String::new();
    for (at, candidate) in
        map.get("candidates").and_then(Value::as_array).unwrap_or_default().iter().enumerate()
    {
        candidates.push_str(if at == 0 { CANDIDATES } else { ", " });
        candidates.push_str(&candidate.to_plain_string());
    }
    if !candidates.is_empty() {
        push_line(&mut text, "", &candidates);
    }
    payload.texts("hints").for_each(|hint| push_line(&mut text, HINT, hint));
    if retryable {
        text.push_str(RETRY);
        if let Some(millis) = map.get("retry_after_ms").and_then(Value::as_number) {
            text.push_str(", after ");
            text.push_str(&Value::from(millis / 1e3).to_plain_string());
            text.push_str(" s");
        }
        text.push_str(".\n");
    }
    push_trailer(&mut text, payload);
    text
}

/// Appends a line, with nothing in it that could end it.
#[inline(never)]
fn push_line(text: &mut String, head: &str, line: &str) {
    text.push_str(head);
    text.push_str(&escape_controls(line));
    text.push('\n');
}

/// `[mcp-error type=MCPTimeoutError code=SLOW request_id=r-1]`; a value that is not one word is written as JSON.
fn push_trailer(text: &mut String, payload: &Payload) {
    let request_id = payload.as_map().get("context").and_then(|context| context.get("request_id")?.as_str());
    let entries = [
        ("type=", payload.text("error_type")),
        ("code=", payload.text("error_code")),
        ("request_id=", request_id.unwrap_or_default()),
    ];
    let mut between = TRAILER;
    for (name, value) in entries {
        if value.is_empty() {
            continue;
        }
        text.push_str(between);
        text.push_str(name);
        between = " ";
        if value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte)) {
            text.push_str(value);
        } else {
            write_string(value, text);
        }
    }
    text.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::McpError;

    fn text_of(error: &McpError) -> String {
        model_text(&error.payload(), error.is_retryable())
    }

    #[test]
    fn the_text_tells_a_model_what_to_do() {
        let cases = [
            (
                "message alone",
                McpError::tool("disk full").build(),
                "disk full\n[mcp-error type=MCPToolError]",
            ),
            (
                "validation",
                McpError::validation("bad arguments")
                    .validation_errors(["limit: must be positive"])
                    .hints(["Use 1 to 100"])
                    .build(),
                "bad arguments\n- limit: must be positive\nHint: Use 1 to 100\n[mcp-error type=MCPValidationError code=VALIDATION_ERROR]",
            ),
            (
                "candidates",
                McpError::selector("ambiguous id").candidates(["rpt_1", "rpt_2"]).request_id("r 1").build(),
                "ambiguous id\nCandidates: rpt_1, rpt_2\n[mcp-error type=MCPSelectorError code=SELECTOR_ERROR request_id=\"r 1\"]",
            ),
            (
                "retry",
                McpError::timeout("slow").retry_after(std::time::Duration::from_millis(1500)).build(),
                "slow\nRetrying may help, after 1.5 s.\n[mcp-error type=MCPTimeoutError]",
            ),
            (
                "controls",
                McpError::tool("a\nb\u{1b}[0m").build(),
                "a\nb\\u001b[0m\n[mcp-error type=MCPToolError]",
            ),
        ];
        for (name, error, expected) in cases {
            assert_eq!(text_of(&error), expected, "{name}");
        }
    }
}
