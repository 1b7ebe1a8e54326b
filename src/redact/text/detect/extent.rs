//! The extent of a value: where the value after a separator begins and ends, quoted or not.

use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, DOT, HIGH, LOWER, QUOTE, SPACE, STOP, Text, UNDER, any, class,
};
use crate::redact::text::detect::name::is_full_width_sign;
use crate::redact::text::span::ValueSpan;

/// Longest key that is looked for after a comma or an ampersand.
const NEXT_KEY_LIMIT: usize = 40;

/// The unquoted value that was read last. A value that begins inside it ends where it ends. Without this, each of many names
/// that follow one another without blanks would read on to the end of all of them.
#[derive(Default)]
pub(crate) struct ExtentMemo {
    from: usize,
    to: usize,
}

/// The value at `at`, after the separator and its blanks.
pub(crate) fn locate(text: Text<'_>, at: usize, memo: &mut ExtentMemo) -> Option<ValueSpan> {
    let prefixed = at + prefix(text, at);
    let (escapes, quote) = opening(text, prefixed);
    if quote == 0 {
        return in_other_quotes(text, at).or_else(|| unquoted(text, at, memo));
    }
    let from = prefixed + escapes + 1;
    if let Some(value) = in_three_quotes(text, from, quote) {
        return Some(value);
    }
    // Quotes in quotes: `"'secret'"`, `"\"secret\""`. The inner ones enclose the value.
    let (inner_escapes, inner) = opening(text, from);
    let inner_from = from + inner_escapes + 1;
    if inner != 0
        && (inner != quote || inner_escapes > escapes)
        && let Some(to) = closing(text, inner_from, inner, inner_escapes)
        && to > inner_from
    {
        return Some(ValueSpan { from: inner_from, to, quoted: true });
    }
    match closing(text, from, quote, escapes) {
        Some(to) => Some(ValueSpan { from, to, quoted: true }),
        // The text is cut off. A double quote encloses the rest of the line; a single one may be an apostrophe.
        None if quote == b'"' => {
            let rest = text.0.get(from..).unwrap_or(&[]);
            let length = rest.iter().position(|&b| class(b) & BREAK != 0).unwrap_or(rest.len());
            Some(ValueSpan { from, to: from + length, quoted: true })
        }
        None => unquoted(text, from, memo),
    }
}

/// The length of the prefix of the quote at `at`, which belongs to it: `b'…'`, `@"…"`, `N'…'`, `U&'…'`, `u8"…"`, `r#"…"#`.
fn prefix(text: Text<'_>, at: usize) -> usize {
    let bytes = text.slice(at, text.len().min(at + 3));
    let is_prefix =
        |b: u8| class(b) & LOWER != 0 || matches!(b, b'N' | b'E' | b'U' | b'R' | b'L' | b'B' | b'F');
    let length = match *bytes {
        [b'U' | b'u', b'&', ..]
        | [b'u', b'8', ..]
        | [b'r', b'#', ..]
        | [b'$', b'@', ..]
        | [b'@', b'$', ..] => 2,
        [a, b, ..] if is_prefix(a) && is_prefix(b) => 2,
        [a, ..] if is_prefix(a) || matches!(a, b'@' | b'$') => 1,
        _ => 0,
    };
    if text.is(at + length, QUOTE) { length } else { 0 }
}

/// How far a text in three quotes may reach.
const TEXT_LIMIT: usize = 2048;

/// The value in three quotes, as TOML and Python have them for texts of several lines. The first quote ends at `from`.
fn in_three_quotes(text: Text<'_>, from: usize, quote: u8) -> Option<ValueSpan> {
    let quotes = [quote; 3];
    if quote == b'`' || !text.has(from, quotes.get(1..)?) {
        return None;
    }
    let end = text.find(from + 2, from + TEXT_LIMIT, &quotes)?;
    let from = text.run(from + 2, SPACE, 64).min(end);
    let to = text.run_back(end, SPACE, 64).max(from);
    (to > from).then_some(ValueSpan { from, to, quoted: true })
}

/// The length of the quote that begins at `at`, and the one that closes it: typographic quotes and HTML entities.
fn other_quote(text: Text<'_>, at: usize) -> Option<(usize, &[u8])> {
    let closing: &[u8] = match text.slice(at, text.len().min(at + 3)) {
        [0xe2, 0x80, 0x9c] => "”".as_bytes(),
        [0xe2, 0x80, 0x98] => "’".as_bytes(),
        [0xe2, 0x80, 0x9e] => "“".as_bytes(),
        [0xe3, 0x80, 0x8c] => "」".as_bytes(),
        [0xc2, 0xab, ..] => return Some((2, "»".as_bytes())),
        [b'&', ..] => {
            let length = text.quote_entity(at);
            return (length > 0).then_some((length, text.slice(at, at + length)));
        }
        _ => return None,
    };
    Some((3, closing))
}

/// The value at `at` between typographic quotes, or quotes that are HTML entities: `“…”`, `&quot;…&quot;`.
fn in_other_quotes(text: Text<'_>, at: usize) -> Option<ValueSpan> {
    let (length, quote) = other_quote(text, at)?;
    let from = at + length;
    let opening = text.slice(at, from);
    let rest = text.0.get(from..).unwrap_or(&[]);
    let ends = |at: usize, b: u8| {
        class(b) & BREAK != 0
            || rest.get(at..).is_some_and(|rest| rest.starts_with(quote) || rest.starts_with(opening))
    };
    let to = from + rest.iter().enumerate().position(|(at, &b)| ends(at, b)).unwrap_or(rest.len());
    // If the text is cut off, the quote encloses the rest of the line.
    Some(ValueSpan { from, to, quoted: true })
}

/// The end of the last string in a list whose first one ends at `to`: `["…", "…"]`.
pub(crate) fn list_end(text: Text<'_>, mut to: usize) -> usize {
    loop {
        let mut at = to;
        while text.is(at, QUOTE) || text.at(at) == b'\\' {
            at += 1;
        }
        let comma = text.run(at, SPACE, 64);
        let next = text.run(comma + 1, SPACE, 64);
        if at == to || text.at(comma) != b',' || opening(text, next).1 == 0 {
            return to;
        }
        match locate(text, next, &mut ExtentMemo::default()) {
            Some(value) if value.quoted && value.to > to => to = value.to,
            _ => return to,
        }
    }
}

/// The number of backslashes before an opening quote at `at`, and the quote; 0 if there is none.
fn opening(text: Text<'_>, at: usize) -> (usize, u8) {
    let escapes = text.0.get(at..).unwrap_or(&[]).iter().take(15).take_while(|&&b| b == b'\\').count();
    let quote = text.at(at + escapes);
    if class(quote) & QUOTE != 0 { (escapes, quote) } else { (0, 0) }
}

/// The end of the value that an opening `quote` after so many backslashes encloses; `None` if the line ends first.
fn closing(text: Text<'_>, from: usize, quote: u8, escapes: usize) -> Option<usize> {
    let mut run = 0;
    for (i, &byte) in text.0.get(from..)?.iter().enumerate() {
        if byte == b'\\' {
            run += 1;
            continue;
        }
        if byte == quote {
            // After more backslashes than the opening quote had, it is a quote inside the value. Two backslashes escape
            // each other.
            let inside = if escapes == 0 { run % 2 == 1 } else { run > escapes };
            if !inside {
                return Some(from + i - if escapes == 0 { 0 } else { run });
            }
        } else if byte == b'\n' && quote != b'`' {
            return None;
        }
        run = 0;
    }
    None
}

/// The unquoted value at `from`: up to white space or a separator. Markers are part of it.
fn unquoted(text: Text<'_>, from: usize, memo: &mut ExtentMemo) -> Option<ValueSpan> {
    if !(memo.from..memo.to).contains(&from) {
        *memo = ExtentMemo { from, to: unquoted_end(text, from) };
    }
    let to = memo.to.max(from);
    // A full stop ends the sentence.
    let to = to - usize::from(to > from + 1 && text.before(to) == b'.');
    (to > from).then_some(ValueSpan { from, to, quoted: false })
}

/// An unquoted value, extended up to a space or to what ends a statement, a string or an element.
pub(crate) fn whole_word(text: Text<'_>, value: ValueSpan) -> ValueSpan {
    let rest = text.0.get(value.to..).unwrap_or(&[]);
    let ends = |at: usize, b: u8| {
        class(b) & (SPACE | QUOTE) != 0
            || matches!(b, b';' | b'\\')
            || b == b'<' && text.at(value.to + at + 1) == b'/'
    };
    let length = rest.iter().enumerate().position(|(at, &b)| ends(at, b)).unwrap_or(rest.len());
    ValueSpan { to: value.to + length, ..value }
}

fn unquoted_end(text: Text<'_>, mut to: usize) -> usize {
    loop {
        let byte = text.at(to);
        if to >= text.len() || class(byte) & (SPACE | QUOTE) != 0 {
            break;
        }
        if byte == b'['
            && let Some(length) = text.marker(to)
        {
            to += length;
            continue;
        }
        if class(byte) & HIGH != 0 && is_full_width_sign(text.slice(to, text.len().min(to + 3))) {
            break;
        }
        if class(byte) & STOP != 0 && !(matches!(byte, b',' | b'&') && continues(text, to + 1)) {
            break;
        }
        if byte == b'\\' && matches!(text.at(to + 1), b'n' | b'r' | b't' | b'"' | b'\'' | b'\\' | b'u') {
            break;
        }
        to += 1;
    }
    to
}

/// Whether a value goes on after a comma or an ampersand: neither white space nor another `key=` follows.
fn continues(text: Text<'_>, at: usize) -> bool {
    let end = text.run(at, ALNUM | UNDER | DASH | DOT | HIGH, NEXT_KEY_LIMIT);
    end > at
        && end - at < NEXT_KEY_LIMIT
        && (!text.is(end, BLANK) || (any(text.slice(at, end), DIGIT) && any(text.slice(at, end), ALPHA)))
        && !matches!(text.at(end), b'=' | b':' | b'(' | b'[' | b'"' | b'\'')
        && !text.slice(end, end + 3).eq_ignore_ascii_case(b"%5B")
}
