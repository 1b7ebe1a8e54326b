//! Data source names without a scheme: `user:password@host:5432/db`, Go's `user:password@tcp(host)`, and a token before a host.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, DASH, DIGIT, DOT, QUOTE, SPACE, Text, UNDER, any, class,
};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;
use crate::word_set::words;

/// Longest password.
const PASSWORD_LIMIT: usize = 128;

/// Longest host.
const HOST_LIMIT: usize = 96;

/// The password after the colon at `at`.
pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Span> {
    if !text.was(at, ALNUM) {
        return None;
    }
    let rest = text.0.get(at + 1..)?;
    let ends =
        |b: u8| class(b) & (SPACE | QUOTE) != 0 || matches!(b, b'@' | b'/' | b':' | b'\\' | b'<' | b',');
    let length = rest.iter().take(PASSWORD_LIMIT).position(|&b| ends(b))?;
    let (from, to) = (at + 1, at + 1 + length);
    let secret = text.slice(from, to);
    if text.at(to) != b'@' {
        let is_secret = text.is(to, QUOTE) && is_for_chpasswd(text, to + 1) && !is_placeholder(secret);
        return (is_secret && !is_marker(secret)).then_some(Span { from, to });
    }
    if text.has(to + 1, b"sha256:") {
        return None;
    }
    let is_source =
        || text.has(to + 1, b"tcp(") || text.has(to + 1, b"unix(") || is_host(text, at, secret, to + 1);
    let is_secret = is_token(secret) && text.is(to + 1, ALNUM) || !is_placeholder(secret) && is_source();
    (is_secret && !is_marker(secret)).then_some(Span { from, to })
}

/// Whether what stands before `at` is the input of `chpasswd`: `echo "user:password" | sudo chpasswd`.
fn is_for_chpasswd(text: Text<'_>, at: usize) -> bool {
    let pipe = text.run(at, BLANK, 4);
    text.at(pipe) == b'|' && text.find(pipe, pipe + 32, b"chpasswd").is_some()
}

/// Whether a host with a port stands at `host`, and before it the password of the user before the colon at `at`. Without a path
/// after the port, the password must not be a word: `error:bob@host:22`.
fn is_host(text: Text<'_>, at: usize, secret: &[u8], host: usize) -> bool {
    let end = text.run(host, ALNUM | DASH | DOT, HOST_LIMIT);
    let port = text.run(end + 1, DIGIT, 5);
    let is_port = text.at(end) == b':' && port > end + 2 && !text.is(port, ALNUM);
    let name = text.slice(host, end);
    // A version is no host.
    if !is_port || !any(name, ALPHA) && name.split(|&b| b == b'.').count() != 4 {
        return false;
    }
    let user = text.slice(text.run_back(at, ALNUM | UNDER | DASH | DOT, HOST_LIMIT), at);
    let is_address = words!("sip sips mailto acct xmpp ssh scp git npm").has(user);
    !is_address && (text.at(port) == b'/' || any(secret, DIGIT) && any(secret, ALPHA))
}
