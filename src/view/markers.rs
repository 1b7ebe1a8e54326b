//! Markers for what a client may not see.

/// An absolute path, or the URL of a file.
pub(super) const PATH: &str = "[PATH]";
/// An internal host, with its port.
pub(super) const HOST: &str = "[HOST]";
/// The frames of a stack.
pub(super) const STACK: &str = "[STACK]";
