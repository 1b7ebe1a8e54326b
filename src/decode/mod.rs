//! Decoding: whatever arrives becomes the typed error again.
//!
//! A [`Decoder`] looks for an error in an [`envelope`]: a value or a text. The table of [`dialects`] says in which forms errors
//! arrive; each has a file or a few lines.

mod decoder;
mod dialects;
mod envelope;
mod error_object;
mod found;
mod igloo;
mod message;
mod payload;
mod sdk_text;
mod serde;
mod tool_result;

pub use decoder::Decoder;

use crate::error::McpError;
use crate::json::Value;

/// Returns the error in a text: a payload, a log record with a payload, a JSON-RPC error response or its error object, a
/// notification, a tool result that failed, a batch or lines of them (the first error counts), or what an SDK prints of its
/// errors. `None` if the text holds no error.
///
/// The default policy redacts the error; a [`Decoder`] takes another sanitizer.
///
/// ```
/// use mcp_errors::{ErrorKind, McpError, decode};
///
/// let sent = McpError::timeout("read_file timed out").timeout_seconds(30.0).build();
/// let received = decode(&sent.payload().to_json_string()).unwrap();
/// assert_eq!(received.kind(), ErrorKind::Timeout);
/// assert_eq!(received.field_number("timeout_seconds"), Some(30.0));
///
/// let printed = decode("Error calling tool 'read_file': Request 'tools/call' timed out").unwrap();
/// assert_eq!(printed.kind(), ErrorKind::Timeout);
/// assert_eq!(printed.provenance().map(|from| from.lossy), Some(true));
/// ```
pub fn decode(text: &str) -> Option<McpError> {
    Decoder::new().decode(text)
}

/// As [`decode`], of a parsed value.
pub fn decode_value(value: Value) -> Option<McpError> {
    Decoder::new().decode_value(value)
}
