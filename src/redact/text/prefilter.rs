//! The prefilter: finds the few places of a text at which a detector may find something, at about one byte a nanosecond.
//!
//! It matches patterns of four byte sets, all at once, with a shift-and automaton in one 64-bit word. The word has four lanes,
//! one for each position of a pattern, and each lane has a bit for each of sixteen groups of patterns: those of one detector,
//! or a part of the token prefixes. Lanes forget which bytes belong to the same pattern, so a match is only a candidate.

use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, Class, DASH, DIGIT, DOT, HEX, HIGH, LOWER, NAME, QUOTE, SPACE, Text, UNDER, class,
};
use crate::redact::text::detect::{arguments, space_separated, unprefixed};
use crate::redact::text::formats::matcher;
use crate::redact::text::formats::table::ALL as FORMATS;
use crate::redact::text::plain;

/// Which detectors have a pattern that ends at a place: a bit for each group of patterns.
pub(crate) type DetectorMask = u16;

/// `:` and `=`: a key/value pair, or user info in a URL.
pub(crate) const PAIR: DetectorMask = 1;
/// A comma after a quote, or a quote after a parenthesis: an argument.
pub(crate) const ARGUMENT: DetectorMask = 1 << 1;
/// The end of a tag.
pub(crate) const TAG: DetectorMask = 1 << 2;
/// A dash after a blank or a quote: a flag. `---B`: a PEM header line.
pub(crate) const DASHES: DetectorMask = 1 << 3;
/// The last letters of a secret name or of a scheme, and what may follow it. In three groups, so that those in one group
/// share few letters.
pub(crate) const NAME_END: DetectorMask = 1 << 5 | 1 << 6 | 1 << 15;
const NAME_END_KEY: DetectorMask = 1 << 5;
const NAME_END_WORD: DetectorMask = 1 << 6;
const NAME_END_PASS: DetectorMask = 1 << 15;
/// An anchor inside a token without a prefix, and the word `is`.
pub(crate) const ANCHOR: DetectorMask = 1 << 7;
/// An escape, after which a word begins.
pub(crate) const ESCAPE: DetectorMask = 1 << 8;
/// The first two bytes of a token without a longer prefix.
pub(crate) const SHORT_PREFIX: DetectorMask = 1 << 4;
/// The first three bytes of a token prefix, after a byte that is no letter or digit.
pub(crate) const PREFIX: DetectorMask = 0b0111_1110_0000_0000;
/// The first group in [`PREFIX`], and their number.
const PREFIX_FIRST: u16 = 9;
const PREFIX_GROUPS: u16 = 6;

/// The miss mask of each byte: a one for each group and position of which the byte is not in the set. A group whose bit is
/// still zero in the last lane has matched.
static MISS_MASKS: [u64; 256] = MISS_MASKS_AT_BUILD;
const MISS_MASKS_AT_BUILD: [u64; 256] = build();

/// A set of bytes at one position of a pattern.
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

/// The patterns of all detectors but the one of token prefixes.
const PATTERNS: &[(DetectorMask, [Set; 4])] = {
    use Set::{Any, In, Letter, NotIn, Of, One};
    const AFTER: Set = Of(b" \t%+:,=");
    &[
        // The escape before a control sequence, and the last byte of the one-character introducer U+009B: with them, these
        // cost nothing in other texts.
        (PAIR, [Any, Any, Any, Of(b":=\x1b\x9b")]),
        // Full-width colon and equals sign, arrow.
        (PAIR, [Any, Of(b"\xef\xe2"), Of(b"\xbc\x86"), Of(b"\x9a\x9d\x92")]),
        (ARGUMENT, [Any, Any, In(QUOTE | BLANK), One(b',')]),
        // Erlang, Elixir: `{password,"…"}`, `{password,<<"…">>}`, `{:password, "…"}`, `{<<"password">>,…`.
        (ARGUMENT, [Any, In(LOWER), One(b','), In(QUOTE)]),
        (ARGUMENT, [Any, In(LOWER), One(b','), One(b'<')]),
        (ARGUMENT, [In(LOWER), One(b','), One(b' '), In(QUOTE)]),
        (ARGUMENT, [Any, One(b'>'), One(b'>'), One(b',')]),
        (ARGUMENT, [Any, In(ALPHA), One(b'('), In(QUOTE)]),
        // Mongoose: `` `password` (`…`) ``.
        (ARGUMENT, [In(QUOTE), One(b' '), One(b'('), In(QUOTE)]),
        (TAG, [Any, Any, In(ALNUM | UNDER | DASH | DOT | HIGH | QUOTE), One(b'>')]),
        (DASHES, [Of(b" \t\n\r\"'`[("), One(b'-'), In(ALPHA | DASH), Any]),
        (DASHES, [One(b'-'), One(b'-'), One(b'-'), Of(b"BE")]),
        // key, token, secret, Bearer, login.
        (NAME_END_KEY, [Letter(b'g'), Letter(b'i'), Letter(b'n'), In(BLANK)]),
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
        // code, pass, pat, Digest, Negotiate.
        (NAME_END_PASS, [Letter(b'o'), Letter(b'd'), Letter(b'e'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'a'), Letter(b's'), Letter(b's'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'p'), Letter(b'a'), Letter(b't'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'o'), Letter(b't'), Letter(b'p'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'e'), Letter(b's'), Letter(b't'), In(BLANK)]),
        (NAME_END_PASS, [Letter(b'a'), Letter(b't'), Letter(b'e'), In(BLANK)]),
        // `IDENTIFIED BY …`.
        (NAME_END_KEY, [Letter(b'i'), Letter(b'e'), Letter(b'd'), In(BLANK)]),
        (ANCHOR, [In(BLANK), Letter(b'i'), Letter(b's'), In(BLANK)]),
        (ANCHOR, [In(BLANK), Letter(b't'), Letter(b'o'), In(BLANK)]),
        // value.
        (ANCHOR, [Letter(b'l'), Letter(b'u'), Letter(b'e'), In(BLANK)]),
        // Microsoft Entra, Facebook, Mailchimp, New Relic, HCP Terraform, Salesforce.
        (ANCHOR, [Any, In(DIGIT), One(b'Q'), One(b'~')]),
        (ANCHOR, [In(DIGIT), In(DIGIT), In(DIGIT), One(b'|')]),
        (ANCHOR, [In(HEX), One(b'-'), One(b'u'), One(b's')]),
        (ANCHOR, [One(b'N'), One(b'R'), One(b'A'), One(b'L')]),
        (ANCHOR, [One(b'a'), One(b't'), One(b'l'), One(b'a')]),
        (ANCHOR, [NotIn(ALNUM), One(b'0'), One(b'0'), One(b'D')]),
        (ESCAPE, [One(b'\\'), Of(b"nrtux0"), In(ALNUM | UNDER), In(ALNUM | UNDER | DASH)]),
        // Spelled control sequences: `\e[1m`, `^[[1m`, `\u{1b}`, `#033[1m`.
        (ESCAPE, [One(b'\\'), One(b'e'), Of(b"[]("), In(ALNUM)]),
        (ESCAPE, [One(b'^'), One(b'['), Of(b"[]("), In(ALNUM)]),
        (ESCAPE, [One(b'\\'), One(b'u'), One(b'{'), In(HEX)]),
        (ESCAPE, [One(b'#'), One(b'0'), One(b'3'), One(b'3')]),
        (ESCAPE, [One(b'%'), In(HEX), In(HEX), In(ALNUM)]),
        (ESCAPE, [One(b'%'), One(b'3'), Of(b"AaDd"), Of(b"%[")]),
        // Two letters of a prefix and anything after them. In a group of their own, or they would let every word through.
        (SHORT_PREFIX, [NotIn(ALNUM), Of(b"SAY6"), Of(b"KCL"), In(ALNUM | DASH | UNDER)]),
        (SHORT_PREFIX, [NotIn(ALNUM), Of(b"sbr"), One(b'.'), In(ALNUM)]),
        (SHORT_PREFIX, [NotIn(ALNUM), Of(b"KL5"), Of(b"xyzwHJK12345"), In(ALNUM)]),
        // Mailgun; Azure.
        (ANCHOR, [In(HEX), One(b'-'), In(HEX), In(HEX)]),
        (ANCHOR, [One(b'A'), One(b'Z'), One(b'D'), One(b'O')]),
        (ANCHOR, [One(b'J'), One(b'Q'), One(b'Q'), One(b'J')]),
        (ANCHOR, [One(b'A'), One(b'z'), Of(b"SFC"), Of(b"eua")]),
        // PASETO; Argon2, scrypt.
        (PREFIX & (1 << 9), [NotIn(ALNUM), Of(b"vk"), Of(b"1234"), One(b'.')]),
        (PREFIX & (1 << 10), [NotIn(ALNUM), One(b'$'), Of(b"as"), Of(b"rc")]),
        // Extended private keys of wallets.
        (PREFIX & (1 << 9), [NotIn(ALNUM), Of(b"xyzt"), One(b'p'), One(b'r')]),
        // Discord.
        (SHORT_PREFIX, [NotIn(ALNUM), Of(b"MNO"), Of(b"DTjz"), In(ALNUM)]),
        // Firebase, web tokens.
        (PREFIX & (1 << 13), [NotIn(ALNUM), One(b'A'), One(b'A'), One(b'A')]),
        (PREFIX & (1 << 14), [NotIn(ALNUM), One(b'e'), One(b'y'), One(b'J')]),
    ]
};

/// The miss masks of all bytes, by the patterns and the prefixes of token formats.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn build() -> [u64; 256] {
    let mut lanes = [0; 256];
    let mut i = 0;
    while i < PATTERNS.len() {
        let (group, sets) = PATTERNS[i];
        let mut lane = 0;
        while lane < 4 {
            add(&mut lanes, sets[lane], lane, group);
            lane += 1;
        }
        i += 1;
    }
    let mut used = 0;
    let mut i = 0;
    while i < FORMATS.len() {
        let prefix = FORMATS[i].prefix;
        // Grouped by the second byte, which lets the fewest words of prose through, as measured.
        let group = 1 << (PREFIX_FIRST + prefix[1] as u16 % PREFIX_GROUPS);
        used |= group;
        if prefix.len() == 2 {
            i += 1;
            continue;
        }
        add(&mut lanes, Set::One(prefix[0]), 1, group);
        add(&mut lanes, Set::One(prefix[1]), 2, group);
        add(&mut lanes, Set::One(prefix[2]), 3, group);
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

/// Adds a set of bytes to one lane of a group.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(clippy::cast_possible_truncation, reason = "`byte` is below 256")]
const fn add(lanes: &mut [u64; 256], set: Set, lane: usize, group: DetectorMask) {
    let bits = (group as u64) << (16 * lane);
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

/// The state of the automaton after one more byte.
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
fn step(state: u64, byte: u8) -> u64 {
    (state << 16) | MISS_MASKS[usize::from(byte)]
}

/// The least state in which no group has matched.
const OPEN: u64 = 0xffff << 48;

/// The detectors of a state after the byte at `at`, without those whose patterns only seem to match.
#[expect(clippy::cast_possible_truncation, reason = "the shift leaves sixteen bits")]
fn confirmed(state: u64, text: Text<'_>, at: usize) -> DetectorMask {
    let mut detectors = !(state >> 48) as DetectorMask;
    // Before the text there are blanks, as for the automaton.
    let byte = |back: usize| at.checked_sub(back).map_or(b' ', |at| text.at(at));
    let [a, b, c, d] = [byte(3), byte(2), byte(1), byte(0)];
    let is_no_pair = match d {
        b':' => is_clock(text, at),
        b'=' => false,
        0x1b => !plain::begins(text, at),
        // A full-width sign, an arrow.
        0x9a | 0x9d | 0x92 => !matches!([b, c, d], [0xef, 0xbc, 0x9a | 0x9d] | [0xe2, 0x86, 0x92]),
        _ => !plain::begins(text, at.wrapping_sub(1)),
    };
    if detectors & PAIR != 0 && is_no_pair {
        detectors &= !PAIR;
    }
    if detectors & PREFIX != 0
        && !matcher::may_begin([b, c, d], text.at(at + 1))
        && !unprefixed::may_begin([b, c, d])
    {
        detectors &= !PREFIX;
    }
    if detectors & DASHES != 0
        && !matches!((a, d), (b'-', b'B' | b'E'))
        && class(a) & (SPACE | QUOTE) == 0
        && !matches!(a, b'[' | b'(')
    {
        detectors &= !DASHES;
    }
    if detectors & ARGUMENT != 0 && !arguments::may_begin([a, b, c, d]) {
        detectors &= !ARGUMENT;
    }
    if detectors & NAME_END != 0 && !space_separated::ends_name(text.at(at.wrapping_sub(4)), [a, b, c]) {
        detectors &= !NAME_END;
    }
    if detectors & ANCHOR != 0 && !unprefixed::is_anchor([a, b, c, d]) {
        detectors &= !ANCHOR;
    }
    detectors
}

/// Whether the byte at `at` is the colon of a time or of a line number: between numbers, the first of one or two digits.
fn is_clock(text: Text<'_>, at: usize) -> bool {
    text.is(at + 1, DIGIT)
        && text.was(at, DIGIT)
        && (!text.is(at.wrapping_sub(2), NAME)
            || text.is(at.wrapping_sub(2), DIGIT) && !text.is(at.wrapping_sub(3), NAME))
}

/// The state at the start of a text, which is the start of a word.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const START: u64 = {
    let blank = MISS_MASKS_AT_BUILD[b' ' as usize];
    ((u64::MAX << 16 | blank) << 16 | blank) << 16 | blank
};

/// The end of the JSON string whose content begins at `start`. `None` if the string does not end, has an escape, or has a
/// candidate for a detector. Most strings have none of these.
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

/// The prefilter on its way through a text.
pub(crate) struct Prefilter {
    /// The next byte, and the state before it.
    at: usize,
    state: u64,
}

impl Prefilter {
    pub(crate) fn new() -> Self {
        Self { at: 0, state: START }
    }

    /// The next candidate: a place at which patterns end, and their detectors.
    pub(crate) fn next(&mut self, text: Text<'_>) -> Option<(usize, DetectorMask)> {
        let (mut at, mut state) = (self.at, self.state);
        while let Some(&byte) = text.0.get(at) {
            state = step(state, byte);
            if state < OPEN {
                let detectors = confirmed(state, text, at);
                if detectors != 0 {
                    *self = Self { at: at + 1, state };
                    return Some((at, detectors));
                }
            }
            at += 1;
        }
        *self = Self { at, state };
        None
    }

    /// Goes on at `to`, after a secret. Patterns may begin up to three bytes before it.
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
    use super::{
        ANCHOR, ARGUMENT, DASHES, NAME_END, PAIR, PATTERNS, PREFIX, Prefilter, SHORT_PREFIX, Set, TAG,
    };
    use crate::redact::text::cursor::{Text, class};
    use crate::redact::text::formats::table::ALL;

    fn candidates(text: &str) -> Vec<(usize, u16)> {
        let mut prefilter = Prefilter::new();
        std::iter::from_fn(|| prefilter.next(Text(text.as_bytes()))).collect()
    }

    #[test]
    fn detectors_have_candidates_at_their_anchors() {
        for (text, at, detector) in [
            ("a=b", 1, PAIR),
            (":", 0, PAIR),
            ("\"a\",\"b\"", 3, ARGUMENT),
            ("<a>b", 2, TAG),
            ("--password", 2, DASHES),
            ("x -pw", 4, DASHES),
            ("-----BEGIN", 5, DASHES),
            ("API_KEY x", 7, NAME_END),
            ("Bearer x", 6, NAME_END),
            ("1Q~", 2, ANCHOR),
        ] {
            assert!(
                candidates(text).iter().any(|&(i, detectors)| i == at && detectors & detector != 0),
                "{text}"
            );
        }
    }

    #[test]
    fn every_pattern_makes_a_candidate() {
        let fits = |set: Set, byte: u8| match set {
            Set::Any => true,
            Set::One(one) => byte == one,
            Set::Of(bytes) => bytes.contains(&byte),
            Set::Letter(letter) => byte.eq_ignore_ascii_case(&letter),
            Set::In(classes) => class(byte) & classes != 0,
            Set::NotIn(classes) => class(byte) & classes == 0,
        };
        for (detectors, sets) in PATTERNS {
            // From the end, so that letters come before capitals, and blanks before control characters.
            let pattern =
                sets.map(|set| (32..127).rev().chain(128..=255).find(|&byte| fits(set, byte)).unwrap());
            let is_candidate = ["", "c", "f", "g", "i", "o"].iter().any(|before| {
                let text = [before.as_bytes(), &pattern].concat();
                let text = String::from_utf8(text).unwrap();
                candidates(&text).iter().any(|&(at, found)| at == text.len() - 1 && found & detectors != 0)
            });
            assert!(is_candidate, "{:?}", String::from_utf8_lossy(&pattern));
        }
    }

    #[test]
    fn every_prefix_makes_a_candidate() {
        for format in &ALL {
            for before in ["", " ", "é", "_"] {
                let text = format!("{before}{}a", String::from_utf8_lossy(format.prefix));
                let at = before.len() + 2;
                assert!(
                    candidates(&text).iter().any(|&(i, b)| i == at && b & (PREFIX | SHORT_PREFIX) != 0),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn prose_has_few_candidates() {
        let text = "The quick brown fox, not found; gave up after 30 seconds";
        assert!(candidates(text).len() < 4, "{:?}", candidates(text));
    }
}
