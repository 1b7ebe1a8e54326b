//! The Rust SDK of MCP, `rmcp`: feature `rmcp`.
//!
//! **Tools.** A tool returns `Result<T, McpError>`, and `?` does the right thing: the error becomes a tool result with
//! `isError`, text for the model, and the payload in `_meta`.
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
//! **Not `ErrorData`.** A tool that returns `Err(ErrorData)` answers with a JSON-RPC error. Most clients do not show those
//! to the model: it learns that something failed, but neither what nor what to do about it. In tools return [`McpError`],
//! and never turn one into [`ErrorData`] there; `?` in a function that returns `Result<_, ErrorData>` does that silently.
//!
//! **Resources, prompts and the rest** have no results that say `isError`: there `ErrorData` is right, and `?` makes one of
//! an [`McpError`], with the payload as its `data`.
//!
//! **Servers.** [`guard`] wraps a whole server: a panic becomes an error instead of a client that waits for ever, failures
//! that the SDK makes itself become typed, and everything is written for the audience that was chosen.
//!
//! **Clients.** [`Call`] makes typed errors of tool results that failed, and of every failure of the SDK, with the name of
//! the server, the operation and the time it took.

mod client;
mod server;

pub use client::Call;
pub use server::{Guard, catch_panic, guard};

use ::rmcp::ErrorData;
use ::rmcp::handler::server::tool::IntoCallToolResult;
use ::rmcp::model::{CallToolResponse, CallToolResult, ContentBlock, ErrorCode, MetaObject};

use crate::decode::decode_value;
use crate::error::McpError;
use crate::json::{Map, Value};
use crate::wire::WireOptions;

/// The error as the result of a tool call that failed: text for the model, the payload in `_meta` for programs.
///
/// ```
/// use mcp_errors::{McpError, WireOptions, rmcp::tool_result};
///
/// let result = tool_result(&McpError::tool("disk full").build(), WireOptions::default());
/// assert_eq!(result.is_error, Some(true));
/// ```
pub fn tool_result(error: &McpError, options: WireOptions) -> CallToolResult {
    let map = error.to_tool_result(options);
    let blocks = map.get("content").and_then(Value::as_array).unwrap_or_default();
    let texts = blocks.iter().filter_map(|block| block.get("text").and_then(Value::as_str));
    let mut result = CallToolResult::error(texts.map(ContentBlock::text).collect());
    result.structured_content = map.get("structuredContent").map(foreign);
    if let Some(serde_json::Value::Object(meta)) = map.get("_meta").map(foreign) {
        result.meta = Some(MetaObject(meta));
    }
    result
}

/// The error as that of a JSON-RPC response, with the payload as its `data`. For tools see [`tool_result`]: a model does not
/// see this one.
///
/// ```
/// use mcp_errors::{McpError, WireOptions, rmcp::error_data};
///
/// let data = error_data(&McpError::resource("no such note").not_found("notes://x").build(), WireOptions::default());
/// assert_eq!(data.code.0, -32602);
/// ```
pub fn error_data(error: &McpError, options: WireOptions) -> ErrorData {
    let map = error.to_json_rpc(options);
    let code = map.get("code").and_then(Value::as_integer).and_then(|code| i32::try_from(code).ok());
    let message = map.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    ErrorData::new(code.map_or(ErrorCode::INTERNAL_ERROR, ErrorCode), message, map.get("data").map(foreign))
}

impl IntoCallToolResult for McpError {
    /// A tool result with `isError`, as the settings of the process say.
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
    /// As [`error_data`]. Not in a tool: a model does not see it.
    fn from(error: McpError) -> Self {
        error_data(&error, WireOptions::default())
    }
}

impl From<ErrorData> for McpError {
    /// The error in `data`, or one of the server that sent it.
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

/// A value as the SDK holds it. What we write is JSON, so that reading it cannot fail.
fn foreign(value: &Value) -> serde_json::Value {
    serde_json::from_str(&value.to_string()).unwrap_or_default()
}

/// A value of the SDK as ours.
fn own<T: serde::Serialize>(value: &T) -> Value {
    Value::from_serialize(value).unwrap_or_default()
}
