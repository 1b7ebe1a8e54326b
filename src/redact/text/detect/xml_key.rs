//! Private RSA keys in XML (`RSAKeyValue` of .NET): the elements that only a private key has.

use crate::redact::text::cursor::{ALPHA, Text};
use crate::redact::text::formats::format::BASE64;
use crate::redact::text::randomness::is_mixed;
use crate::redact::text::span::Span;
use crate::word_set::words;

/// Shortest number in base64. A text of an element `P` of HTML is shorter, or has blanks.
const NUMBER_MIN: usize = 40;

/// The number in the element whose tag ends with the `>` at `at`.
pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Span> {
    let name = text.run_back(at, ALPHA, 9);
    if text.before(name) != b'<' || !words!("d p q dp dq inverseq").has(text.slice(name, at)) {
        return None;
    }
    let (from, to) = (at + 1, text.run(at + 1, BASE64, usize::MAX));
    let is_number = to - from >= NUMBER_MIN && text.at(to) == b'<' && is_mixed(text.slice(from, to));
    is_number.then_some(Span { from, to })
}
