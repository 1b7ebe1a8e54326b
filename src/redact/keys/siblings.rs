//! Keys that belong together: a name and its value, as in `{"name": "Authorization", "value": …}`, and the members of a JSON
//! web key.

use crate::word_set::words;

/// Whether the text under a key names the value beside it.
pub(crate) fn is_name(key: &[u8]) -> bool {
    words!("name key header field param parameter variable parameterkey property").has(key)
}

/// Whether a key only holds the value of a name beside it.
pub(crate) fn is_value(key: &[u8]) -> bool {
    words!("val value values content default defaultvalue parametervalue").has(key)
}

/// The member that makes an object a JSON web key (RFC 7517).
pub(crate) const KEY_TYPE: &str = "kty";

/// Whether a member of a JSON web key is private (RFC 7518, section 6).
pub(crate) fn is_key_part(name: &[u8]) -> bool {
    matches!(name, b"d" | b"p" | b"q" | b"dp" | b"dq" | b"qi" | b"k" | b"oth")
}

/// Whether a name is that of a source file, and says nothing of a value: `token.rs` and `src/cookie.js`, but not
/// `db.password.prod`.
pub(crate) fn is_file(name: &[u8]) -> bool {
    const EXTENSIONS: &str = "js ts mjs cjs jsx tsx vue py rb rs go java kt c h cc cpp cs php swift sh json yaml yml toml xml md txt html css sql";
    let dot = name.iter().rposition(|&b| b == b'.');
    dot.is_some_and(|dot| words!(EXTENSIONS).has(name.get(dot + 1..).unwrap_or_default()))
}
