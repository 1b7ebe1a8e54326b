//! The weighing of a name's value: the secret itself, or code, prose, a number or a placeholder.

use crate::redact::keys::matcher::{self, KeyVerdict};
use crate::redact::text::Hit;
use crate::redact::text::classify::value::{
    self, JUDGED, any, is_identifier, is_mixed, is_placeholder, is_token, is_words, only,
};
use crate::redact::text::cursor::{ALPHA, BLANK, DIGIT, DOT, SPACE, STOP, Text, class};
use crate::redact::text::detect::auth_header;
use crate::redact::text::detect::extent::Value;
use crate::redact::text::detect::name::Name;
use crate::redact::text::marker::{is_marker, marker_length};
use crate::word_set::words;

/// How a value is joined to its name; decides how much of an accident the value may be.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Join {
    /// `=` without blanks: settings, queries, connection strings.
    Tight,
    /// `=` with blanks, or `:=`: code and settings files.
    Spaced,
    /// `:`: YAML, headers, and prose.
    Colon,
    /// `==`, `!=`: a comparison in code.
    Compared,
    /// Markup and command lines, where the value is data.
    Data,
}

/// The value as a hit, if it is a secret.
pub(crate) fn judged(
    text: Text<'_>,
    value: Value,
    name: &Name<'_>,
    verdict: KeyVerdict,
    join: Join,
) -> Option<Hit> {
    let skip =
        auth_header::scheme_prefix(text, value.from).filter(|skip| value.from + skip < value.to).unwrap_or(0);
    let value = Value { from: value.from + skip, ..value };
    let bytes = value.bytes(text);
    let head = bytes.get(..JUDGED).unwrap_or(bytes);
    let secret = if verdict == KeyVerdict::Weak {
        !is_done(bytes) && !is_setting(head) && is_token(head)
    } else {
        is_secret(text, value, name, join)
    };
    secret.then_some(Hit { from: value.from, to: value.to })
}

/// Whether a value is itself a name with a value: base64 has its padding at the end, and no `=` before it.
fn is_setting(value: &[u8]) -> bool {
    value.iter().skip_while(|&&b| b != b'=').any(|&b| b != b'=')
}

/// Whether bytes are a redaction marker.
pub(crate) fn is_done(bytes: &[u8]) -> bool {
    bytes.len() < 128 && std::str::from_utf8(bytes).is_ok_and(is_marker)
}

/// Whether the value of a secret name is the secret itself, rather than code, prose or a placeholder.
fn is_secret(text: Text<'_>, value: Value, name: &Name<'_>, join: Join) -> bool {
    let bytes = value.bytes(text);
    let head = bytes.get(..JUDGED).unwrap_or(bytes);
    if bytes.len() < 3 || is_known(head) || is_done(bytes) {
        return false;
    }
    if value.quoted {
        return !is_sentence(head) && !is_markup(head) && !is_place(head);
    }
    let next = text.at(value.to);
    // A call, an index or a structure: code or data whose parts are looked at on their own.
    if matches!(bytes.first(), Some(b'{' | b'(' | b'\\' | b'|' | b'&' | b'*' | b'!' | b'=' | b'?'))
        || (bytes.first() == Some(&b'[') && marker_length(bytes).is_none())
        || next == b'('
        || is_call(head)
        || is_place(head)
    {
        return false;
    }
    if only(head, DIGIT | DOT) {
        let ends = value.to >= text.len() || text.is(value.to, SPACE & !BLANK | STOP);
        return head.len() >= 4 && !head.contains(&b'.') && (join != Join::Colon || ends || name.quoted);
    }
    match join {
        Join::Compared => false,
        Join::Data => true,
        Join::Tight => {
            !(is_identifier(head) && (is_name_of_secret(head) || head.contains(&b'.')))
                || after_semicolon(text, name.from)
        }
        Join::Spaced => !is_identifier(head) || is_mixed(head),
        Join::Colon => !is_words(head),
    }
}

/// Whether a value is no secret but says where it is.
fn is_place(value: &[u8]) -> bool {
    is_placeholder(value) || value::is_path(value)
}

/// Whether a pair stands in a connection string: `…;Password=…`.
pub(crate) fn after_semicolon(text: Text<'_>, from: usize) -> bool {
    let before = text.run_back(from, BLANK, 2);
    text.before(before) == b';'
}

/// Whether an identifier is itself the name of a secret: `api_key=api_key`, `password=user_password`.
fn is_name_of_secret(identifier: &[u8]) -> bool {
    matcher::classify(identifier) != KeyVerdict::Safe
}

/// Longest name of a function that is looked for.
const CALL_LIMIT: usize = 64;

/// Whether a value begins like a call or an index: `getToken(`, `os.environ[`.
fn is_call(value: &[u8]) -> bool {
    value.iter().take(CALL_LIMIT).position(|&b| matches!(b, b'(' | b'[')).is_some_and(|at| {
        let (head, rest) = value.split_at_checked(at).unwrap_or((value, &[]));
        let mut parts = head.split(|&b| b == b':').filter(|part| !part.is_empty());
        parts.all(is_identifier) && marker_length(rest).is_none()
    })
}

/// Whether a value is one of the words that say there is no secret here, or name its type.
pub(crate) fn is_known(value: &[u8]) -> bool {
    let known = match value.len() {
        2 => words!("no on is"),
        3 => words!("nil yes off str int any set not u16 u32 u64 i32 i64"),
        4 => words!("true null none bool void must text file self this omit"),
        5 => words!("false unset empty basic token usize"),
        6 => words!("string number object bearer digest secret hidden masked"),
        7 => words!("invalid missing integer boolean unknown expired enabled default include"),
        8 => words!("required optional disabled"),
        9 => words!("undefined negotiate"),
        11 => words!("same-origin"),
        _ => return false,
    };
    known.has(value)
}

/// Whether a quoted value is a sentence about the secret: several words, one of them a function word.
fn is_sentence(value: &[u8]) -> bool {
    const FUNCTION: &str = "a an and are at be by can cannot does for from has in invalid is least missing must not of or required should the to too was with your";
    let words = || value.split(|&b| class(b) & SPACE != 0).filter(|word| !word.is_empty());
    words().nth(1).is_some()
        && words().any(|word| words!(FUNCTION).has(word))
        && words().all(|word| !(any(word, DIGIT) && any(word, ALPHA)))
}

/// Whether a quoted value is markup or a template.
fn is_markup(value: &[u8]) -> bool {
    value.starts_with(b"<") || value.windows(2).any(|w| w == b"${" || w == b"{{")
}
