//! Values that a message repeats because they were not valid: `invalid value "…" for '--password'`, `"password" with value "…"
//! fails`, pydantic's `input_value='…'`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::cursor::{ALPHA, BLANK, DASH, NAME, NAME_LIMIT, QUOTE, Text};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::name::name_before;
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::span::{NameSpan, Span, ValueSpan};
use crate::word_set::words;

/// How much of a message stands between the name of a field and the value of pydantic.
const MESSAGE_LIMIT: usize = 256;

/// Most words between a value and its name.
const WORDS: usize = 4;

/// The value after the word `value`, which ends at `end`.
pub(crate) fn find<'a>(text: Text<'a>, end: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    let word = end.checked_sub(5)?;
    if !text.is(end, BLANK) || !text.slice(word, end).eq_ignore_ascii_case(b"value") || text.was(word, NAME) {
        return None;
    }
    let start = text.run(end, BLANK, 2);
    // Spring: `on field 'password': rejected value […]`.
    let value = if text.at(start) == b'[' && text.marker(start).is_none() {
        let from = start + 1;
        let to = text.find(from + text.marker(from).unwrap_or(0), start + MESSAGE_LIMIT, b"]")?;
        ValueSpan { from, to, quoted: true }
    } else {
        extent::locate(text, start, &mut ExtentMemo::default()).filter(|value| value.quoted)?
    };
    let name = name_of(text, word, names).or_else(|| name_behind(text, value.to, names))?;
    secret_of(text, value, &name, KeyVerdict::Secret, Join::Data)
}

/// The secret name before the words that end at `end`: `"password" with `, `'password': rejected `, `password: Invalid `.
pub(crate) fn name_of<'a>(text: Text<'a>, end: usize, names: &mut NameVerdicts<'a>) -> Option<NameSpan<'a>> {
    let from = text.run_back(end, ALPHA | BLANK, 32);
    let is_colon = text.before(from) == b':';
    if !is_colon && !text.was(from, QUOTE) {
        return None;
    }
    name_before(text, from - usize::from(is_colon)).filter(|name| names.get(name.bytes) == KeyVerdict::Secret)
}

/// The secret name after the value that ends at `to`: `for '--password <PASSWORD>'`, `for flag -password`, `at path "password"`,
/// `(type string) at path "password"`.
fn name_behind<'a>(text: Text<'a>, to: usize, names: &mut NameVerdicts<'a>) -> Option<NameSpan<'a>> {
    let mut at = to;
    while at - to < 4 && (text.is(at, QUOTE) || text.at(at) == b'\\') {
        at += 1;
    }
    if text.has(at, b" (") {
        at = text.find(at, at + 32, b")")? + 1;
    }
    for count in 0..WORDS {
        let from = text.run(at, BLANK | QUOTE | DASH, 4);
        let end = text.run(from, NAME, NAME_LIMIT);
        let word = text.slice(from, end);
        if count > 0 && names.get(word) == KeyVerdict::Secret {
            return Some(NameSpan { bytes: word, from, quoted: true });
        }
        let leads = if count == 0 {
            words!("for at of in on")
        } else {
            words!(
                "argument arg flag option field parameter param key property the path attribute variable env environment input"
            )
        };
        if !leads.has(word) {
            return None;
        }
        at = end;
    }
    None
}

/// The value in parentheses whose quote is at `at`, right after the quoted name: `` Path `password` (`…`) is shorter ``.
pub(crate) fn in_parentheses<'a>(text: Text<'a>, at: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    let name = name_before(text, at.checked_sub(2)?)?;
    if !name.quoted || names.get(name.bytes) != KeyVerdict::Secret {
        return None;
    }
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    let ends = text.is(value.to, QUOTE) && text.at(value.to + 1) == b')';
    if ends { secret_of(text, value, &name, KeyVerdict::Secret, Join::Data) } else { None }
}

/// The field that pydantic names on the line before the message in which `at` stands; its path has dots.
pub(crate) fn field_of_line(text: Text<'_>, at: usize) -> Option<NameSpan<'_>> {
    let start = at.saturating_sub(MESSAGE_LIMIT);
    let head = text.slice(start, at);
    let line = start + head.iter().rposition(|&b| matches!(b, b'\n' | b'\\'))?;
    // In JSON the line feed is escaped.
    let is_escaped = text.at(line) == b'\\';
    let indent = line + 1 + usize::from(is_escaped);
    if is_escaped && text.at(line + 1) != b'n' || !text.is(indent, BLANK) {
        return None;
    }
    let from = text.run_back(line, NAME, NAME_LIMIT);
    let path = text.slice(from, line);
    let dot = path.iter().rposition(|&b| b == b'.').map_or(0, |dot| dot + 1);
    Some(NameSpan { bytes: path.get(dot..)?, from: from + dot, quoted: true })
}

/// Names of which V8 cuts off the beginning where it shows the text around an error in JSON.
const CUT_NAMES: &str = "password passwd secret token api_key apikey access_token refresh_token client_secret private_key authorization";

/// Whether the quoted name that begins at `from` is the end of a secret one, as V8 shows the text around an error in JSON:
/// `..."assword":"…"`.
pub(crate) fn is_cut_name(text: Text<'_>, name: &NameSpan<'_>) -> bool {
    let bytes = name.bytes;
    name.quoted
        && bytes.len() > 2
        && text.slice(name.from.saturating_sub(4), name.from) == b"...\""
        && words!(CUT_NAMES).iter().any(|word| word.ends_with(bytes))
}
