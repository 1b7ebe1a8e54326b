//! The text for the model, read back: all that is left where a client keeps text alone.
//!
//! Its last line names type, code and request id; the lines before it are the message, what is wrong with which
//! argument, candidates, hints and a word on retrying, as `serialize/tool_result.rs` writes them.

use crate::chars::{cut_at, pieces};
use crate::decode::parsed;
use crate::decode::payload::decode_payload;
use crate::error::McpError;
use crate::error::Provenance;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;
use crate::wire::{CANDIDATES, HINT, PROBLEM, RETRY, TRAILER};

/// The error that a text ending in our trailer describes; `None` for any other text.
pub(super) fn decode_model_text(text: &str) -> Option<McpError> {
    let text = text.trim_ascii_end();
    let end = text.bytes().rposition(|byte| byte == b'\n')?;
    let (body, last) = (text.get(..end)?, text.get(end + 1..)?);
    let mut rest = last.strip_prefix(TRAILER)?.strip_suffix(']')?;
    let (mut error_type, mut code, mut request_id) = (None, None, None);
    while let Some((name, tail)) = cut_at(rest.trim_ascii_start(), b'=') {
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
    let mut lists = [
        (HINT, "hints", kind, Vec::new()),
        (PROBLEM, "validation_errors", ErrorKind::Validation, Vec::new()),
        (CANDIDATES, "candidates", ErrorKind::Selector, Vec::new()),
    ];
    for line in pieces(body, b'\n') {
        let found = lists.iter_mut().find(|(head, _, of, _)| *of == kind && line.starts_with(head));
        if let Some((head, _, _, items)) = found {
            let text = line.get(head.len()..).unwrap_or_default();
            if *head == CANDIDATES {
                pieces(text, b',').for_each(|item| items.push(item.trim_ascii_start().into()));
            } else {
                items.push(text.into());
            }
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
    for (_, key, _, items) in lists {
        if !items.is_empty() {
            payload.insert(key, Value::Array(items));
        }
    }
    let mut redacted = decode_payload(payload, "content")?.into_redacted();
    redacted.set_provenance(Provenance { dialect: "mcp-errors", channel: "content", lossy: true });
    Some(McpError::of(redacted))
}

/// The value at the start of `text`, a word or a JSON string, and what follows it.
fn take_value(text: &str) -> Option<(String, &str)> {
    if !text.starts_with('"') {
        let (word, tail) = cut_at(text, b' ').unwrap_or((text, ""));
        return Some((word.to_owned(), tail));
    }
    let mut is_escaped = true;
    let end = text.bytes().position(|byte| {
        let closes = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        closes
    });
    let (quoted, tail) = text.split_at_checked(end? + 1)?;
    Some((parsed(quoted)?.as_str()?.to_owned(), tail))
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
