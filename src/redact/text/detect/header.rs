//! Headers whose value has an inner structure: cookies, authorization, and the key lines of `PuTTY`.

use crate::redact::text::classify::scheme::scheme_prefix;
use crate::redact::text::cursor::{ALPHA, BLANK, DASH, DOT, QUOTE, Text, UNDER};
use crate::redact::text::detect::cookie::{self, CookieMemo};
use crate::redact::text::detect::{authorization, putty};
use crate::redact::text::span::Span;
use crate::word_set::words;

/// The headers whose value is a scheme and credentials.
const AUTHORIZATION: &str = "authorization proxy-authorization http_authorization";

/// The answer for a name and its value.
pub(crate) enum HeaderValue {
    /// A secret stands here.
    Secret(Span),
    /// The header holds no secret here that is still visible.
    Clean,
    /// The name is not that of such a header.
    NotAHeader,
}

impl From<Option<Span>> for HeaderValue {
    fn from(secret: Option<Span>) -> Self {
        secret.map_or(Self::Clean, Self::Secret)
    }
}

/// The next secret in the header `name`, whose value begins at `start`. `has_colon` says that a colon is between them.
pub(crate) fn find(
    text: Text<'_>,
    name: &[u8],
    start: usize,
    has_colon: bool,
    cookies: &mut CookieMemo,
) -> HeaderValue {
    // Go, Java and Ruby print the values of a header as a list: `Authorization:[Bearer …]`.
    let is_list = text.at(start) == b'[' && text.marker(start).is_none();
    let start = start + usize::from(is_list);
    if has_colon && words!("private-lines").has(name) {
        return putty::find(text, start).into();
    }
    if (has_colon || is_list) && words!("cookie set-cookie set-cookie2").has(name) {
        let value = cookies.begin_line(text, start);
        return value.map_or(HeaderValue::NotAHeader, |value| cookies.find(text, value).into());
    }
    if !has_colon && cookies.has(start) {
        return if cookie::is_attribute(name) {
            HeaderValue::Clean
        } else {
            cookies.find(text, start).into()
        };
    }
    if words!(AUTHORIZATION).has(name) {
        // In lower case and without quotes it may be a setting: `authorization: rbac`.
        let is_header = text.is(start, QUOTE) || matches!(name, [first, ..] if first.is_ascii_uppercase());
        return authorization::find(text, start, is_header).into();
    }
    HeaderValue::NotAHeader
}

/// Whether a header goes on at `next`, on the line after its name: `Authorization:\r\n Bearer …`.
pub(crate) fn is_folded(text: Text<'_>, name: &[u8], next: usize) -> bool {
    words!(AUTHORIZATION).has(name) && text.was(next, BLANK) && scheme_prefix(text, next).is_some()
}

/// Whether the name of a secret is that of a header: `X-Auth`, `Private-Token`.
pub(crate) fn has_name(name: &[u8]) -> bool {
    let last = name.iter().rposition(|&b| b == b'-').and_then(|dash| name.get(dash + 1..));
    last.is_some_and(|last| words!("key token auth apikey").has(last))
        || matches!(name, [b'x' | b'X', b'-', ..])
}

/// Whether the unquoted word at `start`, after the name and its colon, is the whole value of a header with a credential:
/// `X-Api-Key: opensesame`. Such a value is no prose, whatever it reads like.
pub(crate) fn is_credential(text: Text<'_>, name: &[u8], start: usize) -> bool {
    if !has_name(name) {
        return false;
    }
    let end = text.run(start, ALPHA | UNDER | DASH | DOT, 64);
    let to = text.sentence_end(start, end);
    to > start && authorization::is_alone(text, end) && !authorization::is_about_header(text.slice(start, to))
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;

    #[test]
    fn header_lines() {
        for (name, text, expected) in [
            ("cookies", "Cookie: theme=dark; sid=ab12", "Cookie: theme=[REDACTED]; sid=[REDACTED]"),
            (
                "set-cookie",
                "Set-Cookie: sid=ab12; Path=/; HttpOnly",
                "Set-Cookie: sid=[REDACTED]; Path=/; HttpOnly",
            ),
            ("next line", "Cookie: a=b1x\nx-y: c=d", "Cookie: a=[REDACTED]\nx-y: c=d"),
            ("json", "{\"cookie\": \"a=b1x; c=d2y\"}", "{\"cookie\": \"a=[REDACTED]; c=[REDACTED]\"}"),
            ("authorization", "Authorization: Bearer abcdefgh", "Authorization: Bearer [REDACTED]"),
            ("short token", "Authorization: Bearer abc1", "Authorization: Bearer [REDACTED]"),
            ("own scheme", "Authorization: Acme k3y9", "Authorization: Acme [REDACTED]"),
            ("no scheme", "authorization: k3y9abc", "authorization: [REDACTED]"),
            ("json header", "\"Authorization\": \"Basic abc=\"", "\"Authorization\": \"Basic [REDACTED]\""),
            (
                "digest",
                "Authorization: Digest username=\"bob\", response=\"6629fae49393a053\"",
                "Authorization: Digest username=\"bob\", response=\"[REDACTED]\"",
            ),
            (
                "signature",
                "Authorization: AWS4-HMAC-SHA256 SignedHeaders=host, Signature=abcdef0123456789abcdef",
                "Authorization: AWS4-HMAC-SHA256 SignedHeaders=host, Signature=[REDACTED]",
            ),
            (
                "lines of PuTTY",
                "Private-Lines: 2\nAAAAIEx5\nbm9uZQ==\nPrivate-MAC: 9f86",
                "Private-Lines: 2\n[REDACTED]\nPrivate-MAC: 9f86",
            ),
            ("template", "Authorization: Bearer $TOKEN", "Authorization: Bearer $TOKEN"),
            ("template in braces", "Authorization: Bearer {token}", "Authorization: Bearer {token}"),
        ] {
            assert_eq!(redact_text(text), expected, "{name}");
        }
    }
}
