//! What stays under an ambiguous name such as `key`, `token` or `session`, which more often holds the name of something than a
//! secret: words, paths and ids.

use crate::redact::keys::matcher::{self, KeyVerdict};
use crate::redact::text::classify::value::{is_date, is_path, is_uuid};
use crate::redact::text::cursor::{ALPHA, BLANK, DIGIT, HIGH, LOWER, UPPER, any, class, only};
use crate::redact::text::marker::is_marker;
use crate::redact::text::randomness::{VALUE_WINDOW, is_mixed};
use crate::substring::find;
use crate::word_set::words;

/// A text of fewer characters is no secret that a machine made.
const SHORTEST: usize = 6;

/// Most words of a phrase in small letters. More may be a mnemonic.
const PHRASE_MAX: usize = 8;

/// Longest word or number that stays whatever it is made of.
const SYLLABLE: usize = 3;

/// For each letter, those that follow it in words of English and of programs: the 400 pairs that are most frequent in
/// documentation. They cover 97 of 100 words, and 3 of 100 random texts of ten letters.
const FOLLOWERS: [u32; 26] = [
    0x03fe_bdff,
    0x011e_db57,
    0x011e_dd95,
    0x017e_f9ff,
    0x03ff_ffff,
    0x011e_4939,
    0x011e_79f5,
    0x011e_7911,
    0x02be_fe7f,
    0x0014_4111,
    0x001e_e9b1,
    0x017c_fd7f,
    0x0114_f91f,
    0x037e_ffff,
    0x01fe_ffff,
    0x011e_d9dd,
    0x0010_0000,
    0x017e_fdff,
    0x015f_fdbd,
    0x035e_fdff,
    0x008e_fd7f,
    0x0000_4111,
    0x0006_6991,
    0x000c_9115,
    0x004e_f917,
    0x0200_4111,
];

/// Whether a text under the ambiguous name `name` is none of its secrets: it is short, redacted already, or made of words and
/// ids.
pub(crate) fn is_harmless(name: &[u8], value: &[u8]) -> bool {
    let head = value.get(..VALUE_WINDOW).unwrap_or(value);
    if value.iter().filter(|&&byte| byte & 0xc0 != 0x80).take(SHORTEST).count() < SHORTEST || is_marker(value)
    {
        return true;
    }
    let ends_with = |word: &[u8]| name.len().checked_sub(word.len()).and_then(|at| name.get(at..));
    let is_named = |word: &[u8]| ends_with(word).is_some_and(|end| end.eq_ignore_ascii_case(word));
    // `auth: "user:password"`, as HTTP clients take it, the code of an authenticator app, and what tests call `secret-token`.
    let is_of_token = || only(value, DIGIT) || find(head, b"secret").is_some();
    if is_named(b"auth") && value.contains(&b':') || is_named(b"token") && is_of_token() {
        return false;
    }
    is_path(head) || is_date(head) || is_name_of_something(head, is_named(b"key") || is_named(b"keys"))
}

/// Longest label.
const LABEL_MAX: usize = 64;

/// Whether a value is the setting of a request, or the label of a secret in a file of translations, as under `login.password`:
/// words that begin with a capital and say what the name says.
pub(crate) fn is_label(name: &[u8], value: &[u8]) -> bool {
    let all_words = || value.split(|&byte| class(byte) & (ALPHA | HIGH) == 0).filter(|word| !word.is_empty());
    // What `fetch` sends along.
    if name.eq_ignore_ascii_case(b"credentials") {
        return words!("same-origin include omit").has(value);
    }
    name.contains(&b'.')
        && value.len() <= LABEL_MAX
        && value.first().is_some_and(|&first| class(first) & (UPPER | HIGH) != 0)
        && value.iter().all(|&byte| {
            class(byte) & (ALPHA | HIGH | BLANK) != 0
                || matches!(byte, b'?' | b'!' | b'.' | b'-' | b':' | b'\'')
        })
        && all_words().any(|word| matcher::classify(word) > KeyVerdict::Safe)
        && all_words().all(is_word)
}

/// Whether a value is made of words and ids. Under a key it may have a namespace: `session:9f86d081`.
fn is_name_of_something(value: &[u8], is_key: bool) -> bool {
    // A UUID, perhaps after the kind of what it identifies.
    let (value, is_id) = match value.len().checked_sub(36).and_then(|at| value.split_at_checked(at)) {
        Some((head, id)) if is_uuid(id) => (head, true),
        _ => (value, false),
    };
    let parts =
        || value.split(|&byte| class(byte) & (ALPHA | DIGIT | HIGH) == 0).filter(|part| !part.is_empty());
    let first = parts().next().unwrap_or_default();
    let has_namespace = first.len() >= SYLLABLE
        && is_word(first)
        && (value.contains(&b'/') || is_key && value.contains(&b':'))
        && !value.iter().any(|byte| matches!(byte, b'+' | b'='));
    let is_ordinary = |part: &[u8]| {
        is_word(part)
            || is_numbered(part, if is_key { 3 } else { 1 })
            || has_namespace && !(any(part, UPPER) && is_mixed(part))
    };
    let is_phrase = || parts().count() <= PHRASE_MAX || !only(value, LOWER | BLANK);
    parts().all(is_ordinary) && (is_id || is_phrase())
}

/// Whether a part is letters with a number of at most `most` digits behind, a number, or a number with a letter behind: `item42`,
/// `2024`, `3d`.
fn is_numbered(part: &[u8], most: usize) -> bool {
    let digits = |part: &[u8]| part.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if words!("i18n l10n a11y k8s e2e").has(part) {
        return true;
    }
    let from = digits(part);
    if from > 0 {
        let rest = part.get(from..).unwrap_or_default();
        return rest.is_empty() || part.len() <= SYLLABLE && only(rest, ALPHA);
    }
    let letters = part.iter().position(u8::is_ascii_digit).unwrap_or(part.len());
    let (word, number) = part.split_at_checked(letters).unwrap_or_default();
    number.len() <= most && only(number, DIGIT) && is_word(word)
}

/// Whether letters are words, also in camel case and in capitals.
fn is_word(part: &[u8]) -> bool {
    let (mut run, mut humps, mut previous) = (0, 0, 0);
    for (at, &byte) in part.iter().enumerate() {
        let (now, before) = (class(byte), class(previous));
        if now & (ALPHA | HIGH) == 0 {
            return false;
        }
        let next = part.get(at + 1).map_or(0, |&next| class(next));
        let is_hump = now & UPPER != 0 && (before & LOWER != 0 || before & UPPER != 0 && next & LOWER != 0);
        humps += usize::from(is_hump);
        run = if is_hump || now & HIGH != 0 || before & HIGH != 0 { 0 } else { run };
        if run > 0 && !is_familiar(previous, byte) && part.len() > SYLLABLE {
            return false;
        }
        run += 1;
        previous = byte;
    }
    // Random letters of both cases have a hump about every other byte.
    humps * 4 <= part.len() || part.len() <= SYLLABLE
}

/// Whether a letter follows another one in words.
fn is_familiar(letter: u8, next: u8) -> bool {
    let place = |letter: u8| usize::from((letter | 0x20).wrapping_sub(b'a'));
    FOLLOWERS.get(place(letter)).is_some_and(|followers| followers >> place(next) & 1 != 0)
}

#[cfg(test)]
mod tests {
    use super::is_harmless;

    #[test]
    fn words_paths_and_ids_are_told_from_secrets() {
        for (name, value) in [
            ("key", "short"),
            ("key", "section2"),
            ("key", "PROJ-123"),
            ("key", "users:17"),
            ("key", "session:c5e5632d943c50cf"),
            ("Key", "reports/2026/01/9f86d081884c7d65.json"),
            ("key", "550e8400-e29b-41d4-a716-446655440000"),
            ("key", "user-550e8400-e29b-41d4-a716-446655440000"),
            ("errorKey", "errors.notFound"),
            ("key", "INVALID_ARGUMENT"),
            ("auth", "api-key"),
            ("auth", "oauth2"),
            ("session", "closed"),
            ("session", "2026-01-01T00:00:00Z"),
            ("token", "identifier"),
            ("token", "======="),
            ("key", "größenänderung"),
            ("key", "20260101"),
            ("signature", "foo(bar, baz)"),
            ("key", "Total amount of the order in euros, without any discounts"),
            ("token", "[REDACTED]"),
            ("session", "alice@example.com"),
            ("key", "https://example.com/docs/errors"),
        ] {
            assert!(is_harmless(name.as_bytes(), value.as_bytes()), "{name}: {value}");
        }
        for (name, value) in [
            ("key", "zfwrtgnkfv"),
            ("token", "zfwrtgn42"),
            ("token", "hunter22"),
            ("token", "super-secret"),
            ("key", "aB3xK9q"),
            ("auth", "bob:hunter22"),
            ("token", "839201"),
            ("key", "A1B2-C3D4-E5F6"),
            ("token", "WDJB-MJHT"),
            ("session", "9f86d081884c7d659a2feaa0c55ad015"),
            ("key", "live/aB3kQ9xZ7LmN2pR5tV8wY1cD"),
            ("token", "user:9f86d081884c7d65"),
            ("key", "acme_9f31bcd02e77"),
            ("seed", "witch collapse practice feed shame open despair creek road again ice least"),
            ("token", "aXbYcZdWeV"),
            ("auth", "dXNlcjpwYXNzd29yZA=="),
        ] {
            assert!(!is_harmless(name.as_bytes(), value.as_bytes()), "{name}: {value}");
        }
    }
}
