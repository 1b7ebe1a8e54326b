//! Fields of multipart forms: `name="password"`, perhaps other headers, an empty line, and the value.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::cursor::{BREAK, NAME, NAME_LIMIT, Text, class};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;

/// Most headers of a part behind the one with its name: type, length, encoding.
const HEADERS: usize = 4;

/// Longest header that is read.
const HEADER_LIMIT: usize = 96;

/// The value of the field whose name, in quotes, begins at `at`.
pub(crate) fn find(text: Text<'_>, at: usize, policy: &Policy) -> Option<Span> {
    let end = text.run(at + 1, NAME, NAME_LIMIT);
    if text.at(at) != b'"'
        || text.at(end) != b'"'
        || policy.classify(text.slice(at + 1, end)) != KeyVerdict::Secret
    {
        return None;
    }
    let from = body_start(text, end + 1)?;
    let rest = text.0.get(from..).unwrap_or(&[]);
    let to = from + rest.iter().position(|&b| class(b) & BREAK != 0).unwrap_or(rest.len());
    (to > from && !is_marker(text.slice(from, to))).then_some(Span { from, to })
}

/// Where the body of the part begins whose first header ends at `at`.
fn body_start(text: Text<'_>, mut at: usize) -> Option<usize> {
    for _ in 0..HEADERS {
        let next = text.run(at, BREAK, 4);
        match text.slice(at, next) {
            b"\n\n" | b"\r\n\r\n" => return Some(next),
            b"\n" | b"\r\n" if text.slice(next, next + 8).eq_ignore_ascii_case(b"content-") => {}
            _ => return None,
        }
        let rest = text.slice(next, text.len().min(next + HEADER_LIMIT));
        at = next + rest.iter().position(|&b| class(b) & BREAK != 0)?;
    }
    None
}
