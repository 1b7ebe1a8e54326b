//! The judge of values: placeholders, code, prose and words are no secrets; random-looking text is.

use crate::redact::keys::matcher::{self, KeyVerdict};
use crate::word_set::words;

use crate::redact::text::cursor::{
    ALNUM, ALPHA, Class, DASH, DIGIT, DOT, HEX, JOINT, LOWER, PLUS, QUOTE, UNDER, UPPER, class,
};

/// Most bytes of a value that are looked at to judge it.
pub(crate) const JUDGED: usize = 512;

/// Shortest value that can look like a token.
const TOKEN_MIN: usize = 16;

/// Whether a value looks like a machine-made token: long, of one piece, with letters and digits well mixed.
///
/// UUIDs do not count, and neither do identifiers, paths, dates or versions.
pub(crate) fn is_token(value: &[u8]) -> bool {
    let value = value.get(..JUDGED).unwrap_or(value);
    value.len() >= TOKEN_MIN
        && only(value, ALNUM | UNDER | DASH | DOT | PLUS | JOINT)
        && !is_uuid(value)
        && !is_date(value)
        && !is_path(value)
        && !is_placeholder(value)
        && is_mixed(value)
}

/// Whether letters and digits are mixed as in random text: at least eight distinct bytes, letters and digits both,
/// and a change of class, inside words, every eight bytes or oftener.
pub(crate) fn is_mixed(value: &[u8]) -> bool {
    let value = value.get(..JUDGED).unwrap_or(value);
    let (mut changes, mut seen) = (0, 0);
    let mut before: Class = 0;
    for &byte in value {
        let now = class(byte) & ALNUM;
        // A capital that begins a word is no sign of chance, so lower case after upper case does not count.
        if now != 0 && before != 0 && now != before && !(before == UPPER && now == LOWER) {
            changes += 1;
        }
        before = now;
        seen |= now;
    }
    seen & DIGIT != 0
        && seen & ALPHA != 0
        && distinct(value) >= 8
        && changes >= 3.max(value.len().min(64) / 12)
}

/// Number of distinct bytes.
pub(crate) fn distinct(value: &[u8]) -> u32 {
    let mut seen = [0_u64; 4];
    for &byte in value {
        if let Some(part) = seen.get_mut(usize::from(byte >> 6)) {
            *part |= 1 << (byte & 63);
        }
    }
    seen.iter().map(|part| part.count_ones()).sum()
}

/// Whether all bytes are in `classes`.
pub(crate) fn only(value: &[u8], classes: Class) -> bool {
    value.iter().all(|&b| class(b) & classes != 0)
}

/// Whether some byte is in `classes`.
pub(crate) fn any(value: &[u8], classes: Class) -> bool {
    value.iter().any(|&b| class(b) & classes != 0)
}

/// Whether a value is a UUID, with or without braces.
pub(crate) fn is_uuid(value: &[u8]) -> bool {
    value.len() == 36
        && value
            .iter()
            .enumerate()
            .all(|(i, &b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { class(b) & HEX != 0 })
}

/// Whether a value begins with a date: `2024-01-01…`.
fn is_date(value: &[u8]) -> bool {
    value.len() >= 10
        && value
            .iter()
            .take(10)
            .enumerate()
            .all(|(i, &b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}

/// Whether a value is a file path: absolute, relative, at home or on a drive, with at least one plain word in it.
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

/// Whether a value is made of plain words: letters with joints, and no capital inside a word but camel-case humps.
pub(crate) fn is_words(value: &[u8]) -> bool {
    if !only(value, ALPHA | UNDER | DASH | DOT | PLUS | crate::redact::text::cursor::HIGH)
        || value.iter().any(|&b| b == b'+' || b == b'=')
    {
        return false;
    }
    let humps = value
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if class(*a) & LOWER != 0 && class(*b) & UPPER != 0))
        .count();
    // Random letters of both cases change about every other byte; camel case every four or more.
    humps * 4 <= value.len()
}

/// Whether a value is an identifier of a program: words, perhaps dotted, perhaps with a number at the end.
pub(crate) fn is_identifier(value: &[u8]) -> bool {
    let value = value.strip_prefix(b"$").or_else(|| value.strip_prefix(b"@")).unwrap_or(value);
    !value.is_empty()
        && value.split(|&b| b == b'.').all(|part| {
            let end = part.iter().rposition(|&b| class(b) & DIGIT == 0).map_or(0, |at| at + 1);
            let (stem, number) = part.split_at_checked(end).unwrap_or((part, &[]));
            !stem.is_empty() && number.len() <= 3 && only(stem, ALPHA | UNDER) && is_words(stem)
        })
}

/// Shortest run of words that does not stand in other texts by accident.
const PHRASE_MIN: usize = 24;

/// Most digits of a number that may well be another one: a port, a year, a time.
const NUMBER_MAX: usize = 15;

/// Whether a secret may well stand elsewhere as something else: words, numbers, dates, paths, placeholders.
pub(crate) fn is_everyday(secret: &[u8]) -> bool {
    let value = secret.get(..JUDGED).unwrap_or(secret);
    // A host may have a port.
    let port = value.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let value = value.get(..value.len() - port).and_then(|host| host.strip_suffix(b":")).unwrap_or(value);
    is_words(value) && value.len() < PHRASE_MIN
        || only(value, ALPHA | crate::redact::text::cursor::SPACE) && value.len() < PHRASE_MIN
        || only(value, DIGIT | DOT | DASH | JOINT) && value.len() <= NUMBER_MAX
        || distinct(value) < 5
        || is_date(value)
        || is_path(value)
        || is_placeholder(value)
        || crate::redact::text::classify::pair::is_known(value)
}

/// Whether a value only marks the place of a secret: a variable, a template, a mask, a word such as `your-token`.
pub(crate) fn is_placeholder(value: &[u8]) -> bool {
    is_template(value)
        || is_variable_name(value)
        || is_mask(value)
        || is_reference(value)
        || is_stand_in(value)
}

/// Whether a value is the upper-case name of a secret, as variables of the environment have: `DB_PASSWORD`.
fn is_variable_name(value: &[u8]) -> bool {
    only(value, UPPER | UNDER) && value.len() <= 64 && matcher::classify(value) == KeyVerdict::Secret
}

/// Whether a value is a variable or a template expression.
fn is_template(value: &[u8]) -> bool {
    match value {
        []
        | [b'$', b'{' | b'(' | b'[' | b'$', ..]
        | [b'{', b'{' | b'%', ..]
        | [b'#' | b'@', b'{', ..]
        | [b'<', .., b'>']
        | [b'[', b'[', ..]
        | [b'%', b'(' | b'{', ..]
        | [b'{', .., b'}']
        | [b'[', .., b']']
        | [b'%', b's' | b'd' | b'v' | b'q' | b'@'] => true,
        [b'%', inner @ .., b'%'] => only(inner, ALNUM | UNDER),
        [b'$', rest @ ..] => {
            let rest = rest.strip_prefix(b"env:").unwrap_or(rest);
            only(rest, ALPHA | UNDER)
                || only(rest, UPPER | DIGIT | UNDER)
                || only(rest, DIGIT)
                || is_identifier(rest)
        }
        _ => false,
    }
}

/// Most characters that a mask shows.
const SHOWN: usize = 10;

/// Whether a value is masked already: stars, crosses or dots, with at most a few characters shown at the ends.
fn is_mask(value: &[u8]) -> bool {
    let is_cover = |b: u8| {
        matches!(b, b'*' | b'x' | b'X' | b'.' | b'#' | b'?' | b'_' | b'-' | 0xe2 | 0x80 | 0xa2 | 0xa6)
    };
    let shown = value.iter().filter(|&&b| !is_cover(b)).take(SHOWN + 1).count();
    if shown == 0 {
        return true;
    }
    if shown > SHOWN || value.len() - shown < 3 {
        return false;
    }
    value.windows(3).any(|w| w == b"***" || w == b"..." || w == "…".as_bytes() || w == "•".as_bytes())
        || value.windows(5).any(|w| w.eq_ignore_ascii_case(b"xxxxx"))
}

/// Whether a value names the place where the secret is kept.
fn is_reference(value: &[u8]) -> bool {
    const PLACES: &str = "process.env os.environ os.getenv import.meta.env System.getenv ENV[ env. env: secrets. vault: op:// arn: file: ref+ !Ref !vault @Microsoft.KeyVault keyring: projects/";
    words!(PLACES).begin(value) || value.windows(3).take(16).any(|w| w == b"://")
}

/// Whether a value is a phrase that stands in for a secret in documentation.
fn is_stand_in(value: &[u8]) -> bool {
    const PHRASES: &str = "your example placeholder insert replace redacted masked changeit _here -here";
    value.len() <= 64
        && only(value, ALPHA | UNDER | DASH | DOT | crate::redact::text::cursor::BLANK)
        && value.iter().enumerate().any(|(at, &byte)| {
            words!(PHRASES).may_begin_with(byte) && words!(PHRASES).begin(value.get(at..).unwrap_or_default())
        })
}

#[cfg(test)]
mod tests {
    use super::{is_identifier, is_path, is_placeholder, is_token, is_words};

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
    fn placeholders_are_told_from_secrets() {
        for value in [
            "",
            "${TOKEN}",
            "$(pass show x)",
            "$TOKEN",
            "$token",
            "$1",
            "{{ secret }}",
            "<your-token>",
            "%TOKEN%",
            "%s",
            "****",
            "xxxxxxxx",
            "sk-****abcd",
            "...",
            "process.env.TOKEN",
            "your-api-key",
            "YOUR_TOKEN_HERE",
            "$env:TOKEN",
            "op://vault/item",
            "arn:aws:secretsmanager:eu:1:secret:x",
            "••••••••",
            "{token}",
        ] {
            assert!(is_placeholder(value.as_bytes()), "{value}");
        }
        for value in ["hunter2", "$tr0ng", "p***word-with-a-long-tail", "Xx9", "%41bc", "super$ecret"] {
            assert!(!is_placeholder(value.as_bytes()), "{value}");
        }
    }

    #[test]
    fn words_paths_and_identifiers() {
        for value in ["incorrect", "self.token", "userPassword", "req.body.password", "token2"] {
            assert!(is_identifier(value.as_bytes()), "{value}");
        }
        for value in ["hunter2x", "aXbYcZdW", "a-b", "1abc"] {
            assert!(!is_identifier(value.as_bytes()), "{value}");
        }
        assert!(is_words(b"must-be-set") && !is_words(b"must-be-8"));
        assert!(is_path(b"/run/secrets/token") && is_path(b"C:\\keys\\id_rsa") && !is_path(b"/k3J9aa"));
    }
}
