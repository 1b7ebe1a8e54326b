//! What a policy itself says is secret: matches of its patterns and, if it is strict, whatever looks like a token.

use crate::redact::policy::{MOST_PATTERNS, Policy};
use crate::redact::text::classify::value::is_token;
use crate::redact::text::marker::marker_length;
use crate::redact::text::span::Span;

/// All secrets by the policy alone. Markers are skipped.
pub(crate) fn find(text: &str, policy: &Policy) -> Vec<Span> {
    let text = text.as_bytes();
    let mut secrets = Vec::new();
    // Up to where each pattern's alphabet reaches from a prefix that failed: inside, the pattern is not tried again, so that
    // the time stays linear. The same for runs that are no tokens.
    let mut failed = [0; MOST_PATTERNS * 2];
    let (mut at, mut no_token) = (0, 0);
    while let Some(&byte) = text.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        if byte == b'['
            && let Some(length) = marker_length(rest)
        {
            at += length;
            continue;
        }
        let mut to = at;
        for (pattern, failed) in policy.patterns.iter().zip(&mut failed) {
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
        if to == at && policy.is_strict() && at >= no_token && is_of_token(byte) {
            let length = rest.iter().position(|byte| !is_of_token(*byte)).unwrap_or(rest.len());
            no_token = at + length;
            let padding =
                rest.get(length..).unwrap_or_default().iter().take(2).take_while(|&&byte| byte == b'=');
            if is_token(rest.get(..length).unwrap_or_default()) {
                to = no_token + padding.count();
            }
        }
        if to > at {
            secrets.push(Span { from: at, to });
        }
        at = to.max(at + 1);
    }
    secrets
}

/// Whether a byte may stand in a token.
fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'/')
}
