//! Tool results: the payload in `structuredContent` or in a text block, or what the text alone says.

use crate::decode::dialects::{Found, find, find_in_message, find_payload};
use crate::decode::envelope::Envelope;
use crate::decode::igloo;
use crate::decode::sdk_text::SdkText;
use crate::json::Value;
use crate::kind::ErrorKind;

/// The error of a result with `isError: true`, or of the message that langchain makes of one: `{status: "error", content}`.
/// Another dialect has read `_meta` before.
pub(super) fn read(envelope: &Envelope<'_>) -> Option<Found> {
    let flag = envelope.get("isError").or_else(|| envelope.get("is_error"));
    let is_result = flag.and_then(Value::as_bool) == Some(true);
    let is_message = envelope.get_str("status") == Some("error") && envelope.get("content").is_some();
    if !is_result && !is_message {
        return None;
    }
    let texts = texts(envelope.get("content"));
    structured(envelope).or_else(|| in_blocks(envelope, &texts)).or_else(|| {
        let text = texts.join("\n");
        Some(Found::Draft(SdkText::read(&text).to_draft(ErrorKind::Tool, "content", "tool-result")))
    })
}

fn structured(envelope: &Envelope<'_>) -> Option<Found> {
    let content = envelope.get("structuredContent")?;
    find_payload(&envelope.inside(content)?, "structuredContent")
        .or_else(|| igloo::read_status(content.as_object()?, "structuredContent"))
}

/// Our error in a block of text. The payload in any block says more than the text for the model in an earlier one.
fn in_blocks(envelope: &Envelope<'_>, texts: &[&str]) -> Option<Found> {
    let blocks: Vec<_> =
        texts.iter().filter_map(|text| envelope.inside_text(SdkText::read(text).message)).collect();
    blocks.iter().find_map(|block| find_payload(block, "content")).or_else(|| {
        blocks.iter().find_map(|block| match block.value() {
            // A text in quotes is a text.
            None | Some(Value::String(_)) => find_in_message(block, block.text()?),
            Some(_) => find(block),
        })
    })
}

/// The texts of the blocks of content, or the one text that stands for all of them.
fn texts(content: Option<&Value>) -> Vec<&str> {
    match content {
        Some(Value::Array(blocks)) => blocks.iter().filter_map(|block| block.get("text")?.as_str()).collect(),
        Some(Value::String(text)) => vec![text],
        _ => Vec::new(),
    }
}
