//! Names as PHP writes them: properties in `var_dump` and `print_r`, and entries in `serialize`.

use crate::redact::text::cursor::{DIGIT, NAME, NAME_LIMIT, QUOTE, Text};

/// The end of a property's name, whose bracket closes after `end`, without the visibility after it:
/// `["password":protected]`, `[password:User:private]`. Private ones have the class before it.
pub(crate) fn property_end(text: Text<'_>, end: usize) -> Option<usize> {
    let part_before = |end: usize| {
        let bare = end - usize::from(text.was(end, QUOTE));
        let from = text.run_back(bare, NAME, NAME_LIMIT);
        from - usize::from(text.was(from, QUOTE) && bare < end)
    };
    let from = part_before(end);
    let colon = from.checked_sub(1).filter(|&at| text.at(at) == b':')?;
    match text.slice(from, end) {
        b"protected" => Some(colon),
        b"private" => part_before(colon).checked_sub(1).filter(|&at| text.at(at) == b':'),
        _ => None,
    }
}

/// Whether the `:` at `at` stands before the visibility of a property, or before its class and visibility.
pub(crate) fn is_visibility(text: Text<'_>, at: usize) -> bool {
    let part = |at: usize| {
        let from = at + 1 + usize::from(text.is(at + 1, QUOTE));
        let end = text.run(from, NAME, NAME_LIMIT);
        (text.slice(from, end), end + usize::from(text.is(end, QUOTE)))
    };
    let (mut word, mut end) = part(at);
    if text.at(end) == b':' {
        (word, end) = part(end);
    }
    text.at(end) == b']' && matches!(word, b"private" | b"protected")
}

/// Where the name ends whose serialized value begins after the `:` at `at`: `s:8:"password";s:7:"…"`.
pub(crate) fn serialized_name_end(text: Text<'_>, at: usize) -> Option<usize> {
    if !text.was(at, DIGIT) {
        return None;
    }
    let length = text.run_back(at, DIGIT, 9);
    let end = length.checked_sub(3)?;
    let is_text = text.slice(end, length) == b";s:" && text.was(end, QUOTE);
    is_text.then_some(end)
}
