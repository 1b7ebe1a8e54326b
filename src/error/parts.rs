//! The parts that an error is made of, before they are laid out as a payload.

use std::sync::Arc;

use crate::error::cause::Cause;
use crate::json::{Map, Value};
use crate::kind::{ErrorKind, FieldSpec, Placement};
use crate::redact::Sanitizer;
use crate::time::Timestamp;

/// The first five keys of every payload.
pub(crate) const CORE_KEYS: &[&str] = &["error_type", "message", "error_code", "context", "timestamp"];

/// The error that was given as source.
pub(crate) type Source = Arc<dyn std::error::Error + Send + Sync + 'static>;

/// The parts of an error.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) kind: ErrorKind,
    /// The name of a user's own type, if the error has one.
    pub(crate) error_type: Option<String>,
    pub(crate) message: String,
    pub(crate) error_code: Option<String>,
    /// The author's context and the fields that the table places there.
    pub(crate) context: Map,
    pub(crate) timestamp: Timestamp,
    /// The fields that the table places at the top, and unknown keys of a decoded payload.
    pub(crate) top: Map,
    pub(crate) verbose: bool,
    pub(crate) json_rpc_code: Option<i32>,
    pub(crate) causes: Vec<Cause>,
    pub(crate) source: Option<Source>,
    pub(crate) provenance: Option<Provenance>,
    /// Redacts the error.
    pub(crate) sanitizer: Sanitizer,
}

impl Parts {
    /// An error of `kind` that happened now, with a message and nothing else.
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
        }
    }

    /// The value of `field`.
    pub(crate) fn field(&self, field: &FieldSpec) -> Option<&Value> {
        match field.placement {
            Placement::Context => self.context.get(field.key()),
            Placement::Top => self.top.get(field.key()),
            Placement::Local => None,
        }
    }
}

impl Default for Parts {
    fn default() -> Self {
        Self::new(ErrorKind::Base, String::new())
    }
}

/// Where a decoded error was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provenance {
    /// The format: `mcp-errors`, `igloo-mcp`, `json-rpc`, `tool-result`; or whose text it was: `typescript-sdk`,
    /// `python-sdk`, `rmcp`, `fastmcp`, `langchain`, `openai-agents`, `ai-sdk`, `massgen`, …
    pub dialect: &'static str,
    /// The part of the message: `payload`, `error.data`, `_meta`, `mcp_error`, `structuredContent`, `content`, `error`, `text`.
    pub channel: &'static str,
    /// Whether something was missing or had to be guessed.
    pub lossy: bool,
}

impl Provenance {
    /// Whether the error came in our form or in one that says as much, and not as another system prints it.
    pub(crate) fn is_ours(&self) -> bool {
        matches!(self.dialect, "mcp-errors" | "igloo-mcp")
    }
}
