//! The text for the model, read back: all that is left where a client keeps text alone.
//!
//! Its last line names type, code and request id; the lines before it are the message, what is wrong with which
//! argument, candidates, hints and a word on retrying, as `serialize/tool_result.rs` writes them.

use super::payload::decode_payload;
use crate::error::{McpError, Provenance};
use crate::kind::ErrorKind;
use crate::serialize::{CANDIDATES, HINT, PROBLEM, RETRY, TRAILER};
use crate::value::{Map, Value, parse};

/// The error that a text ending in our trailer describes; `None` for any other text.
pub(super) fn decode_model_text(text: &str) -> Option<McpError> {
    let (body, last) = text.trim_end().rsplit_once('\n')?;
    let mut rest = last.strip_prefix(TRAILER)?.strip_suffix(']')?;
    let (mut error_type, mut code, mut request_id) = (None, None, None);
    while let Some((name, tail)) = rest.trim_start().split_once('=') {
        let (value, tail) = take_value(tail)?;
        match name {
            "type" => error_type = Some(value),
            "code" => code = Some(value),
            "request_id" => request_id = Some(value),
            _ => {}
        }
        rest = tail;
    }
    let error_type = error_type?;
    let kind = ErrorKind::from_error_type(&error_type).unwrap_or(ErrorKind::Base);

    let mut message = String::new();
    let mut lists = [("hints", Vec::new()), ("validation_errors", Vec::new()), ("candidates", Vec::new())];
    let [(_, hints), (_, problems), (_, candidates)] = &mut lists;
    for line in body.split('\n') {
        if let Some(hint) = line.strip_prefix(HINT) {
            hints.push(Value::from(hint));
        } else if let Some(problem) = line.strip_prefix(PROBLEM).filter(|_| kind == ErrorKind::Validation) {
            problems.push(problem.into());
        } else if let Some(list) = line.strip_prefix(CANDIDATES).filter(|_| kind == ErrorKind::Selector) {
            candidates.extend(list.split(',').map(|candidate| Value::from(candidate.trim_ascii_start())));
        } else if !line.starts_with(RETRY) {
            message.push_str(line);
            message.push('\n');
        }
    }
    message.pop();
    let mut payload = Map::new();
    payload.insert("error_type", error_type);
    payload.insert("message", message);
    payload.insert("error_code", code);
    payload.insert("request_id", request_id);
    for (key, items) in lists {
        if !items.is_empty() {
            payload.insert(key, Value::Array(items));
        }
    }
    let mut error = decode_payload(payload, "content")?;
    error.parts.provenance = Some(Provenance { dialect: "mcp-errors", channel: "content", lossy: true });
    Some(error)
}

/// The value at the start of `text`, a word or a JSON string, and what follows it.
fn take_value(text: &str) -> Option<(String, &str)> {
    if !text.starts_with('"') {
        let end = text.find(' ').unwrap_or(text.len());
        let (word, tail) = text.split_at_checked(end)?;
        return Some((word.to_owned(), tail));
    }
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, character)| {
        let closes = *character == '"' && !is_escaped;
        is_escaped = *character == '\\' && !is_escaped;
        closes
    });
    let (quoted, tail) = text.split_at_checked(end?.0 + 1)?;
    Some((parse(quoted).ok()?.as_str()?.to_owned(), tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WireOptions;

    #[test]
    fn what_was_written_for_a_model_is_read_back() {
        let cases = [
            ("plain", McpError::tool("disk full").build()),
            (
                "several lines",
                McpError::execution("a\nb\nc").hints(["try again", "or not"]).request_id("r 1").build(),
            ),
            (
                "validation",
                McpError::validation("bad").validation_errors(["limit: must be positive"]).build(),
            ),
            ("selector", McpError::selector("which").candidates(["a", "b"]).build()),
            ("retryable", McpError::timeout("slow").error_code("SLOW").build()),
        ];
        for (name, sent) in cases {
            let result = sent.to_tool_result(WireOptions::default());
            let text =
                result.get("content").and_then(|blocks| blocks.as_array()?.first()?.get("text")?.as_str());
            let received = decode_model_text(text.unwrap_or_default()).unwrap();
            assert_eq!(received.kind(), sent.kind(), "{name}");
            assert_eq!(received.message(), sent.message(), "{name}");
            assert_eq!(received.error_code(), sent.error_code(), "{name}");
            assert_eq!(received.request_id(), sent.request_id(), "{name}");
            assert!(received.hints().eq(sent.hints()), "{name}");
            for field in ["validation_errors", "candidates"] {
                assert_eq!(received.field(field), sent.field(field), "{name}: {field}");
            }
        }
    }

    #[test]
    fn other_texts_are_left_alone() {
        for text in [
            "",
            "disk full",
            "a\n[mcp-error",
            "a\n[mcp-error type=\"x]",
            "a\n[mcp-error code=x]",
            "[mcp-error type=x]",
        ] {
            assert!(decode_model_text(text).is_none(), "{text}");
        }
    }
}
