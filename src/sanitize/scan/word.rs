//! The detectors that start at a word: tokens, shapes, schemes, and names followed by a value without a separator.

use super::judge::is_token;
use super::text::{ALNUM, BLANK, DASH, DOT, HEX, HIGH, JOINT, PLUS, QUOTE, Text, UNDER};
use super::{Hit, Scan, auth, jwt, pairs, shapes, tokens};

/// Shortest word that is checked for a shape.
const SHAPE_MIN: usize = 11;

/// The secret that begins with, or follows, the word `start..end`.
pub(super) fn find(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<Hit> {
    let text = scan.text;
    if let Some(hit) = prefixed(scan, start) {
        return Some(hit);
    }
    // `\nghp_…` in escaped text and `%3Dghp_…` in a URL: the token starts inside the word.
    let skipped = match text.before(start) {
        b'\\' if matches!(text.at(start), b'n' | b't' | b'r') => 1,
        b'\\' if text.at(start) == b'u' => 5,
        b'%' if text.run(start, HEX, 2) == start + 2 => 2,
        _ => 0,
    };
    if skipped > 0
        && start + skipped < end
        && let Some(hit) = prefixed(scan, start + skipped)
    {
        return Some(hit);
    }
    if end - start >= SHAPE_MIN
        && let Some(hit) = shapes::find(text, start, end)
    {
        return Some(hit);
    }
    if text.has(start, b"atlasv1.") {
        return terraform(text, start);
    }
    auth::find(text, start, end).or_else(|| beside(text, start, end))
}

/// A token with a prefix, or a web token, at `at`.
fn prefixed(scan: &mut Scan<'_>, at: usize) -> Option<Hit> {
    let token = tokens::find(scan.text, at);
    if scan.text.at(at) != b'e' {
        return token;
    }
    jwt::find(scan.text, at, &mut scan.jwt).or(token)
}

/// HCP Terraform tokens: 14 characters, `.atlasv1.` at `at - 1`, 60 characters and more.
fn terraform(text: Text<'_>, at: usize) -> Option<Hit> {
    const TAIL: u16 = ALNUM | UNDER | DASH;
    let from = text.run_back(at - usize::from(text.before(at) == b'.'), TAIL, 20);
    let to = text.run(at + 8, TAIL, 200);
    (to - at > 48 && at - from == 15).then_some(Hit { from, to })
}

/// `API_KEY a8f3…`: a name, blanks, and a value that looks like a token; `password is "…"`.
fn beside(text: Text<'_>, start: usize, end: usize) -> Option<Hit> {
    if !text.is(end, BLANK) {
        return None;
    }
    let word = text.slice(start, end);
    if word.eq_ignore_ascii_case(b"is") {
        return pairs::find_copula(text, start, end);
    }
    let last = word.last().copied().unwrap_or(0) | 0x20;
    if word.len() < 3 || !matches!(last, b'y' | b'n' | b't' | b'd' | b's' | b'e' | b'h') {
        return None;
    }
    let value = text.run(end, BLANK, 16);
    let from = value + usize::from(text.is(value, QUOTE));
    let to = text.run(from, ALNUM | UNDER | DASH | DOT | PLUS | JOINT, usize::MAX);
    if to - from < 16 {
        return None;
    }
    let to = from
        + text.slice(from, to).iter().rposition(|&b| !matches!(b, b'.' | b':' | b'!')).map_or(0, |at| at + 1);
    (is_token(text.slice(from, to)) && !text.is(to, HIGH) && pairs::is_secret_name_before(text, end))
        .then_some(Hit { from, to })
}
