//! The dialects in which errors arrive: one table, in the order in which they are asked.

use crate::decode::envelope::Envelope;
use crate::decode::payload::{is_payload, read_payload};
use crate::decode::{error_object, igloo, model_text, tool_result};
use crate::error::McpError;
use crate::error::draft::Draft;
use crate::error::parts::Parts;
use crate::error::redaction::Redacted;
use crate::json::Value;
use crate::kind::ErrorKind;
use crate::redact::Sanitizer;
use crate::wire::META_KEY;

/// What a dialect reads in an envelope. Nothing of it is redacted yet.
pub(super) enum Found {
    /// A payload, or a form that says as much.
    Parts(Parts),
    /// What another system says of its error.
    Draft(Draft),
    /// The envelope is of this dialect, and there is no error in it.
    NoError,
}

impl Found {
    /// The error, redacted by `sanitizer`.
    pub(super) fn into_error(self, sanitizer: &Sanitizer) -> Option<McpError> {
        match self {
            Self::Parts(mut parts) => {
                parts.sanitizer = sanitizer.clone();
                Some(McpError::of(Redacted::new(parts)))
            }
            Self::Draft(mut draft) => {
                draft.sanitizer(sanitizer.clone());
                Some(draft.build())
            }
            Self::NoError => None,
        }
    }

    /// Whether it was sent by this library or igloo-mcp.
    fn is_ours(&self) -> bool {
        match self {
            Self::Parts(parts) => parts.provenance.is_some_and(|from| from.is_ours()),
            Self::Draft(_) | Self::NoError => false,
        }
    }
}

/// Reads an envelope. `None` if it is not of this dialect: the next one is asked.
type Dialect = fn(&Envelope<'_>) -> Option<Found>;

/// Every dialect with its name; the first that knows an envelope decides.
///
/// Our own forms come first because they say most, then everything that has a shape, and words last. The payload in `_meta`
/// survives every SDK.
const DIALECTS: &[(&str, Dialect)] = &[
    ("result without an error", success),
    ("payload in `_meta`", payload_in_meta),
    ("log record", log_record),
    ("igloo-mcp status without a message", igloo::read_without_message),
    ("payload", payload),
    ("tool result", tool_result::read),
    ("notification", notification),
    ("igloo-mcp status", igloo::read),
    ("response", response),
    ("content block", content_block),
    ("error object", error_object::read),
    ("batch", batch),
    ("JSON in a JSON string", json_string),
    ("lines of JSON", lines),
    ("text for a model", text_for_model),
    ("JSON in a message", json_in_message),
    ("text of an SDK", sdk_text),
];

/// The error in an envelope.
pub(super) fn find(envelope: &Envelope<'_>) -> Option<Found> {
    let found = DIALECTS.iter().find_map(|(_, read)| read(envelope))?;
    (!matches!(found, Found::NoError)).then_some(found)
}

/// The error in a part of an envelope that has nothing else to ask.
fn find_inside(part: Option<Envelope<'_>>) -> Found {
    part.and_then(|part| find(&part)).unwrap_or(Found::NoError)
}

fn success(envelope: &Envelope<'_>) -> Option<Found> {
    (envelope.get("isError")?.as_bool() == Some(false)).then_some(Found::NoError)
}

fn payload_in_meta(envelope: &Envelope<'_>) -> Option<Found> {
    let payload = envelope.get("_meta")?.get(META_KEY)?;
    find_payload(&envelope.inside(payload)?, "_meta")
}

fn log_record(envelope: &Envelope<'_>) -> Option<Found> {
    let payload = envelope.get("mcp_error")?;
    find_payload(&envelope.inside(payload)?, "mcp_error")
}

fn payload(envelope: &Envelope<'_>) -> Option<Found> {
    let map = envelope.object().filter(|map| is_payload(map))?;
    read_payload(map.clone(), "payload").map(Found::Parts)
}

/// A log message is in the `data` of its parameters.
fn notification(envelope: &Envelope<'_>) -> Option<Found> {
    let data = envelope.get("params")?.get("data");
    Some(find_inside(data.and_then(|data| envelope.inside(data))))
}

/// A JSON-RPC response, or an object with the error under a key that says so.
fn response(envelope: &Envelope<'_>) -> Option<Found> {
    let is_envelope = |value: &&Value| matches!(value, Value::Object(_) | Value::String(_));
    let inner = ["result", "error", "err"].iter().find_map(|key| envelope.get(key).filter(is_envelope))?;
    Some(find_inside(envelope.inside(inner)))
}

/// A block of the content of a tool result; `value` is its text in what the AI SDK shows to a model.
fn content_block(envelope: &Envelope<'_>) -> Option<Found> {
    if envelope.get("message").is_some() {
        return None;
    }
    let text = ["text", "value"].iter().find_map(|key| envelope.get_str(key))?;
    Some(find_inside(envelope.inside_text(text)))
}

fn batch(envelope: &Envelope<'_>) -> Option<Found> {
    let items = envelope.value()?.as_array()?;
    items.iter().find_map(|item| find(&envelope.inside(item)?))
}

fn json_string(envelope: &Envelope<'_>) -> Option<Found> {
    let text = envelope.value()?.as_str()?;
    find(&envelope.inside_text(text)?)
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
        find(&line)
    })
}

fn text_for_model(envelope: &Envelope<'_>) -> Option<Found> {
    model_text::read(envelope.words()?.message)
}

fn json_in_message(envelope: &Envelope<'_>) -> Option<Found> {
    find_json(envelope, envelope.words()?.message)
}

/// A text that nobody knows is no error, unless its wrapper has a code.
fn sdk_text(envelope: &Envelope<'_>) -> Option<Found> {
    let words = envelope.words()?;
    let is_error = words.kind.is_some() || words.integer("server_code").is_some();
    is_error.then(|| Found::Draft(words.to_draft(ErrorKind::Server, "text", "text")))
}

/// Our error in a message of an envelope.
pub(super) fn find_in_message(envelope: &Envelope<'_>, message: &str) -> Option<Found> {
    model_text::read(message).or_else(|| find_json(envelope, message))
}

/// Our error as the JSON that a message consists of, or that rmcp prints behind it: `message({…})`.
fn find_json(envelope: &Envelope<'_>, message: &str) -> Option<Found> {
    let (before, json) = message.split_at_checked(message.find('{')?)?;
    let json = match before.strip_suffix('(') {
        Some(_) => json.strip_suffix(')')?,
        None if before.is_empty() => json,
        None => return None,
    };
    let json = envelope.inside_text(json)?;
    json.object()?;
    find(&json).filter(Found::is_ours)
}

/// Our payload in a place where it is expected: as it is, as JSON text, or in an envelope of somebody else's.
pub(super) fn find_payload(envelope: &Envelope<'_>, channel: &'static str) -> Option<Found> {
    match envelope.value()? {
        Value::Object(map) if is_payload(map) => read_payload(map.clone(), channel).map(Found::Parts),
        Value::Object(map) => ["result", "error", "mcp_error"]
            .iter()
            .find_map(|key| find_payload(&envelope.inside(map.get(key)?)?, channel)),
        text @ Value::String(_) => find_payload(&envelope.inside(text)?, channel),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::MAX_ENVELOPES;
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
            let envelope = Envelope::of_text(&example, MAX_ENVELOPES);
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
