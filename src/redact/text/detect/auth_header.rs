//! Credentials in free text after the name of an HTTP authentication scheme: `Bearer …`, `Basic …`.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::scheme::Scheme;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{
    ALNUM, BLANK, Class, DASH, DIGIT, DOT, JOINT, LOWER, PLUS, QUOTE, Text, UNDER, UPPER, any, class, only,
};
use crate::redact::text::detect::authorization;
use crate::redact::text::randomness::{VALUE_WINDOW, is_mixed};
use crate::redact::text::span::Span;

/// What RFC 9110 allows in credentials without parameters, and the signs that vendors add.
const CREDENTIALS: Class = ALNUM | DASH | DOT | UNDER | PLUS | JOINT;

/// Longest name of a scheme, and one character.
const WORD_LIMIT: usize = 10;

/// The credentials after the name of a scheme that ends at `end`.
pub(crate) fn find(text: Text<'_>, end: usize) -> Option<Span> {
    let start = text.run_back(end, ALNUM, WORD_LIMIT);
    // `%20Bearer%20…`: the digits of the escape are not part of the word.
    let start = start + if text.before(start) == b'%' { 2 } else { 0 };
    // `api_token …` ends in a scheme, but is a name. Names have detectors of their own, which ask the policy.
    let scheme = Scheme::of(text.slice(start, end))
        .filter(|scheme| *scheme != Scheme::Word || !text.was(start, UNDER))?;
    let mut from = text.run(end, BLANK, 8);
    if scheme != Scheme::Word && matches!(text.at(end), b':' | b',' | b'=') {
        from = text.run(end + 1, BLANK, 8);
        // Python's repr and lists of arguments have quotes around the value.
        from += usize::from(text.is(from, QUOTE));
    } else if text.has(end, b"%20") {
        from = end + 3;
    } else if text.at(end) == b'+' && scheme == Scheme::Bearer {
        from = end + 1;
    }
    if from == end {
        return None;
    }
    // A marker with more after it proves nothing.
    let marker = text.marker(from);
    let visible = from + marker.unwrap_or(0);
    // The beginning decides. Without a bound, many schemes that follow one another without a blank would take quadratic time.
    let to = text.sentence_end(visible, text.run(visible, CREDENTIALS, 2 * VALUE_WINDOW));
    let value = text.slice(visible, to);
    let is_secret = match scheme {
        _ if marker.is_some() => any(value, ALNUM),
        Scheme::Word => is_token(value),
        Scheme::Basic => is_basic(value),
        Scheme::Bearer => is_bearer(value),
    } && !is_placeholder(value);
    // `realm="…"` is a parameter of a challenge.
    let is_parameter = authorization::is_parameter(text, Span { from: visible, to });
    (is_secret && !is_parameter && text.at(to) != b'(').then(|| {
        let end = text.run(to, CREDENTIALS, usize::MAX);
        Span { from, to: text.sentence_end(from, end) }
    })
}

/// Whether the word after `Basic` is base64 rather than the next word of a sentence.
fn is_basic(value: &[u8]) -> bool {
    value.len() >= 8
        && only(value, ALNUM | PLUS | DASH | UNDER)
        && (any(value, DIGIT)
            || value.ends_with(b"=")
            || has_inner_capital(value) && value.len().is_multiple_of(4))
        && !value.iter().rev().skip_while(|&&b| b == b'=').any(|&b| b == b'=')
}

/// Whether the word after `Bearer` is a token rather than the next word of a sentence, or a parameter of a challenge.
fn is_bearer(value: &[u8]) -> bool {
    if value.len() < 6 || value.iter().position(|&b| b == b'=').is_some_and(|at| at + 3 < value.len()) {
        return false;
    }
    any(value, DIGIT)
        || value.ends_with(b"=")
        || (value.len() >= 16 && (has_inner_capital(value) || value.len() >= 32))
        || is_mixed(value)
}

/// Whether a capital follows a small letter, which is rare in prose and common in base64.
fn has_inner_capital(value: &[u8]) -> bool {
    value.windows(2).any(|pair| matches!(pair, [a, b] if class(*a) & LOWER != 0 && class(*b) & UPPER != 0))
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;
    use crate::redact::text::formats::matcher::fake;

    #[test]
    fn schemes() {
        let token = fake("", 24);
        let cases = [
            ("bearer", format!("Bearer {token}"), "Bearer [REDACTED]".to_owned()),
            ("bearer, short", "sent 'bearer abc123'".to_owned(), "sent 'bearer [REDACTED]'".to_owned()),
            ("bearer, encoded space", format!("Bearer%20{token}"), "Bearer%20[REDACTED]".to_owned()),
            ("basic", "Basic dXNlcjpwYXNz".to_owned(), "Basic [REDACTED]".to_owned()),
            (
                "prose, a name",
                "Basic JavaScript and PostgreSQL".to_owned(),
                "Basic JavaScript and PostgreSQL".to_owned(),
            ),
            ("token", format!("Token {token}"), "Token [REDACTED]".to_owned()),
            ("done", "Bearer [REDACTED]".to_owned(), "Bearer [REDACTED]".to_owned()),
            (
                "prose, bearer",
                "Bearer authentication required".to_owned(),
                "Bearer authentication required".to_owned(),
            ),
            (
                "prose, basic",
                "Basic authentication failed".to_owned(),
                "Basic authentication failed".to_owned(),
            ),
            ("prose, token", "the bearer token expired".to_owned(), "the bearer token expired".to_owned()),
            ("challenge", "Bearer realm=\"mcp1\"".to_owned(), "Bearer realm=\"mcp1\"".to_owned()),
            ("marker and more", "Bearer [REDACTED]live".to_owned(), "Bearer [REDACTED]".to_owned()),
            (
                "encoded",
                format!("Authorization%3A%20Bearer%20{token}"),
                "Authorization%3A%20Bearer%20[REDACTED]".to_owned(),
            ),
            ("template", "Bearer ${TOKEN}".to_owned(), "Bearer ${TOKEN}".to_owned()),
        ];
        for (name, text, expected) in cases {
            assert_eq!(redact_text(&text), expected, "{name}");
        }
    }
}
