//! Token formats: the table of public ones, and how one is matched.

pub(crate) mod format;
pub(crate) mod matcher;
pub(crate) mod table;
