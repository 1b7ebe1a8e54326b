//! Header lines whose value has an inner structure: cookies and authorization.

use crate::redact::keys::siblings::KEY_TYPE;
use crate::redact::policy::Policy;
use crate::redact::text::classify::pair::is_done;
use crate::redact::text::classify::value::{any, is_placeholder, only};
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, DOT, PLUS, QUOTE, Text, UNDER, class,
};
use crate::redact::text::detect::auth_header;
use crate::redact::text::detect::extent;
use crate::redact::text::{Hit, Names};
use crate::word_set::words;

/// What a header detector says about a pair.
pub(crate) enum Outcome {
    /// A secret stands here.
    Secret(Hit),
    /// A header line without a secret that is still visible.
    Clean,
    /// Not one of these headers.
    NotAHeader,
}

/// Attributes of `Set-Cookie`, which are no cookies.
const ATTRIBUTES: &str = "path domain expires max-age samesite priority version comment";

/// The next secret in the header `name` whose value begins at `start`.
pub(crate) fn find(text: Text<'_>, name: &[u8], start: usize, colon: bool, memo: &mut Memo<'_>) -> Outcome {
    if colon && words!("private-lines").has(name) {
        return putty(text, start);
    }
    if colon && words!("cookie set-cookie set-cookie2").has(name) {
        return cookie(text, start, memo);
    }
    if !colon && memo.in_cookies(start) {
        let attribute = words!(ATTRIBUTES).has(name);
        return if attribute { Outcome::Clean } else { cookie_value(text, start) };
    }
    if words!("authorization proxy-authorization").has(name) {
        return authorization(text, start);
    }
    Outcome::NotAHeader
}

/// The end of the last cookie line that was met: until there, each `; name=` is a cookie.
pub(crate) struct Memo<'a> {
    cookies_until: usize,
    /// What names say.
    pub(crate) names: Names<'a>,
    /// Whether the text has a JSON web key in it, once somebody has asked.
    has_web_key: Option<bool>,
    /// What the values of pairs remember.
    pub(crate) run: extent::Memo,
}

impl<'a> Memo<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        Self { cookies_until: 0, names: Names::new(policy), has_web_key: None, run: extent::Memo::default() }
    }

    /// Whether there is a JSON web key in the text.
    pub(crate) fn has_web_key(&mut self, text: Text<'_>) -> bool {
        *self.has_web_key.get_or_insert_with(|| text.find(0, text.len(), KEY_TYPE.as_bytes()).is_some())
    }

    /// Whether `at` is inside a line of cookies.
    pub(crate) fn in_cookies(&self, at: usize) -> bool {
        at < self.cookies_until
    }
}

/// The first cookie of a line.
fn cookie(text: Text<'_>, start: usize, memo: &mut Memo<'_>) -> Outcome {
    let start = start + usize::from(text.is(start, QUOTE));
    let name_end = text.run(start, ALNUM | UNDER | DASH | DOT, 128);
    if name_end == start || text.at(name_end) != b'=' {
        return Outcome::NotAHeader;
    }
    if start >= memo.cookies_until {
        let rest = text.0.get(start..).unwrap_or(&[]);
        let ends = |b: u8| class(b) & (BREAK | QUOTE) != 0 || b == b'\\';
        memo.cookies_until = start + rest.iter().position(|&b| ends(b)).unwrap_or(rest.len());
    }
    cookie_value(text, name_end + 1)
}

/// The lines of a private key as `PuTTY` writes it, whose number stands at `start`.
fn putty(text: Text<'_>, start: usize) -> Outcome {
    let from = text.run(text.run(start, DIGIT, 4), BREAK, 2);
    let to = text.run(from, ALNUM | PLUS | BREAK, usize::MAX);
    // `Private-MAC`, the next field.
    let field =
        text.slice(from, to).iter().rposition(|&b| class(b) & BREAK != 0).filter(|_| text.at(to) == b'-');
    let to = field.map_or(to, |last| from + last);
    if to > from { Outcome::Secret(Hit { from, to }) } else { Outcome::Clean }
}

/// The value of the cookie that begins at `from`.
fn cookie_value(text: Text<'_>, from: usize) -> Outcome {
    let ends = |b: u8| class(b) & (BLANK | BREAK | QUOTE) != 0 || matches!(b, b';' | b',' | b'\\');
    let end = |limit: usize| {
        let rest = text.0.get(from..).unwrap_or(&[]);
        from + rest.iter().take(limit).position(|&b| ends(b)).unwrap_or(rest.len().min(limit))
    };
    // What hides no secret is short. A longer value is looked at to its end only where it is hidden.
    let short = Hit { from, to: end(WORD_LIMIT) };
    if short.to < from + WORD_LIMIT && is_hidden(text, short) {
        return Outcome::Clean;
    }
    Outcome::Secret(Hit { from, to: end(usize::MAX) })
}

fn is_hidden(text: Text<'_>, hit: Hit) -> bool {
    let value = text.slice(hit.from, hit.to);
    // `{token}`: the brace that ends a word here belongs to the template.
    is_done(value) || is_placeholder(value) || text.at(hit.to) == b'}' && value.first() == Some(&b'{')
}

/// The credentials of an authorization header: after the scheme, or the whole value.
fn authorization(text: Text<'_>, start: usize) -> Outcome {
    let from = start + usize::from(text.is(start, QUOTE));
    let value = text.0.get(from..).unwrap_or(&[]);
    let ends = |b: u8| {
        class(b) & (BLANK | BREAK | QUOTE) != 0 || matches!(b, b',' | b';' | b')' | b'}' | b'<' | b'\\')
    };
    let word = |at: usize, limit: usize| {
        let rest = value.get(at..).unwrap_or(&[]);
        rest.iter().take(limit).position(|&b| ends(b)).unwrap_or(rest.len().min(limit))
    };
    let first = word(0, WORD_LIMIT);
    let second = Hit { from: from + first + 1, to: from + first + 1 + word(first + 1, WORD_LIMIT) };
    let scheme = auth_header::scheme_prefix(text, from);
    let at = match scheme {
        Some(skip) => skip,
        // A scheme of the vendor's own.
        None if text.is(from + first, BLANK)
            && (any(text.slice(second.from, second.to), DIGIT | PLUS) || is_hidden(text, second)) =>
        {
            first + 1
        }
        None => 0,
    };
    let length = word(at, WORD_LIMIT);
    let hit = Hit { from: from + at, to: from + at + length };
    let secret = text.slice(hit.from, hit.to);
    if is_parameter(text, hit) {
        // Parameters (`Credential=…, Signature=…`) are pairs of their own, but for the proof of a digest.
        let is_digest = text.slice(from, from + 6).eq_ignore_ascii_case(b"digest");
        let line = if is_digest { LINE_LIMIT } else { 0 };
        let proof_at = text.find(hit.from, hit.from + line, b"response=");
        return proof_at.map_or(Outcome::Clean, |at| proof(text, at + 9));
    }
    let plain = secret.len() < 4
        || is_hidden(text, hit)
        || crate::redact::text::classify::value::is_words(secret) && secret.len() < 16;
    if plain {
        return Outcome::Clean;
    }
    Outcome::Secret(Hit { to: from + at + word(at, usize::MAX), ..hit })
}

/// How far the parameters of an authorization header are looked at.
const LINE_LIMIT: usize = 1024;

/// How much of a word decides what it is.
const WORD_LIMIT: usize = 256;

/// Whether the word at `hit` is a parameter, `name=value` or `name="…"`, rather than base64 with padding.
fn is_parameter(text: Text<'_>, hit: Hit) -> bool {
    let word = text.slice(hit.from, hit.to);
    word.iter().position(|&b| b == b'=').is_some_and(|sign| {
        let (name, value) = (word.get(..sign).unwrap_or(&[]), word.get(sign + 1..).unwrap_or(&[]));
        only(name, ALPHA | UNDER | DASH)
            && (value.iter().any(|&b| b != b'=')
                || (value.is_empty() && text.is(hit.to, QUOTE) && text.is(hit.to + 1, ALNUM)))
    })
}

/// The value of a digest's `response` parameter, which begins at `at`.
fn proof(text: Text<'_>, at: usize) -> Outcome {
    match extent::locate(text, at, &mut extent::Memo::default()) {
        Some(value) if value.to - value.from >= 16 => Outcome::Secret(Hit { from: value.from, to: value.to }),
        _ => Outcome::Clean,
    }
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
