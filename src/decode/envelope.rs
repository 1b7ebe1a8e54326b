//! A borrowed view of a value or a text in which an error is looked for.

use std::cell::OnceCell;

use crate::decode::found::Found;
use crate::decode::sdk_text::SdkText;
use crate::json::{Map, ParseError, Value, parse};

/// A value or a text that may hold an error. A text is parsed and read at most once, however many dialects ask.
pub(super) struct Envelope<'a> {
    content: Content<'a>,
    /// The dialects that are asked, here and in the parts.
    dialects: &'static [Dialect],
    /// How many nested envelopes may still be opened.
    depth_left: usize,
    /// The value of a text that is JSON.
    json: OnceCell<Option<Value>>,
    /// The reading of a text as that of an SDK.
    words: OnceCell<SdkText<'a>>,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    /// Anything but a text.
    Value(&'a Value),
    Text(&'a str),
}

/// The name of a dialect, and the reader of an envelope. It returns `None` if the envelope is not of the dialect; then the next
/// dialect is asked.
pub(super) type Dialect = (&'static str, fn(&Envelope<'_>) -> Option<Found>);

impl<'a> Envelope<'a> {
    /// An envelope around a value, in which up to `depth_left` nested envelopes are opened.
    pub(super) fn of_value(value: &'a Value, dialects: &'static [Dialect], depth_left: usize) -> Self {
        let content = match value {
            Value::String(text) => Content::Text(text),
            other => Content::Value(other),
        };
        Self { content, dialects, depth_left, json: OnceCell::new(), words: OnceCell::new() }
    }

    /// As [`Self::of_value`], around a text. `json` is its value if it has been parsed before.
    pub(super) fn of_text(
        text: &'a str,
        json: Option<Result<Value, ParseError>>,
        dialects: &'static [Dialect],
        depth_left: usize,
    ) -> Self {
        let json = json.map_or_else(OnceCell::new, |parsed| parsed.ok().into());
        Self { content: Content::Text(text), dialects, depth_left, json, words: OnceCell::new() }
    }

    /// The error in the envelope.
    pub(super) fn find(&self) -> Option<Found> {
        let found = self.dialects.iter().find_map(|(_, read)| read(self))?;
        (!matches!(found, Found::NoError)).then_some(found)
    }

    /// Opens a part of the envelope. `None` if it is nested too deep.
    pub(super) fn inside<'b>(&self, value: &'b Value) -> Option<Envelope<'b>> {
        Some(Envelope::of_value(value, self.dialects, self.depth_left.checked_sub(1)?))
    }

    /// As [`Self::inside`], for a part that is a text.
    pub(super) fn inside_text<'b>(&self, text: &'b str) -> Option<Envelope<'b>> {
        Some(Envelope::of_text(text, None, self.dialects, self.depth_left.checked_sub(1)?))
    }

    /// The value. A text has one if it is JSON.
    pub(super) fn value(&self) -> Option<&Value> {
        match self.content {
            Content::Value(value) => Some(value),
            Content::Text(text) => self.json.get_or_init(|| parse(text).ok()).as_ref(),
        }
    }

    /// The value, if it is an object.
    pub(super) fn object(&self) -> Option<&Map> {
        self.value()?.as_object()
    }

    /// The entry of the object under `key`.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.object()?.get(key)
    }

    /// The entry of the object under `key`, if it is a text.
    pub(super) fn get_str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The text, JSON or not.
    pub(super) fn text(&self) -> Option<&'a str> {
        match self.content {
            Content::Text(text) => Some(text),
            Content::Value(_) => None,
        }
    }

    /// The reading of the text as that of an SDK, if it is not JSON.
    pub(super) fn words(&self) -> Option<&SdkText<'a>> {
        let text = self.plain_text()?;
        Some(self.words.get_or_init(|| SdkText::read(text)))
    }

    /// The text, if it is not JSON.
    pub(super) fn plain_text(&self) -> Option<&'a str> {
        if self.value().is_none() { self.text() } else { None }
    }
}
