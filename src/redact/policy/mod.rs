//! Policies: which names and texts are secret beyond the built-in rules or exempt from them, what replaces a secret, and how
//! much of a value may stay. A policy is data; the other folders apply it.

mod invalid;
mod limits;
mod name_list;
pub(crate) mod parse;
mod pattern;
pub(crate) mod process;
mod profile;
mod replacement;
mod rules;

pub use self::invalid::InvalidPolicy;
pub(crate) use self::invalid::Reason;
pub(crate) use self::limits::Limits;
pub(crate) use self::name_list::MOST_NAMES;
pub(crate) use self::pattern::MOST_PATTERNS;
pub use self::profile::Profile;
pub(crate) use self::replacement::MARKER_WITH_NOTE;
pub use self::replacement::{REDACTED, Replacement};
pub(crate) use self::rules::{DEFAULT, Policy};
