//! A borrowed view of a value or a text in which an error is looked for.

use std::cell::OnceCell;

use crate::decode::sdk_text::SdkText;
use crate::json::{Map, Value, parse};

/// A value or a text that may hold an error. A text is parsed once and unwrapped once, however many dialects ask.
pub(super) struct Envelope<'a> {
    content: Content<'a>,
    /// How many envelopes inside one another may still be opened in this one.
    depth_left: usize,
    /// What a text is the JSON of.
    json: OnceCell<Option<Value>>,
    /// What a text says in words.
    words: OnceCell<SdkText<'a>>,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    /// Anything but a text.
    Value(&'a Value),
    Text(&'a str),
}

impl<'a> Envelope<'a> {
    pub(super) fn of_value(value: &'a Value, depth_left: usize) -> Self {
        let content = match value {
            Value::String(text) => Content::Text(text),
            other => Content::Value(other),
        };
        Self { content, depth_left, json: OnceCell::new(), words: OnceCell::new() }
    }

    pub(super) fn of_text(text: &'a str, depth_left: usize) -> Self {
        Self { content: Content::Text(text), depth_left, json: OnceCell::new(), words: OnceCell::new() }
    }

    /// As [`Self::of_text`], of a text that has been parsed; `None` if it is not JSON.
    pub(super) fn of_parsed_text(text: &'a str, json: Option<Value>, depth_left: usize) -> Self {
        Self { content: Content::Text(text), depth_left, json: json.into(), words: OnceCell::new() }
    }

    /// A part of this one as an envelope. `None` if it lies too deep.
    pub(super) fn inside<'b>(&self, value: &'b Value) -> Option<Envelope<'b>> {
        Some(Envelope::of_value(value, self.depth_left.checked_sub(1)?))
    }

    /// As [`Self::inside`], of a part of a text.
    pub(super) fn inside_text<'b>(&self, text: &'b str) -> Option<Envelope<'b>> {
        Some(Envelope::of_text(text, self.depth_left.checked_sub(1)?))
    }

    /// The value. That of a text is what it is the JSON of.
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

    /// What a text says in words, if it is not JSON.
    pub(super) fn words(&self) -> Option<&SdkText<'a>> {
        let text = self.plain_text()?;
        Some(self.words.get_or_init(|| SdkText::read(text)))
    }

    /// The text, if it is not JSON.
    pub(super) fn plain_text(&self) -> Option<&'a str> {
        if self.value().is_none() { self.text() } else { None }
    }
}
