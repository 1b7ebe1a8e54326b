//! Keys: which names say that their value is secret.

pub(crate) mod cache;
pub(crate) mod fold;
pub(crate) mod matcher;
pub(crate) mod siblings;
mod split;
mod vocabulary;
mod words;
