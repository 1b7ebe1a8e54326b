#![doc = include_str!("../README.md")]

mod chars;
mod decode;
mod display;
mod error;
#[doc(hidden)]
pub mod ffi;
#[cfg(any(feature = "opentelemetry", feature = "rmcp", feature = "tracing"))]
mod integrations;
mod json;
mod kind;
pub mod limits;
pub mod notes;
mod redact;
mod schema;
mod settings;
#[doc(hidden)]
pub mod telemetry;
mod time;
mod view;
mod wire;
mod word_set;

pub use chars::escape_controls;
pub use decode::{decode, decode_value};
pub use display::{ChainStyle, format_error_chain};
#[doc(hidden)]
pub use error::CLUE_NAMES;
pub use error::{Builder, Cause, McpError, Payload, Provenance, ResultExt, kinds, option_names};
#[cfg(feature = "opentelemetry")]
pub use integrations::opentelemetry;
#[cfg(feature = "rmcp")]
pub use integrations::rmcp;
pub use json::{Map, Number, ParseError, Value};
pub use kind::{
    COMMON_FIELDS, CodeProfile, ErrorKind, FieldSpec, FieldType, IllegalCode, KINDS, KindSpec, Placement,
    RESOURCE_NOT_FOUND, Retry, Sensitivity, check_json_rpc_code,
};
#[doc(hidden)]
pub use kind::{INVALID_PARAMS, PROTOCOL_CODES};
#[doc(hidden)]
pub use redact::policy::refusals;
pub use redact::policy::{IllegalPolicy, Profile, REDACTED, Replacement};
pub use redact::{Sanitizer, SanitizerBuilder, is_sensitive_key, redact_text, sanitize};
pub use schema::payload_schema;
pub use settings::{IllegalSetting, Settings, configure};
pub use time::Timestamp;
pub use view::Audience;
#[doc(hidden)]
pub use wire::EXIT_OPTIONS;
pub use wire::{META_KEY, WireOptions};

/// The error of this crate, under the name that is customary in `Result`.
pub use error::McpError as Error;

/// A `Result` whose error is an [`McpError`].
pub type Result<T, E = McpError> = std::result::Result<T, E>;
