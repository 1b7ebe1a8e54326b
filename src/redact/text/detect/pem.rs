//! PEM private keys (RFC 7468) and PGP private key blocks: whole, truncated at either end, with a prefix before each line, or
//! on one line with escaped line breaks.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::cursor::{ALNUM, BLANK, BREAK, DIGIT, DOT, PLUS, SPACE, Text};
use crate::redact::text::marker::is_marker;
use crate::redact::text::randomness::is_mixed;
use crate::redact::text::span::Span;

/// Longest header line, from `-----BEGIN` to the closing dashes.
const HEADER_LIMIT: usize = 96;

/// Most header fields of a body that was cut off. What has more of them is not a key.
const FIELDS: usize = 16;

/// Longest prefix of a line.
const PREFIX_LIMIT: usize = 128;

/// Shortest line of a body that was cut off. A shorter one may be the prose after a quoted header line.
const PIECE_MIN: usize = 16;

/// Where the next `-----END` is, as far as known. One search serves all keys before it.
#[derive(Default)]
pub(crate) struct PemMemo {
    known: Option<Known>,
    /// The end of the last body, or the last end line.
    done: usize,
}

/// The first `-----END` after `from` is at `end`, or there is none.
#[derive(Clone, Copy)]
struct Known {
    from: usize,
    end: Option<usize>,
}

impl PemMemo {
    /// The first `-----END` at `from` or after it.
    fn end_after(&mut self, text: Text<'_>, from: usize) -> Option<usize> {
        match self.known {
            Some(known) if known.from <= from && known.end.is_none_or(|end| from <= end) => known.end,
            _ => {
                let end = text.find(from, text.len(), b"-----END");
                self.known = Some(Known { from, end });
                end
            }
        }
    }
}

/// The body of the private key whose header or end line has its dashes at `at`.
pub(crate) fn find(text: Text<'_>, at: usize, memo: &mut PemMemo) -> Option<Span> {
    let is_end = text.has(at, b"-----END ");
    if !is_end && !text.has(at, b"-----BEGIN ") {
        return None;
    }
    let dashes = text.find(at + 8, at + HEADER_LIMIT, b"-----")?;
    let label = text.slice(at + 8, dashes);
    if !label.windows(11).any(|window| window == b"PRIVATE KEY") {
        return None;
    }
    let prefix = line_prefix(text, at);
    if is_end {
        let floor = std::mem::replace(&mut memo.done, at);
        return tail(text, at, prefix, floor);
    }
    let from = after_prefix(text, skip_breaks(text, dashes + 5), prefix);
    let to = match memo.end_after(text, from) {
        // Another header line before the end belongs to another key. This one was cut off.
        Some(end) if text.find(from, end, b"-----BEGIN").is_none() => {
            let line = line_start(text, end, from);
            trim_breaks(text, from, if after_prefix(text, line, prefix) == end { line } else { end })
        }
        _ => cut_off_body(text, from, prefix),
    };
    memo.done = to;
    (to > from && !is_marker(text.slice(from, to)) && !is_elided(text.slice(from, to)))
        .then_some(Span { from, to })
}

/// Whether a body only stands for a key: dots, words in brackets, or a piece of another header line.
fn is_elided(body: &[u8]) -> bool {
    body.len() < 64
        && (is_placeholder(body)
            || body.starts_with(b"-----")
            || body.iter().all(|&b| b.is_ascii_punctuation() || b == b' '))
}

/// The place after the white space and the escaped line breaks (`\n`, `\r`, `\\n`) at `at`.
fn skip_breaks(text: Text<'_>, mut at: usize) -> usize {
    loop {
        at = text.run(at, SPACE, usize::MAX);
        let letter = at + text.0.get(at..).unwrap_or(&[]).iter().take(4).take_while(|&&b| b == b'\\').count();
        if letter == at || !matches!(text.at(letter), b'n' | b'r') {
            return at;
        }
        at = letter + 1;
    }
}

/// The place before the white space and the escaped line breaks before `to`.
fn trim_breaks(text: Text<'_>, from: usize, mut to: usize) -> usize {
    while to > from {
        if text.was(to, SPACE) || text.before(to) == b'\\' {
            to -= 1;
        } else if matches!(text.before(to), b'n' | b'r') && text.before(to - 1) == b'\\' {
            to -= 2;
        } else {
            break;
        }
    }
    to.max(from)
}

/// The end of a body without an end line: lines of base64, and header fields (`DEK-Info: …`) between them.
fn cut_off_body(text: Text<'_>, from: usize, prefix: &[u8]) -> usize {
    let (mut at, mut to) = (from, from);
    let mut fields = 0;
    loop {
        let end = text.run(at, ALNUM | PLUS, usize::MAX);
        let long = end - at >= PIECE_MIN;
        let last = to > from && end > at && text.before(end) == b'=';
        if long || last {
            to = end;
        } else if text.has(end, b"-----") {
            // Another key begins, which the scan finds by itself.
            return to;
        } else if text.at(end) == b':' || text.at(end) == b'-' {
            // A header field. It belongs to the body if base64 follows.
            let line = text
                .0
                .get(end..)
                .unwrap_or(&[])
                .iter()
                .take(HEADER_LIMIT)
                .position(|&b| b == b'\n' || b == b'\\');
            let Some(line) = line else { return to };
            let next = skip_breaks(text, end + line);
            fields += 1;
            if next == at || fields > FIELDS {
                return to;
            }
            at = after_prefix(text, next, prefix);
            continue;
        } else {
            return to;
        }
        let next = skip_breaks(text, end);
        if next == end || text.is(next, BLANK) {
            return to;
        }
        at = after_prefix(text, next, prefix);
    }
}

/// The last lines of a body that ends before the end line at `at`. The header line was cut off, or it belongs to a body before
/// `floor`.
fn tail(text: Text<'_>, at: usize, prefix: &[u8], floor: usize) -> Option<Span> {
    let mut line = line_start(text, at, floor);
    let to = trim_breaks(text, floor, line);
    let (mut from, mut has_long) = (to, false);
    while line > floor {
        let end = trim_breaks(text, floor, line);
        line = line_start(text, end, floor);
        let start = after_prefix(text, text.run(line, BLANK, PREFIX_LIMIT), prefix);
        let body = text.run_back(end, ALNUM | PLUS, end - start.min(end));
        let is_long = end - body >= PIECE_MIN;
        // The last line may be short. The first one may stand behind a quote or another word.
        if end == body || !is_long && from < to || body > start && !is_mixed(text.slice(body, end)) {
            break;
        }
        from = body;
        has_long |= is_long;
        if body > start {
            break;
        }
    }
    has_long.then_some(Span { from, to })
}

/// The place after the last line break before `at`, not before `floor`. The break may be escaped.
fn line_start(text: Text<'_>, at: usize, floor: usize) -> usize {
    let is_break = |at: &usize| {
        text.was(*at, BREAK) || matches!(text.before(*at), b'n' | b'r') && text.before(at - 1) == b'\\'
    };
    (floor + 1..=at).rev().find(is_break).unwrap_or(floor)
}

/// What stands before the dashes at `at` in their line, without the blanks at its start.
fn line_prefix(text: Text<'_>, at: usize) -> &[u8] {
    let start = line_start(text, at, at.saturating_sub(PREFIX_LIMIT));
    text.slice(text.run(start, BLANK, PREFIX_LIMIT), at)
}

/// The place after a text of the same form as `prefix`, if one stands at `at`: the same but for its numbers, which are times.
fn after_prefix(text: Text<'_>, at: usize, prefix: &[u8]) -> usize {
    let (mut place, mut rest) = (at, prefix);
    while let Some((&byte, mut tail)) = rest.split_first() {
        if text.at(place) == byte && !byte.is_ascii_digit() {
            place += 1;
        } else {
            // Fractions of a second are as long as they need to be.
            if !text.is(place, DIGIT) || !byte.is_ascii_digit() {
                return at;
            }
            place = text.run(place, DIGIT | DOT, PREFIX_LIMIT);
            while let [b'0'..=b'9' | b'.', more @ ..] = tail {
                tail = more;
            }
        }
        rest = tail;
    }
    place
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;

    #[test]
    fn private_keys() {
        let line = "MIIEpAIBAAKCAQEA7bq0".repeat(3);
        let (begin, end) = (
            ["-----BEGIN RSA ", "PRIVATE KEY-----"].concat(),
            ["-----END RSA ", "PRIVATE KEY-----"].concat(),
        );
        let cases = [
            (
                "whole",
                format!("{begin}\n{line}\n{line}\n{end}\nbye"),
                format!("{begin}\n[REDACTED]\n{end}\nbye"),
            ),
            (
                "escaped",
                format!("\"{begin}\\n{line}\\n{line}\\n{end}\\n\""),
                format!("\"{begin}\\n[REDACTED]\\n{end}\\n\""),
            ),
            ("truncated", format!("{begin}\n{line}\n{line}\nQUI="), format!("{begin}\n[REDACTED]")),
            (
                "truncated, in a sentence",
                format!("{begin}\n{line} is bad"),
                format!("{begin}\n[REDACTED] is bad"),
            ),
            (
                "encrypted",
                format!("{begin}\nProc-Type: 4,ENCRYPTED\n\n{line}"),
                format!("{begin}\n[REDACTED]"),
            ),
            (
                "after a time",
                format!(
                    "2026-01-02T10:11:12.12Z app | {begin}\n2026-01-02T10:11:12.345678Z app | {line}\n2026-01-02T10:11:13Z app | {line}\n2026-01-02T10:11:13Z app | bye"
                ),
                format!(
                    "2026-01-02T10:11:12.12Z app | {begin}\n2026-01-02T10:11:12.345678Z app | [REDACTED]\n2026-01-02T10:11:13Z app | bye"
                ),
            ),
            (
                "whole, after a name",
                format!("app  | {begin}\napp  | {line}\napp  | {line}\napp  | {end}\napp  | bye"),
                format!("app  | {begin}\napp  | [REDACTED]\napp  | {end}\napp  | bye"),
            ),
            ("end alone", format!("...\n{line}\n{line}\nQUI=\n{end}"), format!("...\n[REDACTED]\n{end}")),
            (
                "end alone, escaped",
                format!("\"{line}\\n{line}\\n{end}\\n\""),
                format!("\"[REDACTED]\\n{end}\\n\""),
            ),
            (
                "end alone, after a name",
                format!("app  | see\napp  | {line}\napp  | QUI=\napp  | {end}"),
                format!("app  | see\napp  | [REDACTED]\napp  | {end}"),
            ),
            ("end after a word", format!("missing\n{end}"), format!("missing\n{end}")),
            ("header alone", format!("no {begin} found"), format!("no {begin} found")),
            ("elided", format!("{begin}\n...\n{end}"), format!("{begin}\n...\n{end}")),
            (
                "public",
                format!("-----BEGIN PUBLIC KEY-----\n{line}"),
                format!("-----BEGIN PUBLIC KEY-----\n{line}"),
            ),
        ];
        for (name, text, expected) in cases {
            assert_eq!(redact_text(&text), expected, "{name}");
        }
    }
}
