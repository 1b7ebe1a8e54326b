//! Keys that belong together: a name and its value, `{"name": "Authorization", "value": …}`, and the members of a JSON web key.

use crate::text::words;

/// Whether the text under a key names the value that stands beside it.
pub(super) fn is_name(key: &[u8]) -> bool {
    words!("name key header field param parameter variable parameterkey").has(key)
}

/// Whether a key only holds the value of a name beside it.
pub(super) fn is_value(key: &[u8]) -> bool {
    let is = |holder: &[u8]| key.eq_ignore_ascii_case(holder);
    match key.len() {
        3 => is(b"val"),
        5 => is(b"value"),
        6 => is(b"values"),
        7 => is(b"content") || is(b"default"),
        12 => is(b"defaultvalue"),
        14 => is(b"parametervalue"),
        _ => false,
    }
}

/// The member that makes an object a JSON web key (RFC 7517).
pub(super) const KEY_TYPE: &str = "kty";

/// Whether a member of such a key is private (RFC 7518, section 6).
pub(super) fn is_key_part(name: &[u8]) -> bool {
    matches!(name, b"d" | b"p" | b"q" | b"dp" | b"dq" | b"qi" | b"k" | b"oth")
}
