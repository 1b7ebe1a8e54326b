//! Credentials in URLs: user info, and `user/password@` of Oracle's thin JDBC form.
//!
//! Parameters of the query and the fragment are key/value pairs, which have their own detector.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{ALNUM, ALPHA, DASH, PLUS, QUOTE, SPACE, Text, UNDER, any, class, only};
use crate::redact::text::marker::{is_marker, marker_length};
use crate::redact::text::randomness::{distinct, is_mixed};
use crate::redact::text::span::Span;

/// Longest authority that is looked at.
const AUTHORITY_LIMIT: usize = 512;

/// Longest password without a scheme before it.
const PASSWORD_LIMIT: usize = 128;

/// Shortest user name that may be a token.
const USER_MIN: usize = 16;

/// The secret part of the user info around the colon at `at`.
pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Span> {
    if text.has(at + 1, b"//") {
        return user_info(text, at + 3);
    }
    if text.has(at + 1, b"thin:") {
        return thin(text, at + 6);
    }
    without_scheme(text, at)
}

/// The password in `user:password@tcp(host)`, or a token before a host, if no scheme stands before it.
fn without_scheme(text: Text<'_>, at: usize) -> Option<Span> {
    if !text.was(at, ALNUM) {
        return None;
    }
    let rest = text.0.get(at + 1..)?;
    let ends =
        |b: u8| class(b) & (SPACE | QUOTE) != 0 || matches!(b, b'@' | b'/' | b':' | b'\\' | b'<' | b',');
    let length = rest.iter().take(PASSWORD_LIMIT).position(|&b| ends(b))?;
    let (from, to) = (at + 1, at + 1 + length);
    if text.at(to) != b'@' || text.has(to + 1, b"sha256:") {
        return None;
    }
    let secret = text.slice(from, to);
    let is_source = text.has(to + 1, b"tcp(") || text.has(to + 1, b"unix(");
    ((is_source && !is_placeholder(secret) || is_token(secret) && text.is(to + 1, ALNUM))
        && !is_marker(secret))
    .then_some(Span { from, to })
}

/// The password of `user:password@host`, or the token of `token@host`, from `start` on.
fn user_info(text: Text<'_>, start: usize) -> Option<Span> {
    let rest = text.0.get(start..)?;
    let ends = |b: u8| {
        class(b) & (SPACE | QUOTE) != 0 || matches!(b, b'/' | b'?' | b'#' | b'<' | b'>' | b',' | b'\\' | 0)
    };
    let length =
        rest.iter().take(AUTHORITY_LIMIT).position(|&b| ends(b)).unwrap_or(rest.len().min(AUTHORITY_LIMIT));
    let authority = rest.get(..length)?;
    let at = authority.iter().rposition(|&b| b == b'@')?;
    let user = authority.get(..at)?;
    // A marker may have a colon of its own.
    let marked = marker_length(user).unwrap_or(0);
    let colon = user.iter().skip(marked).position(|&b| b == b':').map(|colon| colon + marked);
    let name = colon.and_then(|colon| user.get(..colon)).unwrap_or(user);
    let is_key = name.len() >= USER_MIN && only(name, ALNUM | UNDER | DASH | PLUS) && is_mixed(name);
    let (from, secret) = match colon {
        // A key stands for the user, and a dummy for the password: `https://…:x-oauth-basic@github.com`.
        _ if is_key => (start, user),
        Some(colon) => (start + colon + 1, user.get(colon + 1..)?),
        None => return None,
    };
    (!secret.is_empty() && !is_placeholder(secret) && !is_dummy(secret))
        .then_some(Span { from, to: start + at })
}

/// Whether a password is a name in capitals (`PASSWORD`) or a run of one letter.
fn is_dummy(secret: &[u8]) -> bool {
    let upper = secret.iter().all(|&b| b.is_ascii_uppercase() || b == b'_');
    upper || distinct(secret) == 1
}

/// The password of `user/password@host`, from `start` on.
fn thin(text: Text<'_>, start: usize) -> Option<Span> {
    let slash = text.run(start, ALNUM | UNDER, 64);
    if slash == start || text.at(slash) != b'/' {
        return None;
    }
    let rest = text.0.get(slash + 1..)?;
    let length =
        rest.iter().take(128).position(|&b| matches!(b, b'@' | b'/') || class(b) & (SPACE | QUOTE) != 0)?;
    let secret = rest.get(..length)?;
    let is_secret =
        rest.get(length) == Some(&b'@') && length > 0 && !is_placeholder(secret) && any(secret, ALPHA);
    is_secret.then_some(Span { from: slash + 1, to: slash + 1 + length })
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;

    #[test]
    fn user_info() {
        let token = ["ghx9Kq2", "mZ71bLp0Qa8"].concat();
        let with_token = format!("https://{token}@github.com/a.git");
        let with_colon = format!("https://{token}:@api.example.com/v1");
        let with_dummy = format!("https://{token}:x-oauth-basic@github.com/a.git");
        let cases = [
            ("password", "postgres://app:s3cr3t@db:5432/x", "postgres://app:[REDACTED]@db:5432/x"),
            ("no user", "redis://:s3cr3t@cache", "redis://:[REDACTED]@cache"),
            ("at sign in the password", "https://u:p@ss@host/x", "https://u:[REDACTED]@host/x"),
            ("token as user, and no password", &with_colon, "https://[REDACTED]@api.example.com/v1"),
            ("token as user, and a dummy", &with_dummy, "https://[REDACTED]@github.com/a.git"),
            ("token as user", &with_token, "https://[REDACTED]@github.com/a.git"),
            (
                "oracle",
                "jdbc:oracle:thin:scott/tiger@db:1521:x",
                "jdbc:oracle:thin:scott/[REDACTED]@db:1521:x",
            ),
            ("user only", "ssh://git@github.com/x", "ssh://git@github.com/x"),
            ("template", "https://u:${PASS}@host", "https://u:${PASS}@host"),
            ("port and a later at sign", "https://host:8080/a@b", "https://host:8080/a@b"),
            ("mail address in a query", "https://host/x?u=a:b@c", "https://host/x?u=a:b@c"),
            ("done", "https://u:[REDACTED]@host", "https://u:[REDACTED]@host"),
            ("spoofed", "https://u:[REDACTED]live@host", "https://u:[REDACTED]@host"),
        ];
        for (name, text, expected) in cases {
            assert_eq!(redact_text(text), expected, "{name}");
        }
    }
}
