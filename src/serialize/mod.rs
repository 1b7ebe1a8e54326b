//! The ways out: wire forms made of a sealed payload.

mod json_rpc;
mod log_record;
mod problem;
mod tool_result;

pub(crate) use json_rpc::json_rpc;
pub(crate) use log_record::log_record;
pub(crate) use problem::problem_details;
pub(crate) use tool_result::{CANDIDATES, HINT, PROBLEM, RETRY, TRAILER, tool_result};
pub use tool_result::{META_KEY, ToolResultOptions};

use crate::error::McpError;
use crate::status::CodeProfile;
use crate::value::Map;

impl McpError {
    /// The error object of a JSON-RPC response: `{code, message, data}`, with the payload as `data`.
    ///
    /// ```
    /// # use mcp_errors::{CodeProfile, McpError};
    /// let object = McpError::validation("`limit` is not valid").build().to_json_rpc(CodeProfile::default());
    /// assert_eq!(object.get("code").and_then(|code| code.as_integer()), Some(-32602));
    /// ```
    pub fn to_json_rpc(&self, profile: CodeProfile) -> Map {
        json_rpc(&self.payload(), self.json_rpc_code(profile))
    }

    /// The result of a tool call that failed: `{content, isError, _meta}`, with text for the model and the payload for
    /// programs.
    ///
    /// ```
    /// # use mcp_errors::{McpError, META_KEY, ToolResultOptions};
    /// let result = McpError::execution("query failed").build().to_tool_result(ToolResultOptions::default());
    /// let payload = result.get("_meta").and_then(|meta| meta.get(META_KEY)).unwrap();
    /// assert_eq!(payload.get("error_type").and_then(|name| name.as_str()), Some("MCPExecutionError"));
    /// ```
    pub fn to_tool_result(&self, options: ToolResultOptions) -> Map {
        tool_result(&self.payload(), self.is_retryable(), options)
    }

    /// The error as the record of a structured log: `{timestamp, level, message, mcp_error}`, one line of NDJSON when
    /// printed.
    ///
    /// ```
    /// # use mcp_errors::{McpError, Value};
    /// let record = Value::from(McpError::tool("disk full").build().to_log_record());
    /// assert!(record.to_string().contains(r#""level":"ERROR","message":"disk full","mcp_error":{"#));
    /// ```
    pub fn to_log_record(&self) -> Map {
        log_record(&self.payload(), self.to_string())
    }

    /// The error as problem details of RFC 9457, for HTTP responses of the type `application/problem+json`.
    pub fn to_problem_details(&self) -> Map {
        problem_details(&self.payload(), self.http_status())
    }
}
