//! The name before a value: where it stands in the text, and what it says together with the words around it.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::keys::siblings::is_value;
use crate::redact::policy::Policy;
use crate::redact::text::classify::plausibility::Join;
use crate::redact::text::cursor::{
    ALPHA, BLANK, Class, DIGIT, HEX, HIGH, NAME, NAME_LIMIT, QUOTE, Text, class, only,
};
use crate::redact::text::detect::{php, sibling};
use crate::redact::text::span::NameSpan;
use crate::word_set::words;

/// Most backslashes before a quote: four levels of JSON in JSON.
const ESCAPES: usize = 16;

/// The name that ends before `to`, also in quotes or brackets.
pub(crate) fn name_before(text: Text<'_>, to: usize) -> Option<NameSpan<'_>> {
    let mut end = text.run_back(to, BLANK, 8);
    // Markdown: `**password**: …`.
    let marked = end;
    while marked - end < 2 && text.before(end) == b'*' {
        end -= 1;
    }
    if text.before(end) == b']' {
        end -= 1;
        end = php::property_end(text, end).or_else(|| array_end(text, end)).unwrap_or(end);
    } else if text.before(end) == b'}' && text.was(end - 1, QUOTE) {
        // Perl: `$config{'password'} = …`.
        end -= 1;
    } else if text.slice(end.saturating_sub(3), end) == b"\">>" {
        // Erlang: `<<"password">> => …`.
        end -= 2;
    } else if matches!(text.before(end), b'D' | b'd') && text.slice(end.saturating_sub(3), end - 1) == b"%5" {
        end -= 3;
    }
    let bare = end;
    while bare - end < ESCAPES && (text.was(end, QUOTE) || text.before(end) == b'\\') {
        end -= 1;
    }
    let entity = |length: usize| end.checked_sub(length).filter(|&at| text.quote_entity(at) == length);
    if text.before(end) == b';'
        && let Some(at) = entity(6).or_else(|| entity(5))
    {
        end = at;
    }
    let quoted = end < bare;
    let classes = if quoted { NAME | BLANK } else { NAME };
    let mut from = name_start(text, end, classes);
    if quoted && !text.was(from, QUOTE) {
        // The end of a quoted sentence, not a quoted name.
        from = name_start(text, end, NAME);
    }
    let bytes = trim(text.slice(from, end));
    let skipped = text.slice(from, end).iter().take_while(|&&b| matches!(b, b'-' | b'.' | b' ')).count();
    // `\ntoken=…` in escaped text: the letter of the escape is not part of the name.
    let escape = usize::from(text.before(from) == b'\\' && matches!(bytes.first(), Some(b'n' | b'r' | b't')));
    let bytes = bytes.get(escape..).unwrap_or(&[]);
    let percent = if is_percent_escape(text, from) { 2 } else { 0 };
    let escape = escape + percent;
    let bytes = bytes.get(percent..).unwrap_or(&[]);
    // `${TOKEN:-default}` is a template.
    if bytes.is_empty() || text.slice(from.saturating_sub(2), from) == b"${" {
        return None;
    }
    Some(NameSpan { bytes, from: from + skipped + escape, quoted })
}

/// The end of the name of an array, whose bracket with a number closes after `end`: `char password[32] = …`.
fn array_end(text: Text<'_>, end: usize) -> Option<usize> {
    let from = text.run_back(end, DIGIT, 6);
    let open = from.checked_sub(1).filter(|&at| from < end && text.at(at) == b'[')?;
    text.was(open, NAME).then_some(open)
}

/// The start of the name that ends at `end`. The full-width signs of Chinese and Japanese text are bytes beyond ASCII, as letters
/// are, but end a name.
fn name_start(text: Text<'_>, end: usize, classes: Class) -> usize {
    let mut from = end;
    while from > 0 && end - from < NAME_LIMIT && text.was(from, classes) {
        if text.was(from, HIGH) && is_full_width_sign(text.slice(from.saturating_sub(3), from)) {
            break;
        }
        from -= 1;
    }
    from
}

/// Whether a character is a full-width sign: punctuation, brackets, or the equals sign.
pub(crate) fn is_full_width_sign(character: &[u8]) -> bool {
    matches!(character, [0xef, 0xbc, 0x81..=0x8f | 0x9a..=0x9f] | [0xe3, 0x80, 0x80..=0x91])
}

/// Whether the digits of a percent-escape begin at `at`: `%5Bpassword`.
pub(crate) fn is_percent_escape(text: Text<'_>, at: usize) -> bool {
    text.before(at) == b'%' && text.is(at, HEX) && text.is(at + 1, HEX)
}

/// A name without the dashes and dots around it.
fn trim(mut name: &[u8]) -> &[u8] {
    while let [b'-' | b'.' | b' ', rest @ ..] | [rest @ .., b'-' | b'.' | b' '] = name {
        name = rest;
    }
    name
}

/// The verdict on a name in its text, where the words before it count if the name alone says too little. `own` is the verdict
/// on the name alone.
pub(crate) fn verdict_in_text(
    text: Text<'_>,
    name: &NameSpan<'_>,
    own: KeyVerdict,
    join: Join,
    policy: &Policy,
) -> KeyVerdict {
    // `expected token: …`, as parsers say.
    let before = text.run_back(name.from, BLANK, 2);
    if name.bytes == b"token"
        && text.slice(before.saturating_sub(8), before).eq_ignore_ascii_case(b"expected")
    {
        return KeyVerdict::Weak;
    }
    if own == KeyVerdict::Secret || name.quoted && own == KeyVerdict::Safe && !is_value(name.bytes) {
        return own;
    }
    if is_value(name.bytes) {
        return sibling::adjacent(text, name, policy).max(own);
    }
    // `Api key: …`, `Unseal Key 2: …`, `token string = …`, `token: str = …`.
    let is_vague = own == KeyVerdict::Weak || only(name.bytes, DIGIT) || is_vague(name.bytes);
    if !is_vague || name.quoted {
        return own;
    }
    let end = {
        let mut end = text.run_back(name.from, BLANK, 4);
        // `token: &'static str = …`.
        if is_type(name.bytes) {
            let lifetime = end.saturating_sub(7);
            end = if text.has(lifetime, b"'static") { lifetime } else { end };
            for _ in 0..2 {
                if matches!(text.before(end), b':' | b'&' | b'*') {
                    end = text.run_back(end - 1, BLANK, 2);
                }
            }
        }
        end
    };
    let from = text.run_back(end, NAME | BLANK, 32);
    if end == name.from || from == end {
        return own;
    }
    let phrase = if is_type(name.bytes) {
        text.slice(from, end)
    } else {
        text.slice(from, name.from + name.bytes.len())
    };
    let whole = policy.classify(last_words(phrase, if join == Join::Colon { 3 } else { 2 }));
    if whole == KeyVerdict::Safe && (name.bytes == b"key" || name.bytes == b"keys") {
        // `cache key: …`.
        return whole;
    }
    if is_type(name.bytes) && whole == KeyVerdict::Safe { own } else { whole.max(own) }
}

/// The last `count` words of a phrase.
fn last_words(phrase: &[u8], count: usize) -> &[u8] {
    let cut = phrase.iter().enumerate().rev().filter(|&(_, &b)| class(b) & BLANK != 0).nth(count - 1);
    cut.and_then(|(at, _)| phrase.get(at + 1..)).unwrap_or(phrase)
}

/// Whether a name says nothing without the words before it: a type, or the last word of `authorization code: …` and
/// `mot de passe : …`.
pub(crate) fn is_vague(name: &[u8]) -> bool {
    is_type(name) || words!("code passe acceso acesso").has(name)
}

/// Whether a name is a type, which stands between a variable and its value.
fn is_type(name: &[u8]) -> bool {
    match name.len() {
        3 => name == b"str",
        4 => name == b"text",
        5 => name == b"const",
        6 => name == b"string" || name == b"String",
        7 => name == b"varchar",
        8 => name == b"NSString",
        _ => false,
    }
}

/// Whether the name that ends at `end` is secret, or weak and in a form that makes it one (`vendorKEY`, `access key`).
pub(crate) fn is_secret_name_before(text: Text<'_>, end: usize, policy: &Policy) -> bool {
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let name = trim(text.slice(from, end));
    match policy.classify(name) {
        KeyVerdict::Secret => true,
        KeyVerdict::Weak => {
            !only(text.slice(from, end), ALPHA) || name.len() < 3 || has_owner(text, from, name, policy)
        }
        KeyVerdict::Safe => false,
    }
}

/// Whether the word before a weak name makes it secret: `access key`.
fn has_owner(text: Text<'_>, from: usize, name: &[u8], policy: &Policy) -> bool {
    let before = text.run_back(from, BLANK, 2);
    let owner = text.run_back(before, NAME, 32);
    owner < before && policy.classify(text.slice(owner, from + name.len())) == KeyVerdict::Secret
}
