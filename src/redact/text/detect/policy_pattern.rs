//! Finds what a policy itself says is secret in a text.

use crate::redact::policy::{PATTERNS, Pattern};
use crate::redact::text::marker::marker_length;
use crate::redact::text::{Hit, is_token};

/// What the patterns match and, if it `is_strict`, what looks like a token. A pattern's run that fails is not entered again, and
/// markers are gone by.
pub(crate) fn find(text: &[u8], patterns: &[Pattern], is_strict: bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut failed = [0; PATTERNS * 2];
    let (mut at, mut weighed) = (0, 0);
    while let Some(&byte) = text.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        if byte == b'['
            && let Some(length) = marker_length(rest)
        {
            at += length;
            continue;
        }
        let mut to = at;
        for (pattern, failed) in patterns.iter().zip(&mut failed) {
            if *failed > at || !rest.starts_with(pattern.prefix()) {
                continue;
            }
            let tail = rest.get(pattern.prefix().len()..).unwrap_or_default();
            let length = tail.iter().position(|byte| !pattern.alphabet.has(*byte)).unwrap_or(tail.len());
            let end = at + pattern.prefix().len() + length;
            if (pattern.length.0..=pattern.length.1).contains(&length) {
                to = to.max(end);
            } else {
                *failed = end;
            }
        }
        if to == at && is_strict && at >= weighed && is_of_token(byte) {
            let length = rest.iter().position(|byte| !is_of_token(*byte)).unwrap_or(rest.len());
            weighed = at + length;
            let padding =
                rest.get(length..).unwrap_or_default().iter().take(2).take_while(|&&byte| byte == b'=');
            if is_token(rest.get(..length).unwrap_or_default()) {
                to = weighed + padding.count();
            }
        }
        if to > at {
            hits.push(Hit { from: at, to });
        }
        at = to.max(at + 1);
    }
    hits
}

/// Whether a byte may stand in a token.
fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'/')
}
