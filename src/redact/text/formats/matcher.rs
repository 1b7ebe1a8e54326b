//! The search in the table of token formats: whether the prefix of one stands at a place, and how far its token reaches.

use std::sync::LazyLock;

use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{ALNUM, ALPHA, Text, class};
use crate::redact::text::formats::format::Format;
use crate::redact::text::formats::table::FORMATS;
use crate::redact::text::randomness::is_mixed;
use crate::redact::text::span::Span;

/// Ends a chain.
const NONE: u16 = u16::MAX;

/// Number of chains. A power of two, large enough for chains of one or two formats.
const CHAINS: usize = 512;

/// Bits of the filter of first bytes. A power of two, large enough that few of them are set.
const FILTER: usize = 4096;

/// The formats in chains, by a hash of the first bytes of their prefixes: three bytes, or two if there are no more.
struct Index {
    /// The first format of each chain.
    first: [u16; CHAINS],
    /// The format after each format in its chain.
    next: [u16; FORMATS.len()],
    /// A bit for each hash of the first three bytes of a prefix.
    filter: [u64; FILTER / 64],
}

/// Built at the first look-up, because as data it would hardly compress.
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { first: [NONE; CHAINS], next: [NONE; FORMATS.len()], filter: [0; FILTER / 64] };
    for ((number, format), next) in (0..).zip(&FORMATS).zip(&mut index.next) {
        let bytes = format.prefix.as_bytes();
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
        if let Some(first) = index.first.get_mut(chain(byte(0), byte(1), byte(2))) {
            *next = std::mem::replace(first, number);
        }
        let bit = filter_bit(byte(0), byte(1), byte(2));
        if let Some(bits) = index.filter.get_mut(bit / 64) {
            *bits |= 1 << (bit % 64);
        }
    }
    index
});

/// The chain of a prefix by its first bytes.
fn chain(a: u8, b: u8, c: u8) -> usize {
    (usize::from(a) ^ (usize::from(b) * 7) ^ (usize::from(c) * 61)) % CHAINS
}

/// The bit of three bytes in the filter.
fn filter_bit(a: u8, b: u8, c: u8) -> usize {
    (usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16).wrapping_mul(0x9e37_79b1) >> 7
        & (FILTER - 1)
}

/// The formats of a chain.
fn formats_of(chain: usize) -> impl Iterator<Item = &'static Format> {
    let index = &*INDEX;
    let mut number = index.first.get(chain).copied().unwrap_or(NONE);
    std::iter::from_fn(move || {
        let format = FORMATS.get(usize::from(number))?;
        number = index.next.get(usize::from(number)).copied().unwrap_or(NONE);
        Some(format)
    })
}

/// Whether some prefix begins with these three bytes, and with `next` after them if it is longer.
pub(crate) fn may_begin([a, b, c]: [u8; 3], next: u8) -> bool {
    let bit = filter_bit(a, b, c);
    if INDEX.filter.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 0) {
        return false;
    }
    formats_of(chain(a, b, c)).any(|format| {
        let prefix = format.prefix.as_bytes();
        prefix.starts_with(&[a, b, c]) && prefix.get(3).is_none_or(|&fourth| fourth == next)
    })
}

/// Where the next digit is, as far as known. No tail without a digit looks random, and prefixes may follow one another
/// closely: without this, each of them would search the same bytes.
#[derive(Default)]
pub(crate) struct DigitMemo {
    /// No digit is in `from..digit`.
    from: usize,
    digit: usize,
}

impl DigitMemo {
    /// Whether there is a digit in `from..to`.
    fn has_digit(&mut self, text: Text<'_>, from: usize, to: usize) -> bool {
        if !(self.from..=self.digit).contains(&from) {
            let rest = text.0.get(from..).unwrap_or(&[]);
            let length = rest.iter().position(u8::is_ascii_digit).unwrap_or(rest.len());
            *self = Self { from, digit: from + length };
        }
        self.digit < to
    }
}

/// The longest token that begins at `at`. If its prefix is a URL or the name of a parameter, the secret begins after it.
pub(crate) fn find(text: Text<'_>, at: usize, memo: &mut DigitMemo) -> Option<Span> {
    let (a, b, c) = (text.at(at), text.at(at + 1), text.at(at + 2));
    let mut longest: Option<Span> = None;
    for chain in [chain(a, b, c), chain(a, b, 0)] {
        for format in formats_of(chain) {
            let prefix = format.prefix.as_bytes();
            let tail = at + prefix.len();
            // The fourth byte first: most words that come here differ in it.
            if prefix.get(3).is_none_or(|&fourth| fourth == text.at(at + 3))
                && text.has(at, prefix)
                && let Some(to) = tail_end(text, tail, format, memo)
                && longest.is_none_or(|longest| to > longest.to)
            {
                let is_place = format.prefix.ends_with(['/', '=']);
                longest = Some(Span { from: if is_place { tail } else { at }, to });
            }
        }
    }
    longest
}

/// The end of the tail at `from`, if it fits the format. A tail that does not fit costs little: few bytes more than the
/// format asks for are read.
fn tail_end(text: Text<'_>, from: usize, format: &Format, memo: &mut DigitMemo) -> Option<usize> {
    let (min, max) = (usize::from(format.min), usize::from(format.max));
    let bound = if max == 0 { min.max(64) } else { max + 1 };
    if format.mixed && !memo.has_digit(text, from, from + bound) {
        return None;
    }
    let to = text.run(from, format.tail, bound);
    let tail = text.slice(from, to);
    if tail.len() < min || (max != 0 && (tail.len() > max || text.is(to, ALNUM))) {
        return None;
    }
    let is_plausible = match format.mixed {
        true if format.prefix.ends_with('/') => is_token(tail),
        true => is_mixed(tail),
        false => !is_mask(tail),
    };
    if !is_plausible || (format.tail & ALPHA == 0 && text.is(to, ALPHA)) {
        return None;
    }
    let to = text.run(to, format.tail, usize::MAX);
    let to = text.sentence_end(from, to);
    (to - from >= min).then_some(to)
}

/// Whether a tail is only a mask: crosses, zeros, signs.
fn is_mask(tail: &[u8]) -> bool {
    tail.iter().all(|&b| matches!(b, b'x' | b'X' | b'0') || class(b) & ALNUM == 0)
}

/// A text of `prefix` and `length` letters and digits that look random and are the same each time, for tests. It is no
/// credential, and no scanner would find it in this source.
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
    use super::{DigitMemo, FORMATS, fake, find};
    use crate::redact::redact_text;
    use crate::redact::text::cursor::{Text, class};

    #[test]
    fn prefixes_are_ascii_and_long_enough_for_the_index() {
        for format in &FORMATS {
            assert!(format.prefix.is_ascii() && format.prefix.len() >= 2, "{}", format.prefix);
            assert!(format.max == 0 || format.min <= format.max, "{}", format.prefix);
        }
    }

    #[test]
    fn every_row_finds_its_own_token() {
        for format in &FORMATS {
            let tail: String = fake("", 4000)
                .chars()
                .chain("0123456789".chars().cycle().take(600))
                .filter(|&c| c.is_ascii() && class(c as u8) & format.tail != 0)
                .take(usize::from(format.min))
                .collect();
            let token = format!("{}{tail}", format.prefix);
            let found = find(Text(token.as_bytes()), 0, &mut DigitMemo::default());
            assert_eq!(found.map(|span| span.to), Some(token.len()), "{}", format.prefix);
        }
    }

    #[test]
    fn tokens_in_text() {
        let cases = [
            ("github", fake("ghp_", 36), true),
            ("aws", "AKIA".to_owned() + &fake("", 40).to_uppercase()[..16], true),
            ("too short", fake("ghp_", 8), false),
            ("inside a word", fake("aghp_", 36), false),
            ("publishable key", fake("pk_live_", 24), false),
            ("key of a project that is public", fake("phc_", 43), false),
            ("key of a site", fake("6Lc", 37), false),
            ("words after a common prefix", "sk-learn-contrib-project-template".to_owned(), false),
            ("masked", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".to_owned(), false),
        ];
        for (name, token, is_secret) in cases {
            for (left, right) in
                [("", ""), ("see ", " here"), ("a=\"", "\""), ("\\n", "\\n"), ("(", ")."), ("é", "é")]
            {
                let text = format!("{left}{token}{right}");
                let expected = if is_secret { format!("{left}[REDACTED]{right}") } else { text.clone() };
                assert_eq!(redact_text(&text), expected, "{name} in {text}");
            }
        }
    }
}
