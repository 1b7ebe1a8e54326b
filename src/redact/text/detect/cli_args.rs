//! Names with values elsewhere: arguments, flags, elements, and `password is "…"`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::classify::pair::{Join, is_done, is_known, judged};
use crate::redact::text::classify::value::{JUDGED, any, is_identifier, is_placeholder, is_words};
use crate::redact::text::cursor::{ALPHA, BLANK, DASH, DIGIT, QUOTE, SPACE, Text, class};
use crate::redact::text::detect::extent::{self, Memo, Value};
use crate::redact::text::detect::name::{NAME, NAME_LIMIT, Name, name_before};
use crate::redact::text::detect::{auth_header, cli_programs};
use crate::redact::text::{Hit, Names};

/// `password is "…"`: the value after the word `is` that ends at `end`.
pub(crate) fn find_copula<'a>(text: Text<'a>, end: usize, names: &mut Names<'a>) -> Option<Hit> {
    if !text.is(end, BLANK) {
        return None;
    }
    let name = name_before(text, end.saturating_sub(2))?;
    if names.verdict(name.bytes) != KeyVerdict::Secret {
        return None;
    }
    let at = text.run(end, BLANK, 4);
    let at = if text.at(at) == b':' { text.run(at + 1, BLANK, 4) } else { at };
    let value = extent::locate(text, at, &mut Memo::default())?;
    let bytes = value.bytes(text);
    let plain = bytes.len() < 4 || bytes.contains(&b' ') || is_placeholder(bytes) || is_known(bytes);
    let secret = !plain && (value.quoted || (any(bytes, DIGIT) && any(bytes, ALPHA) && bytes.len() >= 6));
    (secret && !is_done(bytes)).then_some(Hit { from: value.from, to: value.to })
}

/// The value of the argument after the comma at `at`: `set("password", "…")`. Lists of names stay.
pub(crate) fn find_argument<'a>(text: Text<'a>, at: usize, names: &mut Names<'a>) -> Option<Hit> {
    if text.at(at) != b',' {
        return setter(text, at, names);
    }
    let end = text.run_back(at, BLANK, 2);
    if !text.was(end, QUOTE) {
        return None;
    }
    let name = name_before(text, at)?;
    let start = text.run(at + 1, SPACE, 8);
    if !name.quoted
        || !text.is(start + usize::from(text.at(start) == b'\\'), QUOTE)
        || names.verdict(name.bytes) != KeyVerdict::Secret
    {
        return None;
    }
    let value = extent::locate(text, start, &mut Memo::default())?;
    let bytes = value.bytes(text);
    let random = any(bytes, DIGIT) && bytes.len() >= 6 && !is_identifier(bytes);
    let skip = auth_header::scheme_prefix(text, value.from).unwrap_or(0);
    (random && !bytes.contains(&b' ') || skip > 0).then_some(())?;
    judged(text, Value { from: value.from + skip, ..value }, &name, KeyVerdict::Secret, Join::Data)
}

/// The argument in the quotes that begin at `at`, of a function that sets a secret: `setPassword("…")`.
fn setter<'a>(text: Text<'a>, at: usize, names: &mut Names<'a>) -> Option<Hit> {
    let end = at - 1;
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let from = from + text.slice(from, end).iter().rposition(|&b| b == b'.').map_or(0, |dot| dot + 1);
    let name = text.slice(from, end);
    let behind = |verb: &[u8]| {
        let (head, rest) = name.split_at_checked(verb.len())?;
        head.eq_ignore_ascii_case(verb).then_some(rest)
    };
    let bytes = behind(b"set").or_else(|| behind(b"with"))?;
    if names.verdict(bytes) != KeyVerdict::Secret {
        return None;
    }
    let value = extent::locate(text, at, &mut Memo::default())?;
    judged(text, value, &Name { bytes, from, quoted: true }, KeyVerdict::Secret, Join::Data)
}

/// The text of the element whose tag ends with the `>` at `at`: `<password>…<`.
pub(crate) fn find_element<'a>(text: Text<'a>, at: usize, names: &mut Names<'a>) -> Option<Hit> {
    let end = if text.was(at, QUOTE) { tag_name_end(text, at)? } else { at };
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let colon = if text.before(from) == b':' { text.run_back(from - 1, NAME, 16) } else { from };
    if text.before(colon) != b'<' {
        return None;
    }
    let mut bytes = text.slice(from, end);
    if names.verdict(bytes) == KeyVerdict::Safe {
        bytes = element_of(text, colon - 1, at)?;
    }
    let verdict = names.verdict(bytes);
    if verdict == KeyVerdict::Safe {
        return None;
    }
    let start = text.run(at + 1, SPACE, 64);
    let start = start + if text.has(start, CDATA) { CDATA.len() } else { 0 };
    let rest = text.0.get(start..)?;
    let length = rest.iter().take(JUDGED * 8).position(|&b| b == b'<')?;
    let length = text.find(start, start + length, b"]]>").map_or(length, |end| end - start);
    let length = rest.get(..length)?.iter().rposition(|&b| class(b) & SPACE == 0).map_or(0, |last| last + 1);
    let value = Value { from: start, to: start + length, quoted: true };
    judged(text, value, &Name { bytes, from, quoted: true }, verdict, Join::Data)
}

/// The name that another place gives the element from `start` to its `>` at `at`: `<property name="password">`, or
/// `<key>password</key><string>` as property lists have it.
fn element_of(text: Text<'_>, start: usize, at: usize) -> Option<&[u8]> {
    if text.was(at, QUOTE) {
        let from = text.run_back(at - 1, NAME, NAME_LIMIT);
        let sign = from.checked_sub(2)?;
        let is_name = text.at(sign) == b'='
            && matches!(text.slice(sign.saturating_sub(4), sign), b"name" | [b' ', b'k', b'e', b'y']);
        return is_name.then(|| text.slice(from, at - 1));
    }
    let end = text.run_back(start, SPACE, 16).checked_sub(6)?;
    let from = text.run_back(end, NAME, NAME_LIMIT);
    text.has(end, b"</key>").then(|| text.slice(from, end))
}

/// What an element's text may be wrapped in; `]]>` ends it.
const CDATA: &[u8] = b"<![CDATA[";

/// How far back the name of an element is looked for before its attributes.
const ATTRIBUTES_LIMIT: usize = 128;

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

/// The value of the flag whose dashes begin at `at`: `--password x`, `-Token x`. Flags with `=` are pairs.
pub(crate) fn find_flag(
    text: Text<'_>,
    at: usize,
    programs: &mut cli_programs::Memo,
    policy: &Policy,
) -> Option<Hit> {
    let end = text.run(at, DASH, 3);
    if end - at > 2 {
        return None;
    }
    let name_end = text.run(end, NAME, NAME_LIMIT);
    let name = text.slice(end, name_end);
    if end - at == 1
        && name.len() > 3
        && name.first() == Some(&b'p')
        && programs.has(text, at, cli_programs::GLUED)
    {
        let value = extent::locate(text, end + 1, &mut Memo::default())?;
        // `-port` is a misspelt option.
        if is_words(value.bytes(text)) {
            return None;
        }
        return judged(
            text,
            value,
            &Name { bytes: b"p", from: end, quoted: false },
            KeyVerdict::Secret,
            Join::Data,
        );
    }
    let start = text.run(name_end, BLANK, 8);
    if start == name_end || text.at(start) == b'-' {
        return None;
    }
    if matches!((end - at, name), (1, b"u") | (2, b"user" | b"proxy-user")) {
        return if programs.has(text, at, b'u') { user_flag(text, start) } else { None };
    }
    if let [flag] = name
        && end - at == 1
        && programs.has(text, at, *flag)
    {
        return judged(
            text,
            extent::locate(text, start, &mut Memo::default())?,
            &Name { bytes: name, from: end, quoted: false },
            KeyVerdict::Secret,
            Join::Data,
        );
    }
    let verdict = policy.classify(name);
    if verdict == KeyVerdict::Safe || (end - at == 1 && name.len() < 4) {
        return None;
    }
    let value = extent::locate(text, start, &mut Memo::default())?;
    let join = if end - at == 2 { Join::Data } else { Join::Spaced };
    judged(text, value, &Name { bytes: name, from: end, quoted: false }, verdict, join)
}

/// The password in curl's `-u user:password`.
fn user_flag(text: Text<'_>, start: usize) -> Option<Hit> {
    let value = extent::locate(text, start, &mut Memo::default())?;
    let bytes = value.bytes(text);
    let colon = bytes.iter().position(|&b| b == b':')?;
    let (user, secret) = (bytes.get(..colon)?, bytes.get(colon + 1..)?);
    let known = is_known(secret)
        || secret == user
        || is_placeholder(secret)
        || is_done(secret)
        || is_placeholder(user) && is_words(secret);
    let weak = secret.len() < 3 || matches!(secret, b"pass" | b"password" | b"passwd");
    (!known && !weak).then_some(Hit { from: value.from + colon + 1, to: value.to })
}
