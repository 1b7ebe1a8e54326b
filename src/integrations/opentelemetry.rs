//! Errors as attributes and exceptions of OpenTelemetry's semantic conventions: feature `opentelemetry`.

use ::opentelemetry::trace::{SpanRef, Status, get_active_span};
use ::opentelemetry::{Key, KeyValue};

use crate::chars::escape_controls;
use crate::error::McpError;
use crate::json::Value;
use crate::settings;
use crate::telemetry;

/// The MCP request that failed, and how its error is sent.
///
/// ```
/// use mcp_errors::{McpError, opentelemetry::Operation};
///
/// let operation = Operation::new("tools/call").tool("read_note").request_id("7");
/// operation.record(&McpError::tool("disk full").build());
/// ```
#[derive(Clone, Debug)]
pub struct Operation {
    method: String,
    tool: Option<String>,
    request_id: Option<String>,
    is_result: bool,
}

impl Operation {
    /// A request of an MCP method. The error of `tools/call` counts as sent in a tool result.
    pub fn new(method: impl Into<String>) -> Self {
        let method = method.into();
        Self { is_result: method == "tools/call", method, tool: None, request_id: None }
    }

    /// Sets the tool that was called.
    #[must_use]
    pub fn tool(mut self, name: impl Into<String>) -> Self {
        self.tool = Some(name.into());
        self
    }

    /// Sets the id of the JSON-RPC request.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    /// Makes the error count as sent in a JSON-RPC error, even of `tools/call`.
    #[must_use]
    pub fn as_json_rpc_error(mut self) -> Self {
        self.is_result = false;
        self
    }

    /// Returns the attributes of a span that failed with `error`: `error.type`, which is the JSON-RPC code or `tool_error`,
    /// `rpc.response.status_code`, `mcp.method.name`, `gen_ai.tool.name` and `jsonrpc.request.id`.
    pub fn attributes(&self, error: &McpError) -> Vec<KeyValue> {
        let code = error.json_rpc_code(settings::current().code_profile.unwrap_or_default()).to_string();
        let kind = if self.is_result { telemetry::TOOL_ERROR.to_owned() } else { code.clone() };
        let status = (!self.is_result).then_some(code);
        let entries = [
            (telemetry::ERROR_TYPE, Some(kind)),
            (telemetry::STATUS_CODE, status),
            (telemetry::METHOD_NAME, Some(self.method.clone())),
            (telemetry::TOOL_NAME, self.tool.clone()),
            (telemetry::REQUEST_ID, self.request_id.clone()),
        ];
        entries
            .into_iter()
            .filter_map(|(key, value)| Some(KeyValue::new(Key::from_static_str(key), value?)))
            .collect()
    }

    /// Marks the active span as failed: sets its attributes and status, and records the redacted exception.
    pub fn record(&self, error: &McpError) {
        get_active_span(|span| self.record_on(&span, error));
    }

    /// Marks a span as failed, as [`record`](Self::record) does.
    pub fn record_on(&self, span: &SpanRef<'_>, error: &McpError) {
        if !span.is_recording() {
            return;
        }
        span.set_attributes(self.attributes(error));
        span.add_event(telemetry::EXCEPTION, exception(error));
        span.set_status(Status::error(escape_controls(error.payload().text("message")).into_owned()));
    }
}

/// Returns the attributes of the event that records an exception. Rust errors have no stack, so the redacted chain of causes stands for
/// the stack trace.
pub fn exception(error: &McpError) -> Vec<KeyValue> {
    let payload = error.payload();
    let mut attributes = vec![
        KeyValue::new(telemetry::EXCEPTION_TYPE, payload.text("error_type").to_owned()),
        KeyValue::new(telemetry::EXCEPTION_MESSAGE, payload.text("message").to_owned()),
    ];
    if payload.as_map().get("causes").is_some() {
        let chain = crate::display::format_error_chain(error, crate::display::ChainStyle::Compact);
        attributes.push(KeyValue::new(telemetry::EXCEPTION_STACKTRACE, chain));
    }
    if let Some(code) = payload.as_map().get("error_code").and_then(Value::as_str) {
        attributes.push(KeyValue::new(telemetry::MCP_ERROR_CODE, code.to_owned()));
    }
    attributes
}
