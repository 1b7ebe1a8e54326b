//! What a value looks like: a token, or a word, a path, a placeholder; and whether it may be the secret that its name
//! promises.

pub(crate) mod code;
pub(crate) mod everyday;
pub(crate) mod placeholder;
pub(crate) mod plausibility;
pub(crate) mod prose;
pub(crate) mod scheme;
pub(crate) mod value;
