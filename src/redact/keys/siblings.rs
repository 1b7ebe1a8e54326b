//! Keys that belong together: a name and its value, as in `{"name": "Authorization", "value": …}`, and the members of a JSON
//! web key.

use crate::word_set::words;

/// Whether the text under a key names the value beside it.
pub(crate) fn is_name(key: &[u8]) -> bool {
    words!("name key header field param parameter variable property").has(key)
}

/// Whether a key only holds the value of a name beside it.
pub(crate) fn is_value(key: &[u8]) -> bool {
    words!("val value values content default defaultvalue").has(key)
}

/// Whether the text under a key may name the value beside it, but is mostly about something else. Only an unmistakable name counts
/// there.
pub(crate) fn is_loose_name(key: &[u8]) -> bool {
    words!("label title id type column option setting attribute var envvar env k @name @key 0 first").has(key)
}

/// Whether a key holds the path to the value beside it, as in the errors of validators. The last part of the path is the name.
pub(crate) fn is_path_of_value(key: &[u8]) -> bool {
    words!("path loc instancepath datapath propertypath pointer field param keypath").has(key)
}

/// Whether a key may hold the value of a name beside it, but mostly holds something else. Only an unmistakable name counts there.
pub(crate) fn is_loose_value(key: &[u8]) -> bool {
    words!("newvalue oldvalue stringvalue secretvalue currentvalue previousvalue data before after old new input received actual given got rejectedvalue invalidvalue v #text @value 1 second").has(key)
}

/// Whether a key is one of a pair such as `paramName` and `paramValue`, `OutputKey` and `OutputValue`: what both have in common.
/// `is_value` says which of the two.
pub(crate) fn common_part(key: &[u8], is_value: bool) -> Option<&[u8]> {
    let stem = |end: &[u8]| {
        let (stem, last) = key.split_at_checked(key.len().checked_sub(end.len())?)?;
        let stem = stem.strip_suffix(b"_").or_else(|| stem.strip_suffix(b"-")).unwrap_or(stem);
        (last.eq_ignore_ascii_case(end) && !stem.is_empty()).then_some(stem)
    };
    if is_value { stem(b"value") } else { stem(b"name").or_else(|| stem(b"key")) }
}

/// The last part of a path, which is a pointer or has dots: `password` in `/user/password`, `user.password` and
/// `$.users[0].password`.
pub(crate) fn last_part(path: &str) -> &str {
    let is_joint = |byte: &u8| matches!(byte, b'/' | b'.' | b'[' | b']' | b'\'' | b'"');
    let bytes = path.as_bytes();
    // Behind it there may be the number of an item.
    let end =
        bytes.iter().rposition(|byte| !is_joint(byte) && !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    let from = bytes.get(..end).and_then(|head| head.iter().rposition(is_joint)).map_or(0, |joint| joint + 1);
    path.get(from..end).filter(|part| !part.is_empty()).unwrap_or(path)
}

/// Whether a key may be half of a pair of siblings, in some object.
pub(crate) fn is_sibling(key: &[u8]) -> bool {
    may_name(key) || may_hold(key)
}

/// Whether the text under a key may name a value beside it.
pub(crate) fn may_name(key: &[u8]) -> bool {
    is_name(key) || is_loose_name(key) || is_path_of_value(key) || common_part(key, false).is_some()
}

/// Whether a key may hold the value of a name beside it.
pub(crate) fn may_hold(key: &[u8]) -> bool {
    is_value(key) || is_loose_value(key) || common_part(key, true).is_some()
}

/// The member that makes an object a JSON web key (RFC 7517).
pub(crate) const KEY_TYPE: &str = "kty";

/// The member beside the token of a model that says how probable it was.
pub(crate) const LOGPROB: &str = "logprob";

/// The member that says what a manifest of Kubernetes describes, and its value for secrets.
pub(crate) const KIND: &str = "kind";
pub(crate) const SECRET_KIND: &str = "Secret";

/// Whether a member of such a manifest holds secrets.
pub(crate) fn is_data_of_secret(key: &str) -> bool {
    matches!(key, "data" | "stringData")
}

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
