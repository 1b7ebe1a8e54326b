//! Formats for people. Each takes sealed data and escapes what could forge a line.

mod compact;
mod describe;

use crate::chars::escape_controls;
use crate::error::McpError;
use crate::error::chain::causes_of;
use crate::redact::Sanitizer;

pub(crate) use compact::compact;
pub(crate) use describe::describe;

/// How a chain is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChainStyle {
    /// One line, outermost first: `MCPConnectionError: Failed to connect -> std::io::Error: refused`.
    #[default]
    Compact,
}

/// The chain of `error` as text, redacted.
///
/// ```
/// use mcp_errors::{ChainStyle, McpError, format_error_chain};
///
/// let refused = std::io::Error::new(std::io::ErrorKind::ConnectionRefused, "Network unreachable");
/// let error = McpError::connection("Failed to connect to server").source(refused).build();
/// assert_eq!(
///     format_error_chain(&error, ChainStyle::Compact),
///     "MCPConnectionError: Failed to connect to server -> std::io::Error: Network unreachable"
/// );
/// ```
pub fn format_error_chain(error: &(dyn std::error::Error + 'static), style: ChainStyle) -> String {
    let sanitizer =
        error.downcast_ref::<McpError>().map(|ours| ours.redacted().sanitizer.clone()).unwrap_or_default();
    let links = causes_of(error);
    match style {
        ChainStyle::Compact => compact(&links, &sanitizer),
    }
}

/// A text from outside, made safe for a line: no secrets, no control characters.
fn line(text: &str, sanitizer: &Sanitizer) -> String {
    escape_controls(&sanitizer.redact_text(text)).into_owned()
}
