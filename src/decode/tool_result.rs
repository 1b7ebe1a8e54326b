//! Tool results: the payload in `structuredContent` or in a text block, or the text alone.

use crate::decode::envelope::Envelope;
use crate::decode::found::Found;
use crate::decode::igloo;
use crate::decode::message::find_in_message;
use crate::decode::payload::find_payload;
use crate::decode::sdk_text::SdkText;
use crate::json::Value;
use crate::kind::ErrorKind;

/// The error of a result with `isError: true`, or of the message that langchain makes of one: `{status: "error", content}`.
/// The dialect of `_meta` comes before this one.
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

/// Our error in a block of text. A payload in any block comes before a text for the model, which tells less.
fn in_blocks(envelope: &Envelope<'_>, texts: &[&str]) -> Option<Found> {
    let blocks: Vec<_> =
        texts.iter().filter_map(|text| envelope.inside_text(SdkText::read(text).message)).collect();
    blocks.iter().find_map(|block| find_payload(block, "content")).or_else(|| {
        blocks.iter().find_map(|block| match block.value() {
            // A JSON string counts as a text.
            None | Some(Value::String(_)) => find_in_message(block, block.text()?),
            Some(_) => block.find(),
        })
    })
}

/// The texts of the blocks of content, or the one text in place of blocks.
fn texts(content: Option<&Value>) -> Vec<&str> {
    match content {
        Some(Value::Array(blocks)) => blocks.iter().filter_map(|block| block.get("text")?.as_str()).collect(),
        Some(Value::String(text)) => vec![text],
        _ => Vec::new(),
    }
}
