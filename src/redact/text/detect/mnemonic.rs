//! Seed phrases of wallets (BIP 39): `mnemonic: …`, `"seed phrase": "…"` and twelve to twenty-four words.

use crate::redact::text::cursor::{ALPHA, BLANK, LOWER, Text, UNDER};
use crate::redact::text::span::Span;
use crate::word_set::words;

/// How many words a phrase has, and how long each of them is.
const WORDS: std::ops::RangeInclusive<usize> = 12..=24;
const WORD: std::ops::RangeInclusive<usize> = 3..=8;

/// Most signs between a name and its phrase: quotes, blanks, an equals sign or a colon.
const SIGNS: usize = 8;

/// The phrase after the `:` or `=` at `at`.
pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Span> {
    // Both names end in letters that few names end in.
    let end = at
        - text
            .slice(at.saturating_sub(2), at)
            .iter()
            .rev()
            .take_while(|&&b| !b.is_ascii_alphabetic())
            .count();
    if !matches!(text.before(end) | 0x20, b'c' | b'e') {
        return None;
    }
    let from = text.run_back(end, ALPHA, 16);
    let is_name = match text.slice(from, end) {
        word if word.eq_ignore_ascii_case(b"phrase") => {
            let to = text.run_back(from, BLANK | UNDER, 2);
            words!("seed recovery backup mnemonic").has(text.slice(text.run_back(to, ALPHA, 16), to))
        }
        word => words!("mnemonic seedphrase recoveryphrase mnemonicphrase").has(word),
    };
    if !is_name {
        return None;
    }
    let signs = text.slice(at, at + SIGNS);
    let start = at + signs.iter().position(|&b| b.is_ascii_alphabetic())?;
    let (mut to, mut place, mut count) = (start, start, 0);
    while count < *WORDS.end() {
        let word_end = text.run(place, LOWER, WORD.end() + 1);
        if !WORD.contains(&(word_end - place)) {
            break;
        }
        count += 1;
        to = word_end;
        place = text.run(word_end, BLANK, 2);
        if place == word_end {
            break;
        }
    }
    WORDS.contains(&count).then_some(Span { from: start, to })
}
