//! What stands between a name and its value: a line break, a type, a call around the value, the brackets of a list.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::classify::prose::is_words;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, DOT, HEX, JOINT, LOWER, PLUS, QUOTE, SPACE, STOP, Text, UNDER,
    UPPER, any, class, only,
};
use crate::redact::text::detect::{authorization, header};
use crate::redact::text::marker::is_marker;
use crate::redact::text::randomness::VALUE_WINDOW;
use crate::redact::text::span::{NameSpan, Span, ValueSpan};
use crate::word_set::words;

/// Most wrappers around one value: a list in PHP has two, `array(1) { [0]=> string(3) "…" }`.
const WRAPPERS: usize = 3;

/// Where the value begins whose separator and blanks end before `start`; `None` if a line break ends the pair without one.
///
/// Behind a line break only a quoted value belongs to the name (JSON on several lines, YAML blocks, `var_dump`), or a token
/// that has a line of its own: `API key:\n9f31…`.
pub(crate) fn value_start(text: Text<'_>, name: &[u8], start: usize, join: Join) -> Option<usize> {
    // YAML: `>-` and a line break.
    if join == Join::Colon && matches!(text.at(start), b'|' | b'>') {
        let end = text.run(start + 1, DASH | PLUS, 1);
        return Some(if text.is(end, BREAK) { text.run(end, SPACE, 64) } else { start });
    }
    let start = if join == Join::Colon { behind_mark(text, start) } else { start };
    if !text.is(start, BREAK) {
        return Some(inside(text, start, join));
    }
    let next = inside(text, text.run(start, SPACE, 64), Join::Colon);
    let is_value = text.is(next, QUOTE)
        || header::is_folded(text, name, next)
        || join == Join::Colon && is_token_of_line(text, next);
    is_value.then_some(next)
}

/// The place after a mark that may stand before a value: a tag of HTML (`Password: <code>…`), a type or an anchor of YAML
/// (`!!str …`, `&name …`).
fn behind_mark(text: Text<'_>, start: usize) -> usize {
    let (from, is_end): (usize, fn(u8) -> bool) = match text.at(start) {
        b'<' => (start + 1 + usize::from(text.at(start + 1) == b'/'), |b| b == b'>'),
        b'!' if text.at(start + 1) == b'!' => (start + 2, |b| b == b' '),
        b'&' => (start + 1, |b| b == b' '),
        _ => return start,
    };
    let end = text.run(from, ALNUM | UNDER, 24);
    let is_tag = text.at(start) != b'<'
        || words!("b br code em i kbd pre span strong tt u").has(text.slice(from, end));
    if is_tag && is_end(text.at(end)) { text.run(end + 1, BLANK, 4) } else { start }
}

/// Whether a token at `at` fills the rest of its line.
fn is_token_of_line(text: Text<'_>, at: usize) -> bool {
    let end = text.run(at, ALNUM | UNDER | DASH | DOT | PLUS | JOINT, VALUE_WINDOW);
    (end >= text.len() || text.is(end, BREAK)) && is_token(text.slice(at, end))
}

/// The place after the wrappers at `start`, if a quoted value follows them.
fn inside(text: Text<'_>, start: usize, join: Join) -> usize {
    let mut at = start;
    for _ in 0..WRAPPERS {
        match unwrapped(text, at, join) {
            Some(next) => at = next,
            None => break,
        }
    }
    if at > start && opens_value(text, at) { at } else { start }
}

/// Whether a quote is at `at`, or the element of a list that `print_r` shows without quotes.
fn opens_value(text: Text<'_>, at: usize) -> bool {
    let escaped = at + usize::from(matches!(text.at(at), b'\\' | b'@'));
    text.is(escaped, QUOTE)
        || text.slice(at.saturating_sub(3), at) == b"=> " && (text.is(at, ALNUM) || text.marker(at).is_some())
}

/// The place after one wrapper at `at`.
fn unwrapped(text: Text<'_>, at: usize, join: Join) -> Option<usize> {
    match text.at(at) {
        // Erlang: `<<"…">>`.
        b'<' if text.at(at + 1) == b'<' => return Some(at + 2),
        // Go: `[]string{"…"}`.
        b'[' if text.at(at + 1) == b']' => {
            let end = text.run(at + 2, ALNUM, 16);
            return (text.at(end) == b'{').then_some(end + 1);
        }
        // Debuggers print the address of a string before it.
        b'0' if text.at(at + 1) == b'x' => {
            let end = text.run(at + 2, HEX, 16);
            let next = text.run(end, BLANK, 4);
            return (next > end).then_some(next);
        }
        // … or its type: `(char *) "…"`.
        b'(' => {
            let end = text.run(at + 1, ALPHA | UNDER | BLANK, 32);
            let star = end + usize::from(text.at(end) == b'*');
            let is_cast = text.at(star) == b')' && star > end;
            return is_cast.then(|| text.run(star + 1, BLANK, 4));
        }
        // `Some(`, `string(10)`, `array(`. A look at the first letter saves most values the rest.
        b'A'..=b'Z' | b'a' | b's' => {}
        _ => return None,
    }
    let end = text.run(at, ALNUM | UNDER, 24);
    let word = text.slice(at, end);
    if words!("array").has(word) {
        return first_element(text, end);
    }
    let next = text.run(end, BLANK, 2);
    if text.at(next) == b'"' && next > end && words!("just right some").has(word) {
        return Some(next);
    }
    if text.at(end) != b'(' || word.is_empty() {
        return None;
    }
    // PHP: `string(10) "…"`.
    let length = text.run(end + 1, DIGIT, 9);
    if text.at(length) == b')' && length > end + 1 {
        return Some(text.run(length + 1, BLANK, 4));
    }
    // `Some("…")`, `ApiKey("…")`. In code, other names may be those of functions that take something else.
    let is_type = text.is(at, UPPER)
        && (join == Join::Colon || words!("some optional just secret secretstring secretstr").has(word));
    is_type.then(|| text.run(end + 1, SPACE, 64))
}

/// The first element of a list as PHP prints it, after the word `array` that ends at `at`: `Array\n(\n    [0] => …`,
/// `array(1) {\n  [0]=>\n …`, `array:1 [\n  0 => …`.
fn first_element(text: Text<'_>, at: usize) -> Option<usize> {
    let arrow = text.find(at, at + 64, b"=>")?;
    let is_frame =
        |&b: &u8| class(b) & (SPACE | DIGIT) != 0 || matches!(b, b'(' | b')' | b'[' | b']' | b'{' | b':');
    let next = text.run(arrow + 2, SPACE, 64);
    text.slice(at, arrow).iter().all(is_frame).then_some(next)
}

/// The bytes of the buffer at `start`, as Node shows them: `<Buffer a5 a6 …>`.
pub(crate) fn buffer(text: Text<'_>, start: usize) -> Option<Span> {
    let from = start + BUFFER.len();
    let to = if text.has(start, BUFFER) { text.run(from, HEX | BLANK | DOT, VALUE_WINDOW) } else { from };
    (to > from && text.at(to) == b'>').then_some(Span { from, to })
}

/// What Node shows before the bytes of a buffer.
const BUFFER: &[u8] = b"<Buffer ";

/// The secret in a list without quotes at `start`, right behind the name and its sign, as Go and Java print the values of a
/// header or a form: `map[X-Api-Key:[…]]`, `{X-Api-Key=[…]}`.
pub(crate) fn list(text: Text<'_>, start: usize, name: &NameSpan<'_>, verdict: KeyVerdict) -> Option<Span> {
    let from = start + 1;
    let mut to = from;
    while to < text.len() && !text.is(to, BREAK | QUOTE) && !matches!(text.at(to), b'[' | b']' | b'{' | b'(')
    {
        to += 1;
        to += text.marker(to).unwrap_or(0);
    }
    let closed = to + 1;
    // What follows an expression, not a list: `token=[a-z]+`.
    let ends = closed >= text.len() || text.is(closed, SPACE | STOP | QUOTE) || text.at(closed) == b'\\';
    if text.at(to) != b']' || !ends || is_marker(text.slice(start, closed)) {
        return None;
    }
    let value = ValueSpan { from, to, quoted: true };
    let bytes = value.bytes(text);
    let head = bytes.get(..VALUE_WINDOW).unwrap_or(bytes);
    let is_random = head.split(|&b| class(b) & SPACE != 0).any(|word| {
        any(word, DIGIT) && (any(word, ALPHA) && word.len() >= 6 || only(head, DIGIT) && head.len() >= 4)
            || text.marker(from).is_some()
    });
    // The bytes of a password, as Go prints them.
    let is_bytes = only(head, DIGIT | BLANK) && head.split(|&b| b == b' ').nth(5).is_some();
    // Words say that a value is left out, `[FILTERED]`, or what is wrong with it, but not in place of a header.
    let is_word = || {
        header::has_name(name.bytes)
            && any(head, LOWER)
            && is_words(head)
            && !authorization::is_about_header(head)
    };
    if is_random || is_bytes || is_word() { secret_of(text, value, name, verdict, Join::Data) } else { None }
}
