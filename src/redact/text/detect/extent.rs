//! The extent of a value: where the value after a separator begins and ends, quoted or not.

use crate::redact::text::classify::value::any;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, DOT, HIGH, LOWER, QUOTE, SPACE, STOP, Text, UNDER, class,
};

/// Most bytes that a key after a comma or ampersand is looked for in.
const NEXT_KEY_LIMIT: usize = 40;

/// Where a value stands, without its quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Whether quotes enclose it.
    pub(crate) quoted: bool,
}

/// The unquoted run that was walked last: a value that begins inside it ends where it ends, and names that are joined
/// without blanks would otherwise walk to its end from each of them.
#[derive(Default)]
pub(crate) struct Memo {
    from: usize,
    to: usize,
}

impl Value {
    pub(crate) fn bytes<'a>(&self, text: Text<'a>) -> &'a [u8] {
        text.slice(self.from, self.to)
    }
}

/// The value at `at`, after the separator and its blanks.
pub(crate) fn locate(text: Text<'_>, at: usize, memo: &mut Memo) -> Option<Value> {
    // Python and C prefixes (`b'…'`, `@"…"`) belong to the quote.
    let prefix = text.run(at, LOWER, 2);
    let prefixed = if text.is(prefix, QUOTE) {
        prefix
    } else {
        at + usize::from(text.at(at) == b'@' && text.is(at + 1, QUOTE))
    };
    let (escapes, quote) = opening(text, prefixed);
    if quote == 0 {
        return in_entities(text, at).or_else(|| unquoted(text, at, memo));
    }
    let from = prefixed + escapes + 1;
    // A quote in a quote: `"'secret'"`, `"\"secret\""`. The inner one encloses the value.
    let (inner_escapes, inner) = opening(text, from);
    let inner_from = from + inner_escapes + 1;
    if inner != 0
        && (inner != quote || inner_escapes > escapes)
        && let Some(to) = closing(text, inner_from, inner, inner_escapes)
        && to > inner_from
    {
        return Some(Value { from: inner_from, to, quoted: true });
    }
    match closing(text, from, quote, escapes) {
        Some(to) => Some(Value { from, to, quoted: true }),
        // Cut off: a double quote encloses the rest of the line; a single one may be an apostrophe.
        None if quote == b'"' => {
            let rest = text.0.get(from..).unwrap_or(&[]);
            let length = rest.iter().position(|&b| class(b) & BREAK != 0).unwrap_or(rest.len());
            Some(Value { from, to: from + length, quoted: true })
        }
        None => unquoted(text, from, memo),
    }
}

/// The value at `at` between quotes as HTML writes them: `&quot;…&quot;`.
fn in_entities(text: Text<'_>, at: usize) -> Option<Value> {
    let length = if text.at(at) == b'&' { text.quote_entity(at) } else { 0 };
    if length == 0 {
        return None;
    }
    let (from, quote) = (at + length, text.slice(at, at + length));
    let rest = text.0.get(from..).unwrap_or(&[]);
    // Cut off, it encloses the rest of the line.
    let line = || rest.iter().position(|&b| class(b) & BREAK != 0).unwrap_or(rest.len());
    let to = text.find(from, text.len(), quote).filter(|&to| !any(text.slice(from, to), BREAK));
    Some(Value { from, to: to.unwrap_or_else(|| from + line()), quoted: true })
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
        match locate(text, next, &mut Memo::default()) {
            Some(value) if value.quoted && value.to > to => to = value.to,
            _ => return to,
        }
    }
}

/// The escapes before an opening quote at `at`, and the quote; 0 if there is none.
fn opening(text: Text<'_>, at: usize) -> (usize, u8) {
    let escapes = text.0.get(at..).unwrap_or(&[]).iter().take(7).take_while(|&&b| b == b'\\').count();
    let quote = text.at(at + escapes);
    if class(quote) & QUOTE != 0 { (escapes, quote) } else { (0, 0) }
}

/// Where the value that an opening `quote` with so many `escapes` encloses ends; nothing if the line ends first.
fn closing(text: Text<'_>, from: usize, quote: u8, escapes: usize) -> Option<usize> {
    let mut run = 0;
    for (i, &byte) in text.0.get(from..)?.iter().enumerate() {
        if byte == b'\\' {
            run += 1;
            continue;
        }
        if byte == quote {
            // More escapes than the opening quote had: a quote inside the value. Pairs of them escape each other.
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

/// The unquoted value at `from`: up to white space or a separator. Markers count as part of it.
fn unquoted(text: Text<'_>, from: usize, memo: &mut Memo) -> Option<Value> {
    if !(memo.from..memo.to).contains(&from) {
        *memo = Memo { from, to: unquoted_end(text, from) };
    }
    let to = memo.to.max(from);
    // A full stop ends the sentence.
    let to = to - usize::from(to > from + 1 && text.before(to) == b'.');
    (to > from).then_some(Value { from, to, quoted: false })
}

/// An unquoted value with all that follows without a space, but for what ends a statement, a string or an element.
pub(crate) fn whole_word(text: Text<'_>, value: Value) -> Value {
    let rest = text.0.get(value.to..).unwrap_or(&[]);
    let ends = |at: usize, b: u8| {
        class(b) & (SPACE | QUOTE) != 0
            || matches!(b, b';' | b'\\')
            || b == b'<' && text.at(value.to + at + 1) == b'/'
    };
    let length = rest.iter().enumerate().position(|(at, &b)| ends(at, b)).unwrap_or(rest.len());
    Value { to: value.to + length, ..value }
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

/// Whether a value goes on after a comma or ampersand: no white space and no further `key=` follows.
fn continues(text: Text<'_>, at: usize) -> bool {
    let end = text.run(at, ALNUM | UNDER | DASH | DOT | HIGH, NEXT_KEY_LIMIT);
    end > at
        && end - at < NEXT_KEY_LIMIT
        && (!text.is(end, BLANK) || (any(text.slice(at, end), DIGIT) && any(text.slice(at, end), ALPHA)))
        && !matches!(text.at(end), b'=' | b':' | b'(' | b'[' | b'"' | b'\'')
        && !text.slice(end, end + 3).eq_ignore_ascii_case(b"%5B")
}
