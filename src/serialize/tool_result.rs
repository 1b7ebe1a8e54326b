//! MCP tool results: text for the model, the payload for programs.

use super::WireOptions;
use crate::payload::Payload;
use crate::text::{concat, escape_controls, join};
use crate::value::{Map, Value, write_string};

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
    let mut lines: Vec<String> = payload.text("message").split('\n').map(clean).collect();
    lines.extend(payload.texts("validation_errors").map(|problem| concat(&[PROBLEM, &clean(problem)])));
    let candidates: Vec<String> = payload
        .as_map()
        .get("candidates")
        .and_then(Value::as_array)
        .unwrap_or_default()
        .iter()
        .map(|candidate| clean(&candidate.to_plain_string()))
        .collect();
    if !candidates.is_empty() {
        lines.push(concat(&[CANDIDATES, &join(candidates, ", ")]));
    }
    lines.extend(payload.texts("hints").map(|hint| concat(&[HINT, &clean(hint)])));
    if retryable {
        let wait = payload
            .as_map()
            .get("retry_after_ms")
            .and_then(Value::as_number)
            .map(|millis| Value::from(millis / 1e3));
        lines.push(match wait {
            Some(seconds) => concat(&[RETRY, ", after ", &seconds.to_plain_string(), " s."]),
            None => concat(&[RETRY, "."]),
        });
    }
    lines.push(trailer(payload));
    join(lines, "\n")
}

/// `[mcp-error type=MCPTimeoutError code=SLOW request_id=r-1]`; a value that is not one word is written as JSON.
fn trailer(payload: &Payload) -> String {
    let request_id =
        payload.as_map().get("context").and_then(|context| context.get("request_id")).and_then(Value::as_str);
    let entries = [
        ("type", Some(payload.text("error_type"))),
        ("code", Some(payload.text("error_code"))),
        ("request_id", request_id),
    ];
    let words: Vec<String> = entries
        .iter()
        .filter_map(|(name, value)| Some((name, value.filter(|text| !text.is_empty())?)))
        .map(|(name, value)| {
            let is_word = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte));
            let mut word = concat(&[name, "="]);
            if is_word {
                word.push_str(value);
            } else {
                write_string(value, &mut word);
            }
            word
        })
        .collect();
    concat(&[TRAILER, &join(words, " "), "]"])
}

fn clean(text: &str) -> String {
    escape_controls(text).into_owned()
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
