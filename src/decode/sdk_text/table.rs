//! What SDKs and frameworks print, as recorded from real clients and servers (`vectors/dialects.json`).

use crate::kind::ErrorKind::{
    self, Authentication, Connection, Execution, Resource, Selector, Server, Timeout, Tool, Validation,
};
use crate::kind::RESOURCE_NOT_FOUND;

/// A text that an SDK or a framework prints.
pub(super) struct Row {
    /// The SDK or framework.
    pub(super) dialect: &'static str,
    /// The kind of the error; `None` if the text does not tell it.
    pub(super) kind: Option<ErrorKind>,
    /// The error code, if it is not the default of the kind.
    pub(super) error_code: Option<&'static str>,
    /// The text. `{name}` stands for the value of the field with that name, or of a key of the context if the kind has no such
    /// field. Some names are special:
    ///
    /// - `{rest}` is a text that is read next. It is closer to the failure, so that its kind and dialect replace those of the row.
    /// - `{}` is dropped, `{n}` is a number that is dropped.
    /// - `{problems}` says what is wrong with which argument, `{context}` has entries of the context.
    pub(super) pattern: &'static str,
}

const fn typed(dialect: &'static str, kind: ErrorKind, pattern: &'static str) -> Row {
    Row { dialect, kind: Some(kind), error_code: None, pattern }
}

const fn untyped(dialect: &'static str, pattern: &'static str) -> Row {
    Row { dialect, kind: None, error_code: None, pattern }
}

impl Row {
    const fn with_code(mut self, code: &'static str) -> Self {
        self.error_code = Some(code);
        self
    }
}

/// The names that stand for numbers. A pattern does not match other values in their place.
pub(super) const NUMBERS: &[&str] = &["n", "server_code", "http_status", "timeout_seconds", "timeout_ms"];

/// The texts. The first row that fits applies.
pub(super) const TEXTS: &[Row] = &[
    // Wrappers around another text.
    untyped("typescript-sdk", "MCP error {server_code}: {rest}"),
    untyped("typescript-sdk", "Streamable HTTP error: {rest}"),
    untyped("typescript-sdk", "SSE error: {rest}"),
    typed("rmcp", Server, "Mcp error: {server_code}: {rest}"),
    typed("rmcp", Server, "JSON-RPC error: {server_code}: {rest}"),
    typed("rmcp", Connection, "Send message error {} error: {rest}, when {}"),
    typed("rmcp", Connection, "Transport send error: {rest}"),
    untyped("rmcp", "Client error: {rest}"),
    typed("fastmcp", Execution, "Error calling tool '{operation}': {rest}"),
    typed("fastmcp", Execution, "Tool '{operation}' execution failed: {rest}"),
    typed("fastmcp", Connection, "Client failed to connect: {rest}"),
    typed("fastmcp", Resource, "Error reading resource '{resource_id}': {rest}"),
    typed("fastmcp", Resource, "Failed to load resource '{}' ({resource_id}): {rest}"),
    typed("python-sdk", Execution, "Error executing tool {operation}: {rest}"),
    typed("python-sdk", Resource, "Error reading resource {resource_id}: {rest}"),
    typed(
        "openai-agents",
        Execution,
        "Error invoking MCP tool {operation} on server '{server_name}': {rest}",
    ),
    typed("openai-agents", Execution, "Error invoking MCP tool {operation}: {rest}"),
    typed(
        "openai-agents",
        Execution,
        "Failed to call tool '{operation}' on MCP server '{server_name}': {rest}",
    ),
    typed(
        "openai-agents",
        Execution,
        "An error occurred while running the tool. Please try again. Error: {rest}",
    ),
    untyped("massgen", "{rest} | Code: {error_code} | Context: {context}"),
    untyped("massgen", "{rest} | Code: {error_code}"),
    untyped("massgen", "{rest} | Context: {context}"),
    // Wrappers that leave out the text of the error.
    typed("fastmcp", Execution, "Error calling tool '{operation}'"),
    typed("fastmcp", Resource, "Error reading resource '{resource_id}'"),
    typed("python-sdk", Execution, "Error executing tool {operation}"),
    typed("python-sdk", Resource, "Error reading resource {resource_id}"),
    typed("langchain", Resource, "Error fetching resource {resource_id}"),
    typed("openai-agents", Execution, "An error occurred while running the tool. Please try again."),
    // Timeouts and cancellations.
    typed("typescript-sdk", Timeout, "Request timed out"),
    typed("typescript-sdk", Timeout, "Maximum total timeout exceeded"),
    typed("ai-sdk", Timeout, "Request timed out after {timeout_ms}ms"),
    typed("ai-sdk", Timeout, "MCP client initialization timed out after {timeout_ms}ms"),
    typed("ai-sdk", Execution, "Request was aborted").with_code("CANCELLED"),
    typed("python-sdk", Timeout, "Request '{operation}' timed out"),
    typed(
        "python-sdk",
        Timeout,
        "Timed out while waiting for response to {operation}. Waited {timeout_seconds} seconds.",
    ),
    typed("rmcp", Timeout, "request timeout after PT{timeout_seconds}S"),
    typed("fastmcp", Timeout, "Tool '{operation}' timed out after {timeout_ms}ms{}"),
    typed("openai-agents", Timeout, "Tool '{operation}' timed out after {timeout_seconds} seconds."),
    // Lost connections.
    typed("mcp-sdk", Connection, "Connection closed"),
    typed("typescript-sdk", Connection, "Not connected"),
    typed("typescript-sdk", Connection, "Transport is not connected"),
    typed("python-sdk", Connection, "Session terminated"),
    typed("python-sdk", Connection, "All connection attempts failed"),
    typed("python-sdk", Connection, "Server disconnected without sending a response."),
    typed("python-sdk", Connection, "SSE stream ended without a response"),
    typed("rmcp", Connection, "Transport closed"),
    typed("rmcp", Connection, "connection closed: {}"),
    typed("rmcp", Connection, "error sending request for url ({})"),
    typed("openai-agents", Connection, "Failed to connect to MCP server '{server_name}': {}"),
    // Missing authorization, and HTTP statuses.
    typed("typescript-sdk", Authentication, "Unauthorized"),
    typed("typescript-sdk", Authentication, "Insufficient scope: required \"{permission_required}\""),
    typed("rmcp", Authentication, "Auth required"),
    typed("rmcp", Authentication, "Insufficient scope"),
    typed("rmcp", Server, "HTTP {http_status}"),
    typed("http", Server, "Client error '{http_status} {}' for url {}"),
    typed("http", Server, "Server error '{http_status} {}' for url {}"),
    typed("typescript-sdk", Server, "Error POSTing to endpoint (HTTP {http_status}): {}"),
    typed("ai-sdk", Server, "MCP {} Transport Error: POSTing to endpoint (HTTP {http_status}): {}"),
    typed("ai-sdk", Server, "MCP {} Transport Error: GET SSE failed: {http_status} {}"),
    // Tools, prompts and resources that do not exist.
    typed("typescript-sdk", Selector, "Tool {selector} not found"),
    typed("typescript-sdk", Selector, "Prompt {selector} not found"),
    typed("typescript-sdk", Resource, "Resource {resource_id} not found").with_code(RESOURCE_NOT_FOUND),
    typed("fastmcp", Selector, "Unknown tool: '{selector}'"),
    typed("mcp-sdk", Selector, "Unknown tool: {selector}"),
    typed("mcp-sdk", Selector, "Unknown prompt: {selector}"),
    typed("python-sdk", Resource, "Unknown resource: {resource_id}").with_code(RESOURCE_NOT_FOUND),
    typed("rmcp", Selector, "tool not found"),
    // Invalid arguments.
    typed(
        "typescript-sdk",
        Validation,
        "Input validation error: Invalid arguments for tool {operation}: {problems}",
    ),
    typed("typescript-sdk", Validation, "Invalid arguments for {} {operation}: {problems}"),
    typed(
        "fastmcp",
        Validation,
        "Tool '{operation}' parameter validation failed: {problems}. Please check {}",
    ),
    typed("fastmcp", Validation, "{n} validation errors for call[{operation}]\n{problems}"),
    typed("fastmcp", Validation, "{n} validation error for call[{operation}]\n{problems}"),
    typed("python-sdk", Validation, "{n} validation errors for {}\n{problems}"),
    typed("python-sdk", Validation, "{n} validation error for {}\n{problems}"),
    typed("python-sdk", Validation, "Input validation error: {problems}"),
    typed("rmcp", Validation, "failed to deserialize parameters: {problems}"),
];

/// The kinds of exceptions by their names, and of error codes that are words.
pub(super) const NAMES: &[(ErrorKind, &[&str])] = &[
    (
        Connection,
        &[
            "CONNECTION_CLOSED",
            "NOT_CONNECTED",
            "SEND_FAILED",
            "ConnectError",
            "ConnectionError",
            "ConnectionRefusedError",
            "ConnectionResetError",
            "BrokenPipeError",
            "RemoteProtocolError",
            "ReadError",
            "ClosedResourceError",
            "BrokenResourceError",
        ],
    ),
    (Timeout, &["REQUEST_TIMEOUT", "TimeoutError", "ReadTimeout", "ConnectTimeout"]),
    (
        Authentication,
        &[
            "UnauthorizedError",
            "InsufficientScopeError",
            "CLIENT_HTTP_AUTHENTICATION",
            "CLIENT_HTTP_FORBIDDEN",
        ],
    ),
    (Validation, &["ValidationError"]),
    (Resource, &["ResourceError", "FileNotFoundError"]),
    (Tool, &["ToolError", "ToolException"]),
    (Server, &["MCPClientError", "SdkError", "SdkHttpError", "HTTPStatusError"]),
];
