//! The matcher of token formats: finds the rows of the table whose prefix stands at a word start.

use std::sync::LazyLock;

use crate::redact::text::Hit;
use crate::redact::text::classify::value::is_mixed;
use crate::redact::text::cursor::{ALNUM, ALPHA, Class, Text, class};
use crate::redact::text::formats::table::FORMATS;

/// Ends a chain of rows.
const NONE: u16 = u16::MAX;

/// Number of chains; a power of two, so that chains are short.
const CHAINS: usize = 512;

/// Bytes of all rows together, as `pack` writes them.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const PACKED_LEN: usize = {
    let (mut bytes, mut row) = (0, 0);
    while row < FORMATS.len() {
        bytes += FORMATS[row].prefix.len() + ROW_BYTES;
        row += 1;
    }
    bytes
};

/// Bytes of a row beside its prefix: the length of that, the number of the alphabet, and the bounds of the tail.
const ROW_BYTES: usize = 4;

/// Bits of the sieve of first bytes; a power of two, so that few of them are set.
const BEGUN: usize = 4096;

/// Set in the number of the alphabet where the tail must look random.
const MIXED: u8 = 0x80;

/// Most alphabets.
const ALPHABET_LIMIT: usize = 32;

/// The table as the wasm holds it, half as large as a slice of structs with pointers.
struct Packed {
    rows: [u8; PACKED_LEN],
    alphabets: [Class; ALPHABET_LIMIT],
}

static PACKED: Packed = pack();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(clippy::cast_possible_truncation, reason = "prefixes and alphabets are few and short")]
const fn pack() -> Packed {
    let mut packed = Packed { rows: [0; PACKED_LEN], alphabets: [0; ALPHABET_LIMIT] };
    let (mut at, mut row) = (0, 0);
    while row < FORMATS.len() {
        let format = &FORMATS[row];
        let mut alphabet = 0;
        while packed.alphabets[alphabet] != format.tail && packed.alphabets[alphabet] != 0 {
            alphabet += 1;
        }
        packed.alphabets[alphabet] = format.tail;
        packed.rows[at] = format.prefix.len() as u8;
        packed.rows[at + 1] = alphabet as u8 | if format.mixed { MIXED } else { 0 };
        packed.rows[at + 2] = format.min;
        packed.rows[at + 3] = format.max;
        at += ROW_BYTES;
        let prefix = format.prefix.as_bytes();
        let mut i = 0;
        while i < prefix.len() {
            packed.rows[at] = prefix[i];
            at += 1;
            i += 1;
        }
        row += 1;
    }
    packed
}

/// A row as it is read back.
#[derive(Clone, Copy)]
struct Row {
    prefix: &'static [u8],
    tail: Class,
    min: usize,
    max: usize,
    mixed: bool,
}

/// The row that begins at `at`, and where the next one does.
#[expect(clippy::inline_always, reason = "a call per row costs more than what it does")]
#[inline(always)]
fn row_at(at: usize) -> Option<(Row, usize)> {
    let &[length, alphabet, min, max] = PACKED.rows.get(at..at + ROW_BYTES)? else { return None };
    let end = at + ROW_BYTES + usize::from(length);
    let row = Row {
        prefix: PACKED.rows.get(at + ROW_BYTES..end)?,
        tail: *PACKED.alphabets.get(usize::from(alphabet & !MIXED))?,
        min: usize::from(min),
        max: usize::from(max),
        mixed: alphabet & MIXED != 0,
    };
    Some((row, end))
}

/// Rows in chains by the first bytes of their prefix: three, or two if there are no more.
struct Index {
    /// The first row of each chain.
    first: [u16; CHAINS],
    /// A bit for each hash of the first three bytes of a prefix.
    begun: [u64; BEGUN / 64],
    /// Where each row begins, and the row that follows it in its chain.
    rows: [(u16, u16); FORMATS.len()],
}

/// Made at the first look-up: as data, it would not compress.
static INDEX: LazyLock<Index> = LazyLock::new(index);

fn index() -> Index {
    let mut index = Index { first: [NONE; CHAINS], begun: [0; BEGUN / 64], rows: [(0, NONE); FORMATS.len()] };
    let mut at = 0;
    for (number, slot) in (0..).zip(&mut index.rows) {
        let Some((row, end)) = row_at(usize::from(at)) else { break };
        let byte = |i: usize| row.prefix.get(i).copied().unwrap_or(0);
        if let Some(first) = index.first.get_mut(chain(byte(0), byte(1), byte(2))) {
            *slot = (at, *first);
            *first = number;
        }
        let bit = begun(byte(0), byte(1), byte(2));
        if let Some(bits) = index.begun.get_mut(bit / 64) {
            *bits |= 1 << (bit % 64);
        }
        at = u16::try_from(end).unwrap_or(NONE);
    }
    index
}

/// The chain of a prefix by its first bytes.
fn chain(a: u8, b: u8, c: u8) -> usize {
    (usize::from(a) ^ (usize::from(b) * 7) ^ (usize::from(c) * 61)) % CHAINS
}

/// The bit of three bytes.
fn begun(a: u8, b: u8, c: u8) -> usize {
    (usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16).wrapping_mul(0x9e37_79b1) >> 7 & (BEGUN - 1)
}

/// Calls `each` with the rows of a chain, until it says that it has seen enough.
fn rows_of(chain: usize, each: &mut dyn FnMut(Row) -> bool) {
    let index = &*INDEX;
    let mut number = index.first.get(chain).copied().unwrap_or(NONE);
    while let Some(&(at, next)) = index.rows.get(usize::from(number)) {
        if row_at(usize::from(at)).is_some_and(|(row, _)| each(row)) {
            return;
        }
        number = next;
    }
}

/// Whether some prefix begins with these three bytes, and `next` if it is longer.
pub(crate) fn is_begun([a, b, c]: [u8; 3], next: u8) -> bool {
    let bit = begun(a, b, c);
    if INDEX.begun.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 0) {
        return false;
    }
    let mut is_begun = false;
    rows_of(chain(a, b, c), &mut |row| {
        is_begun =
            row.prefix.starts_with(&[a, b, c]) && row.prefix.get(3).is_none_or(|&fourth| fourth == next);
        is_begun
    });
    is_begun
}

/// Where the next digit is, as far as known: no tail looks random without one, and prefixes may follow one another closely.
#[derive(Default)]
pub(crate) struct Memo {
    /// There is none between these two.
    from: usize,
    digit: usize,
}

impl Memo {
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

/// The longest token that begins at `at`. Of a URL or a parameter only what follows the prefix is secret.
pub(crate) fn find(text: Text<'_>, at: usize, memo: &mut Memo) -> Option<Hit> {
    let (a, b, c) = (text.at(at), text.at(at + 1), text.at(at + 2));
    let mut best = Hit { from: at, to: at };
    for chain in [chain(a, b, c), chain(a, b, 0)] {
        rows_of(chain, &mut |row| {
            let tail = at + row.prefix.len();
            // The fourth byte first: most words that come here differ in it.
            if row.prefix.get(3).is_none_or(|&fourth| fourth == text.at(at + 3))
                && text.has(at, row.prefix)
                && let Some(to) = tail_end(text, tail, row, memo)
                && to > best.to
            {
                best = Hit {
                    from: if row.prefix.ends_with(b"/") || row.prefix.ends_with(b"=") { tail } else { at },
                    to,
                };
            }
            false
        });
    }
    (best.to > at).then_some(best)
}

/// The end of the tail at `from`, if it fits the format. Cheap when it fails: few more bytes than the format asks for are read.
fn tail_end(text: Text<'_>, from: usize, format: Row, memo: &mut Memo) -> Option<usize> {
    let (min, max) = (format.min, format.max);
    let bound = if max == 0 { min.max(64) } else { max + 1 };
    if format.mixed && !memo.has_digit(text, from, from + bound) {
        return None;
    }
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
    use super::{FORMATS, Memo, fake, find, row_at};
    use crate::redact::redact_text;
    use crate::redact::text::cursor::{Text, class};

    #[test]
    fn prefixes_are_ascii_and_long_enough_for_the_index() {
        for format in FORMATS {
            assert!(format.prefix.is_ascii() && format.prefix.len() >= 2, "{}", format.prefix);
            assert!(format.max == 0 || format.min <= format.max, "{}", format.prefix);
        }
    }

    #[test]
    fn every_row_is_read_back_as_it_stands_in_the_table() {
        let mut at = 0;
        for format in FORMATS {
            let (row, end) = row_at(at).unwrap();
            assert_eq!(row.prefix, format.prefix.as_bytes());
            assert_eq!(
                (row.tail, row.min, row.max, row.mixed),
                (format.tail, usize::from(format.min), usize::from(format.max), format.mixed),
                "{}",
                format.prefix
            );
            at = end;
        }
        assert_eq!(at, super::PACKED_LEN);
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
            let hit = find(Text(token.as_bytes()), 0, &mut Memo::default());
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
