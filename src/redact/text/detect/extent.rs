//! The extent of a value: where the value after a separator begins and ends, quoted or not.

use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, Class, DASH, DIGIT, DOLLAR, DOT, HIGH, PLUS, QUOTE, SPACE, STOP, Text, UNDER,
    any, class,
};
use crate::redact::text::detect::name::is_full_width_sign;
use crate::redact::text::randomness::is_generated;
use crate::redact::text::span::{Span, ValueSpan};

/// Longest key that is looked for after a comma or an ampersand.
const NEXT_KEY_LIMIT: usize = 40;

/// The unquoted value that was read last, and how far it may reach at most. A value that begins inside it ends where it ends.
/// Without this, each of many names that follow one another without blanks would read on to the end of all of them.
#[derive(Default)]
pub(crate) struct ExtentMemo {
    from: usize,
    to: usize,
    most: usize,
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
    let is_prefix = |b: u8| b"bcefilnqrsuxNEURLBF".contains(&b);
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
    let rest = text.0.get(from..)?;
    let (mut run, mut i) = (0, 0);
    // The first quote that a word follows. It is part of the value if another one closes that word.
    let mut closed = None;
    // The second of two quotes, if the first one was the end of the value and not an escape.
    let mut doubled = None;
    while let Some(&byte) = rest.get(i) {
        i += 1;
        if byte == b'\\' {
            run += 1;
            continue;
        }
        if byte == quote {
            // After more backslashes than the opening quote had, it is a quote inside the value. Two backslashes escape
            // each other.
            let inside = if escapes == 0 { run % 2 == 1 } else { run > escapes };
            let end = from + i - 1 - if escapes == 0 { 0 } else { run };
            let next = text.at(from + i);
            if inside {
                // Part of the value.
            } else if escapes == 0 && next == quote && i > 1 {
                // SQL and YAML write a quote in a value twice.
                doubled = Some(from + i);
                i += 1;
            } else if escapes == 0 && quote == b'\'' && text.has(from + i, b"\\''") {
                // A shell leaves the quotes for it.
                i += 3;
            } else if text.is(from + i, ALNUM | UNDER | DOLLAR) || b"#@%^~!*-([{'\"`".contains(&next) {
                closed = closed.or(Some(end));
            } else {
                return Some(end);
            }
        } else if byte == b'\n' && quote != b'`' || closed.is_some() && class(byte) & SPACE != 0 {
            break;
        }
        run = 0;
    }
    closed.or(doubled)
}

/// The unquoted value at `from`: up to white space or a separator. Markers are part of it.
fn unquoted(text: Text<'_>, from: usize, memo: &mut ExtentMemo) -> Option<ValueSpan> {
    if !(memo.from..memo.to).contains(&from) {
        let to = unquoted_end(text, from);
        let most = if to >= text.len() || text.is(to, SPACE) {
            to
        } else if (memo.from..memo.most).contains(&from) {
            memo.most
        } else {
            longest_end(text, from)
        };
        let is_longer = most > to && is_generated(text.slice(from, most));
        *memo = ExtentMemo { from, to: if is_longer { most } else { to }, most };
    }
    let to = memo.to.max(from);
    // A full stop ends the sentence.
    let to = to - usize::from(to > from + 1 && text.before(to) == b'.');
    (to > from).then_some(ValueSpan { from, to, quoted: false })
}

/// The unquoted value of a variable that begins a line, as in `.env`: up to a space. What closes a string, a statement or an
/// element at its end is not part of it.
pub(crate) fn whole_word(text: Text<'_>, value: ValueSpan) -> ValueSpan {
    let rest = text.0.get(value.to..).unwrap_or(&[]);
    let ends = |at: usize, b: u8| {
        class(b) & SPACE != 0
            || b == b'\\' && is_escape(text, value.to + at)
            || b == b'<' && text.at(value.to + at + 1) == b'/'
    };
    let length = rest.iter().enumerate().position(|(at, &b)| ends(at, b)).unwrap_or(rest.len());
    let rest = rest.get(..length).unwrap_or(&[]);
    let last = rest.iter().rposition(|&b| class(b) & QUOTE == 0 && !matches!(b, b';' | b','));
    ValueSpan { to: value.to + last.map_or(0, |last| last + 1), ..value }
}

/// A secret without quotes on a line of YAML, whose name begins at `from`, with the words after it that have letters and digits.
pub(crate) fn rest_of_line(text: Text<'_>, from: usize, mut secret: Span) -> Span {
    let start = text.run_back(from, BLANK | DASH, 32);
    while start == 0 || text.was(start, BREAK) {
        let end = word_end(text, secret.to + 1);
        let word = text.slice(secret.to + 1, end);
        if text.at(secret.to) != b' '
            || !any(word, DIGIT)
            || !any(word, ALPHA)
            || any(word, QUOTE | STOP | PLUS)
        {
            break;
        }
        secret.to = end;
    }
    secret
}

/// Whether the backslash at `at` begins an escape of JSON, which ends an unquoted value.
fn is_escape(text: Text<'_>, at: usize) -> bool {
    matches!(text.at(at + 1), b'n' | b'r' | b't' | b'"' | b'\'' | b'\\' | b'u')
}

fn unquoted_end(text: Text<'_>, from: usize) -> usize {
    let mut to = from;
    loop {
        let byte = text.at(to);
        if to >= text.len() || class(byte) & SPACE != 0 {
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
        if byte == b'\\' && is_escape(text, to)
            || class(byte) & (STOP | QUOTE) != 0 && !continues(text, from, to)
        {
            break;
        }
        to += 1;
    }
    to
}

/// Whether a value goes on after the sign at `at`, which may end it: a word follows that is no other key, string or call.
fn continues(text: Text<'_>, from: usize, at: usize) -> bool {
    let sign = text.at(at);
    let end = text.run(at + 1, KEY, NEXT_KEY_LIMIT);
    let word = text.slice(at + 1, end);
    let is_key = matches!(text.at(end), b'=' | b':' | b'(' | b'[' | b'"' | b'\'') || is_bracket(text, end);
    if sign == b'&' && is_entity(text, at) || word.is_empty() || word.len() >= NEXT_KEY_LIMIT || is_key {
        return false;
    }
    let is_mixed = any(word, DIGIT) && any(word, ALPHA);
    is_mixed && from < at || matches!(sign, b',' | b'&') && !text.is(end, BLANK)
}

/// Whether an encoded bracket is at `at`: `user%5Bname%5D=…`.
fn is_bracket(text: Text<'_>, at: usize) -> bool {
    text.slice(at, at + 3).eq_ignore_ascii_case(b"%5B")
}

/// Whether an HTML entity begins at `at`: `&lt;`.
fn is_entity(text: Text<'_>, at: usize) -> bool {
    let end = text.run(at + 1, ALPHA, 5);
    text.at(at + 1) == b'#' || end > at + 2 && text.at(end) == b';'
}

/// The bytes of a key.
const KEY: Class = ALNUM | UNDER | DASH | DOT | HIGH;

/// The end of the word at `at`: white space, or so many bytes.
pub(crate) fn word_end(text: Text<'_>, at: usize) -> usize {
    let rest = text.0.get(at..).unwrap_or(&[]).iter().take(64);
    at + rest.take_while(|&&b| class(b) & SPACE == 0).count()
}

/// Whether a generated password begins at `at`, with any sign.
pub(crate) fn is_generated_at(text: Text<'_>, at: usize) -> bool {
    is_generated(text.slice(at, word_end(text, at)))
}

/// Where a generated password from `from` on may end at most: before white space, the end of the string or the element around
/// it, or the next key.
fn longest_end(text: Text<'_>, from: usize) -> usize {
    let rest = text.0.get(from..).unwrap_or(&[]);
    let ends = |at: usize, byte: u8| {
        let (at, next) = (from + at, text.at(from + at + 1));
        match byte {
            b'\\' => matches!(next, b'n' | b'r' | b't' | b'"' | b'\''),
            b'<' => next == b'/',
            b'&' if is_entity(text, at) => true,
            b',' | b';' | b'&' => {
                let end = text.run(at + 1, KEY, NEXT_KEY_LIMIT);
                end > at + 1 && (matches!(text.at(end), b'=' | b':') || is_bracket(text, end))
            }
            _ if class(byte) & QUOTE != 0 => class(next) & (STOP | SPACE) != 0 || matches!(next, b':' | 0),
            _ => class(byte) & SPACE != 0,
        }
    };
    let length = rest.iter().enumerate().position(|(at, &byte)| ends(at, byte)).unwrap_or(rest.len());
    // What closes something around the value is not part of it.
    let word = rest.get(..length).unwrap_or(&[]);
    from + word.iter().rposition(|&b| class(b) & (STOP | QUOTE) == 0).map_or(0, |last| last + 1)
}
