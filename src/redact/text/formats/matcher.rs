//! The search in the table of token formats: whether the prefix of one stands at a place, and how far its token reaches.

use std::sync::LazyLock;

use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{ALNUM, ALPHA, Text, class};
use crate::redact::text::formats::format::Format;
use crate::redact::text::formats::table::{COUNT, unpack};
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
    /// The number of the first format of each chain.
    first: [u16; CHAINS],
    /// Where each format is packed, and the number of the next one in its chain.
    formats: [(u16, u16); COUNT],
    /// A bit for each hash of the first three bytes of a prefix.
    filter: [u64; FILTER / 64],
}

/// Built at the first look-up, because as data it would hardly compress.
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { first: [NONE; CHAINS], formats: [(0, NONE); COUNT], filter: [0; FILTER / 64] };
    let mut at = 0;
    for (number, (place, next)) in (0..).zip(&mut index.formats) {
        let Some((format, end)) = unpack(at) else { break };
        let byte = |at: usize| format.prefix.get(at).copied().unwrap_or(0);
        *place = u16::try_from(at).unwrap_or(NONE);
        if let Some(first) = index.first.get_mut(chain(byte(0), byte(1), byte(2))) {
            *next = std::mem::replace(first, number);
        }
        let bit = filter_bit(byte(0), byte(1), byte(2));
        if let Some(bits) = index.filter.get_mut(bit / 64) {
            *bits |= 1 << (bit % 64);
        }
        at = end;
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
fn formats_of(chain: usize) -> impl Iterator<Item = Format> {
    let index = &*INDEX;
    let mut number = index.first.get(chain).copied().unwrap_or(NONE);
    std::iter::from_fn(move || {
        let (place, next) = *index.formats.get(usize::from(number))?;
        number = next;
        unpack(usize::from(place)).map(|(format, _)| format)
    })
}

/// Whether some prefix begins with these three bytes, and with `next` after them if it is longer.
pub(crate) fn may_begin([a, b, c]: [u8; 3], next: u8) -> bool {
    let bit = filter_bit(a, b, c);
    if INDEX.filter.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 0) {
        return false;
    }
    formats_of(chain(a, b, c)).any(|format| {
        let prefix = format.prefix;
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
            let prefix = format.prefix;
            let tail = at + prefix.len();
            // The fourth byte first: most words that come here differ in it.
            if prefix.get(3).is_none_or(|&fourth| fourth == text.at(at + 3))
                && text.has(at, prefix)
                && let Some(to) = tail_end(text, tail, &format, memo)
                && longest.is_none_or(|longest| to > longest.to)
            {
                let is_place = prefix.ends_with(b"/") || prefix.ends_with(b"=");
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
        true if format.prefix.ends_with(b"/") => is_token(tail),
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
    use super::{DigitMemo, fake, find, unpack};
    use crate::redact::redact_text;
    use crate::redact::text::cursor::{Text, class};
    use crate::redact::text::formats::table::ALL;

    #[test]
    fn prefixes_are_ascii_and_long_enough_for_the_index() {
        let mut at = 0;
        for format in &ALL {
            let name = String::from_utf8_lossy(format.prefix);
            assert!(format.prefix.is_ascii() && (2..128).contains(&format.prefix.len()), "{name}");
            assert!(format.max == 0 || format.min <= format.max, "{name}");
            let (unpacked, end) = unpack(at).unwrap();
            assert_eq!((unpacked.prefix, unpacked.tail), (format.prefix, format.tail), "{name}");
            assert_eq!((unpacked.min, unpacked.max), (format.min, format.max), "{name}");
            assert_eq!(unpacked.mixed, format.mixed, "{name}");
            at = end;
        }
        assert!(at < usize::from(u16::MAX) && unpack(at).is_none());
    }

    #[test]
    fn every_row_finds_its_own_token() {
        for format in &ALL {
            let tail: String = fake("", 4000)
                .chars()
                .chain("0123456789".chars().cycle().take(600))
                .filter(|&c| c.is_ascii() && class(c as u8) & format.tail != 0)
                .take(usize::from(format.min))
                .collect();
            let prefix = String::from_utf8_lossy(format.prefix);
            let token = format!("{prefix}{tail}");
            let found = find(Text(token.as_bytes()), 0, &mut DigitMemo::default());
            assert_eq!(found.map(|span| span.to), Some(token.len()), "{prefix}");
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
