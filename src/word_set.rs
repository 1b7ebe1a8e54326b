//! Short lists of words that are searched often.
//!
//! The scanner asks for every name and value of a text whether it is one of a few words, and most are not. So a list is packed
//! at compile time: a mask of first letters, by which most look-ups end without a look at the words, then the words, each
//! after its length, so that going over the others takes one step a word and not one a byte.

/// The [`WordSet`] of a constant text, in which spaces separate the words.
macro_rules! words {
    ($text:expr) => {{
        const PACKED: [u8; $text.len() + $crate::word_set::HEAD + 1] = $crate::word_set::pack($text);
        $crate::word_set::WordSet::from_packed(&PACKED)
    }};
}
pub(crate) use words;

/// Bytes of the mask.
pub(crate) const HEAD: usize = 4;

/// A list of words in lower case, or without letters. Made by [`words!`].
#[derive(Clone, Copy)]
pub(crate) struct WordSet(&'static [u8]);

impl WordSet {
    /// For [`words!`] alone.
    pub(crate) const fn from_packed(packed: &'static [u8]) -> Self {
        Self(packed)
    }

    /// Whether `value` is one of the words, in any case.
    pub(crate) fn has(self, value: &[u8]) -> bool {
        let first = value.first().map(u8::to_ascii_lowercase);
        // Most words differ in the length or the first letter already.
        self.candidates(value).any(|word| {
            word.len() == value.len() && word.first().copied() == first && value.eq_ignore_ascii_case(word)
        })
    }

    /// Whether `value` begins with one of the words, in any case.
    pub(crate) fn begin(self, value: &[u8]) -> bool {
        let first = value.first().copied().unwrap_or(0);
        self.candidates(value).any(|word| {
            word.first().is_some_and(|other| other & 31 == first & 31)
                && value.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
        })
    }

    /// The words, in the order of the text.
    pub(crate) fn iter(self) -> Iter {
        Iter(self.0.get(HEAD..).unwrap_or_default())
    }

    /// Whether some word begins with `byte`, or with a byte that shares its bit in the mask.
    pub(crate) fn may_begin_with(self, byte: u8) -> bool {
        let mask = self.0.first_chunk().map_or(0, |mask| u32::from_le_bytes(*mask));
        mask >> (byte & 31) & 1 != 0
    }

    /// The words, or none if no word begins as `value` does.
    fn candidates(self, value: &[u8]) -> Iter {
        let may_have = value.first().is_some_and(|first| self.may_begin_with(*first));
        if may_have { self.iter() } else { Iter(&[]) }
    }
}

/// The words of a [`WordSet`].
pub(crate) struct Iter(&'static [u8]);

impl Iterator for Iter {
    type Item = &'static [u8];

    fn next(&mut self) -> Option<Self::Item> {
        let (&length, rest) = self.0.split_first()?;
        let (word, rest) = rest.split_at_checked(usize::from(length))?;
        self.0 = rest;
        Some(word)
    }
}

/// Packs the words of `text`: the mask, then each word after its length, which takes the place of the space before it.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
pub(crate) const fn pack<const N: usize>(text: &str) -> [u8; N] {
    let text = text.as_bytes();
    let (mut packed, mut start, mut at) = ([0; N], 0, 0);
    while at < text.len() {
        if text[at] == b' ' {
            start = at + 1;
        } else {
            if at == start {
                let first = text[at] & 31;
                packed[(first / 8) as usize] |= 1 << (first % 8);
            }
            packed[at + HEAD + 1] = text[at];
            packed[start + HEAD] += 1;
        }
        at += 1;
    }
    packed
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_found_in_any_case_and_nothing_else_is() {
        let set = words!("key token api-key &quot;");
        for (name, value, is_word, begins) in [
            ("a word", "token", true, true),
            ("in capitals", "API-Key", true, true),
            ("without letters", "&quot;", true, true),
            ("a longer one", "tokens", false, true),
            ("a shorter one", "toke", false, false),
            ("the same first letter", "kind", false, false),
            ("empty", "", false, false),
        ] {
            assert_eq!(set.has(value.as_bytes()), is_word, "{name}");
            assert_eq!(set.begin(value.as_bytes()), begins, "{name}: begins");
        }
        let all: Vec<&[u8]> = set.iter().collect();
        assert_eq!(all, [&b"key"[..], b"token", b"api-key", b"&quot;"]);
    }
}
