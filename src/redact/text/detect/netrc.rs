//! Lines of `.netrc`: `machine host login ada password …`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::cursor::{SPACE, Text, class};
use crate::redact::text::marker::is_marker;
use crate::redact::text::randomness::VALUE_WINDOW;
use crate::redact::text::span::Span;

/// The password at `from`, after the word `password` that ends at `end`.
pub(crate) fn find(text: Text<'_>, end: usize, from: usize, policy: &Policy) -> Option<Span> {
    let word_before = |to: usize| {
        let end = text.run_back(to, SPACE, 8);
        let head = text.slice(end.saturating_sub(64), end);
        let from = end - head.iter().rev().take_while(|&&b| class(b) & SPACE == 0).count();
        (from, end)
    };
    let start = end.saturating_sub(8);
    if text.slice(start, end) != b"password" || policy.classify(b"password") != KeyVerdict::Secret {
        return None;
    }
    let (login, _) = word_before(start);
    let (keyword, keyword_end) = word_before(login);
    let (machine, machine_end) = word_before(keyword);
    let (before, before_end) = word_before(machine);
    if text.slice(keyword, keyword_end) != b"login"
        || text.slice(before, before_end) != b"machine" && text.slice(machine, machine_end) != b"default"
    {
        return None;
    }
    let value = text.0.get(from..)?;
    let length = value.iter().position(|&b| class(b) & SPACE != 0).unwrap_or(value.len());
    let value = value.get(..length)?;
    let head = value.get(..VALUE_WINDOW).unwrap_or(value);
    (length > 0 && !is_marker(value) && !is_placeholder(head)).then_some(Span { from, to: from + length })
}
