//! Values that only mark the place of a secret: variables, templates, masks, and words such as `your-token`.

use crate::redact::keys::matcher::{self, KeyVerdict};
use crate::redact::text::classify::prose::is_identifier;
use crate::redact::text::cursor::{ALNUM, ALPHA, BLANK, DASH, DIGIT, DOT, UNDER, UPPER, any, class, only};
use crate::redact::text::randomness::is_generated;
use crate::word_set::words;

/// Whether a value marks the place of a secret.
pub(crate) fn is_placeholder(value: &[u8]) -> bool {
    is_template(value)
        || is_variable_name(value)
        || is_mask(value)
        || is_reference(value)
        || is_stand_in(value)
}

/// Whether a quoted value is markup, or has a template in it.
pub(crate) fn is_markup(value: &[u8]) -> bool {
    is_tag(value) || value.windows(2).any(|w| w == b"${" || w == b"{{")
}

/// Whether a value begins with a tag of markup.
fn is_tag(value: &[u8]) -> bool {
    matches!(value, [b'<', b'/' | b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..])
        && value.iter().any(|&b| matches!(b, b'>' | b' '))
        && !is_generated(value)
}

/// Whether a value is the name of a secret in capitals, as environment variables have: `DB_PASSWORD`.
fn is_variable_name(value: &[u8]) -> bool {
    only(value, UPPER | UNDER) && value.len() <= 64 && matcher::classify(value) == KeyVerdict::Secret
}

/// Whether a value is a variable or an expression of a template.
fn is_template(value: &[u8]) -> bool {
    match value {
        []
        | [b'$', b'{' | b'(' | b'[' | b'$', ..]
        | [b'{', b'{' | b'%', ..]
        | [b'#' | b'@', b'{', ..]
        | [b'[', b'[', ..]
        | [b'%', b'(' | b'{', ..]
        | [b'%', b's' | b'd' | b'v' | b'q' | b'@'] => true,
        [b'<', inner @ .., b'>'] | [b'{', inner @ .., b'}'] | [b'[', inner @ .., b']'] => {
            !is_mixed_word(inner)
        }
        // Parameters of SQL: `:token`, `@p1`.
        [b':' | b'@', name @ ..] => only(name, ALPHA | UNDER) || name.len() < 4 && is_identifier(name),
        [b'%', inner @ .., b'%'] => only(inner, ALNUM | UNDER) && !is_mixed_word(inner),
        [b'$', rest @ ..] => {
            let rest = rest.strip_prefix(b"env:").unwrap_or(rest);
            only(rest, ALPHA | UNDER)
                || only(rest, UPPER | DIGIT | UNDER)
                || only(rest, DIGIT)
                || is_identifier(rest)
                    && (rest.contains(&b'.') || matcher::classify(rest) != KeyVerdict::Safe)
        }
        _ => false,
    }
}

/// Whether what brackets enclose is no word that stands for a secret, but may be one: digits and letters are mixed in a word
/// other than a number behind a name, or kinds of characters alternate.
fn is_mixed_word(value: &[u8]) -> bool {
    let mut words = value.split(|&b| class(b) & (ALNUM | UNDER) == 0);
    let is_mixed = |word: &[u8]| any(word, DIGIT) && any(word, ALPHA) && !is_identifier(word);
    let is_sign = |b: &u8| b"!#$%^&*+=?~;()[]{}@\"'\\`".contains(b);
    is_generated(value) && value.iter().any(is_sign) || words.any(is_mixed)
}

/// Most characters that a mask shows.
const SHOWN: usize = 10;

/// Whether a value is masked already: stars, crosses or dots, with at most a few characters shown.
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

/// Whether a value says where the secret is kept.
fn is_reference(value: &[u8]) -> bool {
    const PLACES: &str = "process.env os.environ os.getenv import.meta.env System.getenv ENV[ env. env: secrets. vault: op:// arn: file: ref+ !Ref !vault @Microsoft.KeyVault ENC[ keyring: projects/";
    words!(PLACES).begin(value) || value.windows(3).take(16).any(|w| w == b"://")
}

/// Whether a value is a phrase that documentation puts in the place of a secret.
fn is_stand_in(value: &[u8]) -> bool {
    const PHRASES: &str = "your example placeholder insert replace redacted masked changeit _here -here";
    value.len() <= 64
        && only(value, ALPHA | UNDER | DASH | DOT | BLANK)
        && value.iter().enumerate().any(|(at, &byte)| {
            words!(PHRASES).may_begin_with(byte) && words!(PHRASES).begin(value.get(at..).unwrap_or_default())
        })
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

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
}
