//! Markers that stand for what a client may not see.

/// Stands for an absolute path, or a URL of a file.
pub(super) const PATH: &str = "[PATH]";
/// Stands for an internal host, with its port.
pub(super) const HOST: &str = "[HOST]";
/// Stands for the frames of a stack.
pub(super) const STACK: &str = "[STACK]";
