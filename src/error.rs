//! The error itself: what failed, with which context, caused by what.

use std::sync::Arc;

use crate::chain::Cause;
use crate::clock::Timestamp;
use crate::json::{Map, Value};
use crate::kind::{ErrorKind, FieldSpec, Placement};
use crate::policy::Sanitizer;

/// A foreign error that stands behind ours.
pub(crate) type Source = Arc<dyn std::error::Error + Send + Sync + 'static>;

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

/// What an error is made of.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) kind: ErrorKind,
    /// Set where the error reports another name than its kind's: a user's subclass.
    pub(crate) error_type: Option<String>,
    pub(crate) message: String,
    pub(crate) error_code: Option<String>,
    /// The author's context, and the fields that the table places there.
    pub(crate) context: Map,
    pub(crate) timestamp: Timestamp,
    /// The fields that the table places at the top, and keys of a decoded payload that this version does not know.
    pub(crate) top: Map,
    pub(crate) verbose: bool,
    pub(crate) json_rpc_code: Option<i32>,
    pub(crate) causes: Vec<Cause>,
    pub(crate) source: Option<Source>,
    pub(crate) provenance: Option<Provenance>,
    /// What judges its content.
    pub(crate) sanitizer: Sanitizer,
    /// Whether everything in it has been sanitized, and nothing changed since.
    pub(crate) is_clean: bool,
}

impl Parts {
    /// An error of `kind` that happened now and says no more than `message`.
    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        Self {
            kind,
            error_type: None,
            message,
            error_code: kind.spec().error_code.map(str::to_owned),
            context: Map::new(),
            timestamp: Timestamp::now(),
            top: Map::new(),
            verbose: true,
            json_rpc_code: None,
            causes: Vec::new(),
            source: None,
            provenance: None,
            sanitizer: Sanitizer::default(),
            is_clean: false,
        }
    }

    /// Where the value of `field` stands.
    pub(crate) fn field(&self, field: &FieldSpec) -> Option<&Value> {
        match field.placement {
            Placement::Context => self.context.get(field.key()),
            Placement::Top => self.top.get(field.key()),
            Placement::Local => None,
        }
    }
}

/// Where a decoded error was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provenance {
    /// Whose form it was: `mcp-errors`, `igloo-mcp`, `json-rpc`, `tool-result`, or whose words: `typescript-sdk`, `python-sdk`,
    /// `rmcp`, `fastmcp`, `langchain`, `openai-agents`, `ai-sdk`, `massgen`, …
    pub dialect: &'static str,
    /// Where in the message it stood: `payload`, `error.data`, `_meta`, `mcp_error`, `structuredContent`, `content`, `error`, `text`.
    pub channel: &'static str,
    /// Whether something had to be guessed or was missing.
    pub lossy: bool,
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
