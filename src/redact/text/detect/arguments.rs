//! Arguments of functions and members of tuples: `set("password", "…")`, `{password,"…"}`, `ApiKey("…")`, `setPassword("…")`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::classify::prose::{is_identifier, is_words};
use crate::redact::text::classify::scheme::scheme_prefix;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, Class, DASH, DIGIT, DOT, HIGH, LOWER, NAME, NAME_LIMIT, PLUS, QUOTE, SPACE, Text,
    UNDER, UPPER, any, class, only,
};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::name::name_before;
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::detect::{authorization, echo, header};
use crate::redact::text::span::{NameSpan, Span, ValueSpan};
use crate::word_set::words;

/// Whether four bytes end in a comma after a name or in the quote of an argument.
pub(crate) fn may_begin([a, b, c, d]: [u8; 4]) -> bool {
    let is = |byte: u8, classes: Class| class(byte) & classes != 0;
    match d {
        b',' => is(c, QUOTE | BLANK) || [b, c] == *b">>",
        b'<' => c == b',' && is(b, LOWER),
        _ if !is(d, QUOTE) => false,
        _ => {
            c == b'(' && (is(b, ALPHA) || b == b' ' && is(a, QUOTE))
                || c == b',' && is(b, LOWER)
                || [b, c] == *b", " && is(a, LOWER)
        }
    }
}

/// The secret argument around `at`, where the prefilter has found a comma after a name or the quote after it. Lists of names
/// stay.
pub(crate) fn find<'a>(text: Text<'a>, at: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    if text.before(at) == b'(' {
        if text.before(at - 1) == b' ' {
            return echo::in_parentheses(text, at, names);
        }
        return of_setter(text, at, names);
    }
    let comma = if text.at(at) == b',' { at } else { text.run_back(at, BLANK, 1).checked_sub(1)? };
    let end = text.run_back(comma, BLANK, 2);
    let name = name_before(text, comma)?;
    // `{password,"…"}`, `{:password, "…"}`.
    let is_atom =
        !name.quoted && matches!(text.before(name.from), b'{' | b':') && text.was(end, LOWER | DIGIT);
    let start = text.run(comma + 1, SPACE, 8);
    let start = if text.has(start, b"<<") { start + 2 } else { start };
    let quote = text.run(start, LOWER, 2);
    let is_argument = text.is(quote + usize::from(text.at(quote) == b'\\'), QUOTE);
    if !is_argument || !name.quoted && !is_atom || names.get(name.bytes) != KeyVerdict::Secret {
        return None;
    }
    let value = extent::locate(text, start, &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let scheme = scheme_prefix(text, value.from).unwrap_or(0);
    let opener = opener(text, &name);
    let is_data = || {
        is_atom && !is_complaint(name.bytes)
            || opener != b'[' && header::has_name(name.bytes) && !header::has_name(bytes)
            || words!("cookie set-cookie").has(name.bytes) && bytes.contains(&b'=')
            || is_definition(text, &name)
    };
    let is_secret = is_random(bytes, opener != b'[', names)
        || scheme > 0
        || is_data()
            && !authorization::is_about_header(bytes)
            && names.policy.classify(bytes) == KeyVerdict::Safe;
    is_secret.then_some(())?;
    let value = ValueSpan { from: value.from + scheme, ..value };
    secret_of(text, value, &name, KeyVerdict::Secret, Join::Data)
}

/// The bracket before a name, if it is the first in a tuple, a list or a call.
fn opener(text: Text<'_>, name: &NameSpan<'_>) -> u8 {
    let mut at = name.from;
    while name.from - at < 4
        && (text.was(at, QUOTE | LOWER | BLANK) || matches!(text.before(at), b'\\' | b'<'))
    {
        at -= 1;
    }
    text.before(at)
}

/// Whether a name is defined as a constant: `define('DB_PASSWORD', '…')`.
fn is_definition(text: Text<'_>, name: &NameSpan<'_>) -> bool {
    let from = text.run_back(name.from, QUOTE | BLANK, 4);
    let open = from.wrapping_sub(1);
    let call = text.slice(text.run_back(open, ALPHA | UNDER, 8), open);
    only(name.bytes, UPPER | DIGIT | UNDER)
        && text.at(open) == b'('
        && words!("define setenv putenv").has(call)
}

/// Whether an argument looks like a password rather than another name: it has a digit, or a sign that names have not. In a list
/// of names, one with a number at its end is a name too.
fn is_random(value: &[u8], is_pair: bool, names: &NameVerdicts<'_>) -> bool {
    const ALGORITHMS: &str = "sha1 sha224 sha256 sha384 sha512 md5 aes128 aes192 aes256 base32 base64 oauth2 argon2 hs256 hs512 rs256 es256";
    const WORDS: Class = ALPHA | UNDER | DASH | DOT | PLUS | HIGH | SPACE;
    let has_sign = is_pair
        && value
            .iter()
            .any(|&b| class(b) & (WORDS | DIGIT) == 0 && !matches!(b, b':' | b'(' | b')' | b'{' | b'}'));
    value.len() >= 6
        && (any(value, DIGIT) || has_sign)
        && any(value, ALNUM)
        && !value.contains(&b' ')
        && (is_pair || !is_identifier(value))
        && !words!(ALGORITHMS).has(value)
        && names.policy.classify(value) == KeyVerdict::Safe
}

/// Whether a name says that something is wrong with a secret: `InvalidPassword("…")`, `{missing_token,"…"}`.
fn is_complaint(name: &[u8]) -> bool {
    words!("invalid missing bad wrong no not expired unknown empty short weak incorrect unexpected unsupported duplicate").begin(name)
}

/// The argument whose quote is at `at`, of a function that sets a secret, `setPassword("…")`, `withToken("…")`, or of the type
/// of one: `ApiKey("…")`.
fn of_setter<'a>(text: Text<'a>, at: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    let end = at - 1;
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let from = from + text.slice(from, end).iter().rposition(|&b| b == b'.').map_or(0, |dot| dot + 1);
    let function = text.slice(from, end);
    let behind = |verb: &[u8]| {
        let (head, rest) = function.split_at_checked(verb.len())?;
        head.eq_ignore_ascii_case(verb).then_some(rest)
    };
    let setter = behind(b"set").or_else(|| behind(b"with"));
    let is_type = setter.is_none() && text.is(from, UPPER) && !is_complaint(function);
    let bytes = setter.or(is_type.then_some(function))?;
    if names.get(bytes) != KeyVerdict::Secret {
        return None;
    }
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    if is_type && !is_content(function, value.bytes(text), names) {
        return None;
    }
    secret_of(text, value, &NameSpan { bytes, from, quoted: true }, KeyVerdict::Secret, Join::Data)
}

/// Whether the argument of a type is the secret that the type holds. `Token("let")` and `Cookie("theme")` hold names.
fn is_content(function: &[u8], value: &[u8], names: &NameVerdicts<'_>) -> bool {
    const TYPES: &str = "password passphrase apikey accesstoken secretkey secretstring secretstr secretbox";
    is_token(value)
        || is_random(value, true, names) && !is_identifier(value)
        || words!(TYPES).has(function)
            && !value.contains(&b' ')
            && !(is_words(value)
                && (authorization::is_about_header(value) || names.policy.classify(value) > KeyVerdict::Safe))
}
