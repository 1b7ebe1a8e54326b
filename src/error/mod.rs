//! The error: how it is made, what it is made of, and the payload that it leaves as.
//!
//! Builders and the options of other hosts fill a [`draft`]; the draft's [`parts`] are redacted and become an
//! [`McpError`]; whatever leaves is its [`Payload`].

mod builder;
pub(crate) mod cause;
pub(crate) mod chain;
mod codes;
pub(crate) mod draft;
pub(crate) mod foreign;
mod from_schema;
pub(crate) mod from_thrown;
mod mcp_error;
pub(crate) mod parts;
pub(crate) mod payload;
pub(crate) mod redaction;

pub use builder::{Builder, ResultExt, kinds};
pub use cause::Cause;
pub use draft::option_names;
pub(crate) use from_thrown::METADATA_KEYS;
pub use mcp_error::McpError;
pub use parts::Provenance;
pub use payload::Payload;
