//! Headers whose value has an inner structure: cookies, authorization, and the key lines of `PuTTY`.

use crate::redact::text::cursor::Text;
use crate::redact::text::detect::cookie::{self, CookieMemo};
use crate::redact::text::detect::{authorization, putty};
use crate::redact::text::span::Span;
use crate::word_set::words;

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
    if has_colon && words!("private-lines").has(name) {
        return putty::find(text, start).into();
    }
    if has_colon && words!("cookie set-cookie set-cookie2").has(name) {
        let value = cookies.begin_line(text, start);
        return value.map_or(HeaderValue::NotAHeader, |value| cookie::find(text, value).into());
    }
    if !has_colon && cookies.has(start) {
        return if cookie::is_attribute(name) {
            HeaderValue::Clean
        } else {
            cookie::find(text, start).into()
        };
    }
    if words!("authorization proxy-authorization").has(name) {
        return authorization::find(text, start).into();
    }
    HeaderValue::NotAHeader
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
            ("authorization", "Authorization: Bearer abcdefgh", "Authorization: Bearer abcdefgh"),
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
