//! One error of a chain, as data.

use crate::json::{Map, Value};
use crate::notes::truncation_note;

/// One error of a chain: `error_type` and `message`, for an [`McpError`](crate::McpError) also `error_code` and `context`,
/// and the `group` that a member of an aggregate belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    pub(crate) entry: Map,
}

/// The keys of a cause, in their order.
pub(crate) const CAUSE_KEYS: &[&str] = &["error_type", "message", "error_code", "context", "group"];

impl Cause {
    /// A cause with the two keys that every cause has.
    pub(crate) fn new(error_type: impl Into<String>, message: impl Into<String>) -> Self {
        let mut entry = Map::new();
        entry.insert("error_type", error_type.into());
        entry.insert("message", message.into());
        Self { entry }
    }

    /// Reads a cause as payloads and hosts list it; `None` if it is not an object. Known keys come first, in their order; a
    /// missing name becomes `Error`, a missing message is empty.
    pub(crate) fn from_value(value: Value) -> Option<Self> {
        let mut given = value.into_object()?;
        let error_type = take_text(&mut given, "error_type").unwrap_or_else(|| "Error".to_owned());
        let mut cause = Self::new(error_type, take_text(&mut given, "message").unwrap_or_default());
        for key in CAUSE_KEYS.iter().skip(2) {
            if let Some(value) = given.remove(key).filter(|value| !value.is_null()) {
                cause.entry.insert(*key, value);
            }
        }
        cause.entry.append(given);
        Some(cause)
    }

    /// The name of the error's class or type; `Error` if it is not known.
    pub fn error_type(&self) -> &str {
        self.entry.get("error_type").and_then(Value::as_str).unwrap_or("Error")
    }

    /// The message.
    pub fn message(&self) -> &str {
        self.entry.get("message").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Removes `key` and returns its value if that is a text.
#[inline(never)]
pub(crate) fn take_text(map: &mut Map, key: &str) -> Option<String> {
    map.remove(key)?.into_string()
}

/// Keeps at most `most` causes. If there are more, the last one says how many were left out.
pub(crate) fn bound_causes(causes: &mut Vec<Cause>, most: usize) {
    if causes.len() > most {
        let kept = most.saturating_sub(1);
        let cut = causes.len() - kept;
        causes.truncate(kept);
        causes.push(Cause::new("Error", truncation_note(cut, "causes")));
    }
}
