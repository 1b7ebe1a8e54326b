//! Passwords in SQL: `IDENTIFIED BY '…'` and `IDENTIFIED WITH plugin BY '…'`.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::cursor::{ALPHA, BLANK, QUOTE, Text, UNDER};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;

/// The password whose quote is at `at`, after the word `BY`.
pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Span> {
    if !text.is(at, QUOTE) {
        return None;
    }
    let word_before = |to: usize| {
        let end = text.run_back(to, BLANK, 2);
        let from = text.run_back(end, ALPHA | UNDER, 32);
        (from, text.slice(from, end))
    };
    let (from, word) = word_before(at.saturating_sub(3));
    if !word.eq_ignore_ascii_case(b"identified") && !word_before(from).1.eq_ignore_ascii_case(b"with") {
        return None;
    }
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    (value.quoted && bytes.len() > 2 && !is_marker(bytes) && !is_placeholder(bytes)).then(|| value.secret())
}
