//! Formats of tokens with a prefix: the table, one file a category, and the search in it.

mod cloud;
mod code;
mod endpoints;
pub(crate) mod format;
pub(crate) mod matcher;
mod material;
mod models;
mod services;
pub(crate) mod table;
