//! The prefilter: finds the few places of a text at which a detector may start, at about one byte per nanosecond.
//!
//! It matches patterns of four byte sets at once with a shift-and automaton of one 64-bit word: four lanes, one per
//! position, of sixteen buckets, each bucket holding the patterns of one detector or some of the token prefixes. A
//! vectorised version of the same tables may take its place.

use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, Class, DASH, DIGIT, DOT, HEX, HIGH, QUOTE, SPACE, Text, UNDER, class,
};
use crate::redact::text::detect::name::NAME;
use crate::redact::text::detect::{space_separated, unprefixed};
use crate::redact::text::formats::matcher;
use crate::redact::text::formats::table::FORMATS;

/// The buckets whose patterns end at a place.
pub(crate) type Buckets = u16;

/// `:` and `=`: a pair, or user info in a URL.
pub(crate) const PAIR: Buckets = 1;
/// A comma after a quote, or a quote after a parenthesis: an argument.
pub(crate) const COMMA: Buckets = 1 << 1;
/// The end of a tag.
pub(crate) const TAG: Buckets = 1 << 2;
/// A dash after a blank or quote: a flag; `---B`: a PEM header.
pub(crate) const FLAG: Buckets = 1 << 3;
/// The last letters of a secret name or a scheme, and what may follow it; in three buckets with few common letters.
pub(crate) const NAME_END: Buckets = 1 << 5 | 1 << 6 | 1 << 15;
const NAME_END_KEY: Buckets = 1 << 5;
const NAME_END_WORD: Buckets = 1 << 6;
const NAME_END_PASS: Buckets = 1 << 15;
/// An anchor inside a token without a prefix, and the word `is`.
pub(crate) const SHAPE: Buckets = 1 << 7;
/// An escape that hides a word start.
pub(crate) const ESCAPE: Buckets = 1 << 8;
/// The first two bytes of a prefix that has no more, or of a shape.
pub(crate) const SHORT: Buckets = 1 << 4;
/// The first three bytes of a token prefix, after a byte that is no letter or digit.
pub(crate) const PREFIX: Buckets = 0b0111_1110_0000_0000;
/// First bucket of [`PREFIX`] and their number.
const PREFIX_FIRST: u16 = 9;
const PREFIX_BUCKETS: u16 = 6;

/// For each byte the lanes that it does not fit: a state of ones that fills up as patterns fail.
static MISFITS: [u64; 256] = MISFITS_AT_BUILD;
const MISFITS_AT_BUILD: [u64; 256] = build();

/// A set of bytes in a pattern.
#[derive(Clone, Copy)]
enum Set {
    Any,
    One(u8),
    /// The bytes of a text.
    Of(&'static [u8]),
    /// A letter in both cases.
    Letter(u8),
    In(Class),
    NotIn(Class),
}

/// The patterns of the structural detectors.
const PATTERNS: &[(Buckets, [Set; 4])] = {
    use Set::{Any, In, Letter, NotIn, Of, One};
    const AFTER: Set = Of(b" \t%+:,=");
    &[
        (PAIR, [Any, Any, Any, Of(b":=")]),
        (COMMA, [Any, Any, In(QUOTE | BLANK), One(b',')]),
        (COMMA, [Any, In(ALPHA), One(b'('), In(QUOTE)]),
        (TAG, [Any, Any, In(ALNUM | UNDER | DASH | DOT | HIGH | QUOTE), One(b'>')]),
        (FLAG, [Of(b" \t\n\r\"'`[("), One(b'-'), In(ALPHA | DASH), In(ALPHA | DASH | BLANK)]),
        (FLAG, [One(b'-'), One(b'-'), One(b'-'), One(b'B')]),
        // key, token, secret, Bearer.
        (NAME_END_KEY, [Letter(b'k'), Letter(b'e'), Letter(b'y'), In(BLANK)]),
        (NAME_END_KEY, [Letter(b'k'), Letter(b'e'), Letter(b'n'), AFTER]),
        (NAME_END_KEY, [Letter(b'r'), Letter(b'e'), Letter(b't'), In(BLANK)]),
        (NAME_END_KEY, [Letter(b'r'), Letter(b'e'), Letter(b'r'), AFTER]),
        // password, passwd, pwd, auth, Basic, NTLM, SSWS.
        (NAME_END_WORD, [Letter(b'o'), Letter(b'r'), Letter(b'd'), In(BLANK)]),
        (NAME_END_WORD, [Letter(b's'), Letter(b'w'), Letter(b'd'), In(BLANK)]),
        (NAME_END_WORD, [Letter(b'p'), Letter(b'w'), Letter(b'd'), In(BLANK)]),
        (NAME_END_WORD, [Letter(b'u'), Letter(b't'), Letter(b'h'), In(BLANK)]),
        (NAME_END_WORD, [Letter(b's'), Letter(b'i'), Letter(b'c'), AFTER]),
        (NAME_END_WORD, [Letter(b't'), Letter(b'l'), Letter(b'm'), In(BLANK)]),
        (NAME_END_WORD, [Letter(b's'), Letter(b'w'), Letter(b's'), In(BLANK)]),
        // pass, pat, Digest, Negotiate.
        (NAME_END_PASS, [Letter(b'a'), Letter(b's'), Letter(b's'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'p'), Letter(b'a'), Letter(b't'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'e'), Letter(b's'), Letter(b't'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'a'), Letter(b't'), Letter(b'e'), In(BLANK)]),
        // `IDENTIFIED BY '…'`.
        (NAME_END_PASS, [Letter(b'b'), Letter(b'y'), One(b' '), Of(b"'\"")]),
        (SHAPE, [In(BLANK), Letter(b'i'), Letter(b's'), In(BLANK)]),
        // Microsoft Entra, Facebook, Mailchimp, New Relic, Terraform, extended and imported wallet keys, Discord.
        (SHAPE, [Any, In(DIGIT), One(b'Q'), One(b'~')]),
        (SHAPE, [In(DIGIT), In(DIGIT), In(DIGIT), One(b'|')]),
        (SHAPE, [In(HEX), One(b'-'), One(b'u'), One(b's')]),
        (SHAPE, [One(b'N'), One(b'R'), One(b'A'), One(b'L')]),
        (SHAPE, [One(b'a'), One(b't'), One(b'l'), One(b'a')]),
        (SHAPE, [NotIn(ALNUM), One(b'0'), One(b'0'), One(b'D')]),
        (ESCAPE, [One(b'\\'), Of(b"nrtu"), In(ALNUM | UNDER), In(ALNUM | UNDER | DASH)]),
        (ESCAPE, [One(b'%'), In(HEX), In(HEX), In(ALNUM)]),
        (ESCAPE, [One(b'%'), One(b'3'), Of(b"AaDd"), Of(b"%[")]),
        // Two letters of a prefix and anything after them: in a bucket of their own, or every word would fit.
        (SHORT, [NotIn(ALNUM), Of(b"SAY6"), Of(b"KCL"), In(ALNUM | DASH | UNDER)]),
        (SHORT, [NotIn(ALNUM), Of(b"sbr"), One(b'.'), In(ALNUM)]),
        (SHORT, [NotIn(ALNUM), Of(b"KL5"), Of(b"xyzwHJK12345"), In(ALNUM)]),
        (PREFIX & (1 << 9), [NotIn(ALNUM), Of(b"xyzt"), One(b'p'), One(b'r')]),
        (SHORT, [NotIn(ALNUM), Of(b"MNO"), Of(b"DTjz"), In(ALNUM)]),
        (PREFIX & (1 << 13), [NotIn(ALNUM), One(b'A'), One(b'A'), One(b'A')]),
        (PREFIX & (1 << 14), [NotIn(ALNUM), One(b'e'), One(b'y'), One(b'J')]),
    ]
};

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn build() -> [u64; 256] {
    let mut lanes = [0; 256];
    let mut i = 0;
    while i < PATTERNS.len() {
        let (buckets, sets) = PATTERNS[i];
        let mut lane = 0;
        while lane < 4 {
            add(&mut lanes, sets[lane], lane, buckets);
            lane += 1;
        }
        i += 1;
    }
    let mut used = 0;
    let mut i = 0;
    while i < FORMATS.len() {
        let prefix = FORMATS[i].prefix.as_bytes();
        // By the second byte: measured on prose, it lets the fewest words through.
        let bucket = 1 << (PREFIX_FIRST + prefix[1] as u16 % PREFIX_BUCKETS);
        used |= bucket;
        if prefix.len() == 2 {
            i += 1;
            continue;
        }
        add(&mut lanes, Set::One(prefix[0]), 1, bucket);
        add(&mut lanes, Set::One(prefix[1]), 2, bucket);
        add(&mut lanes, Set::One(prefix[2]), 3, bucket);
        i += 1;
    }
    add(&mut lanes, Set::NotIn(ALNUM), 0, used);
    let mut byte = 0;
    while byte < 256 {
        lanes[byte] = !lanes[byte];
        byte += 1;
    }
    lanes
}

/// Adds a byte set to one lane of some buckets.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(clippy::cast_possible_truncation, reason = "`byte` is below 256")]
const fn add(lanes: &mut [u64; 256], set: Set, lane: usize, buckets: Buckets) {
    let bits = (buckets as u64) << (16 * lane);
    match set {
        Set::One(byte) => lanes[byte as usize] |= bits,
        Set::Letter(byte) => {
            lanes[byte as usize] |= bits;
            lanes[byte.to_ascii_uppercase() as usize] |= bits;
        }
        Set::Of(bytes) => {
            let mut i = 0;
            while i < bytes.len() {
                lanes[bytes[i] as usize] |= bits;
                i += 1;
            }
        }
        Set::Any | Set::In(_) | Set::NotIn(_) => {
            let mut byte = 0;
            while byte < 256 {
                let classes = crate::redact::text::cursor::class_at_build(byte as u8);
                let inside = match set {
                    Set::In(wanted) => classes & wanted != 0,
                    Set::NotIn(unwanted) => classes & unwanted == 0,
                    _ => true,
                };
                if inside {
                    lanes[byte] |= bits;
                }
                byte += 1;
            }
        }
    }
}

/// The state after one more byte: each pattern is where it has come to, or has failed.
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
#[expect(clippy::inline_always, reason = "the loop over all bytes, also where the code is compiled for size")]
#[inline(always)]
fn step(state: u64, byte: u8) -> u64 {
    (state << 16) | MISFITS[usize::from(byte)]
}

/// The least state in which no pattern has come to its end.
const OPEN: u64 = 0xffff << 48;

/// The buckets without those whose patterns only seem to match: lanes forget which bytes belong to one pattern.
#[expect(clippy::cast_possible_truncation, reason = "the shift leaves sixteen bits")]
fn confirmed(state: u64, text: Text<'_>, at: usize) -> Buckets {
    let mut buckets = !(state >> 48) as Buckets;
    // Before the text there are blanks, as for the automaton.
    let byte = |back: usize| at.checked_sub(back).map_or(b' ', |at| text.at(at));
    let [a, b, c, d] = [byte(3), byte(2), byte(1), byte(0)];
    if buckets & PAIR != 0 && is_clock(text, at) {
        buckets &= !PAIR;
    }
    if buckets & PREFIX != 0
        && !matcher::is_begun([b, c, d], text.at(at + 1))
        && !unprefixed::is_begun([b, c, d])
    {
        buckets &= !PREFIX;
    }
    if buckets & FLAG != 0
        && (a, d) != (b'-', b'B')
        && class(a) & (SPACE | QUOTE) == 0
        && !matches!(a, b'[' | b'(')
    {
        buckets &= !FLAG;
    }
    if buckets & COMMA != 0
        && !(d == b',' && class(c) & (QUOTE | BLANK) != 0 || c == b'(' && class(d) & QUOTE != 0)
    {
        buckets &= !COMMA;
    }
    if buckets & NAME_END != 0 && !space_separated::ends_name(text.at(at.wrapping_sub(4)), [a, b, c]) {
        buckets &= !NAME_END;
    }
    if buckets & SHAPE != 0 && !unprefixed::is_anchor([a, b, c, d]) {
        buckets &= !SHAPE;
    }
    buckets
}

/// Whether the byte at `at` is a colon between numbers, of which the first has one or two digits: a time, or a line.
fn is_clock(text: Text<'_>, at: usize) -> bool {
    text.at(at) == b':'
        && text.is(at + 1, DIGIT)
        && text.was(at, DIGIT)
        && (!text.is(at.wrapping_sub(2), NAME)
            || text.is(at.wrapping_sub(2), DIGIT) && !text.is(at.wrapping_sub(3), NAME))
}

/// The state at the start of a text, which counts as a word boundary.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const START: u64 = {
    let blank = MISFITS_AT_BUILD[b' ' as usize];
    ((u64::MAX << 16 | blank) << 16 | blank) << 16 | blank
};

/// The end of the string that begins at `start` in a JSON text, behind its opening quote, if it ends, has no escape and
/// nothing in it wakes a detector: most strings.
pub(crate) fn plain_string_end(json: &str, start: usize) -> Option<usize> {
    let text = Text(json.as_bytes());
    let mut state = START;
    for (at, &byte) in text.0.iter().enumerate().skip(start) {
        if byte == b'"' {
            return Some(at);
        }
        state = step(state, byte);
        if byte == b'\\' || state < OPEN && confirmed(state, text, at) != 0 {
            return None;
        }
    }
    None
}

/// The automaton over one text.
pub(crate) struct Sieve {
    /// The next byte, and the state before it.
    at: usize,
    state: u64,
}

impl Sieve {
    pub(crate) fn new() -> Self {
        Self { at: 0, state: START }
    }

    /// The next place at which patterns end, and their buckets.
    pub(crate) fn next(&mut self, text: Text<'_>) -> Option<(usize, Buckets)> {
        let (mut at, mut state) = (self.at, self.state);
        while let Some(&byte) = text.0.get(at) {
            state = step(state, byte);
            if state < OPEN {
                let buckets = confirmed(state, text, at);
                if buckets != 0 {
                    *self = Self { at: at + 1, state };
                    return Some((at, buckets));
                }
            }
            at += 1;
        }
        *self = Self { at, state };
        None
    }

    /// Goes on at `to`, behind what was hidden; the bytes before it are looked back at.
    pub(crate) fn skip_to(&mut self, text: Text<'_>, to: usize) {
        *self = Self::new();
        for at in to.saturating_sub(3)..to {
            self.state = step(self.state, text.at(at));
        }
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::{COMMA, FLAG, NAME_END, PAIR, PATTERNS, PREFIX, SHAPE, Set, Sieve, TAG};
    use crate::redact::text::cursor::{Text, class};
    use crate::redact::text::formats::table::FORMATS;

    fn places(text: &str) -> Vec<(usize, u16)> {
        let mut sieve = Sieve::new();
        std::iter::from_fn(|| sieve.next(Text(text.as_bytes()))).collect()
    }

    #[test]
    fn detectors_are_woken_at_their_anchors() {
        for (text, at, bucket) in [
            ("a=b", 1, PAIR),
            (":", 0, PAIR),
            ("\"a\",\"b\"", 3, COMMA),
            ("<a>b", 2, TAG),
            ("--password", 2, FLAG),
            ("x -pw", 4, FLAG),
            ("-----BEGIN", 5, FLAG),
            ("API_KEY x", 7, NAME_END),
            ("Bearer x", 6, NAME_END),
            ("1Q~", 2, SHAPE),
        ] {
            assert!(places(text).iter().any(|&(i, buckets)| i == at && buckets & bucket != 0), "{text}");
        }
    }

    #[test]
    fn every_pattern_wakes_its_detector() {
        let fits = |set: Set, byte: u8| match set {
            Set::Any => true,
            Set::One(one) => byte == one,
            Set::Of(bytes) => bytes.contains(&byte),
            Set::Letter(letter) => byte.eq_ignore_ascii_case(&letter),
            Set::In(classes) => class(byte) & classes != 0,
            Set::NotIn(classes) => class(byte) & classes == 0,
        };
        for (buckets, sets) in PATTERNS {
            // From behind, so that letters come before capitals and blanks before controls.
            let pattern = sets.map(|set| (32..127).rev().find(|&byte| fits(set, byte)).unwrap());
            let wakes = ["", "g", "i"].iter().any(|before| {
                let text = [before.as_bytes(), &pattern].concat();
                let text = String::from_utf8(text).unwrap();
                places(&text).iter().any(|&(at, woken)| at == text.len() - 1 && woken & buckets != 0)
            });
            assert!(wakes, "{:?}", String::from_utf8_lossy(&pattern));
        }
    }

    #[test]
    fn every_prefix_wakes_its_detector() {
        for format in FORMATS {
            for before in ["", " ", "é", "_"] {
                let text = format!("{before}{}a", format.prefix);
                let at = before.len() + 2;
                assert!(
                    places(&text).iter().any(|&(i, b)| i == at && b & (PREFIX | super::SHORT) != 0),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn prose_wakes_little() {
        let text = "The quick brown fox, not found; gave up after 30 seconds";
        assert!(places(text).len() < 4, "{:?}", places(text));
    }
}
