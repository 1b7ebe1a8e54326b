//! The redaction marker: what a hidden value is replaced by, and how it is recognised.

/// The text that stands for a hidden value.
pub const REDACTED: &str = "[REDACTED]";

/// Longest `WORD` in `[WORD_REDACTED]`, in bytes: an open bound would let any upper-case secret pass as a marker.
const WORD_LIMIT: usize = 32;

/// Longest note in `[REDACTED:note]`, in characters: enough for a keyed SHA-256 in hex.
const NOTE_LIMIT: usize = 64;

/// Whether the whole of `text` is a redaction marker.
///
/// Three shapes count: `[REDACTED]`, `[WORD_REDACTED]` (upper-case ASCII letters, digits and underscores) and
/// `[REDACTED:note]` (a keyed hash or the last characters of a value). A marker inside longer text means nothing,
/// because anybody can write one in front of a secret.
#[must_use]
pub(crate) fn is_marker(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    if let Some(note) = inner.strip_prefix("REDACTED:") {
        return is_note(note);
    }
    match inner.strip_suffix("REDACTED") {
        Some("") => true,
        Some(word) => is_word(word),
        None => false,
    }
}

/// Whether `word` is the `WORD_` of `[WORD_REDACTED]`.
fn is_word(word: &str) -> bool {
    word.strip_suffix('_').is_some_and(|stem| {
        (1..=WORD_LIMIT).contains(&stem.len())
            && stem.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    })
}

/// Whether `note` may follow the colon of `[REDACTED:note]`.
fn is_note(note: &str) -> bool {
    let mut length = 0;
    for c in note.chars() {
        length += 1;
        if length > NOTE_LIMIT || !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '…' | '*' | '-')) {
            return false;
        }
    }
    length > 0
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
            ("hash", "[REDACTED:9f86d081]", true),
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
            assert_eq!(is_marker(text), expected, "{name}");
        }
    }
}
