//! Fields of multipart forms: `name="password"`, an empty line, and the value.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::cursor::{BREAK, SPACE, Text, class};
use crate::redact::text::detect::name::{NAME, NAME_LIMIT};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;

/// The value of the field whose name, in quotes, begins at `at`.
pub(crate) fn find(text: Text<'_>, at: usize, policy: &Policy) -> Option<Span> {
    let end = text.run(at + 1, NAME, NAME_LIMIT);
    let from = text.run(end + 1, SPACE, 4);
    let is_field = text.at(at) == b'"'
        && text.at(end) == b'"'
        && matches!(text.slice(end + 1, from), b"\n\n" | b"\r\n\r\n");
    if !is_field || policy.classify(text.slice(at + 1, end)) != KeyVerdict::Secret {
        return None;
    }
    let rest = text.0.get(from..).unwrap_or(&[]);
    let to = from + rest.iter().position(|&b| class(b) & BREAK != 0).unwrap_or(rest.len());
    (to > from && !is_marker(text.slice(from, to))).then_some(Span { from, to })
}
