//! Notes that stand in a value for what could not be put there. Where a note has parts, a count or a unit goes between them.

use crate::chars::push_integer;

/// An object that contains itself.
pub const CIRCULAR: &str = "[circular]";
/// A value whose reading failed: a getter that throws, a revoked proxy.
pub const UNREADABLE: &str = "[unreadable]";
/// A buffer: count.
pub const BINARY: [&str; 2] = ["[binary ", " bytes]"];
/// What a bound cut: count, and `characters`, `items`, `entries` or `causes`.
pub const TRUNCATED: [&str; 3] = ["[truncated ", " ", "]"];

/// The note that stands where a bound cut `count` things of a kind.
pub(crate) fn truncation_note(count: usize, unit: &str) -> String {
    let [before, between, after] = TRUNCATED;
    let mut note = String::from(before);
    push_integer(i64::try_from(count).unwrap_or(i64::MAX), &mut note);
    for part in [between, unit, after] {
        note.push_str(part);
    }
    note
}
