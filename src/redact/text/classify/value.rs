//! Kinds of values by what they look like: tokens, ids, dates, paths, and values that are too common to be known again.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::prose::{is_common_word, is_words};
use crate::redact::text::cursor::{
    ALNUM, ALPHA, DASH, DIGIT, DOT, HEX, JOINT, PLUS, QUOTE, SPACE, UNDER, class, only,
};
use crate::redact::text::randomness::{VALUE_WINDOW, distinct, is_mixed};

/// Shortest value that can look like a token.
const TOKEN_MIN: usize = 16;

/// Whether a value looks like a token that a machine made: long, in one piece, with letters and digits well mixed.
///
/// UUIDs do not count, nor do identifiers, paths, dates and versions.
pub(crate) fn is_token(value: &[u8]) -> bool {
    let value = value.get(..VALUE_WINDOW).unwrap_or(value);
    value.len() >= TOKEN_MIN
        && only(value, ALNUM | UNDER | DASH | DOT | PLUS | JOINT)
        && !is_uuid(value)
        && !is_date(value)
        && !is_path(value)
        && !is_placeholder(value)
        && is_mixed(value)
}

/// Whether a value is a UUID without braces.
pub(crate) fn is_uuid(value: &[u8]) -> bool {
    value.len() == 36
        && value
            .iter()
            .enumerate()
            .all(|(i, &b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { class(b) & HEX != 0 })
}

/// Whether a value begins with a date: `2024-01-01…`.
pub(crate) fn is_date(value: &[u8]) -> bool {
    value.len() >= 10
        && value
            .iter()
            .take(10)
            .enumerate()
            .all(|(i, &b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}

/// Whether a value is the path of a file with at least one plain word in it: absolute, relative, at home or on a drive.
pub(crate) fn is_path(value: &[u8]) -> bool {
    let rooted = match value {
        [b'/', rest @ ..] => !rest.is_empty(),
        [b'.' | b'~', b'/', ..] | [b'.', b'.', b'/', ..] => true,
        [drive, b':', b'\\' | b'/', ..] => drive.is_ascii_alphabetic(),
        _ => false,
    };
    rooted
        && !value.iter().any(|&b| matches!(b, b'+' | b'=') || class(b) & QUOTE != 0)
        && value.split(|&b| b == b'/' || b == b'\\').any(|part| part.len() > 2 && is_words(part))
        && !value.split(|&b| b == b'/' || b == b'\\').any(|part| part.len() >= TOKEN_MIN && is_mixed(part))
}

/// Shortest run of words that does not stand in other texts by accident.
const PHRASE_MIN: usize = 24;

/// Most digits of a number that may be another number elsewhere: a port, a year, a time.
const NUMBER_MAX: usize = 15;

/// Whether a secret is too common to be looked for elsewhere, where it may be something else: words, numbers, dates, paths,
/// placeholders.
pub(crate) fn is_common(secret: &[u8]) -> bool {
    let value = secret.get(..VALUE_WINDOW).unwrap_or(secret);
    // A host may have a port.
    let port = value.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let value = value.get(..value.len() - port).and_then(|host| host.strip_suffix(b":")).unwrap_or(value);
    is_words(value) && value.len() < PHRASE_MIN
        || only(value, ALPHA | SPACE) && value.len() < PHRASE_MIN
        || only(value, DIGIT | DOT | DASH | JOINT) && value.len() <= NUMBER_MAX
        || distinct(value) < 5
        || is_date(value)
        || is_path(value)
        || is_placeholder(value)
        || is_common_word(value)
}

#[cfg(test)]
mod tests {
    use super::{is_path, is_token};

    #[test]
    fn tokens_are_told_from_names() {
        let cases = [
            ("mixed", "a8Fk29sLq0ZmX71bQe", true),
            ("hex", "9f86d081884c7d659a2feaa0c55ad015", true),
            ("base64", "dGhpcy1pcy1hLXNlY3JldC0xMjM0NQ==", true),
            ("short", "a8Fk29sL", false),
            ("uuid", "550e8400-e29b-41d4-a716-446655440000", false),
            ("words", "my-long-object-name-2024", false),
            ("snake", "user_session_manager_v2", false),
            ("date", "2024-01-01T00:00:00Z", false),
            ("path", "/usr/share/nginx/html5/index", false),
            ("url", "https://example.com/a1b2c3d4e5", false),
            ("sentence", "this is not 1 token", false),
        ];
        for (name, value, expected) in cases {
            assert_eq!(is_token(value.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn paths_are_told_from_secrets() {
        for (name, value, expected) in [
            ("absolute", "/run/secrets/token", true),
            ("on a drive", "C:\\keys\\id_rsa", true),
            ("without a word", "/k3J9aa", false),
        ] {
            assert_eq!(is_path(value.as_bytes()), expected, "{name}");
        }
    }
}
