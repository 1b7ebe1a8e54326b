//! The value of an `Authorization` header: the credentials after the scheme, or the whole value.

use crate::redact::text::classify::plausibility::is_redacted;
use crate::redact::text::classify::prose::is_words;
use crate::redact::text::classify::scheme::{Scheme, scheme_prefix};
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, DOLLAR, HIGH, NAME, PLUS, QUOTE, Text, UNDER, any, class, only,
};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::span::{Span, ValueSpan};
use crate::word_set::words;

/// How far the parameters of the header are looked at.
const LINE_LIMIT: usize = 1024;

/// How much of a word decides what it is.
const WORD_LIMIT: usize = 256;

/// Words that stand in the place of the value where a text is about the header, not a copy of it: `Authorization: missing`.
const ABOUT_HEADER: &str = "absent accepted allowed array auth authenticated authentication authorization authorized basic bearer checked checking credential credentials denied disabled empty enabled expected expired failed failure false forbidden granted header incorrect invalid key login malformed method mismatch missing must needed none not null object ok optional password permission present provided read refused rejected required revoked scheme schemes secret skipped string success succeeded token tokens true type unauthorized undefined unknown unset unsupported user value was write wrong";

/// Whether a word says something about a header instead of being its value.
pub(crate) fn is_about_header(word: &[u8]) -> bool {
    words!(ABOUT_HEADER).has(word)
}

/// Whether the word that ends at `to` is all that is said: the line, the string or the list ends, or the next pair begins.
pub(crate) fn is_alone(text: Text<'_>, to: usize) -> bool {
    let next = text.run(to, BLANK, 8);
    let end = text.run(next, NAME, 32);
    end == next || matches!(text.at(end), b'=' | b':')
}

/// The credentials in the value that begins at `start`. `is_header` says that it stands where only a header does, so that even
/// a lone word is its value.
pub(crate) fn find(text: Text<'_>, start: usize, is_header: bool) -> Option<Span> {
    let from = start + usize::from(text.is(start, QUOTE));
    let value = text.0.get(from..).unwrap_or(&[]);
    // On a line of its own the header has no other end than that of the line.
    let is_line = is_line(text, start);
    let ends = |b: u8| {
        class(b) & (BLANK | BREAK) != 0
            || !is_line
                && (class(b) & QUOTE != 0 || matches!(b, b',' | b';' | b')' | b']' | b'}' | b'<' | b'\\'))
    };
    let word = |at: usize, limit: usize| {
        let marker = text.marker(from + at).unwrap_or(0);
        let rest = value.get(at + marker..).unwrap_or(&[]);
        let length = rest.iter().take(limit).position(|&b| ends(b)).unwrap_or(rest.len().min(limit));
        let is_behind = |b: u8| is_line && (class(b) & QUOTE != 0 || matches!(b, b',' | b';' | b')'));
        let last = rest.get(..length).unwrap_or(&[]).iter().rposition(|&b| !is_behind(b));
        marker + last.map_or(0, |last| last + 1)
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
    let is_prose = || {
        let scheme = Scheme::of(text.slice(from, from + first));
        let is_credential = matches!(scheme, Some(Scheme::Basic | Scheme::Bearer))
            || (is_header || at > 0) && is_alone(text, credentials.to);
        is_words(secret) && secret.len() < 16 && (!is_credential || is_about_header(secret))
    };
    let is_plain = secret.len() < 3 || is_redacted(text, credentials) || is_prose();
    (!is_plain).then(|| Span { to: from + at + word(at, usize::MAX), ..credentials })
}

/// Whether the header whose value is at `start` begins its line, perhaps after the sign of a program: `> Authorization: …`.
fn is_line(text: Text<'_>, start: usize) -> bool {
    let colon = text.run_back(start, BLANK, 4);
    let from = text.run_back(colon.saturating_sub(1), NAME, 32);
    let before = text.run_back(from, BLANK, 2);
    let before = before - usize::from(matches!(text.before(before), b'>' | b'<' | b'*'));
    text.before(colon) == b':' && (before == 0 || text.was(before, BREAK))
}

/// Whether a word is a parameter, `name=value` or `name="…"`, rather than base64 with padding.
pub(crate) fn is_parameter(text: Text<'_>, word: Span) -> bool {
    let bytes = text.slice(word.from, word.to);
    bytes.iter().position(|&b| b == b'=').is_some_and(|sign| {
        let (name, value) = (bytes.get(..sign).unwrap_or(&[]), bytes.get(sign + 1..).unwrap_or(&[]));
        only(name, ALPHA | UNDER | DASH)
            && (value.iter().any(|&b| b != b'=') || value.is_empty() && opens_text(text, word.to))
    })
}

/// Whether a quote at `at`, escaped or not, begins a text. After base64 with padding it ends one.
fn opens_text(text: Text<'_>, at: usize) -> bool {
    let escapes = text.0.get(at..).unwrap_or(&[]).iter().take(7).take_while(|&&b| b == b'\\').count();
    let quote = at + escapes;
    let behind = quote + 1;
    text.is(quote, QUOTE)
        && (text.is(behind, ALNUM | HIGH | DOLLAR)
            || matches!(text.at(behind), b'/' | b'<' | b'{')
            // An empty text.
            || text.at(behind + escapes) == text.at(quote))
}

/// The value of a digest's parameter `response`, which begins at `at`.
fn digest_proof(text: Text<'_>, at: usize) -> Option<Span> {
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    Some(value).filter(|value| value.to - value.from >= 16).as_ref().map(ValueSpan::secret)
}
