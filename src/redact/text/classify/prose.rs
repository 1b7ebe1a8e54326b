//! Words, identifiers and sentences: text that is not secret.

use crate::redact::text::cursor::{
    ALPHA, DASH, DIGIT, DOT, HIGH, LOWER, PLUS, SPACE, UNDER, UPPER, any, class, only,
};
use crate::word_set::words;

/// Whether a value is made of words: letters with joints between them, where capitals only begin words.
pub(crate) fn is_words(value: &[u8]) -> bool {
    if !only(value, ALPHA | UNDER | DASH | DOT | PLUS | HIGH) || value.iter().any(|&b| b == b'+' || b == b'=')
    {
        return false;
    }
    let humps = value
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if class(*a) & LOWER != 0 && class(*b) & UPPER != 0))
        .count();
    // Random letters of both cases have a hump about every other byte, camel case every four or more.
    humps * 4 <= value.len()
}

/// Whether a value is an identifier of a program: words, perhaps with dots between them or a number at the end.
pub(crate) fn is_identifier(value: &[u8]) -> bool {
    let value = value.strip_prefix(b"$").or_else(|| value.strip_prefix(b"@")).unwrap_or(value);
    !value.is_empty()
        && value.split(|&b| b == b'.').all(|part| {
            let end = part.iter().rposition(|&b| class(b) & DIGIT == 0).map_or(0, |at| at + 1);
            let (stem, number) = part.split_at_checked(end).unwrap_or((part, &[]));
            !stem.is_empty() && number.len() <= 3 && only(stem, ALPHA | UNDER) && is_words(stem)
        })
}

/// Whether a value is a word that often stands where a secret would: it says that there is none, or names its type.
pub(crate) fn is_common_word(value: &[u8]) -> bool {
    let words = match value.len() {
        2 => words!("no on is"),
        3 => words!("nil yes off str int any set not u16 u32 u64 i32 i64"),
        4 => words!("true null none bool void must text file self this omit"),
        5 => words!("false unset empty basic token usize"),
        6 => words!("string number object bearer digest secret hidden masked"),
        7 => words!("invalid missing integer boolean unknown expired enabled default include"),
        8 => words!("required optional disabled"),
        9 => words!("undefined negotiate"),
        11 => words!("same-origin"),
        _ => return false,
    };
    words.has(value)
}

/// Whether a quoted value is a sentence: several words, one of them a function word, and none with letters and digits.
pub(crate) fn is_sentence(value: &[u8]) -> bool {
    const FUNCTION_WORDS: &str = "a an and are at be by can cannot does for from has in invalid is least missing must not of or required should the to too was with your";
    let words = || value.split(|&b| class(b) & SPACE != 0).filter(|word| !word.is_empty());
    words().nth(1).is_some()
        && words().any(|word| words!(FUNCTION_WORDS).has(word))
        && words().all(|word| !(any(word, DIGIT) && any(word, ALPHA)))
}

#[cfg(test)]
mod tests {
    use super::{is_identifier, is_words};

    #[test]
    fn words_and_identifiers() {
        for value in ["incorrect", "self.token", "userPassword", "req.body.password", "token2"] {
            assert!(is_identifier(value.as_bytes()), "{value}");
        }
        for value in ["hunter2x", "aXbYcZdW", "a-b", "1abc"] {
            assert!(!is_identifier(value.as_bytes()), "{value}");
        }
        assert!(is_words(b"must-be-set") && !is_words(b"must-be-8"));
    }
}
