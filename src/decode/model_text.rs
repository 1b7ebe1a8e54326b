//! The text for the model: all that is left of an error where a client keeps nothing but text.

use crate::decode::dialects::Found;
use crate::error::Provenance;
use crate::error::parts::Parts;
use crate::json::Value;
use crate::kind::ErrorKind;
use crate::wire::ModelText;

/// The error that a text for the model describes. `None` for any other text.
pub(super) fn read(text: &str) -> Option<Found> {
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
