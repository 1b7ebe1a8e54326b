//! The redaction marker: how the text that stands for a secret is recognized.

use crate::redact::policy::{MARKER_WITH_NOTE, REDACTED};

/// Longest `WORD` in `[WORD_REDACTED]`, in bytes. Without a bound, any secret in capitals could pass as a marker.
const WORD_LIMIT: usize = 32;

/// Longest note in `[REDACTED:note]`, in bytes: room for a keyed SHA-256 in hexadecimal digits. With any note, a secret could pass as
/// one.
const NOTE_LIMIT: usize = 64;

/// Most digits of the number of a key.
const NUMBER_LIMIT: usize = 7;

/// Whether the whole of `text` is a redaction marker.
///
/// There are three forms: `[REDACTED]`, `[WORD_REDACTED]` (capital ASCII letters, digits and underscores) and
/// `[REDACTED:note]` (a keyed hash, or the last characters of a secret). A marker inside a longer text proves nothing,
/// because anybody can write one before a secret.
pub(crate) fn is_marker(text: &[u8]) -> bool {
    if marker_length(text) == Some(text.len()) {
        return true;
    }
    let word = text.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"_REDACTED]")).unwrap_or_default();
    (1..=WORD_LIMIT).contains(&word.len())
        && word.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
}

/// The length of the marker that `text` begins with, with a note or without. Detectors skip it as a whole, and look at what
/// follows: it may be the rest of a value.
pub(crate) fn marker_length(text: &[u8]) -> Option<usize> {
    if text.starts_with(REDACTED.as_bytes()) {
        return Some(REDACTED.len());
    }
    let note = text.strip_prefix(MARKER_WITH_NOTE.as_bytes())?;
    let end = note.iter().take(NOTE_LIMIT + 1).position(|byte| *byte == b']')?;
    is_note(note.get(..end)?).then_some(MARKER_WITH_NOTE.len() + end + 1)
}

/// Whether a note is one that this crate writes: a keyed hash, the last characters of a secret, or the number of a key.
fn is_note(note: &[u8]) -> bool {
    match note {
        [0xe2, 0x80, 0xa6, shown @ ..] => {
            shown.len() == 4 && shown.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'*')
        }
        _ if matches!(note.len(), 16 | NOTE_LIMIT) => note.iter().all(u8::is_ascii_hexdigit),
        _ => (1..=NUMBER_LIMIT).contains(&note.len()) && note.iter().all(u8::is_ascii_digit),
    }
}

#[cfg(test)]
mod tests {
    use super::is_marker;

    #[test]
    fn only_whole_markers_count() {
        let long_note = format!("[REDACTED:{}]", "a".repeat(65));
        let long_word = format!("[{}_REDACTED]", "A".repeat(33));
        let cases = [
            ("plain", "[REDACTED]", true),
            ("word", "[CUSTOM_REDACTED]", true),
            ("word with digits", "[PII_2_REDACTED]", true),
            ("hash", "[REDACTED:9f86d081884c7d65]", true),
            ("number", "[REDACTED:42]", true),
            ("a word", "[REDACTED:hunter2hunter2]", false),
            ("as long as a hash", "[REDACTED:hunter2hunter2xx]", false),
            ("a long number", "[REDACTED:12345678]", false),
            ("more than four", "[REDACTED:…hunter22]", false),
            ("last four", "[REDACTED:…4242]", true),
            ("empty", "", false),
            ("empty word", "[_REDACTED]", false),
            ("empty note", "[REDACTED:]", false),
            ("lower case word", "[custom_REDACTED]", false),
            ("glued word", "[XREDACTED]", false),
            ("note with a space", "[REDACTED:a b]", false),
            ("note too long", &long_note, false),
            ("word too long", &long_word, false),
            ("prefix of a text", "[REDACTED]live", false),
            ("suffix of a text", "live[REDACTED]", false),
            ("two markers", "[REDACTED][REDACTED]", false),
        ];
        for (name, text, expected) in cases {
            assert_eq!(is_marker(text.as_bytes()), expected, "{name}");
        }
    }
}
