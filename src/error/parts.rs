//! The parts that an error is made of, before they are laid out as a payload.

use std::sync::Arc;

use crate::error::cause::Cause;
use crate::json::{Map, Value};
use crate::kind::{ErrorKind, FieldSpec, Placement};
use crate::redact::Sanitizer;
use crate::time::Timestamp;

/// A foreign error that stands behind ours.
pub(crate) type Source = Arc<dyn std::error::Error + Send + Sync + 'static>;

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

impl Default for Parts {
    fn default() -> Self {
        Self::new(ErrorKind::Base, String::new())
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

impl Provenance {
    /// Whether the error came in our form or in one that says as much, and not as another system prints it.
    pub(crate) fn is_ours(&self) -> bool {
        matches!(self.dialect, "mcp-errors" | "igloo-mcp")
    }
}
