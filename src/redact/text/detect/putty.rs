//! Private keys as `PuTTY` writes them: `Private-Lines: 8` and so many lines of base64.

use crate::redact::text::cursor::{ALNUM, BREAK, DIGIT, PLUS, Text, class};
use crate::redact::text::span::Span;

/// The lines of the key, whose number stands at `start`.
pub(crate) fn find(text: Text<'_>, start: usize) -> Option<Span> {
    let from = text.run(text.run(start, DIGIT, 4), BREAK, 2);
    let to = text.run(from, ALNUM | PLUS | BREAK, usize::MAX);
    // `Private-MAC`, the next field, begins with a word that reads as base64.
    let field =
        text.slice(from, to).iter().rposition(|&b| class(b) & BREAK != 0).filter(|_| text.at(to) == b'-');
    let to = field.map_or(to, |last| from + last);
    (to > from).then_some(Span { from, to })
}
