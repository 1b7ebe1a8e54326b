//! Secrets in sentences: `the password is "…"`, `API key set to …`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::prose::is_common_word;
use crate::redact::text::cursor::{ALPHA, BLANK, DIGIT, Text, any};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::name::{is_secret_name_before, name_before};
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;
use crate::word_set::words;

/// The secret after the word `is`, or `to` behind a participle, which ends at `end`.
pub(crate) fn find<'a>(text: Text<'a>, end: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    if !text.is(end, BLANK) {
        return None;
    }
    let word = text.run_back(end.saturating_sub(2), BLANK, 2);
    let name_end = if text.before(end) | 0x20 == b'o' {
        let from = text.run_back(word, ALPHA, 8);
        if !words!("changed set reset updated rotated").has(text.slice(from, word)) {
            return None;
        }
        text.run_back(from, BLANK, 2)
    } else {
        word
    };
    let name = name_before(text, name_end)?;
    if names.get(name.bytes) != KeyVerdict::Secret && !is_secret_name_before(text, name_end, names.policy) {
        return None;
    }
    let at = text.run(end, BLANK, 4);
    let at = if text.at(at) == b':' { text.run(at + 1, BLANK, 4) } else { at };
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let is_plain = bytes.len() < 4 || bytes.contains(&b' ') || is_placeholder(bytes) || is_common_word(bytes);
    let is_secret =
        !is_plain && (value.quoted || (any(bytes, DIGIT) && any(bytes, ALPHA) && bytes.len() >= 6));
    (is_secret && !is_marker(bytes)).then(|| value.secret())
}
