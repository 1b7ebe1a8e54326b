//! The value of an `Authorization` header: the credentials after the scheme, or the whole value.

use crate::redact::text::classify::plausibility::is_redacted;
use crate::redact::text::classify::prose::is_words;
use crate::redact::text::classify::scheme::scheme_prefix;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, PLUS, QUOTE, Text, UNDER, any, class, only,
};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::span::{Span, ValueSpan};

/// How far the parameters of the header are looked at.
const LINE_LIMIT: usize = 1024;

/// How much of a word decides what it is.
const WORD_LIMIT: usize = 256;

/// The credentials in the value that begins at `start`.
pub(crate) fn find(text: Text<'_>, start: usize) -> Option<Span> {
    let from = start + usize::from(text.is(start, QUOTE));
    let value = text.0.get(from..).unwrap_or(&[]);
    let ends = |b: u8| {
        class(b) & (BLANK | BREAK | QUOTE) != 0 || matches!(b, b',' | b';' | b')' | b'}' | b'<' | b'\\')
    };
    let word = |at: usize, limit: usize| {
        let rest = value.get(at..).unwrap_or(&[]);
        rest.iter().take(limit).position(|&b| ends(b)).unwrap_or(rest.len().min(limit))
    };
    let first = word(0, WORD_LIMIT);
    let second = Span { from: from + first + 1, to: from + first + 1 + word(first + 1, WORD_LIMIT) };
    let at = match scheme_prefix(text, from) {
        Some(length) => length,
        // A scheme that only the vendor knows.
        None if text.is(from + first, BLANK)
            && (any(text.slice(second.from, second.to), DIGIT | PLUS) || is_redacted(text, second)) =>
        {
            first + 1
        }
        None => 0,
    };
    let credentials = Span { from: from + at, to: from + at + word(at, WORD_LIMIT) };
    if is_parameter(text, credentials) {
        // Parameters (`Credential=…, Signature=…`) are key/value pairs, which have their own detector. It does not know the
        // proof of a digest.
        let is_digest = text.slice(from, from + 6).eq_ignore_ascii_case(b"digest");
        let limit = if is_digest { LINE_LIMIT } else { 0 };
        let proof = text.find(credentials.from, credentials.from + limit, b"response=")?;
        return digest_proof(text, proof + 9);
    }
    let secret = text.slice(credentials.from, credentials.to);
    let is_plain =
        secret.len() < 4 || is_redacted(text, credentials) || is_words(secret) && secret.len() < 16;
    (!is_plain).then(|| Span { to: from + at + word(at, usize::MAX), ..credentials })
}

/// Whether a word is a parameter, `name=value` or `name="…"`, rather than base64 with padding.
fn is_parameter(text: Text<'_>, word: Span) -> bool {
    let bytes = text.slice(word.from, word.to);
    bytes.iter().position(|&b| b == b'=').is_some_and(|sign| {
        let (name, value) = (bytes.get(..sign).unwrap_or(&[]), bytes.get(sign + 1..).unwrap_or(&[]));
        only(name, ALPHA | UNDER | DASH)
            && (value.iter().any(|&b| b != b'=')
                || (value.is_empty() && text.is(word.to, QUOTE) && text.is(word.to + 1, ALNUM)))
    })
}

/// The value of a digest's parameter `response`, which begins at `at`.
fn digest_proof(text: Text<'_>, at: usize) -> Option<Span> {
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    Some(value).filter(|value| value.to - value.from >= 16).as_ref().map(ValueSpan::secret)
}
