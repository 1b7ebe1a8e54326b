//! Limits of values, texts and chains of causes.
//!
//! An error carries whatever was at hand when something failed. The limits keep a hostile or merely huge context from becoming a
//! second failure. Where one of them cuts, `[truncated …]` says how much is missing.

/// Nesting levels of a value in an error. A note replaces deeper containers.
pub const MAX_DEPTH: usize = 64;

/// Nesting levels of a value that is read. More than [`MAX_DEPTH`], because a value may stand in an envelope.
pub const READ_DEPTH: usize = 2 * MAX_DEPTH;

/// Nodes that JavaScript reads from a value, which may contain the same object many times. More than [`MAX_NODES`], so that only
/// one place decides what is cut.
pub const READ_NODES: usize = 4 * MAX_NODES;

/// Characters that JavaScript reads from a value; more than [`MAX_TOTAL_BYTES`] for the same reason.
pub const READ_CHARS: usize = 4 * MAX_TOTAL_BYTES;

/// Entries of one object, or items of one array.
pub const MAX_WIDTH: usize = 10_000;

/// Nodes (values of any type) in one error.
pub const MAX_NODES: usize = 50_000;

/// Unicode characters of one string.
pub const MAX_STRING_CHARS: usize = 65_536;

/// Bytes of all strings and keys of one value.
pub const MAX_TOTAL_BYTES: usize = 4 * 1024 * 1024;

/// Causes in one payload. A note counts the others.
pub const MAX_CAUSES: usize = 32;

/// Unicode characters of the `value` of a validation error.
pub const MAX_VALUE_CHARS: usize = 100;

/// Hints that a tool error with `verbose: false` shows.
pub const MAX_TERSE_HINTS: usize = 2;

/// Causes of a thrown value that are searched for what tells its kind.
pub const CHAIN_DEPTH: usize = 8;

/// Names that a selector error offers in place of a tool that does not exist.
pub const MAX_CANDIDATES: usize = 20;

/// Nested envelopes that a decoder opens: results, error objects, lists, and JSON within texts.
pub const MAX_ENVELOPES: usize = 12;

/// The longest wait before a retry in milliseconds: a day. A longer one is cut to it, because timers overflow, and a peer may
/// say anything.
pub const MAX_WAIT_MS: u32 = 86_400_000;
