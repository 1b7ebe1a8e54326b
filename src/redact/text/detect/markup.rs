//! Elements of markup: `<password>…</password>`, `<property name="password">…`, and the entries of property lists.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::keys::siblings::is_name;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::cursor::{ALPHA, BLANK, DIGIT, NAME, NAME_LIMIT, QUOTE, SPACE, Text, any, class};
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::randomness::VALUE_WINDOW;
use crate::redact::text::span::{NameSpan, Span, ValueSpan};
use crate::word_set::words;

/// What the text of an element may be wrapped in; `]]>` ends it.
const CDATA: &[u8] = b"<![CDATA[";

/// How far back the name of an element is looked for before its attributes.
const ATTRIBUTES_LIMIT: usize = 128;

/// How long the text of an element may be.
const ELEMENT_LIMIT: usize = VALUE_WINDOW * 8;

/// The text of the element whose tag ends with the `>` at `at`.
pub(crate) fn find<'a>(text: Text<'a>, at: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    let end = if text.was(at, QUOTE) { tag_name_end(text, at)? } else { at };
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let colon = if text.before(from) == b':' { text.run_back(from - 1, NAME, 16) } else { from };
    if text.before(colon) != b'<' {
        return None;
    }
    let mut bytes = text.slice(from, end);
    if names.get(bytes) == KeyVerdict::Safe {
        bytes = other_name(text, colon - 1, at)?;
    }
    let verdict = names.get(bytes);
    if verdict == KeyVerdict::Safe {
        return None;
    }
    let start = text.run(at + 1, SPACE, 64);
    let start = start + if text.has(start, CDATA) { CDATA.len() } else { 0 };
    let rest = text.0.get(start..)?;
    let length = rest.iter().take(ELEMENT_LIMIT).position(|&b| b == b'<')?;
    // `--password <PASSWORD> --port <PORT>` has placeholders, not elements.
    if text.at(start + length + 1) != b'/' {
        return None;
    }
    let length = text.find(start, start + length, b"]]>").map_or(length, |end| end - start);
    let length = rest.get(..length)?.iter().rposition(|&b| class(b) & SPACE == 0).map_or(0, |last| last + 1);
    let value = ValueSpan { from: start, to: start + length, quoted: true };
    secret_of(text, value, &NameSpan { bytes, from, quoted: true }, verdict, Join::Data)
}

/// The name that stands elsewhere for the element from `start` to its `>` at `at`: in its last attribute, as in
/// `<property name="password">`, or in the element before, as in `<key>password</key><string>`.
fn other_name(text: Text<'_>, start: usize, at: usize) -> Option<&[u8]> {
    if text.was(at, QUOTE) {
        let from = text.run_back(at - 1, NAME, NAME_LIMIT);
        let sign = from.checked_sub(2)?;
        let is_name = text.at(sign) == b'='
            && matches!(text.slice(sign.saturating_sub(4), sign), b"name" | [b' ', b'k', b'e', b'y']);
        if is_name {
            return Some(text.slice(from, at - 1));
        }
    }
    // … or `<name>password</name><value>`.
    let close = text.run_back(start, SPACE, 64);
    let tag = text.run_back(close.checked_sub(1)?, NAME, NAME_LIMIT);
    let end = tag.checked_sub(2)?;
    let from = text.run_back(end, NAME | BLANK, NAME_LIMIT);
    let element = text.slice(tag, close - 1);
    let is_element = text.at(close - 1) == b'>' && text.has(end, b"</");
    // In a table of HTML the value is a cell. There it may be prose, so it must look like a password.
    let is_cell = || words!("td th dt").has(element) && is_random_cell(text, at);
    (is_element && (is_name(element) || is_cell())).then(|| text.slice(from, end))
}

/// Whether the cell whose tag ends at `at` holds one word of letters and digits.
fn is_random_cell(text: Text<'_>, at: usize) -> bool {
    let rest = text.slice(at + 1, text.len().min(at + 1 + NAME_LIMIT));
    let cell = rest.iter().position(|&b| b == b'<').and_then(|end| rest.get(..end)).unwrap_or(&[]);
    cell.len() >= 6 && any(cell, ALPHA) && any(cell, DIGIT) && !any(cell, SPACE) && !cell.contains(&b'(')
}

/// The end of the name in the tag with attributes that ends at `at`.
fn tag_name_end(text: Text<'_>, at: usize) -> Option<usize> {
    let start = at.saturating_sub(ATTRIBUTES_LIMIT);
    let tag = start + text.slice(start, at).iter().rposition(|&b| matches!(b, b'<' | b'>'))?;
    let prefix = text.run(tag + 1, NAME, 16);
    let end = if text.at(prefix) == b':' {
        text.run(prefix + 1, NAME, NAME_LIMIT)
    } else {
        text.run(tag + 1, NAME, NAME_LIMIT)
    };
    (text.at(tag) == b'<' && text.is(end, SPACE)).then_some(end)
}
