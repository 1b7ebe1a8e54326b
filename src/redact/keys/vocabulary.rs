//! Look-up of the words of keys in constant time.
//!
//! A key is tested for the stems of secret words first, because most keys hold none.

use std::sync::LazyLock;

use crate::redact::keys::words::{
    GLUED, GROUPS, Roles, SECRET, SECRET_LAST, SECRET_WHOLE, STRING_WHOLE, WEAK_LAST,
};

/// Bytes of all words together.
const TEXT_LEN: usize = measure().0;
/// Number of words, counted once per group they stand in.
const WORD_COUNT: usize = measure().1;
/// Slots of the index; a power of two, at most three quarters full.
const SLOTS: usize = (WORD_COUNT * 4 / 3).next_power_of_two();

/// The words and a hash table with open addressing over them.
struct Index {
    text: [u8; TEXT_LEN],
    /// Offset of the word in `text`, its length and its roles. Length 0 is a free slot.
    slots: [(u16, u8, Roles); SLOTS],
}

/// Evaluated at compile time as well, where an index out of bounds fails the build.
const _: Index = build();

/// The tables of this module. Built at the first look-up, because as data they would be a tenth of the wasm.
struct Tables {
    index: Index,
    stems: Stems,
}

static TABLES: LazyLock<Box<Tables>> = LazyLock::new(|| Box::new(Tables { index: build(), stems: stems() }));

/// Counts the bytes and words of the groups.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn measure() -> (usize, usize) {
    let (mut bytes, mut words, mut g) = (0, 0, 0);
    while g < GROUPS.len() {
        let text = GROUPS[g].1.as_bytes();
        let mut i = 0;
        while i < text.len() {
            if text[i] != b' ' {
                bytes += 1;
                if i == 0 || text[i - 1] == b' ' {
                    words += 1;
                }
            }
            i += 1;
        }
        g += 1;
    }
    (bytes, words)
}

/// Puts the words of all groups into the index. A word that stands in several groups has the roles of all of them.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the vocabulary is far below 64 KB, its words below 256 bytes"
)]
const fn build() -> Index {
    let mut index = Index { text: [0; TEXT_LEN], slots: [(0, 0, 0); SLOTS] };
    let (mut at, mut g) = (0, 0);
    while g < GROUPS.len() {
        let (roles, text) = (GROUPS[g].0, GROUPS[g].1.as_bytes());
        let mut i = 0;
        while i < text.len() {
            let (start, mut hash) = (at, HASH_START);
            while i < text.len() && text[i] != b' ' {
                index.text[at] = text[i];
                hash = hash_step(hash, text[i]);
                at += 1;
                i += 1;
            }
            if at > start {
                let mut slot = hash as usize % SLOTS;
                while index.slots[slot].1 != 0 && !same(&index.text, index.slots[slot], start, at) {
                    slot = (slot + 1) % SLOTS;
                }
                if index.slots[slot].1 == 0 {
                    index.slots[slot] = (start as u16, (at - start) as u8, roles);
                } else {
                    index.slots[slot].2 |= roles;
                }
            }
            i += 1;
        }
        g += 1;
    }
    index
}

/// Whether a slot holds the word at `start..end` of `text`.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn same(text: &[u8; TEXT_LEN], slot: (u16, u8, Roles), start: usize, end: usize) -> bool {
    if slot.1 as usize != end - start {
        return false;
    }
    let mut i = 0;
    while i < end - start {
        if text[slot.0 as usize + i] != text[start + i] {
            return false;
        }
        i += 1;
    }
    true
}

/// FNV-1a of 32 bits.
const HASH_START: u32 = 0x811c_9dc5;

const fn hash_step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The roles of a word in lower case; 0 if it is not in the vocabulary.
pub(crate) fn roles(word: &[u8]) -> Roles {
    let index = &TABLES.index;
    let mut slot = word.iter().fold(HASH_START, |hash, &b| hash_step(hash, b)) as usize % SLOTS;
    while let Some(&(at, length, roles)) = index.slots.get(slot) {
        if length == 0 {
            return 0;
        }
        let at = usize::from(at);
        if index.text.get(at..at + usize::from(length)) == Some(word) {
            return roles;
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}

/// Roles of the words of which every secret key has one.
const DECISIVE: Roles = SECRET | SECRET_LAST | SECRET_WHOLE | STRING_WHOLE | WEAK_LAST;

/// Decisive words that stand in the rules of the matcher and in no group.
const RULED: &str = "key token secret auth oauth pass pwd";

/// `pw`, the only decisive word of two letters.
const SHORTEST: u32 = 0x7077;

/// The stems of the decisive words: their first four letters, or all three of a short word. A key without any stem is safe.
///
/// A stem is a bit for its hash. A key without stems whose letters share a hash with one is split into words for nothing.
struct Stems {
    /// Bits for the first three letters of the stems.
    begin: [u32; 128],
    /// Bits for the stems.
    whole: [u32; 512],
}

const _: Stems = stems();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn stems() -> Stems {
    let mut stems = Stems { begin: [0; 128], whole: [0; 512] };
    let mut g = 0;
    while g < GROUPS.len() {
        let text = GROUPS[g].1.as_bytes();
        let mut i = 0;
        while GROUPS[g].0 & DECISIVE != 0 && i < text.len() {
            if text[i] != b' ' && (i == 0 || text[i - 1] == b' ') {
                add_stem(&mut stems, text, i);
            }
            i += 1;
        }
        g += 1;
    }
    let lists = [RULED.as_bytes(), GLUED.as_bytes()];
    let mut list = 0;
    while list < lists.len() {
        let mut i = 0;
        while i < lists[list].len() {
            if lists[list][i] != b' ' && (i == 0 || lists[list][i - 1] == b' ') {
                add_stem(&mut stems, lists[list], i);
            }
            i += 1;
        }
        list += 1;
    }
    stems
}

/// Adds the stem of the word at `start`.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const fn add_stem(stems: &mut Stems, text: &[u8], start: usize) {
    let (mut stem, mut i) = (0, start);
    while i < start + 4 && i < text.len() && text[i] != b' ' {
        stem = stem << 8 | text[i] as u32;
        i += 1;
    }
    if i - start < 3 {
        return;
    }
    let hash = stem_hash(if i - start == 3 { stem } else { stem >> 8 }) >> 20;
    stems.begin[hash / 32] |= 1 << (hash % 32);
    let hash = stem_hash(stem) >> 18;
    stems.whole[hash / 32] |= 1 << (hash % 32);
}

const fn stem_hash(letters: u32) -> usize {
    letters.wrapping_mul(0x9e37_79b1) as usize
}

/// Whether a key may be anything but safe. A quick test with false positives, and without false negatives.
pub(crate) fn may_be_secret(key: &[u8]) -> bool {
    let stems = &TABLES.stems;
    let mut last = 0;
    for &byte in key {
        // Separators do not count: `pass_word` reads as `password`.
        let byte = byte.to_ascii_lowercase();
        if matches!(byte, b'a'..=b'z' | b'0'..=b'9' | 0x80..) {
            last = last << 8 | u32::from(byte);
            if stems.may_end(last) {
                return true;
            }
        }
    }
    // A stem of three letters may end the key.
    stems.may_end(last << 8)
}

impl Stems {
    /// Whether four letters are a stem, or the first three of them are.
    #[expect(
        clippy::inline_always,
        reason = "runs for each byte of a key: as a call it makes redaction 2 % slower in the wasm"
    )]
    #[inline(always)]
    fn may_end(&self, letters: u32) -> bool {
        let three = letters >> 8;
        let has =
            |bits: &[u32], hash: usize| bits.get(hash / 32).is_some_and(|bits| bits >> (hash % 32) & 1 != 0);
        has(&self.begin, stem_hash(three) >> 20)
            && (has(&self.whole, stem_hash(letters) >> 18) || has(&self.whole, stem_hash(three) >> 18))
            || three & 0xffff == SHORTEST
    }
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, SECRET, WEAK_LAST, roles};
    use crate::redact::keys::words::{ABOUT, KEY_OWNER, KEY_PLAIN};

    #[test]
    fn every_word_is_found_with_its_roles() {
        for (group, words) in GROUPS {
            for word in words.split_whitespace() {
                assert_eq!(roles(word.as_bytes()) & group, *group, "{word}");
                assert_eq!(word, word.to_lowercase(), "{word} is not lower case");
            }
        }
    }

    #[test]
    fn roles_add_up_and_unknown_words_have_none() {
        assert_ne!(roles("password".as_bytes()) & SECRET, 0);
        assert_ne!(roles("session".as_bytes()) & KEY_OWNER, 0);
        assert_ne!(roles("session".as_bytes()) & WEAK_LAST, 0);
        for word in ["", "passwor", "passwordd", "zebra"] {
            assert_eq!(roles(word.as_bytes()), 0, "{word}");
        }
    }

    #[test]
    fn the_quick_test_lets_every_decisive_word_pass() {
        for (group, words) in GROUPS {
            for word in words.split_whitespace().filter(|_| group & super::DECISIVE != 0) {
                assert!(
                    word.len() > 2 || word.as_bytes() == super::SHORTEST.to_be_bytes().split_at(2).1,
                    "{word}"
                );
                for name in
                    [word.to_owned(), format!("my_{word}"), format!("x{word}_value"), word.to_uppercase()]
                {
                    assert!(!name.is_ascii() || super::may_be_secret(name.as_bytes()), "{name}");
                }
            }
        }
        for name in ["user_name", "status", "", "a", "message", "labels"] {
            assert!(!super::may_be_secret(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn no_word_contradicts_itself() {
        for (_, words) in GROUPS {
            for word in words.split_whitespace() {
                let roles = roles(word.as_bytes());
                assert!(
                    roles & KEY_OWNER == 0 || roles & KEY_PLAIN == 0,
                    "{word} makes a key secret and harmless"
                );
                assert!(roles & SECRET == 0 || roles & ABOUT == 0, "{word} is a secret and describes one");
            }
        }
    }
}
