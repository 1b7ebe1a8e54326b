//! The error: its state and its getters.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use crate::error::cause::{Cause, link_causes};
use crate::error::parts::{Parts, Provenance};
use crate::error::redaction::Redacted;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;
use crate::time::Timestamp;

/// A typed MCP error.
///
/// Builders named after the kinds make one ([`McpError::connection`], [`McpError::timeout`], …), as do
/// [`ResultExt`](crate::ResultExt), from any other error, and [`decode`](crate::decode()), from what a peer sent.
/// Secrets are redacted when it is built and after every change: getters, `Display`, `Debug`, `Serialize` and all wire
/// forms show redacted parts only.
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
    state: Box<State>,
}

/// What an error holds. Every getter and every exit reads the redacted parts.
#[derive(Clone)]
struct State {
    /// Empty after a change, until it is needed.
    redacted: OnceLock<Redacted>,
    /// The parts, if they may have been changed.
    changed: Option<Box<Parts>>,
    /// The causes, each with the next one as its source; made when they are first asked for.
    causes: OnceLock<Vec<Cause>>,
}

impl McpError {
    /// An error of redacted parts.
    pub(crate) fn of(redacted: Redacted) -> Self {
        Self { state: Box::new(State { redacted: redacted.into(), changed: None, causes: OnceLock::new() }) }
    }

    /// Its parts, redacted.
    pub(crate) fn redacted(&self) -> &Redacted {
        let changed = || self.state.changed.as_deref().cloned().unwrap_or_default();
        self.state.redacted.get_or_init(|| Redacted::new(changed()))
    }

    /// As [`Self::redacted`], of an error that is not needed any more.
    pub(crate) fn into_redacted(mut self) -> Redacted {
        match self.state.redacted.take() {
            Some(redacted) => redacted,
            None => Redacted::new(*self.state.changed.unwrap_or_default()),
        }
    }

    /// Its parts, to be changed. They are redacted before they show. What was redacted once stays so: a secret that leaves
    /// the context does not come back to the message.
    pub(crate) fn parts_mut(&mut self) -> &mut Parts {
        self.state.causes.take();
        let changed = self.state.changed.take();
        let redacted = self.state.redacted.take().map(|redacted| Box::new(redacted.into_parts()));
        self.state.changed.insert(redacted.or(changed).unwrap_or_default())
    }

    /// The error that was given as source, as it is.
    pub(crate) fn original(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.redacted().source.as_deref().map(|source| source as _)
    }

    /// The kind.
    pub fn kind(&self) -> ErrorKind {
        self.redacted().kind
    }

    /// The name on the wire: the kind's (`MCPConnectionError`), or that of a user's subclass.
    pub fn error_type(&self) -> &str {
        self.redacted().error_type.as_deref().unwrap_or(self.redacted().kind.spec().wire)
    }

    /// The message, redacted.
    pub fn message(&self) -> &str {
        &self.redacted().message
    }

    /// The code for programs, set by the author or the kind's default.
    pub fn error_code(&self) -> Option<&str> {
        self.redacted().error_code.as_deref()
    }

    /// When it happened.
    pub fn timestamp(&self) -> Timestamp {
        self.redacted().timestamp
    }

    /// The context, redacted, with the fields of the kind. What [`Self::add_context`] and [`Self::context_mut`] change is
    /// redacted as well, before it shows here or anywhere else.
    pub fn context(&self) -> &Map {
        &self.redacted().context
    }

    /// The context, to change it. The error is redacted again when it is next read. Until then, what is read from this map
    /// itself is what was put in.
    pub fn context_mut(&mut self) -> &mut Map {
        &mut self.parts_mut().context
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
        self.redacted().field(self.redacted().kind.field(name)?)
    }

    /// The value of a field, if it is a text.
    pub fn field_str(&self, name: &str) -> Option<&str> {
        self.field(name)?.as_str()
    }

    /// The value of a field, if it is an integer.
    pub fn field_integer(&self, name: &str) -> Option<i64> {
        self.field(name)?.as_integer()
    }

    /// The value of a field, if it is a number.
    pub fn field_number(&self, name: &str) -> Option<f64> {
        self.field(name)?.as_number()
    }

    /// The hints: what to do next, one sentence each.
    pub fn hints(&self) -> impl Iterator<Item = &str> {
        self.redacted()
            .top
            .get("hints")
            .and_then(Value::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_str)
    }

    /// The id that links the client's error with the server's log.
    pub fn request_id(&self) -> Option<&str> {
        self.field_str("request_id")
    }

    /// The errors behind this one, outermost first, as the payload lists them.
    pub fn causes(&self) -> &[Cause] {
        self.state.causes.get_or_init(|| link_causes(&self.redacted().causes))
    }

    /// Whether it was decoded from our form, or from one that says as much, rather than from what another system prints.
    pub(crate) fn is_ours(&self) -> bool {
        self.redacted().provenance.is_some_and(|from| from.is_ours())
    }

    /// Where a decoded error was read from; `None` for an error that was built here.
    pub fn provenance(&self) -> Option<Provenance> {
        self.redacted().provenance
    }
}

impl std::error::Error for McpError {
    /// The first cause, redacted; its source is the next one. The error that was given as source is had by
    /// [`McpError::source_ref`].
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.causes().iter().find(|cause| !cause.is_member()).map(|cause| cause as _)
    }
}

// The error that was given as source may have cells. Nothing here changes it, and it is only handed out as it was given.
impl UnwindSafe for McpError {}
impl RefUnwindSafe for McpError {}
