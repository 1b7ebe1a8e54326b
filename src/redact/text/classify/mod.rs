//! What a value looks like: a random token, or a word, a path, a placeholder.

pub(crate) mod pair;
pub(crate) mod value;
