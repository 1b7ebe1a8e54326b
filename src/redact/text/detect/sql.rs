//! Passwords in statements of SQL: `IDENTIFIED BY …`, `ALTER USER … PASSWORD '…'`, `SET PASSWORD FOR … = '…'`.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::cursor::{BLANK, QUOTE, Text, UPPER, class, only};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;
use crate::word_set::words;

/// How far the parts of a statement are from its password.
const CLAUSE_LIMIT: usize = 96;

/// The password after the word `IDENTIFIED` or `PASSWORD` that ends at `end`. Any value is one, a word or a number too.
pub(crate) fn find(text: Text<'_>, end: usize) -> Option<Span> {
    let (from, word) = word_before(text, end);
    let (mut next, mut clause) = word_at(text, end);
    let mut is_bare = false;
    let at = if words!("identified").has(word) {
        if words!("with").has(clause) {
            (next, _) = word_at(text, next);
            (next, clause) = word_at(text, next);
        }
        // `identified by id` is prose.
        is_bare = only(word, UPPER);
        words!("by").has(clause).then_some(next)?
    } else if words!("password").has(word) {
        let (start, before) = word_before(text, from);
        if words!("set").has(before) && words!("for").has(clause) {
            text.find(next, next + CLAUSE_LIMIT, b"=")? + 1
        } else {
            let value = text.run(end, BLANK, 4);
            if !text.is(value + usize::from(text.is(value, UPPER)), QUOTE) {
                return None;
            }
            let is_clause = words!("with encrypted unencrypted login").has(before)
                || words!("user role login").has(word_before(text, start).1)
                || text.find(from.saturating_sub(CLAUSE_LIMIT), from, b"OPTIONS").is_some();
            is_clause.then_some(end)?
        }
    } else {
        return None;
    };
    let value = extent::locate(text, text.run(at, BLANK, 4), &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let is_word = !value.quoted && (!is_bare || words!("values password random").has(bytes));
    (!is_word && bytes.len() > 2 && !is_marker(bytes) && !is_placeholder(bytes)).then(|| value.secret())
}

/// The word that ends before `to` and the blanks before it, and where it begins.
fn word_before(text: Text<'_>, to: usize) -> (usize, &[u8]) {
    let end = text.run_back(to, BLANK, 4);
    let start = end.saturating_sub(CLAUSE_LIMIT);
    let from = text
        .slice(start, end)
        .iter()
        .rposition(|&b| class(b) & BLANK != 0)
        .map_or(start, |at| start + at + 1);
    (from, text.slice(from, end))
}

/// The word after the blanks at `at`, and where it ends.
fn word_at(text: Text<'_>, at: usize) -> (usize, &[u8]) {
    let from = text.run(at, BLANK, 4);
    let end = extent::word_end(text, from);
    (end, text.slice(from, end))
}
