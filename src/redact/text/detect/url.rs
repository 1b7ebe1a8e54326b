//! Credentials in URLs: user info, and `user/password@` of Oracle's thin JDBC form.
//!
//! Parameters of the query and the fragment are key/value pairs, which have their own detector. A password that was not encoded
//! may contain any sign, also those that end an authority. Such a URL cannot be parsed, and that is when it is printed.

use crate::redact::keys::matcher::{self, KeyVerdict};
use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, DASH, DIGIT, DOLLAR, DOT, JOINT, PLUS, QUOTE, SPACE, Text, UNDER, any, class, only,
};
use crate::redact::text::detect::data_source;
use crate::redact::text::marker::marker_length;
use crate::redact::text::randomness::{distinct, is_mixed};
use crate::redact::text::span::Span;
use crate::word_set::words;

/// Shortest user name that may be a token.
const USER_MIN: usize = 16;

/// Longest scheme or user that is looked back for.
const BACK_LIMIT: usize = 32;

/// How far a password goes on after a blank, and how many blanks it may have.
const BLANKS: (usize, usize) = (64, 3);

/// The quotes that are open in the current line, as far as the text has been searched.
#[derive(Default)]
pub(crate) struct UrlMemo {
    searched: usize,
    open: [u8; 3],
}

impl UrlMemo {
    /// Goes on to `at`. A quote after a letter or a digit opens nothing: in `can't` it is an apostrophe.
    fn advance(&mut self, text: Text<'_>, at: usize) {
        for i in self.searched..at {
            let byte = text.at(i);
            if byte == b'\n' {
                self.open = [0; 3];
            } else if class(byte) & QUOTE != 0 && !text.was(i, ALNUM) && !self.is_open(byte) {
                let free = self.open.iter_mut().find(|open| **open == 0);
                if let Some(open) = free {
                    *open = byte;
                }
            }
        }
        self.searched = self.searched.max(at);
    }

    fn is_open(&self, quote: u8) -> bool {
        self.open.contains(&quote)
    }
}

/// The secret part of the user info around the colon at `at`.
pub(crate) fn find(text: Text<'_>, at: usize, memo: &mut UrlMemo) -> Option<Span> {
    if text.has(at + 1, b"//") {
        let scheme = text.slice(text.run_back(at, ALNUM | PLUS | DASH | DOT, BACK_LIMIT), at);
        return UserInfo::at(text, at + 3, is_web(scheme)).find(memo);
    }
    if text.has(at + 1, b"thin:") {
        return thin(text, at + 6);
    }
    let user = text.run_back(at, ALNUM | UNDER | DASH | DOT, BACK_LIMIT);
    // A URL without its scheme: `//user:password@host`.
    if user > 1 && text.has(user - 2, b"//") && text.before(user - 2) != b':' {
        return UserInfo::at(text, user, true).find(memo);
    }
    data_source::find(text, at)
}

/// Whether `@` often stands in the paths of a scheme, as in those of packages and repositories.
fn is_web(scheme: &[u8]) -> bool {
    let scheme = scheme.split(|&b| b == b'+').next().unwrap_or(scheme);
    words!("http https ws wss git ssh svn hg file docker oci npm pkg webpack").has(scheme)
}

/// The user info of a URL, and what may belong to it.
#[derive(Clone, Copy)]
struct UserInfo<'a> {
    text: Text<'a>,
    /// After the two slashes.
    start: usize,
    /// The end of the authority, if nothing is amiss with the URL. The next `//` is not before it, so that no byte belongs to
    /// two of them.
    end: usize,
    is_web: bool,
}

impl<'a> UserInfo<'a> {
    fn at(text: Text<'a>, start: usize, is_web: bool) -> Self {
        let ends = |b: u8| {
            class(b) & (SPACE | QUOTE) != 0
                || matches!(b, b'/' | b'?' | b'#' | b'<' | b'>' | b',' | b'\\' | 0)
        };
        let rest = text.0.get(start..).unwrap_or(&[]);
        let length = rest.iter().position(|&b| ends(b)).unwrap_or(rest.len());
        Self { text, start, end: start + length, is_web }
    }

    /// The password of `user:password@host`, or the token of `token@host`.
    fn find(self, memo: &mut UrlMemo) -> Option<Span> {
        let authority = self.text.slice(self.start, self.end);
        let Some(at) = authority.iter().rposition(|&b| b == b'@') else {
            let colon = authority.iter().position(|&b| b == b':')?;
            return self.unencoded(self.start + colon + 1, memo);
        };
        let user = authority.get(..at)?;
        // A marker may have a colon of its own.
        let marked = marker_length(user).unwrap_or(0);
        let colon = user.iter().skip(marked).position(|&b| b == b':').map(|colon| colon + marked);
        let name = colon.and_then(|colon| user.get(..colon)).unwrap_or(user);
        let is_key = name.len() >= USER_MIN && only(name, ALNUM | UNDER | DASH | PLUS) && is_mixed(name);
        let from = match colon {
            // A key stands for the user, and a dummy for the password: `https://…:x-oauth-basic@github.com`.
            _ if is_key => 0,
            Some(colon) => colon + 1,
            None => return None,
        };
        let host = authority.get(at + 1..)?;
        let (from, mut to) = (self.start + from, self.start + at);
        // `u:ab@x/cd@host`: the first host is a part of the password.
        if !self.is_web
            && only(host, ALNUM | DASH)
            && let Some(later) = self.last_at(memo).ok()
            && !self.text.slice(to, later).contains(&b'=')
        {
            to = later;
        }
        secret(self.text, from, to)
    }

    /// The password from `from` on, where no `@` is in the authority: `u:x7/re@host`.
    fn unencoded(self, from: usize, memo: &mut UrlMemo) -> Option<Span> {
        let text = self.text;
        let head = text.slice(from, self.end);
        let digits = text.run(from, DIGIT, 6);
        // A port, or what stands for one; the address of an IPv6 host.
        let is_port = (1..6).contains(&(digits - from))
            && (digits == self.end || matches!(text.at(digits), b':' | b'.' | b';' | b')' | b']' | b'}'))
            || head == b"port"
            || head == b"PORT"
            || text.is(from, JOINT | DOLLAR) && is_placeholder(head)
            || head.first() == Some(&b'{')
            || text.at(self.start) == b'['
            // Neither a user nor the beginning of a password.
            || head.is_empty() && from == self.start + 1;
        let is_path =
            matches!(text.at(self.end), b'/' | b'?' | b'#') && only(head, ALPHA | DASH | DOT | UNDER);
        if is_port || self.is_web && is_path {
            return None;
        }
        match self.last_at(memo) {
            Ok(to) => secret(text, from, to),
            Err(word_end) if !self.is_web && text.at(word_end) == b' ' => {
                secret(text, from, behind_blanks(text, word_end)?)
            }
            Err(_) => None,
        }
    }

    /// The last `@` before a host in the word that goes on behind the authority, or the end of that word.
    fn last_at(self, memo: &mut UrlMemo) -> Result<usize, usize> {
        let text = self.text;
        memo.advance(text, self.start);
        let (mut last, mut at) = (None, self.end);
        while at < text.len() {
            let byte = text.at(at);
            let ends = match byte {
                b'"' | b'\'' | b'`' => memo.is_open(byte),
                b'\\' => matches!(text.at(at + 1), b'n' | b'r' | b't' | b'u' | b'"' | b'\''),
                b'<' => text.at(at + 1) == b'/',
                b':' => text.has(at + 1, b"//"),
                byte => byte <= b' ' || byte == 0x7f,
            };
            if ends {
                break;
            }
            if byte == b'@' && text.is(at + 1, ALNUM) {
                last = Some(at);
            }
            at += 1;
        }
        last.ok_or(at)
    }
}

/// The `@` that ends a password with blanks, of which `from` is the first: `u:my pass@host:5432`.
fn behind_blanks(text: Text<'_>, from: usize) -> Option<usize> {
    let rest = text.slice(from, text.len().min(from + BLANKS.0));
    let mut blanks = 0;
    for (i, &byte) in rest.iter().enumerate() {
        match byte {
            b' ' if blanks < BLANKS.1 && text.at(from + i + 1) != b' ' => blanks += 1,
            b'@' => {
                let at = from + i;
                let host = text.run(at + 1, ALNUM | DASH | DOT, BLANKS.0);
                let is_host = host > at + 1 && matches!(text.at(host), b':' | b'/' | b'?');
                return (is_host && !text.was(at, SPACE)).then_some(at);
            }
            byte if byte <= b' ' || class(byte) & QUOTE != 0 => return None,
            _ => {}
        }
    }
    None
}

/// The range, if a secret stands there.
fn secret(text: Text<'_>, from: usize, to: usize) -> Option<Span> {
    let secret = text.slice(from, to);
    (!secret.is_empty() && !is_placeholder(secret) && !is_dummy(secret)).then_some(Span { from, to })
}

/// Whether a password is the word for one in capitals (`PASSWORD`), or a run of one letter.
fn is_dummy(secret: &[u8]) -> bool {
    let is_capitals = secret.iter().all(|&b| b.is_ascii_uppercase() || b == b'_');
    is_capitals && matcher::classify(secret) != KeyVerdict::Safe || distinct(secret) == 1
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
