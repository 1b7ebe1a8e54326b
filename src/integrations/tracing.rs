//! Errors as events of `tracing`: feature `tracing`.

use crate::error::McpError;
use crate::json::Value;

impl McpError {
    /// Emits the error as an event of the level `ERROR` and the target `mcp_errors`, in the current span.
    ///
    /// Its fields come from the redacted payload: `error_type`, `error_code`, `request_id`, `retryable`, and `context` and `causes` as
    /// JSON. Its message is the error's message, with control characters escaped.
    ///
    /// ```
    /// # use mcp_errors::McpError;
    /// McpError::tool("disk full").context("password", "hunter2").build().emit();
    /// ```
    pub fn emit(&self) {
        let payload = self.payload();
        let map = payload.as_map();
        // Before the macro, because that imports a `Value` of its own.
        let json = |key: &str| map.get(key).map(Value::to_string);
        let (context, causes) = (json("context"), json("causes"));
        let error_code = map.get("error_code").and_then(Value::as_str);
        let request_id = map.get("context").and_then(|context| context.get("request_id")?.as_str());
        let message = crate::chars::escape_controls(payload.text("message"));
        ::tracing::error!(
            target: "mcp_errors",
            error_type = payload.text("error_type"),
            error_code,
            request_id,
            retryable = self.is_retryable(),
            context,
            causes,
            "{message}",
        );
    }
}
