//! Typed errors for [Model Context Protocol](https://modelcontextprotocol.io) servers and clients: kind, context, causes and
//! hints reach the other side, secrets do not.
//!
//! ```
//! use mcp_errors::{ErrorKind, McpError, ResultExt, decode};
//!
//! fn read_config(path: &str) -> mcp_errors::Result<String> {
//!     if path.is_empty() {
//!         return McpError::validation("a path is required").field("path").expected_type("string").fail();
//!     }
//!     std::fs::read_to_string(path).or_resource("cannot read the configuration")
//! }
//!
//! let error = read_config("/no/such/file").unwrap_err().add_context("api_key", "hunter2");
//! assert_eq!(error.to_string(), "cannot read the configuration | Context: api_key=[REDACTED]");
//!
//! let received = decode(&error.payload().to_json_string()).unwrap();
//! assert_eq!(received.kind(), ErrorKind::Resource);
//! assert_eq!(received.causes()[0].error_type(), "std::io::Error");
//! ```
//!
//! An [`McpError`] has one of eleven [kinds](ErrorKind). Make one with the builder named after its kind
//! ([`McpError::connection`], [`McpError::timeout`], …), or from any other error with [`ResultExt`], which keeps that error as
//! the source. The fields, codes and statuses of every kind are in the [error reference].
//!
//! # Features
//!
//! Without features, the crate depends on `ryu-js`, `serde`, `serde_json` and `web-time`, and needs Rust 1.88. Each feature adds one integration:
//!
//! | feature | adds |
//! |---|---|
//! | `rmcp` | [`rmcp`]: tools that return `Result<T, McpError>`, `guard` for servers, `Call` for clients of the Rust SDK |
//! | `tracing` | `McpError::emit`: an event with the fields of the redacted payload |
//! | `opentelemetry` | [`opentelemetry`]: attributes of the semantic conventions, and the exception, on the active span |
//! | `wasm` | the exports of the npm package, on `wasm32` only; not for other crates |
//!
//! # On the wire
//!
//! [`McpError::payload`] gives the redacted [`Payload`], the only way out of an error:
//!
//! | method | for |
//! |---|---|
//! | [`Payload::to_json_string`] | logs, other processes; the same bytes as from the npm package |
//! | [`McpError::to_json_rpc`] | a JSON-RPC error, with the payload as `data` |
//! | [`McpError::to_tool_result`] | a failed tool call: text for the model, the payload in `_meta` |
//! | [`McpError::to_problem_details`] | HTTP: RFC 9457 |
//! | [`McpError::to_log_record`] | a structured log |
//! | `Display`, [`format_error_chain`] | people: one line, what terminals interpret is escaped |
//! | [`install_panic_hook`] | stderr: panics, with their place |
//! | `Debug` | logs and `unwrap`: JSON on one line; as `{:#?}` a report of several lines |
//!
//! For [`Audience::Client`], JSON-RPC errors, tool results and problem details leave out absolute paths, internal hosts and
//! stacks of the server. The default is [`Audience::Operator`]. [`WireOptions`] choose another audience for one call, [`configure`] for the whole process.
//!
//! # What is redacted
//!
//! Values under names of secrets, at any depth, and what looks like a secret in any text: tokens, private keys, user info in
//! URLs, `Authorization` headers, cookies, connection strings. A secret found in one place of an error is redacted in its message,
//! hints and causes too. `Display`, `Debug`, `Serialize` and every wire form are redacted, and so is the chain of
//! [`source`](std::error::Error::source), which loggers and reporters print. [`McpError::source_ref`] gives the error that you
//! gave, raw. What is promised, and what is not, is in the [threat model].
//!
//! [`sanitize`], [`redact_text`] and [`is_sensitive_key`] do the same for other data. A [`Sanitizer`] adds names and patterns,
//! exempts names, or replaces secrets with a keyed hash:
//!
//! ```
//! use mcp_errors::{McpError, Sanitizer, redact_text};
//!
//! assert_eq!(redact_text("postgres://app:hunter2@db/crm"), "postgres://app:[REDACTED]@db/crm");
//!
//! let sanitizer = Sanitizer::builder().redact(["tenant"]).keep(["session"]).build()?;
//! let error = McpError::tool("failed").context("tenant", "acme").context("session", "tab-3").sanitizer(&sanitizer).build();
//! assert_eq!(error.to_string(), "failed | Context: tenant=[REDACTED], session=tab-3");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Decode
//!
//! [`decode`](decode()) and [`decode_value`] read payloads, JSON-RPC errors, tool results, log records, and what SDKs print. The
//! result is redacted, and [`McpError::provenance`] says where it was read from and whether anything had to be guessed:
//!
//! ```
//! use mcp_errors::{ErrorKind, decode};
//!
//! let error = decode("Error calling tool 'read_file': Request 'tools/call' timed out").unwrap();
//! assert_eq!(error.kind(), ErrorKind::Timeout);
//! assert!(error.provenance().unwrap().lossy);
//! assert!(decode("all is well").is_none());
//! ```
//!
//! A [`Decoder`] decodes with a [`Sanitizer`] and limits of your own.
//!
//! # With `rmcp`
//!
//! A tool returns [`mcp_errors::Result`](Result), and `?` makes a tool result that the model can read. (`ErrorData` of `rmcp`
//! makes a JSON-RPC error, which most clients hide from the model.) `guard` turns panics into errors; the SDK alone would never
//! answer. It also makes typed errors of unknown tools and invalid arguments:
//!
//! ```
//! # #[cfg(feature = "rmcp")]
//! # mod example {
//! use mcp_errors::{Audience, ResultExt, rmcp::guard};
//! use rmcp::{ServerHandler, ServiceExt, tool, tool_handler, tool_router, transport::stdio};
//!
//! struct Notes;
//!
//! #[tool_router]
//! impl Notes {
//!     #[tool(description = "Reads the note of today")]
//!     fn read_note(&self) -> mcp_errors::Result<String> {
//!         std::fs::read_to_string("notes/today.md").or_resource("there is no note for today")
//!     }
//! }
//!
//! #[tool_handler]
//! impl ServerHandler for Notes {}
//!
//! async fn run() -> Result<(), Box<dyn std::error::Error>> {
//!     guard(Notes).audience(Audience::Client).serve(stdio()).await?.waiting().await?;
//!     Ok(())
//! }
//! # }
//! # fn main() {}
//! ```
//!
//! [A server](https://github.com/mcp-errors/mcp-errors/blob/main/examples/notes_server.rs) and
//! [a client](https://github.com/mcp-errors/mcp-errors/blob/main/examples/notes_client.rs) to copy from are in the repository.
//!
//! [error reference]: https://github.com/mcp-errors/mcp-errors/blob/main/docs/error-reference.md
//! [threat model]: https://github.com/mcp-errors/mcp-errors/blob/main/docs/threat-model.md
//! [`opentelemetry`]: https://docs.rs/mcp-errors/latest/mcp_errors/opentelemetry/
//! [`rmcp`]: https://docs.rs/mcp-errors/latest/mcp_errors/rmcp/

mod chars;
mod decode;
mod display;
mod error;
#[doc(hidden)]
pub mod ffi;
mod host;
#[cfg(any(feature = "opentelemetry", feature = "rmcp", feature = "tracing"))]
mod integrations;
mod json;
mod kind;
pub mod limits;
pub mod notes;
mod redact;
mod schema;
mod settings;
mod siphash;
mod substring;
mod telemetry;
mod time;
mod view;
mod wire;
mod word_set;

pub use chars::escape_controls;
pub use decode::{Decoder, decode, decode_value};
pub use display::{ChainStyle, format_error_chain, install_panic_hook};
pub use error::{Builder, Cause, McpError, Payload, Provenance, ResultExt, kinds};
#[cfg(feature = "opentelemetry")]
pub use integrations::opentelemetry;
#[cfg(feature = "rmcp")]
pub use integrations::rmcp;
pub use json::{Map, Number, ParseError, Value};
pub use kind::{
    COMMON_FIELDS, CodeProfile, ErrorKind, FieldSpec, FieldType, InvalidCode, KINDS, KindSpec, Placement,
    RESOURCE_NOT_FOUND, Retry, Sensitivity, check_json_rpc_code,
};
pub use redact::policy::{InvalidPolicy, Profile, REDACTED, Replacement};
pub use redact::{Sanitizer, SanitizerBuilder, is_sensitive_key, redact_text, sanitize};
pub use schema::payload_schema;
pub use settings::{InvalidSetting, Settings, configure};
pub use time::Timestamp;
pub use view::Audience;
pub use wire::{META_KEY, WireOptions};

/// The error of this crate, under the name that is customary in `Result`.
pub use error::McpError as Error;

/// A `Result` whose error is an [`McpError`].
pub type Result<T, E = McpError> = std::result::Result<T, E>;

/// The Rust example of the README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
