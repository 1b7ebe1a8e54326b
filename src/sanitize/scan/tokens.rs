//! The matcher of token formats: finds the rows of the table whose prefix stands at a word start.

use super::Hit;
use super::judge::is_mixed;
use super::text::{ALNUM, ALPHA, Text, class};
use crate::sanitize::format::Format;
use crate::sanitize::secrets::FORMATS;

/// Ends a chain of rows.
const NONE: u16 = u16::MAX;

/// Number of chains; a power of two, so that chains are short.
const CHAINS: usize = 512;

/// Rows in chains by the first bytes of their prefix: three, or two if there are no more.
struct Index {
    first: [u16; CHAINS],
    next: [u16; FORMATS.len()],
}

static INDEX: Index = build();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(clippy::cast_possible_truncation, reason = "the table has fewer than 65,536 rows")]
const fn build() -> Index {
    let mut index = Index { first: [NONE; CHAINS], next: [NONE; FORMATS.len()] };
    let mut row = FORMATS.len();
    while row > 0 {
        row -= 1;
        let prefix = FORMATS[row].prefix.as_bytes();
        let chain = chain(prefix[0], prefix[1], if prefix.len() > 2 { prefix[2] } else { 0 });
        index.next[row] = index.first[chain];
        index.first[chain] = row as u16;
    }
    index
}

/// The chain of a prefix by its first bytes.
const fn chain(a: u8, b: u8, c: u8) -> usize {
    (a as usize ^ (b as usize * 7) ^ (c as usize * 61)) % CHAINS
}

/// Whether some prefix begins with these three bytes.
pub(super) fn is_begun(a: u8, b: u8, c: u8) -> bool {
    let mut row = INDEX.first.get(chain(a, b, c)).copied().unwrap_or(NONE);
    while let Some(format) = FORMATS.get(usize::from(row)) {
        if format.prefix.as_bytes().starts_with(&[a, b, c]) {
            return true;
        }
        row = INDEX.next.get(usize::from(row)).copied().unwrap_or(NONE);
    }
    false
}

/// The longest token that begins at `at`. Of a URL or a parameter only what follows the prefix is secret.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Hit> {
    let (a, b, c) = (text.at(at), text.at(at + 1), text.at(at + 2));
    let mut best = Hit { from: at, to: at };
    for chain in [chain(a, b, c), chain(a, b, 0)] {
        let mut row = INDEX.first.get(chain).copied().unwrap_or(NONE);
        while let Some(format) = FORMATS.get(usize::from(row)) {
            let tail = at + format.prefix.len();
            let prefix = format.prefix.as_bytes();
            // The fourth byte first: most words that come here differ in it.
            if prefix.get(3).is_none_or(|&fourth| fourth == text.at(at + 3))
                && text.has(at, prefix)
                && let Some(to) = tail_end(text, tail, format)
                && to > best.to
            {
                best = Hit { from: if format.prefix.ends_with(['/', '=']) { tail } else { at }, to };
            }
            row = INDEX.next.get(usize::from(row)).copied().unwrap_or(NONE);
        }
    }
    (best.to > at).then_some(best)
}

/// The end of the tail at `from`, if it fits the format. Cheap when it fails: few more bytes than the format asks for are read.
fn tail_end(text: Text<'_>, from: usize, format: &Format) -> Option<usize> {
    let (min, max) = (usize::from(format.min), usize::from(format.max));
    let bound = if max == 0 { min.max(64) } else { max + 1 };
    let to = text.run(from, format.tail, bound);
    let tail = text.slice(from, to);
    if tail.len() < min || (max != 0 && (tail.len() > max || text.is(to, ALNUM))) {
        return None;
    }
    let random = if format.mixed { is_mixed(tail) } else { !is_covered(tail) };
    if !random || (format.tail & ALPHA == 0 && text.is(to, ALPHA)) {
        return None;
    }
    let to = text.run(to, format.tail, usize::MAX);
    let to = text.sentence_end(from, to);
    (to - from >= min).then_some(to)
}

/// Whether a tail is a mask: crosses, stars or zeros.
fn is_covered(tail: &[u8]) -> bool {
    tail.iter().all(|&b| matches!(b, b'x' | b'X' | b'0') || class(b) & ALNUM == 0)
}

/// A deterministic text of `prefix` and a random-looking tail of `length` letters and digits, for tests: no
/// credential, and nothing that a secret scanner would find in this source.
#[cfg(test)]
pub(crate) fn fake(prefix: &str, length: usize) -> String {
    const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut state = 0x2545_f491_u32;
    let tail = (0..length).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(ALPHABET.get((state >> 16) as usize % ALPHABET.len()).copied().unwrap_or(b'a'))
    });
    prefix.chars().chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::super::redact_text;
    use super::super::text::{Text, class};
    use super::{FORMATS, fake, find};

    #[test]
    fn prefixes_are_ascii_and_long_enough_for_the_index() {
        for format in FORMATS {
            assert!(format.prefix.is_ascii() && format.prefix.len() >= 2, "{}", format.prefix);
            assert!(format.max == 0 || format.min <= format.max, "{}", format.prefix);
        }
    }

    #[test]
    fn every_row_finds_its_own_token() {
        for format in FORMATS {
            let tail: String = fake("", 4000)
                .chars()
                .chain("0123456789".chars().cycle().take(600))
                .filter(|&c| c.is_ascii() && class(c as u8) & format.tail != 0)
                .take(usize::from(format.min))
                .collect();
            let token = format!("{}{tail}", format.prefix);
            let hit = find(Text(token.as_bytes()), 0);
            assert_eq!(hit.map(|hit| hit.to), Some(token.len()), "{}", format.prefix);
        }
    }

    #[test]
    fn tokens_in_text() {
        let cases = [
            ("github", fake("ghp_", 36), true),
            ("aws", "AKIA".to_owned() + &fake("", 40).to_uppercase()[..16], true),
            ("too short", fake("ghp_", 8), false),
            ("inside a word", fake("aghp_", 36), false),
            ("words after a common prefix", "sk-learn-contrib-project-template".to_owned(), false),
            ("masked", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".to_owned(), false),
        ];
        for (name, token, hidden) in cases {
            for (left, right) in
                [("", ""), ("see ", " here"), ("a=\"", "\""), ("\\n", "\\n"), ("(", ")."), ("é", "é")]
            {
                let text = format!("{left}{token}{right}");
                let expected = if hidden { format!("{left}[REDACTED]{right}") } else { text.clone() };
                assert_eq!(redact_text(&text), expected, "{name} in {text}");
            }
        }
    }
}
