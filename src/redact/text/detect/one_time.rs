//! One-time codes and tickets of sign-in flows: OAuth's authorization code and what belongs to it, CAS tickets, user codes; and codes of
//! digits: `OTP 123456`.
//!
//! Their names are everyday words (`code=404`), so the value must look like a token.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, DOT, HEX, JOINT, NAME, NAME_LIMIT, QUOTE, STOP, Text, UNDER,
    UPPER, any, class, only,
};
use crate::redact::text::detect::name::is_secret_name_before;
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;
use crate::word_set::words;

/// How far behind its code a `state` stands.
const STATE_LIMIT: usize = 512;

/// The authorization code that was found last.
#[derive(Default)]
pub(crate) struct CodeMemo {
    until: usize,
}

/// The code after the name and the `:` or `=` at `at`.
pub(crate) fn find(text: Text<'_>, at: usize, memo: &mut CodeMemo) -> Option<Span> {
    let is_quoted = text.was(at, QUOTE) || text.was(text.run_back(at, BLANK, 2), QUOTE);
    let end = text.run_back(at, BLANK | QUOTE, 3);
    if !matches!(text.before(end) | 0x20, b'e' | b't' | b'c' | b'd') {
        return None;
    }
    let from = text.run_back(end, ALNUM | UNDER, 16);
    let name = text.slice(from, end);
    if !words!("code state ticket user_code usercode hmac appid").has(name) {
        return None;
    }
    let is_pair = text.at(at) == b'=' || is_quoted;
    let is_code = name.eq_ignore_ascii_case(b"code");
    if !is_pair && (!is_code || !is_of_grant(text, from)) {
        return None;
    }
    let start = text.run(at + 1, BLANK, 2);
    let start = start + usize::from(text.is(start, QUOTE));
    let to = code_end(text, start);
    let value = text.slice(start, to);
    let is_secret = match name.first().map(u8::to_ascii_lowercase) {
        Some(b'a') => value.len() == 32 && only(value, HEX),
        Some(b's') => {
            let is_beside = at < memo.until || text.has(to, b"&code=");
            is_beside && value.len() >= 8 && any(value, DIGIT | UPPER)
        }
        Some(b't') => {
            words!("st- pt- tgt- pgt- pgtiou-").begin(value) && value.len() >= 16 || is_token(value)
        }
        Some(b'u') => value.len() >= 6 && only(value, UPPER | DIGIT | DASH) && any(value, UPPER),
        _ => is_token(value),
    };
    if is_secret && is_code {
        memo.until = to + STATE_LIMIT;
    }
    (is_secret && !is_marker(value)).then_some(Span { from: start, to })
}

/// The code after the word `code` that ends at `end`: `authorization code … was already used`.
pub(crate) fn find_in_prose(text: Text<'_>, end: usize) -> Option<Span> {
    let start = text.run(end, BLANK, 2);
    let from = end.checked_sub(4)?;
    if start == end || !text.slice(from, end).eq_ignore_ascii_case(b"code") || !is_of_grant(text, from) {
        return None;
    }
    let start = start + usize::from(text.is(start, QUOTE));
    let to = code_end(text, start);
    is_token(text.slice(start, to)).then_some(Span { from: start, to })
}

/// The end of the code at `start`; `start` if it goes on as no code does. No equals sign is in it, so that no byte is read for two
/// names.
fn code_end(text: Text<'_>, start: usize) -> usize {
    let is_code = |b: u8| class(b) & (ALNUM | UNDER | DASH | DOT | JOINT) != 0 || matches!(b, b'/' | b'+');
    let rest = text.0.get(start..).unwrap_or(&[]);
    let end = start + rest.iter().position(|&b| !is_code(b)).unwrap_or(rest.len());
    if matches!(text.at(end), b'(' | b'[' | b'{' | b'$' | b'|') {
        start
    } else {
        text.sentence_end(start, end)
    }
}

/// Whether the word before the `code` at `from` says that it is one of a grant.
fn is_of_grant(text: Text<'_>, from: usize) -> bool {
    let end = text.run_back(from, BLANK | UNDER | DASH, 1);
    let word = text.slice(text.run_back(end, ALPHA, 16), end);
    end < from && words!("authorization authorisation auth oauth grant").has(word)
}

/// Whether the `code` before `end` is that of a login by the word before it: `authorization code`, `verification code`.
pub(crate) fn is_named(text: Text<'_>, end: usize, policy: &Policy) -> bool {
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let before = text.run_back(from, BLANK, 2);
    let owner = text.run_back(before, NAME, 32);
    text.slice(from, end).eq_ignore_ascii_case(b"code")
        && owner < before
        && before < from
        && policy.classify(text.slice(owner, end)) == KeyVerdict::Secret
}

/// The digits after the name of a one-time code that ends at `end`: `OTP 123456 is not valid`.
pub(crate) fn digits(text: Text<'_>, end: usize, policy: &Policy) -> Option<Span> {
    let from = text.run(end, BLANK, 2);
    let to = text.run(from, DIGIT, 9);
    let ends = to >= text.len()
        || text.is(to, BLANK | BREAK | QUOTE | STOP)
        || text.at(to) == b'.' && !text.is(to + 1, DIGIT);
    let is_code = (4..=8).contains(&(to - from))
        && ends
        && (is_otp(text, end) && is_secret_name_before(text, end, policy) || is_named(text, end, policy));
    is_code.then_some(Span { from, to })
}

/// Whether the name before `end` is that of a one-time code.
fn is_otp(text: Text<'_>, end: usize) -> bool {
    text.slice(end.saturating_sub(3), end).eq_ignore_ascii_case(b"otp")
}
