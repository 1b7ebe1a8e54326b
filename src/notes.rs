//! Notes that take the place of what a value cannot hold. A count or a unit goes between the parts of a note.

/// An object that contains itself.
pub const CIRCULAR: &str = "[circular]";
/// A value that could not be read: a getter that throws, a revoked proxy.
pub const UNREADABLE: &str = "[unreadable]";
/// A buffer: its length.
pub const BINARY: [&str; 2] = ["[binary ", " bytes]"];
/// What a limit cut: count, and `characters`, `items`, `entries` or `causes`.
pub const TRUNCATED: [&str; 3] = ["[truncated ", " ", "]"];

/// The note that takes the place of `count` things that a limit cut.
pub(crate) fn truncation_note(count: usize, unit: &str) -> String {
    let [before, between, after] = TRUNCATED;
    format!("{before}{count}{between}{unit}{after}")
}
