//! Sets of words, packed by the compiler.

/// A list of words, written as one text with a space between them. A slice of texts would weigh twice as much in the wasm.
macro_rules! words {
    ($text:expr) => {{
        const PACKED: [u8; $text.len() + 5] = $crate::word_set::pack($text);
        $crate::word_set::Words(&PACKED)
    }};
}
pub(crate) use words;

/// What `words!` makes: a bit for each first letter, and the words, each behind its length, so that going over the list takes a
/// step per word, and most of what is no word takes none.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) &'static [u8]);

impl Words {
    /// Whether `value` is one of the words, which are lower case or have no letters; its own case does not count.
    pub(crate) fn has(self, value: &[u8]) -> bool {
        let first = value.first().map(u8::to_ascii_lowercase);
        // Most words differ in these already.
        self.candidates(value).any(|word| {
            word.len() == value.len() && word.first().copied() == first && value.eq_ignore_ascii_case(word)
        })
    }

    /// Whether `value` begins with one of the words; case does not count.
    pub(crate) fn begin(self, value: &[u8]) -> bool {
        let first = value.first().copied().unwrap_or(0);
        self.candidates(value).any(|word| {
            word.first().is_some_and(|other| other & 31 == first & 31)
                && value.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
        })
    }

    /// The words.
    pub(crate) fn iter(self) -> WordsIter {
        WordsIter(self.0.get(4..).unwrap_or_default())
    }

    /// Whether some word begins with `byte`, or with one that shares its bit.
    #[expect(
        clippy::inline_always,
        reason = "a step of each byte: a call costs more, also in code compiled for size"
    )]
    #[inline(always)]
    pub(crate) fn may_begin_with(self, byte: u8) -> bool {
        let firsts = self.0.first_chunk().map_or(0, |firsts| u32::from_le_bytes(*firsts));
        firsts >> (byte & 31) & 1 != 0
    }

    /// The words, if one of them begins as `value` does.
    fn candidates(self, value: &[u8]) -> WordsIter {
        let is_first = value.first().is_some_and(|first| self.may_begin_with(*first));
        if is_first { self.iter() } else { WordsIter(&[]) }
    }
}

/// The words of a list.
pub(crate) struct WordsIter(&'static [u8]);

impl Iterator for WordsIter {
    type Item = &'static [u8];

    fn next(&mut self) -> Option<Self::Item> {
        let (&length, rest) = self.0.split_first()?;
        let (word, rest) = rest.split_at_checked(usize::from(length))?;
        self.0 = rest;
        Some(word)
    }
}

/// The words of `text`, as [`Words`] has them.
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
            packed[at + 5] = text[at];
            packed[start + 4] += 1;
        }
        at += 1;
    }
    packed
}
