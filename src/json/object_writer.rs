//! Writes one JSON object entry by entry, without a map on the way.

use crate::json::print::{write_map, write_string, write_value};
use crate::json::{Map, Value};

/// The text of an object that is being written.
pub(crate) struct ObjectWriter {
    text: String,
}

impl ObjectWriter {
    /// An object without entries, and room for `capacity` bytes.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity) }
    }

    /// Appends an entry whose value is a string.
    pub(crate) fn string(&mut self, key: &str, value: &str) {
        self.key(key);
        write_string(value, &mut self.text);
    }

    /// Appends an entry whose value is an integer.
    pub(crate) fn integer(&mut self, key: &str, value: i64) {
        self.key(key);
        self.text.push_str(&value.to_string());
    }

    /// Appends an entry whose value is `true` or `false`.
    pub(crate) fn boolean(&mut self, key: &str, value: bool) {
        self.key(key);
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Appends an entry.
    pub(crate) fn value(&mut self, key: &str, value: &Value) {
        self.key(key);
        write_value(value, &mut self.text);
    }

    /// Appends an entry whose value is an object, and returns where that begins.
    pub(crate) fn map(&mut self, key: &str, value: &Map) -> usize {
        self.key(key);
        let at = self.text.len();
        write_map(value, &mut self.text);
        at
    }

    /// The object.
    pub(crate) fn finish(mut self) -> String {
        self.text.push_str(if self.text.is_empty() { "{}" } else { "}" });
        self.text
    }

    fn key(&mut self, key: &str) {
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
        write_string(key, &mut self.text);
        self.text.push(':');
    }
}
