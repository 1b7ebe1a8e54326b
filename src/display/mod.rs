//! Formats for people. What a terminal would interpret is escaped, so that a message cannot forge a line.

mod compact;
mod debug;
mod describe;
mod panics;

use crate::error::McpError;
use crate::error::chain::causes_of;

pub(crate) use compact::compact;
pub(crate) use describe::describe;
pub use panics::install_panic_hook;
#[cfg(feature = "rmcp")]
pub(crate) use panics::{panic_message, print_panic};

/// The style of a formatted chain of causes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChainStyle {
    /// One line, outermost first: `MCPConnectionError: Failed to connect -> std::io::Error: refused`.
    #[default]
    Compact,
}

/// Returns an error and its causes as redacted text.
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
    let causes = causes_of(error);
    match style {
        ChainStyle::Compact => compact(&causes, &sanitizer),
    }
}
