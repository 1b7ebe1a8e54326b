//! Our error in a message: as the text for the model, which is all that some clients keep, or as JSON.

use crate::decode::envelope::Envelope;
use crate::decode::found::Found;
use crate::error::Provenance;
use crate::error::parts::Parts;
use crate::json::Value;
use crate::kind::ErrorKind;
use crate::wire::ModelText;

/// The error of a text for the model, without the wrappers of SDKs.
pub(super) fn read_model_text(envelope: &Envelope<'_>) -> Option<Found> {
    of_model_text(envelope.words()?.message)
}

/// The error in the JSON of a text, without the wrappers of SDKs.
pub(super) fn read_json(envelope: &Envelope<'_>) -> Option<Found> {
    find_json(envelope, envelope.words()?.message)
}

/// Our error in a message that belongs to an envelope.
pub(super) fn find_in_message(envelope: &Envelope<'_>, message: &str) -> Option<Found> {
    of_model_text(message).or_else(|| find_json(envelope, message))
}

/// Our error as JSON: the whole message, or what rmcp prints behind it, as in `message({…})`.
fn find_json(envelope: &Envelope<'_>, message: &str) -> Option<Found> {
    let (before, json) = message.split_at_checked(message.find('{')?)?;
    let json = match before.strip_suffix('(') {
        Some(_) => json.strip_suffix(')')?,
        None if before.is_empty() => json,
        None => return None,
    };
    let json = envelope.inside_text(json)?;
    json.object()?;
    json.find().filter(Found::is_ours)
}

/// The error that a text for the model describes. `None` for any other text.
fn of_model_text(text: &str) -> Option<Found> {
    let text = ModelText::read(text)?;
    let known = ErrorKind::from_error_type(&text.error_type);
    let mut parts = Parts::new(known.unwrap_or(ErrorKind::Base), text.message);
    parts.error_type = known.is_none().then_some(text.error_type);
    parts.error_code = text.code;
    if let Some(request_id) = text.request_id {
        parts.context.insert("request_id", request_id);
    }
    let lists =
        [("validation_errors", text.problems), ("candidates", text.candidates), ("hints", text.hints)];
    for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        parts.top.insert(key, Value::from(list));
    }
    parts.provenance = Some(Provenance { dialect: "mcp-errors", channel: "content", lossy: true });
    Some(Found::Parts(parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{McpError, WireOptions, decode_value};

    #[test]
    fn an_error_survives_as_text_alone() {
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
            let result = Value::from(sent.to_tool_result(WireOptions::default()));
            let text = result.get("content").and_then(|blocks| blocks.as_array()?.first()?.get("text"));
            let received = decode_value(text.cloned().unwrap_or_default()).unwrap();
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
}
