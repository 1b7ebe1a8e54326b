//! Names of values: which of them say that the value is secret.

pub(crate) mod matcher;
pub(crate) mod siblings;
pub(crate) mod verdict_cache;
mod vocabulary;
mod words;
