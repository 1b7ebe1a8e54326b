//! Masks absolute paths, internal hosts and stacks in a text.
//!
//! One pass. Each marker ends before a character that stays, so a second run reads what follows in the same way and changes
//! nothing. A path begins after a space, a quote, a bracket or punctuation, so `text/plain` and `a/b` are not paths;
//! `file_paths` tells which of the others are.

use crate::view::hosts::{internal_ipv6, ipv4, is_internal_name, is_network};
use crate::view::markers::{HOST, PATH, STACK};
use crate::view::sent::Sent;
use crate::view::stacks;
use crate::word_set::{WordSet, words};

/// System codes that stand before the name of a host.
const LOOKUPS: &str = "ENOTFOUND EAI_AGAIN";
/// How many bytes after a space are searched for the rest of a Windows path.
const REACH: usize = 64;
/// How many apostrophes a quoted path may contain.
const APOSTROPHES: usize = 4;

/// Schemes of URLs without a host, whose path is one of this system.
const LOCAL_SCHEMES: &str = "sqlite sqlite3 duckdb unix git+file";

/// Calls `found` with each path and each host in a text.
pub(super) fn each_place(text: &str, found: &mut dyn FnMut(&str)) {
    let sent = Sent::default();
    let mut mask = Mask::new(text, &sent).under("", true);
    mask.found = Some(found);
    mask.apply(0);
}

/// A text that is being masked.
pub(super) struct Mask<'a> {
    text: &'a str,
    /// The key of the text, if it is the value of one.
    pub(super) key: &'a str,
    /// Whether the error is one of a file system.
    pub(super) is_file_error: bool,
    sent: &'a Sent,
    /// Takes paths and hosts. They stay then.
    found: Option<&'a mut dyn FnMut(&str)>,
    /// The output so far, for the first `done` bytes of `text`.
    out: String,
    done: usize,
    /// The end of the last token that has been searched for signs of a path.
    pub(super) searched: usize,
}

impl<'a> Mask<'a> {
    /// A text of which all but what the caller sent is masked.
    pub(super) fn new(text: &'a str, sent: &'a Sent) -> Self {
        let out = String::new();
        Self { text, key: "", is_file_error: false, sent, found: None, out, done: 0, searched: 0 }
    }

    /// The text as the value of `key`, in an error that may be one of a file system.
    pub(super) fn under(self, key: &'a str, is_file_error: bool) -> Self {
        Self { key, is_file_error, ..self }
    }
}

impl Mask<'_> {
    /// The text with markers for paths, hosts and stacks, or `None` if there are none. What stands before `from` stays.
    pub(super) fn apply(mut self, from: usize) -> Option<String> {
        let mut at = from;
        while at < self.text.len() {
            at = match self.byte(at) {
                b'a' | b'F' | b'T' | b's' | b'g' | b'0'..=b'9' if self.frames(at) > 0 => {
                    self.replace(at, at + self.frames(at), STACK)
                }
                b'/' => self.slash(at),
                b'\\' => self.backslash(at),
                b':' => self.colon(at),
                b'[' => self.bracket(at),
                byte if is_word(byte) => self.token(at),
                _ => at + 1,
            };
        }
        if self.done == 0 {
            return None;
        }
        self.out.push_str(self.text.get(self.done..)?);
        Some(self.out)
    }

    /// The byte at `at`, or 0 at the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The end of the run of bytes from `at` for which `is` holds. It must not hold for 0.
    #[inline(never)]
    pub(super) fn run(&self, mut at: usize, is: fn(u8) -> bool) -> usize {
        while is(self.byte(at)) {
            at += 1;
        }
        at
    }

    pub(super) fn bytes(&self, at: usize) -> &[u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }

    pub(super) fn range(&self, from: usize, to: usize) -> &[u8] {
        self.text.as_bytes().get(from..to).unwrap_or_default()
    }

    /// Puts a marker in place of a path or a host, unless the caller sent it. Returns its end.
    fn hide(&mut self, from: usize, to: usize, marker: &str) -> usize {
        let place = self.text.get(from..to).unwrap_or_default();
        if let Some(found) = &mut self.found {
            found(place);
            return to;
        }
        if self.sent.has(place) { to } else { self.replace(from, to, marker) }
    }

    /// Puts a marker in place of a range, and returns the end of the range.
    fn replace(&mut self, from: usize, to: usize, marker: &str) -> usize {
        self.out.push_str(self.text.get(self.done..from).unwrap_or_default());
        self.out.push_str(marker);
        self.done = to;
        to
    }

    /// The length of the frames at `at`, if only spaces stand before them on their line.
    fn frames(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && at - start < REACH && matches!(self.byte(start - 1), b' ' | b'\t') {
            start -= 1;
        }
        let begins = start == 0 || (at - start < REACH && self.byte(start - 1) == b'\n');
        if begins { stacks::length(self.bytes(at)) } else { 0 }
    }

    /// Whether a path may begin at `at`.
    fn is_start(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.byte(before) {
            b'"' | b'\'' | b'`' | b'(' | b'[' | b'{' | b'=' | b',' | b';' | b':' | b'>' | b'|' => true,
            // An escaped line break.
            b'n' | b'r' | b't' => before > 0 && self.byte(before - 1) == b'\\',
            byte => byte <= b' ' || byte >= 0x80,
        }
    }

    /// Whether one of `words` and a space stand before `at`.
    fn follows(&self, at: usize, words: WordSet) -> bool {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let Some((b' ', before)) = before.split_last() else { return false };
        words.iter().any(|word| before.last() == word.last() && before.ends_with(word))
    }

    fn slash(&mut self, at: usize) -> usize {
        let home = at.checked_sub(1).filter(|before| self.byte(*before) == b'~' && self.is_start(*before));
        let start = home.unwrap_or(at);
        let first = self.run(at, |byte| byte == b'/');
        let next = self.byte(first);
        let is_name = is_word(next) || next >= 0x80 || b".-~@$%+{".contains(&next);
        if !is_name || (home.is_none() && !(self.is_start(at) && self.is_file_path(at, first))) {
            return first;
        }
        self.hide(start, self.path_end(start, at, b'/'), PATH)
    }

    /// `\\server\share\file`, also with its backslashes escaped.
    fn backslash(&mut self, at: usize) -> usize {
        let name = self.run(at, |byte| byte == b'\\');
        if name > at + 1 && is_word(self.byte(name)) && self.is_start(at) {
            return self.hide(at, self.path_end(at, name, b'\\'), PATH);
        }
        name
    }

    /// `scheme://…`, or an IPv6 address.
    fn colon(&mut self, at: usize) -> usize {
        if !self.bytes(at).starts_with(b"://") {
            let is_address = self.byte(at + 1) == b':' && (at == 0 || !is_word(self.byte(at - 1)));
            return match internal_ipv6(self.bytes(at)).filter(|_| is_address) {
                Some(length) => self.hide(at, at + length, HOST),
                None => at + 1,
            };
        }
        let mut first = at;
        while first > self.done
            && matches!(self.byte(first - 1), b'+' | b'-' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
        {
            first -= 1;
        }
        let scheme = self.text.as_bytes().get(first..at).unwrap_or_default();
        let start = at + 3;
        let is_file = scheme.eq_ignore_ascii_case(b"file");
        // Without an authority, a path of this host follows: `sqlite:///var/data.db`.
        if is_file || self.byte(start) == b'/' {
            let is_local = is_file || words!(LOCAL_SCHEMES).has(scheme);
            if !is_local && !self.is_file_path(start, start + 1) {
                return start + 1;
            }
            let from = if is_file { first } else { start };
            return self.hide(from, self.path_end(first, start, b'/'), PATH);
        }
        let is_network = is_network(scheme);
        self.authority(start, is_network)
    }

    /// The authority of a URL: `user:[REDACTED]@host:port`.
    fn authority(&mut self, start: usize, is_network: bool) -> usize {
        let end = self.run(start, |byte| byte > b' ' && !b"/?#\"'`<>|\\,;(){}".contains(&byte));
        let mut at = end;
        while at > start && self.byte(at - 1) != b'@' {
            at -= 1;
        }
        if self.byte(at) == b'[' {
            return self.bracket(at).max(end);
        }
        let name = self.run(at, |byte| is_word(byte) || byte == b'-');
        let has_port = self.byte(name) == b':';
        // A name without a dot is a host of the same network, but only where the URL has hosts.
        let is_single = name > at && (name == end || has_port) && (is_network || at > start || has_port);
        if is_single && self.run(at, |byte| byte.is_ascii_digit()) < end {
            return self.hide(at, self.port_end(name), HOST);
        }
        at
    }

    /// `[::1]:8080`
    fn bracket(&mut self, at: usize) -> usize {
        match internal_ipv6(self.bytes(at + 1)) {
            Some(length) if self.byte(at + 1 + length) == b']' => {
                self.hide(at, self.port_end(at + length + 2), HOST)
            }
            _ => at + 1,
        }
    }

    /// A drive, an address or a host name.
    fn token(&mut self, at: usize) -> usize {
        let end = self.run(at, |byte| is_word(byte) || matches!(byte, b'.' | b'-'));
        let is_drive = end == at + 1
            && self.byte(at).is_ascii_alphabetic()
            && self.byte(end) == b':'
            && matches!((self.byte(end + 1), self.byte(end + 2)), (b'\\', _) | (b'/', 1..=46 | 48..));
        if is_drive {
            let separator = self.byte(end + 1);
            return self.hide(at, self.path_end(at, end + 1, separator), PATH);
        }
        if let Some((length, internal)) = ipv4(self.bytes(at)) {
            return if internal { self.hide(at, self.port_end(at + length), HOST) } else { at + length };
        }
        if self.byte(end) == b':'
            && matches!(self.byte(at), b'f' | b'F')
            && let Some(length) = internal_ipv6(self.bytes(at))
        {
            return self.hide(at, at + length, HOST);
        }
        let mut last = end;
        while last > at + 1 && matches!(self.byte(last - 1), b'.' | b'-' | b'_') {
            last -= 1;
        }
        let name = self.text.as_bytes().get(at..last).unwrap_or_default();
        let is_file = at > 0 && self.byte(at - 1) == b'.';
        let is_looked_up = !name.contains(&b'.') && self.follows(at, words!(LOOKUPS));
        if (is_internal_name(name) && !is_file) || is_looked_up {
            return self.hide(at, self.port_end(last), HOST);
        }
        end
    }

    /// The end of the port at `at`, `:8080`; `at` if there is none.
    fn port_end(&self, at: usize) -> usize {
        if self.byte(at) != b':' {
            return at;
        }
        let end = self.run(at + 1, |byte| byte.is_ascii_digit());
        if (1..=5).contains(&(end - at - 1)) { end } else { at }
    }

    /// The end of the path at `from`: before the quote that closes the one before `start`, or where a path ends in a sentence.
    fn path_end(&self, start: usize, from: usize, separator: u8) -> usize {
        let quote = start.checked_sub(1).map_or(0, |before| self.byte(before));
        let mut end = from;
        // An apostrophe inside a name does not close the quote.
        for _ in 0..if matches!(quote, b'"' | b'\'' | b'`') { APOSTROPHES } else { 0 } {
            let length = self.bytes(end).iter().position(|byte| *byte == quote || *byte == b'\n');
            let Some(length) = length else { break };
            end += length;
            if self.byte(end) != quote {
                break;
            }
            if !is_word(self.byte(end + 1)) {
                // The quote may be escaped.
                return if self.byte(end - 1) == b'\\' { end - 1 } else { end };
            }
            end += 1;
        }
        let mut at = from;
        let mut depth = 0_u32;
        while at < self.text.len() {
            let next = self.byte(at + 1);
            match self.byte(at) {
                b' ' if self.goes_on(at + 1, separator) => {}
                0..=b' ' | b'"' | b'`' | b'<' | b'>' | b'|' => break,
                b'\'' | b',' | b';' if !is_word(next) => break,
                b':' if !next.is_ascii_digit() => break,
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth == 0 => break,
                b')' | b']' | b'}' => depth -= 1,
                // Typographic quotes and dashes, and East Asian punctuation.
                0xe2 | 0xe3 if next == 0x80 => break,
                0xef if matches!(next, 0xbc | 0xbd) => break,
                _ => {}
            }
            at += 1;
        }
        while at > from + 1 && b".!?\\".contains(&self.byte(at - 1)) && self.byte(at - 1) != separator {
            at -= 1;
        }
        at
    }

    /// Whether a path continues after a space: the next word contains a separator and does not begin with it.
    fn goes_on(&self, at: usize, separator: u8) -> bool {
        let words = self.bytes(at);
        let reach = if separator == b'\\' { REACH } else { words.len() };
        let mut is_first = true;
        for byte in words.iter().take(reach) {
            match *byte {
                b'"' | b'\'' | b'`' | b':' | b'<' | b'>' | b'|' | b',' | b';' | 0..=31 => return false,
                b' ' if separator != b'\\' => return false,
                byte if byte == separator || byte == b'\\' => return !is_first,
                _ => is_first = false,
            }
        }
        false
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(text: &str, from: usize) -> Option<String> {
        Mask::new(text, &Sent::default()).apply(from)
    }

    #[test]
    fn paths_and_hosts() {
        let cases: &[(&str, &str, &str)] = &[
            ("quoted", "open '/srv/app/x.json', twice", "open '[PATH]', twice"),
            ("an apostrophe in it", "open /home/o'brien/x", "open [PATH]"),
            ("quoted with a space", "open '/srv/my app/x.json'", "open '[PATH]'"),
            ("in a sentence", "cannot read /etc/app.toml.", "cannot read [PATH]."),
            ("with a reason", "open /etc/app.toml: permission denied", "open [PATH]: permission denied"),
            ("with a line", "(/srv/app/x.js:10:5)", "([PATH])"),
            ("with a space in it", "/Users/ada/Application Support/App/x failed", "[PATH] failed"),
            ("a volume", "-v /data:/var/lib", "-v [PATH]:[PATH]"),
            ("home", "see ~/.ssh/id_rsa", "see [PATH]"),
            ("a setting", "PATH=/usr/bin:/bin", "PATH=[PATH]:[PATH]"),
            ("brackets in it", "/app/(group)/[id]/page.tsx missing", "[PATH] missing"),
            ("escaped", r#"{\"p\":\"/etc/x y\"}"#, r#"{\"p\":\"[PATH]\"}"#),
            ("an escaped line break", r"a\n/etc/passwd", r"a\n[PATH]"),
            ("no spaces around", "读取/etc/passwd，请检查", "读取[PATH]，请检查"),
            ("typographic quotes", "“/etc/passwd”", "“[PATH]”"),
            ("a drive", r"C:\Program Files (x86)\App\x.exe is missing", "[PATH] is missing"),
            ("a drive with slashes", "open D:/data/x", "open [PATH]"),
            ("an escaped drive", r"C:\\Users\\ada", "[PATH]"),
            ("a share", r"on \\files\private\x.txt", "on [PATH]"),
            ("file URL", "at file:///srv/app/x.js, or file:/tmp/y", "at [PATH], or file:[PATH]"),
            ("a URL without a host", "sqlite:///var/data.db", "sqlite://[PATH]"),
            ("a private address", "connect ECONNREFUSED 10.0.0.5:5432", "connect ECONNREFUSED [HOST]"),
            ("loopback of IPv6", "connect ECONNREFUSED ::1:3000", "connect ECONNREFUSED [HOST]"),
            ("in brackets", "http://[fd00::1]:8080/x", "http://[HOST]/x"),
            ("a name", "db.prod.internal:5432 is down", "[HOST] is down"),
            ("a name at the end", "ask vault.svc.cluster.local.", "ask [HOST]."),
            ("looked up", "getaddrinfo ENOTFOUND db01", "getaddrinfo ENOTFOUND [HOST]"),
            (
                "in a URL",
                "http://user:[REDACTED]@backend:8080/v1/x?y=1",
                "http://user:[REDACTED]@[HOST]/v1/x?y=1",
            ),
            ("a single name in a URL", "redis://cache/0", "redis://[HOST]/0"),
            ("localhost", "http://localhost:3000/mcp", "http://[HOST]/mcp"),
            ("git", "git@192.168.1.4:/srv/repo.git", "git@[HOST]:[PATH]"),
            ("a parameter", "https://example.com/?f=/etc/x&h=10.0.0.1", "https://example.com/?f=[PATH]"),
            ("a path and frames", "x /srv/b\n  at f (/c/d.js:1:2)", "x [PATH]\n  [STACK]"),
        ];
        for (name, given, expected) in cases {
            let masked = mask(given, 0);
            assert_eq!(masked.as_deref(), Some(*expected), "{name}");
            assert_eq!(mask(expected, 0), None, "{name}: twice");
        }
    }

    #[test]
    fn other_text_stays() {
        let texts = [
            "text/plain and application/json; 10 km/h, 1/2, n/a, and/or",
            "https://api.example.com/v1/users?page=2#top answered 502",
            "GET /v1/users/{id} answered 404",
            "resource notes://welcome/today not found",
            "8.8.8.8:53 did not answer, version 10.2.3 is too old",
            "src/main.rs, ./x, ../y and **/*.ts",
            "#/definitions/limit",
            "<p>see</p><br/>",
            "std::io::Error, core::fmt and a::b",
            "a local file, an internal error, .env.local",
            "at 10:30, in 5:1",
            "[PATH] on [HOST]\n[STACK]",
            "// and \\ alone /",
        ];
        for text in texts {
            assert_eq!(mask(text, 0), None, "{text}");
        }
    }
}
