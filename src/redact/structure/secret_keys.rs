//! Keys that hold a secret themselves: `{"token=…": 1}`.

use std::borrow::Cow;

use crate::chars::parse_digits;
use crate::json::{Map, Value};
use crate::redact::context::RedactionContext;
use crate::redact::policy::MARKER_WITH_NOTE;
use crate::redact::structure::strings::redact_plain;

/// How many redacted keys of an object are compared with the other keys. The rest is numbered without, so that the time stays
/// linear however many there are.
const COMPARED_KEYS: usize = 64;

/// The entries of `map` under redacted keys. A key that is there already is numbered, so that no entry is lost.
pub(crate) fn redact_keys(map: Map, cx: &RedactionContext<'_>) -> Map {
    let mut entries: Vec<(String, Value)> = map.into_iter().collect();
    // Above all numbers that were given before.
    let mut number = entries.iter().filter_map(|(key, _)| number_of(key)).fold(1, i64::max);
    let mut redacted_keys = 0;
    for at in 0..entries.len() {
        let Some((key, _)) = entries.get(at) else { break };
        let Cow::Owned(mut redacted) = redact_plain(key, cx) else { continue };
        redacted_keys += 1;
        if redacted_keys > COMPARED_KEYS || entries.iter().any(|(other, _)| *other == redacted) {
            number += 1;
            redacted = format!("{MARKER_WITH_NOTE}{number}]");
        }
        if let Some((key, _)) = entries.get_mut(at) {
            *key = redacted;
        }
    }
    entries.into_iter().collect()
}

/// The number of a key that was numbered: `[REDACTED:2]`.
fn number_of(key: &str) -> Option<i64> {
    parse_digits(key.strip_prefix(MARKER_WITH_NOTE)?.strip_suffix(']')?)
}
