//! Authentication schemes of HTTP in free text: `Bearer …`, `Basic …` and their kin.

use crate::redact::text::Hit;
use crate::redact::text::classify::value::{JUDGED, any, is_mixed, is_placeholder, is_token, only};
use crate::redact::text::cursor::{
    ALNUM, BLANK, DASH, DIGIT, DOT, JOINT, LOWER, PLUS, Text, UNDER, UPPER, class,
};
use crate::word_set::words;

/// What RFC 9110 allows in credentials of one token, with the joints that vendors add.
const CREDENTIALS: u16 = ALNUM | DASH | DOT | UNDER | PLUS | JOINT;

/// How strict the check of the credentials must be after a scheme word.
#[derive(Clone, Copy, PartialEq)]
enum Scheme {
    /// Also an English word: the value must look like a token.
    Word,
    /// A word of the protocol: the value must not look like prose.
    Bearer,
    /// Base64 of user and password.
    Basic,
}

fn scheme(word: &[u8]) -> Option<Scheme> {
    if word.eq_ignore_ascii_case(b"bearer") {
        Some(Scheme::Bearer)
    } else if word.eq_ignore_ascii_case(b"basic") {
        Some(Scheme::Basic)
    } else {
        words!("token apikey digest negotiate geniekey ntlm ssws").has(word).then_some(Scheme::Word)
    }
}

/// The length of a scheme word and the blanks after it at `at`, for values that begin with one.
pub(crate) fn scheme_prefix(text: Text<'_>, at: usize) -> Option<usize> {
    let end = text.run(at, ALNUM | DASH, 24);
    let word = text.slice(at, end);
    let known = scheme(word).is_some() || words!("key jwt oauth bot token-auth apikey-v1 hawk").has(word);
    let value = text.run(end, BLANK, 8);
    (known && value > end).then_some(value - at)
}

/// Longest scheme word and one more.
const WORD_LIMIT: usize = 10;

/// The credentials after the scheme word that ends at `end`.
pub(crate) fn find(text: Text<'_>, end: usize) -> Option<Hit> {
    let start = text.run_back(end, ALNUM, WORD_LIMIT);
    // `%20Bearer%20…`: the digits of the escape are no part of the word.
    let start = start + if text.before(start) == b'%' { 2 } else { 0 };
    // The last word of a name is no scheme: names have a detector of their own, which asks the policy.
    let scheme =
        scheme(text.slice(start, end)).filter(|scheme| *scheme != Scheme::Word || !text.was(start, UNDER))?;
    let mut from = text.run(end, BLANK, 8);
    if scheme != Scheme::Word && matches!(text.at(end), b':' | b',' | b'=') {
        from = text.run(end + 1, BLANK, 8);
        // Python's repr and arrays of arguments put the value in quotes of its own.
        from += usize::from(text.is(from, crate::redact::text::cursor::QUOTE));
    } else if text.has(end, b"%20") {
        from = end + 3;
    } else if text.at(end) == b'+' && scheme == Scheme::Bearer {
        from = end + 1;
    }
    if from == end {
        return None;
    }
    // A marker that something follows is none.
    let length = text.marker(from);
    let marked = length.is_some();
    let visible = from + length.unwrap_or(0);
    // KeyCache by its beginning: schemes may follow one another without a blank.
    let to = text.sentence_end(visible, text.run(visible, CREDENTIALS, 2 * JUDGED));
    let value = text.slice(visible, to);
    let secret = match scheme {
        _ if marked => any(value, ALNUM),
        Scheme::Word => is_token(value),
        Scheme::Basic => is_basic(value),
        Scheme::Bearer => is_bearer(value),
    } && !is_placeholder(value);
    // `realm="…"` is a parameter of a challenge.
    let parameter = text.is(to, crate::redact::text::cursor::QUOTE) && value.ends_with(b"=");
    (secret && !parameter && text.at(to) != b'(').then(|| {
        let end = text.run(to, CREDENTIALS, usize::MAX);
        Hit { from, to: text.sentence_end(from, end) }
    })
}

/// Whether a value after `Basic` is base64 rather than the next word of a sentence.
fn is_basic(value: &[u8]) -> bool {
    value.len() >= 8
        && only(value, ALNUM | PLUS | DASH | UNDER)
        && (any(value, DIGIT)
            || value.ends_with(b"=")
            || inner_capital(value) && value.len().is_multiple_of(4))
        && !value.iter().rev().skip_while(|&&b| b == b'=').any(|&b| b == b'=')
}

/// Whether a value after `Bearer` is a token rather than the next word of a sentence or a challenge parameter.
fn is_bearer(value: &[u8]) -> bool {
    if value.len() < 6 || value.iter().position(|&b| b == b'=').is_some_and(|at| at + 3 < value.len()) {
        return false;
    }
    any(value, DIGIT)
        || value.ends_with(b"=")
        || (value.len() >= 16 && (inner_capital(value) || value.len() >= 32))
        || is_mixed(value)
}

/// Whether a capital follows a small letter: rare in prose, common in base64.
fn inner_capital(value: &[u8]) -> bool {
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
