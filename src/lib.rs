#![doc = include_str!("../README.md")]

mod audience;
mod clock;
mod decode;
#[doc(hidden)]
pub mod door;
mod error;
mod format;
#[cfg(any(feature = "opentelemetry", feature = "rmcp", feature = "tracing"))]
mod integrations;
mod json;
mod kind;
pub mod limits;
mod redact;
mod schema;
mod serialize;
mod settings;
#[doc(hidden)]
pub mod telemetry;
mod text;
#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
#[doc(hidden)]
pub mod wasm;

pub use audience::Audience;
pub use clock::Timestamp;
pub use decode::{decode, decode_value};
#[doc(hidden)]
pub use error::CLUE_NAMES;
pub use error::{Builder, Cause, McpError, Payload, Provenance, ResultExt, kinds, option_names};
pub use format::{ChainStyle, format_error_chain};
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
#[doc(hidden)]
pub use serialize::EXIT_OPTIONS;
pub use serialize::{META_KEY, WireOptions};
pub use settings::{IllegalSetting, Settings, configure};
pub use text::{escape_controls, notes};

/// The error of this crate, under the name that is customary in `Result`.
pub use error::McpError as Error;

/// A `Result` whose error is an [`McpError`].
pub type Result<T, E = McpError> = std::result::Result<T, E>;
