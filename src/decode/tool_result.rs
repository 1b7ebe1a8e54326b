//! Tool results: the payload in `structuredContent` or in a text block, or the text alone.

use crate::decode::envelope::Envelope;
use crate::decode::found::Found;
use crate::decode::igloo;
use crate::decode::message::find_in_message;
use crate::decode::payload::{find_payload, is_failure};
use crate::decode::sdk_text::SdkText;
use crate::json::Value;
use crate::kind::ErrorKind;

/// The error of a result with `isError: true`, or of the message that langchain makes of one: `{status: "error", content}`.
/// The dialect of `_meta` comes before this one.
pub(super) fn read(envelope: &Envelope<'_>) -> Option<Found> {
    let has_flag = envelope.get("isError").or_else(|| envelope.get("is_error")).is_some();
    if !is_failure(envelope) || (!has_flag && envelope.get("content").is_none()) {
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

/// Our error in a block of text: the first one counts. It is lossy if there are others. A text for the model is followed by the
/// payload that it was made of, which tells more; a payload that says something else may be foreign data, and is another one.
fn in_blocks(envelope: &Envelope<'_>, texts: &[&str]) -> Option<Found> {
    let mut first: Option<Found> = None;
    for text in texts {
        let Some(block) = envelope.inside_text(SdkText::read(text).message) else { continue };
        let payload = find_payload(&block, "content");
        let is_payload = payload.is_some();
        let found = payload.or_else(|| match block.value() {
            // A JSON string counts as a text.
            None | Some(Value::String(_)) => find_in_message(&block, block.text()?),
            Some(_) => block.find(),
        });
        let Some(found) = found else { continue };
        match &mut first {
            None => first = Some(found),
            Some(before) if is_payload && before.is_text_of(&found) => first = Some(found),
            Some(before) => before.set_lossy(),
        }
    }
    first
}

/// The texts of the blocks of content, or the one text in place of blocks.
fn texts(content: Option<&Value>) -> Vec<&str> {
    match content {
        Some(Value::Array(blocks)) => blocks.iter().filter_map(|block| block.get("text")?.as_str()).collect(),
        Some(Value::String(text)) => vec![text],
        _ => Vec::new(),
    }
}
