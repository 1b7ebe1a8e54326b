//! The error itself: what failed, with which context, caused by what.

use crate::error::cause::Cause;
use crate::error::parts::{Parts, Provenance};
use crate::json::{Map, Value};
use crate::kind::ErrorKind;
use crate::time::Timestamp;

/// A typed MCP error.
///
/// Made by the builders named after the kinds ([`McpError::connection`], [`McpError::timeout`], …), by
/// [`ResultExt`](crate::ResultExt) from any foreign error, and by [`decode`](crate::decode()) from what a peer sent.
/// Secrets are redacted when it is built, and again whenever it leaves: `Display`, `Debug`, `Serialize` and every wire
/// form go through [`Payload`](crate::Payload), which only the sanitizer can make.
///
/// It is one pointer wide, and cloning it is cheap enough for retries and broadcast.
///
/// ```
/// use mcp_errors::{ErrorKind, McpError};
///
/// let error: McpError = McpError::connection("failed to connect to MCP server")
///     .server_name("file-manager")
///     .port(8080)
///     .context("password", "hunter2")
///     .error_code("CONN_TIMEOUT")
///     .build();
///
/// assert_eq!(error.kind(), ErrorKind::Connection);
/// assert_eq!(error.field_str("server_name"), Some("file-manager"));
/// assert_eq!(error.context().get("password").and_then(|value| value.as_str()), Some("[REDACTED]"));
/// assert!(error.is_retryable());
/// ```
#[derive(Clone)]
pub struct McpError {
    pub(crate) parts: Box<Parts>,
}

impl McpError {
    /// The kind.
    pub fn kind(&self) -> ErrorKind {
        self.parts.kind
    }

    /// The name on the wire: the kind's (`MCPConnectionError`), or that of a user's subclass.
    pub fn error_type(&self) -> &str {
        self.parts.error_type.as_deref().unwrap_or(self.parts.kind.spec().wire)
    }

    /// The message, redacted.
    pub fn message(&self) -> &str {
        &self.parts.message
    }

    /// The code for programs, if one is set or the kind has one by default.
    pub fn error_code(&self) -> Option<&str> {
        self.parts.error_code.as_deref()
    }

    /// When it happened.
    pub fn timestamp(&self) -> Timestamp {
        self.parts.timestamp
    }

    /// The context, redacted, fields of the kind included.
    pub fn context(&self) -> &Map {
        &self.parts.context
    }

    /// The context, to be changed. What is put in is sanitized when the error leaves.
    pub fn context_mut(&mut self) -> &mut Map {
        self.parts.is_clean = false;
        &mut self.parts.context
    }

    /// Adds one entry to the context, for the caller that passes the error on.
    ///
    /// ```
    /// # use mcp_errors::McpError;
    /// # fn read() -> mcp_errors::Result<()> { Err(McpError::resource("no such file").build()) }
    /// let error = read().map_err(|error| error.add_context("attempt", 2)).unwrap_err();
    /// assert_eq!(error.to_string(), "no such file | Context: attempt=2");
    /// ```
    #[must_use]
    pub fn add_context(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.context_mut().insert(key, value);
        self
    }

    /// The value of a field of the kind, by its name in Rust (`server_name`).
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.parts.field(self.parts.kind.field(name)?)
    }

    /// The value of a field, if it is a text.
    pub fn field_str(&self, name: &str) -> Option<&str> {
        self.field(name)?.as_str()
    }

    /// The value of a field, if it is a number without fraction.
    pub fn field_integer(&self, name: &str) -> Option<i64> {
        self.field(name)?.as_integer()
    }

    /// The value of a field, if it is a number.
    pub fn field_number(&self, name: &str) -> Option<f64> {
        self.field(name)?.as_number()
    }

    /// What to do next, one sentence each.
    pub fn hints(&self) -> impl Iterator<Item = &str> {
        self.parts
            .top
            .get("hints")
            .and_then(Value::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_str)
    }

    /// The id that joins what a client sees with what a server logs.
    pub fn request_id(&self) -> Option<&str> {
        self.field_str("request_id")
    }

    /// The errors behind this one, outermost first, as the payload lists them.
    pub fn causes(&self) -> &[Cause] {
        &self.parts.causes
    }

    /// Whether it was decoded from our form, or from one that says as much, rather than from what another system prints.
    pub(crate) fn is_ours(&self) -> bool {
        self.parts.provenance.is_some_and(|from| matches!(from.dialect, "mcp-errors" | "igloo-mcp"))
    }

    /// Where a decoded error was read from; `None` for one that was made here.
    pub fn provenance(&self) -> Option<Provenance> {
        self.parts.provenance
    }
}

impl std::error::Error for McpError {
    /// The raw source. It is not sanitized: print the error itself, whose causes are.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.parts.source.as_deref().map(|source| source as _)
    }
}
