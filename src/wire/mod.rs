//! What an error is sent as: JSON-RPC errors, tool results, problem details and log records, all made of its redacted payload.

mod json_rpc;
mod log_record;
mod model_text;
mod options;
mod problem_details;
mod tool_result;

pub(crate) use json_rpc::json_rpc;
pub(crate) use log_record::log_record;
pub(crate) use model_text::ModelText;
pub(crate) use options::EXIT_OPTIONS;
pub use options::WireOptions;
pub(crate) use problem_details::problem_details;
pub use tool_result::META_KEY;
pub(crate) use tool_result::tool_result;

use crate::display::describe;
use crate::error::McpError;
use crate::error::Payload;
use crate::json::Map;
use crate::kind::check_json_rpc_code;
use crate::view::Sent;

impl McpError {
    /// Returns the error object of a JSON-RPC response: `{code, message, data}`, with the payload as `data`.
    ///
    /// ```
    /// # use mcp_errors::{McpError, WireOptions};
    /// let object = McpError::validation("`limit` is not valid").build().to_json_rpc(WireOptions::default());
    /// assert_eq!(object.get("code").and_then(|code| code.as_integer()), Some(-32602));
    /// ```
    pub fn to_json_rpc(&self, options: WireOptions) -> Map {
        self.json_rpc_for(options, &Sent::default())
    }

    /// As [`Self::to_json_rpc`], for a caller that sent `sent`.
    pub(crate) fn json_rpc_for(&self, options: WireOptions, sent: &Sent) -> Map {
        let chosen = options.code.filter(|code| check_json_rpc_code((*code).into()).is_ok());
        let code = chosen.unwrap_or_else(|| self.json_rpc_code(options.profile_or_default()));
        json_rpc(&self.payload_for(options, sent), code)
    }

    /// Returns the result of a tool call that failed: `{content, isError, _meta}`, with text for the model and the payload
    /// for programs.
    ///
    /// ```
    /// # use mcp_errors::{McpError, META_KEY, WireOptions};
    /// let result = McpError::execution("query failed").build().to_tool_result(WireOptions::default());
    /// let payload = result.get("_meta").and_then(|meta| meta.get(META_KEY)).unwrap();
    /// assert_eq!(payload.get("error_type").and_then(|name| name.as_str()), Some("MCPExecutionError"));
    /// ```
    pub fn to_tool_result(&self, options: WireOptions) -> Map {
        self.tool_result_for(options, &Sent::default())
    }

    /// As [`Self::to_tool_result`], for a caller that sent `sent`.
    pub(crate) fn tool_result_for(&self, options: WireOptions, sent: &Sent) -> Map {
        tool_result(&self.payload_for(options, sent), self.is_retryable(), options)
    }

    /// Returns the record of a structured log: `{timestamp, level, message, mcp_error}`. Printed, it is one line of NDJSON.
    ///
    /// ```
    /// # use mcp_errors::{McpError, Value};
    /// let record = Value::from(McpError::tool("disk full").build().to_log_record());
    /// assert!(record.to_string().contains(r#""level":"ERROR","message":"disk full","mcp_error":{"#));
    /// ```
    pub fn to_log_record(&self) -> Map {
        let payload = self.payload();
        log_record(&payload, describe(&payload))
    }

    /// Returns problem details of RFC 9457, for HTTP responses of the type `application/problem+json`:
    /// `{type, title, status, detail, error}`.
    ///
    /// ```
    /// # use mcp_errors::{McpError, WireOptions};
    /// let details = McpError::timeout("read_file timed out").build().to_problem_details(WireOptions::default());
    /// assert_eq!(details.get("type").and_then(|uri| uri.as_str()), Some("urn:mcp-errors:timeout"));
    /// assert_eq!(details.get("status").and_then(|status| status.as_integer()), Some(504));
    /// ```
    pub fn to_problem_details(&self, options: WireOptions) -> Map {
        self.problem_details_for(options, &Sent::default())
    }

    /// As [`Self::to_problem_details`], for a caller that sent `sent`.
    pub(crate) fn problem_details_for(&self, options: WireOptions, sent: &Sent) -> Map {
        problem_details(&self.payload_for(options, sent), self.http_status())
    }

    /// The payload with what the audience may see.
    fn payload_for(&self, options: WireOptions, sent: &Sent) -> Payload {
        self.payload().seen_by(options.audience_or_default(), sent)
    }
}
