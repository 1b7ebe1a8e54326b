//! One error of a chain, as data.

use std::fmt;
use std::sync::Arc;

use crate::chars::escape_controls;
use crate::json::{Map, Value, map_to_json};
use crate::notes::truncation_note;

/// One error of a chain, redacted: `error_type` and `message`, for an [`McpError`](crate::McpError) also `error_code` and
/// `context`, and the `group` that a member of an aggregate belongs to.
///
/// It is an [`Error`](std::error::Error) itself, and its source is the next cause. So whatever prints a chain (a logger, a
/// reporter, a failing `main`) prints the redacted one.
///
/// ```
/// use std::error::Error;
/// use mcp_errors::McpError;
///
/// let error = McpError::tool("sync failed").source(std::io::Error::other("https://app:hunter2@db/ is down")).build();
/// assert_eq!(error.source().unwrap().to_string(), "https://app:[REDACTED]@db/ is down");
/// ```
#[derive(Clone)]
pub struct Cause {
    pub(crate) entry: Map,
    /// The next cause, if it belongs to the list of an error.
    next: Option<Arc<Self>>,
}

/// The keys of a cause, in their order.
pub(crate) const CAUSE_KEYS: &[&str] = &["error_type", "message", "error_code", "context", "group"];

impl Cause {
    /// A cause with the two keys that every cause has.
    pub(crate) fn new(error_type: impl Into<String>, message: impl Into<String>) -> Self {
        let mut entry = Map::new();
        entry.insert("error_type", error_type.into());
        entry.insert("message", message.into());
        Self::of(entry)
    }

    /// A cause with these entries.
    pub(crate) fn of(entry: Map) -> Self {
        Self { entry, next: None }
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

    /// Whether it is a member of an aggregate, or behind one. A chain of sources has one error behind another, so it leaves
    /// members out.
    pub(crate) fn is_member(&self) -> bool {
        self.entry.get("group").is_some()
    }
}

impl PartialEq for Cause {
    /// Compares the causes themselves, and not what is behind them.
    fn eq(&self, other: &Self) -> bool {
        self.entry == other.entry
    }
}

impl serde::Serialize for Cause {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.entry.serialize(serializer)
    }
}

impl fmt::Display for Cause {
    /// The message, or the type if there is no message. What a terminal would interpret is escaped.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.message();
        formatter.write_str(&escape_controls(if message.is_empty() { self.error_type() } else { message }))
    }
}

impl fmt::Debug for Cause {
    /// The entries as JSON. What a terminal would interpret is escaped.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&escape_controls(&map_to_json(&self.entry)))
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.next.as_deref().map(|next| next as _)
    }
}

/// The causes of a list, each with the next one as its source. Members of aggregates are no part of that chain.
pub(crate) fn link_causes(causes: &[Cause]) -> Vec<Cause> {
    let mut next = None;
    let mut linked: Vec<Cause> = causes
        .iter()
        .rev()
        .map(|cause| {
            let mut cause = Cause::of(cause.entry.clone());
            if !cause.is_member() {
                cause.next = next.take();
                next = Some(Arc::new(cause.clone()));
            }
            cause
        })
        .collect();
    linked.reverse();
    linked
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
