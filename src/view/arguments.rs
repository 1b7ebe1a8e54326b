//! Reads what the caller sent.

use crate::json::Value;
use crate::view::paths::each_place;
use crate::view::sent::Sent;

/// The longest text, in bytes. A path in a longer one is not looked for.
const LONGEST: usize = 1024;

impl Sent {
    /// The texts in a value, at any depth.
    pub(crate) fn of(value: &Value) -> Self {
        let mut sent = Self::default();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => sent.add(text),
                Value::Array(items) => open.extend(items),
                Value::Object(map) => open.extend(map.iter().map(|(_, value)| value)),
                _ => {}
            }
        }
        sent
    }

    /// Adds a text, and the paths and hosts in it.
    pub(crate) fn add(&mut self, text: &str) {
        if text.len() > LONGEST {
            return;
        }
        self.push(text);
        each_place(text, &mut |place| self.push(place));
    }
}
