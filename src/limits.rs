//! Bounds: how deep, wide, long and many a value, a text or a chain of causes may be.
//!
//! Errors carry whatever was at hand when something failed. These limits keep a hostile or merely huge context
//! from becoming a second failure. Wherever one of them cuts, a visible `[truncated …]` says how much is missing.

/// Nesting levels of a value; what lies deeper is replaced.
pub const MAX_DEPTH: usize = 64;

/// Nesting levels that a reader follows. More than [`MAX_DEPTH`], so that the envelope around a value does not count.
pub const READ_DEPTH: usize = 2 * MAX_DEPTH;

/// Nodes that a reader takes in from an object that may contain itself many times over. More than [`MAX_NODES`], so that
/// one place decides what is cut.
pub const READ_NODES: usize = 4 * MAX_NODES;

/// Characters that a reader takes in, for the same reason more than [`MAX_TOTAL_BYTES`].
pub const READ_CHARS: usize = 4 * MAX_TOTAL_BYTES;

/// Entries of one object, or items of one array.
pub const MAX_WIDTH: usize = 10_000;

/// Nodes (values of any kind) of one error.
pub const MAX_NODES: usize = 50_000;

/// Unicode characters of one string.
pub const MAX_STRING_CHARS: usize = 65_536;

/// Bytes of all strings and keys of one value together.
pub const MAX_TOTAL_BYTES: usize = 4 * 1024 * 1024;

/// Causes listed in one payload; the rest is counted.
pub const MAX_CAUSES: usize = 32;

/// Unicode characters of the `value` of a validation error.
pub const MAX_VALUE_CHARS: usize = 100;

/// Hints that a tool error with `verbose: false` shows.
pub const MAX_TERSE_HINTS: usize = 2;

/// Links of a chain of causes in which clues to the kind of a thrown value are looked for.
pub const CLUE_DEPTH: usize = 8;

/// Names that a selector error offers where a tool is not there.
pub const MAX_CANDIDATES: usize = 20;

/// Nested envelopes that a decoder opens: results, error objects, lists, and JSON within texts.
pub const MAX_ENVELOPES: usize = 12;
