//! The dialects in which errors arrive: one table, in the order in which they are asked.

use crate::decode::envelope::{Dialect, Envelope};
use crate::decode::found::Found;
use crate::decode::{error_object, igloo, message, payload, tool_result};
use crate::json::Value;
use crate::kind::ErrorKind;

/// The dialects by their names, in the order in which they are asked. The first that fits an envelope decides.
///
/// Our own forms come first because they tell most; among them `_meta`, which survives every SDK. Other forms of objects follow,
/// then texts.
pub(super) const DIALECTS: &[Dialect] = &[
    ("result without an error", success),
    ("payload in `_meta`", payload::read_in_meta),
    ("log record", payload::read_in_log_record),
    ("igloo-mcp status without a message", igloo::read_without_message),
    ("payload", payload::read),
    ("tool result", tool_result::read),
    ("notification", notification),
    ("igloo-mcp status", igloo::read),
    ("response", response),
    ("content block", content_block),
    ("error object", error_object::read),
    ("batch", batch),
    ("JSON in a JSON string", json_string),
    ("lines of JSON", lines),
    ("text for a model", message::read_model_text),
    ("JSON in a message", message::read_json),
    ("text of an SDK", sdk_text),
];

fn success(envelope: &Envelope<'_>) -> Option<Found> {
    (envelope.get("isError")?.as_bool() == Some(false)).then_some(Found::NoError)
}

/// A notification has a log message in the `data` of its parameters.
fn notification(envelope: &Envelope<'_>) -> Option<Found> {
    let data = envelope.get("params")?.get("data");
    Some(Found::or_none(data.and_then(|data| envelope.inside(data)?.find())))
}

/// A JSON-RPC response, or an object with the error under a key that says so.
fn response(envelope: &Envelope<'_>) -> Option<Found> {
    let is_envelope = |value: &&Value| matches!(value, Value::Object(_) | Value::String(_));
    let inner = ["result", "error", "err"].iter().find_map(|key| envelope.get(key).filter(is_envelope))?;
    Some(Found::or_none(envelope.inside(inner).and_then(|inner| inner.find())))
}

/// A block of the content of a tool result; `value` is its text in what the AI SDK shows to a model.
fn content_block(envelope: &Envelope<'_>) -> Option<Found> {
    if envelope.get("message").is_some() {
        return None;
    }
    let text = ["text", "value"].iter().find_map(|key| envelope.get_str(key))?;
    Some(Found::or_none(envelope.inside_text(text).and_then(|text| text.find())))
}

fn batch(envelope: &Envelope<'_>) -> Option<Found> {
    let items = envelope.value()?.as_array()?;
    items.iter().find_map(|item| envelope.inside(item)?.find())
}

fn json_string(envelope: &Envelope<'_>) -> Option<Found> {
    let text = envelope.value()?.as_str()?;
    envelope.inside_text(text)?.find()
}

/// NDJSON, or the events of a stream.
fn lines(envelope: &Envelope<'_>) -> Option<Found> {
    envelope.plain_text()?.split('\n').find_map(|line| {
        let line = line.strip_prefix("data:").unwrap_or(line).trim_ascii();
        if !line.starts_with('{') {
            return None;
        }
        let line = envelope.inside_text(line)?;
        line.object()?;
        line.find()
    })
}

/// An unknown text is an error only if its wrapper has a code.
fn sdk_text(envelope: &Envelope<'_>) -> Option<Found> {
    let words = envelope.words()?;
    let is_error = words.kind.is_some() || words.integer("server_code").is_some();
    is_error.then(|| Found::Draft(words.to_draft(ErrorKind::Server, "text", "text")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::MAX_ENVELOPES;
    use crate::wire::META_KEY;
    use crate::{Decoder, decode};

    const PAYLOAD: &str = r#"{"error_type":"MCPTimeoutError","message":"slow"}"#;

    #[test]
    fn every_dialect_reads_its_example() {
        let examples = [
            ("result without an error", format!(r#"{{"isError":false,"_meta":{{"{META_KEY}":{PAYLOAD}}}}}"#)),
            ("payload in `_meta`", format!(r#"{{"isError":true,"_meta":{{"{META_KEY}":{PAYLOAD}}}}}"#)),
            ("log record", format!(r#"{{"level":"ERROR","message":"slow","mcp_error":{PAYLOAD}}}"#)),
            ("igloo-mcp status without a message", r#"{"status":"error","error":"slow"}"#.to_owned()),
            ("payload", PAYLOAD.to_owned()),
            ("tool result", r#"{"isError":true,"content":[{"type":"text","text":"slow"}]}"#.to_owned()),
            (
                "notification",
                format!(r#"{{"method":"notifications/message","params":{{"data":{PAYLOAD}}}}}"#),
            ),
            ("igloo-mcp status", r#"{"status":"validation_failed","message":"bad"}"#.to_owned()),
            ("response", format!(r#"{{"jsonrpc":"2.0","id":1,"error":{PAYLOAD}}}"#)),
            ("content block", r#"{"type":"text","text":"Request timed out"}"#.to_owned()),
            ("error object", r#"{"code":-32603,"message":"disk full"}"#.to_owned()),
            ("batch", format!(r#"[{{"jsonrpc":"2.0","id":1,"result":{{}}}},{PAYLOAD}]"#)),
            ("JSON in a JSON string", Value::from(PAYLOAD).to_string()),
            ("lines of JSON", format!("starting\ndata: {PAYLOAD}\n")),
            ("text for a model", "slow\n[mcp-error type=MCPTimeoutError]".to_owned()),
            ("JSON in a message", format!("slow({PAYLOAD})")),
            ("text of an SDK", "MCP error -32001: Request timed out".to_owned()),
        ];
        assert!(DIALECTS.iter().map(|(name, _)| name).eq(examples.iter().map(|(name, _)| name)));
        for (name, example) in examples {
            let envelope = Envelope::of_text(&example, None, DIALECTS, MAX_ENVELOPES);
            let first = DIALECTS.iter().find(|(_, read)| read(&envelope).is_some());
            assert_eq!(first.map(|(name, _)| *name), Some(name));
            assert_eq!(decode(&example).is_none(), name == "result without an error", "{name}");
        }
    }

    #[test]
    fn envelopes_are_opened_up_to_the_limit() {
        let in_object = |text: String| format!(r#"{{"error":{text}}}"#);
        let in_list = |text: String| format!("[{text}]");
        let in_text = |text: String| Value::from(text).to_string();
        let in_result = |text: String| format!(r#"{{"isError":true,"content":{}}}"#, Value::from(text));
        let wrappers: [(&str, &dyn Fn(String) -> String); 4] =
            [("objects", &in_object), ("lists", &in_list), ("texts", &in_text), ("results", &in_result)];
        for (name, wrap) in wrappers {
            for limit in [0, 1, 5, MAX_ENVELOPES, MAX_ENVELOPES + 1] {
                let wrapped = (0..limit).fold(PAYLOAD.to_owned(), |text, _| wrap(text));
                let decoder = Decoder::new().max_envelopes(limit);
                let is_ours =
                    |text: &str| decoder.decode(text).is_some_and(|error| error.message() == "slow");
                assert_eq!(is_ours(&wrapped), limit <= MAX_ENVELOPES, "{name}: {limit}");
                assert!(!is_ours(&wrap(wrapped)), "{name}: one more than {limit}");
            }
        }
    }
}
