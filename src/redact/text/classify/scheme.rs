//! The names of HTTP authentication schemes, which stand before credentials: `Bearer …`, `Basic …`.

use crate::redact::text::cursor::{ALNUM, BLANK, BREAK, DASH, Text};
use crate::word_set::words;

/// An authentication scheme in free text. It decides what the word after it must look like to be the credentials.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scheme {
    /// `Basic`: base64 of user and password.
    Basic,
    /// `Bearer`: a word of the protocol, so anything but prose.
    Bearer,
    /// A scheme whose name is also an English word: only what looks like a token.
    Word,
}

impl Scheme {
    /// The scheme that a word names, in any case.
    pub(crate) fn of(word: &[u8]) -> Option<Self> {
        match word.len() {
            5 if word.eq_ignore_ascii_case(b"basic") => Some(Self::Basic),
            6 if word.eq_ignore_ascii_case(b"bearer") => Some(Self::Bearer),
            _ => words!("token apikey digest negotiate geniekey ntlm ssws").has(word).then_some(Self::Word),
        }
    }
}

/// The length of the scheme's name and the blanks after it, if a value begins with one at `at`.
pub(crate) fn scheme_prefix(text: Text<'_>, at: usize) -> Option<usize> {
    let end = text.run(at, ALNUM | DASH, 24);
    let word = text.slice(at, end);
    let is_scheme =
        Scheme::of(word).is_some() || words!("key jwt oauth bot token-auth apikey-v1 hawk").has(word);
    if !is_scheme {
        return None;
    }
    let value = text.run(end, BLANK, 8);
    // A header that is folded: the next line begins with a blank.
    let line = text.run(value, BREAK, 2);
    let value = if line > value && text.is(line, BLANK) { text.run(line, BLANK, 8) } else { value };
    (value > end).then_some(value - at)
}
