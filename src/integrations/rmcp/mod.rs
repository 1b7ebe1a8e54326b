//! Errors of servers and clients of the Rust SDK, `rmcp`: feature `rmcp`.
//!
//! **Tools** return `Result<T, McpError>`. An error becomes a tool result with `isError`, text for the model, and the payload in
//! `_meta`.
//!
//! ```
//! use mcp_errors::{McpError, ResultExt};
//!
//! fn read_note(name: &str) -> mcp_errors::Result<String> {
//!     if name.contains('/') {
//!         return McpError::validation("a note has a plain name").field("name").value(name).fail();
//!     }
//!     std::fs::read_to_string(name).or_resource("cannot read the note")
//! }
//! # use rmcp::handler::server::tool::IntoCallToolResult;
//! # let rmcp::model::CallToolResponse::Complete(result) = read_note("a/b").into_call_tool_result().unwrap() else { panic!() };
//! # assert_eq!(result.is_error, Some(true));
//! ```
//!
//! **Tools should not return `ErrorData`.** It becomes a JSON-RPC error, which most clients do not show to the model: the model
//! learns that something failed, but not what, or what to do. `?` in a function that returns `Result<_, ErrorData>` turns an
//! [`McpError`] into [`ErrorData`] silently.
//!
//! **Resources, prompts and other requests** have no result with `isError`. There `ErrorData` is right, and `?` makes one of an
//! [`McpError`], with the payload as its `data`.
//!
//! **Servers**: [`guard`] wraps a whole server. A panic becomes an error, where the SDK alone would never answer; failures of the SDK
//! itself become typed; every error is written for the chosen audience.
//!
//! **Clients**: [`Call`] makes typed errors of failed tool results and of all failures of the SDK, with the name of the server, the
//! operation and the time that it took.

mod client;
mod panics;
mod server;

pub use client::Call;
pub use panics::catch_panic;
pub use server::{Guard, guard};

use ::rmcp::ErrorData;
use ::rmcp::handler::server::tool::IntoCallToolResult;
use ::rmcp::model::{CallToolResponse, CallToolResult, ContentBlock, ErrorCode, MetaObject};

use crate::decode::decode_value;
use crate::error::McpError;
use crate::json::{Map, Value};
use crate::view::Sent;
use crate::wire::WireOptions;

/// Returns the error as the result of a failed tool call: text for the model, and the payload in `_meta` for programs.
///
/// ```
/// use mcp_errors::{McpError, WireOptions, rmcp::tool_result};
///
/// let result = tool_result(&McpError::tool("disk full").build(), WireOptions::default());
/// assert_eq!(result.is_error, Some(true));
/// ```
pub fn tool_result(error: &McpError, options: WireOptions) -> CallToolResult {
    tool_result_for(error, options, &Sent::default())
}

/// As [`tool_result`], for a caller that sent `sent`.
fn tool_result_for(error: &McpError, options: WireOptions, sent: &Sent) -> CallToolResult {
    let map = error.tool_result_for(options, sent);
    let blocks = map.get("content").and_then(Value::as_array).unwrap_or_default();
    let texts = blocks.iter().filter_map(|block| block.get("text").and_then(Value::as_str));
    let mut result = CallToolResult::error(texts.map(ContentBlock::text).collect());
    result.structured_content = map.get("structuredContent").map(foreign);
    if let Some(serde_json::Value::Object(meta)) = map.get("_meta").map(foreign) {
        result.meta = Some(MetaObject(meta));
    }
    result
}

/// Returns the error as the error of a JSON-RPC response, with the payload as its `data`. Models do not see it: for tools use
/// [`tool_result`].
///
/// ```
/// use mcp_errors::{McpError, WireOptions, rmcp::error_data};
///
/// let data = error_data(&McpError::resource("no such note").not_found("notes://x").build(), WireOptions::default());
/// assert_eq!(data.code.0, -32602);
/// ```
pub fn error_data(error: &McpError, options: WireOptions) -> ErrorData {
    error_data_for(error, options, &Sent::default())
}

/// As [`error_data`], for a caller that sent `sent`.
fn error_data_for(error: &McpError, options: WireOptions, sent: &Sent) -> ErrorData {
    let map = error.json_rpc_for(options, sent);
    let code = map.get("code").and_then(Value::as_integer).and_then(|code| i32::try_from(code).ok());
    let message = map.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    ErrorData::new(code.map_or(ErrorCode::INTERNAL_ERROR, ErrorCode), message, map.get("data").map(foreign))
}

impl IntoCallToolResult for McpError {
    /// A tool result with `isError`, by the settings of the process.
    fn into_call_tool_result(self) -> Result<CallToolResponse, ErrorData> {
        Ok(tool_result(&self, WireOptions::default()).into())
    }
}

impl From<McpError> for CallToolResult {
    fn from(error: McpError) -> Self {
        tool_result(&error, WireOptions::default())
    }
}

impl From<McpError> for ErrorData {
    /// As [`error_data`], by the settings of the process. Models do not see it: do not use it in tools.
    fn from(error: McpError) -> Self {
        error_data(&error, WireOptions::default())
    }
}

impl From<ErrorData> for McpError {
    /// The error in `data`, or else a server error.
    fn from(error: ErrorData) -> Self {
        let mut map = Map::new();
        map.insert("code", error.code.0);
        map.insert("message", error.message.as_ref());
        if let Some(data) = error.data {
            map.insert("data", Value::from(data));
        }
        decode_value(map.into()).unwrap_or_else(|| McpError::server(error.message).build())
    }
}

/// A value of ours as the SDK holds it. Our text is valid JSON, so reading it does not fail.
fn foreign(value: &Value) -> serde_json::Value {
    serde_json::from_str(&value.to_string()).unwrap_or_default()
}

/// A value of the SDK as one of ours.
fn own<T: serde::Serialize>(value: &T) -> Value {
    Value::from_serialize(value).unwrap_or_default()
}
