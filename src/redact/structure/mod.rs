//! Redaction of nested data: as a tree of values, or as a stream of JSON text, and what follows either: the search for found
//! secrets elsewhere, and truncation.

mod arguments;
mod heads;
mod json_text;
mod name_values;
pub(crate) mod propagate;
pub(crate) mod sanitize;
mod scope;
mod secret_keys;
mod secret_value;
pub(crate) mod stream;
pub(crate) mod strings;
pub(crate) mod tree;
pub(crate) mod truncate;
