//! Whether the value of a name is plausibly the secret itself, or code, prose, a number or a placeholder.

use crate::redact::keys::matcher::{self, KeyVerdict};
use crate::redact::text::classify::code::is_code;
use crate::redact::text::classify::everyday::{is_harmless, is_label};
use crate::redact::text::classify::placeholder::{is_markup, is_placeholder};
use crate::redact::text::classify::prose::{is_common_word, is_identifier, is_sentence, is_words};
use crate::redact::text::classify::scheme::scheme_prefix;
use crate::redact::text::classify::value::{is_path, is_token};
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, DIGIT, DOT, HEX, HIGH, QUOTE, SPACE, STOP, Text, any, only,
};
use crate::redact::text::marker::is_marker;
use crate::redact::text::randomness::VALUE_WINDOW;
use crate::redact::text::span::{NameSpan, Span, ValueSpan};
use crate::word_set::words;

/// How a value is joined to its name. Decides how much the value must look like a secret.
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

/// The value without the scheme before it, if it is a secret by the verdict on its name.
pub(crate) fn secret_of(
    text: Text<'_>,
    value: ValueSpan,
    name: &NameSpan<'_>,
    verdict: KeyVerdict,
    join: Join,
) -> Option<Span> {
    let scheme = scheme_prefix(text, value.from).filter(|length| value.from + length < value.to).unwrap_or(0);
    let value = ValueSpan { from: value.from + scheme, ..value };
    let bytes = value.bytes(text);
    let head = bytes.get(..VALUE_WINDOW).unwrap_or(bytes);
    let is_data = value.quoted
        && matcher::of_data(name.bytes, verdict) == KeyVerdict::Weak
        && (name.quoted && join == Join::Colon || name.bytes.eq_ignore_ascii_case(b"signature"));
    let is_secret = match verdict {
        // JSON, as in a tree; and a signature of code.
        _ if is_data => !is_harmless(name.bytes, bytes) && is_plausible(text, value, name, join),
        _ if name.quoted && is_label(name.bytes, bytes) => false,
        KeyVerdict::Weak if is_marker(bytes) || is_assignment(head) => false,
        KeyVerdict::Weak if join == Join::Colon && is_id_with_namespace(text, name, value) => false,
        KeyVerdict::Weak => is_token(head),
        _ => is_plausible(text, value, name, join),
    };
    is_secret.then_some(value.secret())
}

/// Whether a name and a value are all of a text or of what quotes enclose, without a blank between them, and the value is a number
/// in hexadecimal digits: `"session:9f86d081884c7d65"` is the key of a cache.
fn is_id_with_namespace(text: Text<'_>, name: &NameSpan<'_>, value: ValueSpan) -> bool {
    let is_start = name.from == 0 || text.was(name.from, QUOTE);
    let is_end = value.to == text.len() || text.is(value.to, QUOTE);
    is_start && is_end && text.before(value.from) == b':' && only(value.bytes(text), HEX)
}

/// Whether a value is itself a name with a value. Base64 has `=` only at its end.
fn is_assignment(value: &[u8]) -> bool {
    value.iter().skip_while(|&&b| b != b'=').any(|&b| b != b'=')
}

/// Whether the value of a secret name is the secret itself.
fn is_plausible(text: Text<'_>, value: ValueSpan, name: &NameSpan<'_>, join: Join) -> bool {
    let bytes = value.bytes(text);
    let head = bytes.get(..VALUE_WINDOW).unwrap_or(bytes);
    if bytes.len() < 3 || is_common_word(head) || is_marker(bytes) {
        return false;
    }
    if value.quoted {
        return !is_sentence(head) && !is_markup(head) && !says_where(head);
    }
    if !any(head, ALNUM | HIGH) || is_call(text, value, head) || is_code(head) || says_where(head) {
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
                || is_in_connection_string(text, name.from)
        }
        Join::Spaced => {
            !is_identifier(head)
                || any(head, DIGIT) && !head.contains(&b'.') && !is_line_of_code(text, name, value)
        }
        Join::Colon => !is_words(head),
    }
}

/// Whether the line of a name and its value is code: it declares the name, or it ends in a semicolon.
fn is_line_of_code(text: Text<'_>, name: &NameSpan<'_>, value: ValueSpan) -> bool {
    let before = text.run_back(name.from, BLANK, 2);
    let word = text.slice(text.run_back(before, ALPHA, 8), before);
    let after = text.run(value.to, BLANK, 2);
    words!("let const var val mut auto final my our local static string").has(word)
        || name.bytes.starts_with(b"self.")
        || name.bytes.starts_with(b"this.")
        || matches!(text.at(after), b';' | b'.' | b'(' | b'[' | b'{' | b'?' | b'+' | b'=' | b'|' | b'&')
        || text.slice(after, after + 2) == b"=>"
}

/// Whether an unquoted value is the name of a function, a list or an object, and its arguments, its index or a member follow:
/// `getToken(…`, `$request->…`.
fn is_call(text: Text<'_>, value: ValueSpan, head: &[u8]) -> bool {
    is_identifier(head) && matches!(text.at(value.to), b'(' | b'[')
        || head.ends_with(b"-") && text.at(value.to) == b'>'
}

/// Whether a value says where the secret is.
fn says_where(value: &[u8]) -> bool {
    is_placeholder(value) || is_path(value)
}

/// Whether a value is redacted already, or only marks the place of a secret.
pub(crate) fn is_redacted(text: Text<'_>, value: Span) -> bool {
    let bytes = text.slice(value.from, value.to);
    // `{token}`, where the detector has taken the brace for the end of the value.
    is_marker(bytes) || is_placeholder(bytes) || text.at(value.to) == b'}' && bytes.first() == Some(&b'{')
}

/// Whether the name at `from` stands in a connection string, after another entry: `…;Password=…`.
pub(crate) fn is_in_connection_string(text: Text<'_>, from: usize) -> bool {
    let before = text.run_back(from, BLANK, 2);
    text.before(before) == b';'
}

/// Whether an identifier is itself the name of a secret: `api_key=api_key`, `password=user_password`.
fn is_name_of_secret(identifier: &[u8]) -> bool {
    matcher::classify(identifier) != KeyVerdict::Safe
}
