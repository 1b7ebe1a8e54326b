//! Keys that belong together: a name and its value, `{"name": "Authorization", "value": …}`, and the members of a JSON web key.

use super::keys::KeyVerdict;
use crate::policy::Policy;
use crate::text::words;

/// Whether the text under a key names the value that stands beside it.
pub(super) fn is_name(key: &[u8]) -> bool {
    words!("name key header field param parameter variable parameterkey property").has(key)
}

/// Whether a key only holds the value of a name beside it.
pub(super) fn is_value(key: &[u8]) -> bool {
    words!("val value values content default defaultvalue parametervalue").has(key)
}

/// The member that makes an object a JSON web key (RFC 7517).
pub(super) const KEY_TYPE: &str = "kty";

/// Whether a member of such a key is private (RFC 7518, section 6).
pub(super) fn is_key_part(name: &[u8]) -> bool {
    matches!(name, b"d" | b"p" | b"q" | b"dp" | b"dq" | b"qi" | b"k" | b"oth")
}

/// Longest extension of a file of source code or settings.
const EXTENSION_LIMIT: usize = 6;

/// Whether a name is that of a file and says nothing of a value: `token.rs`, `src/cookie.js`, but not `db.password`.
#[inline(never)]
pub(super) fn is_file(name: &[u8], policy: &Policy) -> bool {
    let dot = name.iter().rposition(|&b| b == b'.');
    let extension = dot.and_then(|dot| name.get(dot + 1..)).unwrap_or_default();
    (1..=EXTENSION_LIMIT).contains(&extension.len()) && policy.classify(extension) == KeyVerdict::Safe
}
