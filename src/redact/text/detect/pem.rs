//! PEM private keys (RFC 7468) and PGP private key blocks, whole, truncated, or on one line with escaped line breaks.

use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::cursor::{ALNUM, BLANK, PLUS, SPACE, Text};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::Span;

/// Longest header line, from `-----BEGIN` to the closing dashes.
const HEADER_LIMIT: usize = 96;

/// Most header fields of a body that was cut off. What has more of them is not a key.
const FIELDS: usize = 16;

/// Shortest line of a body that was cut off. A shorter one may be the prose after a quoted header line.
const PIECE_MIN: usize = 16;

/// Where the next `-----END` is, as far as known. One search serves all keys before it.
#[derive(Default)]
pub(crate) struct PemMemo {
    known: Option<Known>,
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

/// The body of the private key whose dashes begin at `at`.
pub(crate) fn find(text: Text<'_>, at: usize, memo: &mut PemMemo) -> Option<Span> {
    if !text.has(at, b"-----BEGIN ") {
        return None;
    }
    let dashes = text.find(at + 11, at + HEADER_LIMIT, b"-----")?;
    let label = text.slice(at + 11, dashes);
    if !label.windows(11).any(|window| window == b"PRIVATE KEY") {
        return None;
    }
    let from = skip_breaks(text, dashes + 5);
    let to = match memo.end_after(text, from) {
        // Another header line before the end belongs to another key. This one was cut off.
        Some(end) if text.find(from, end, b"-----BEGIN").is_none() => trim_breaks(text, from, end),
        _ => cut_off_body(text, from),
    };
    (to > from && !is_marker(text.slice(from, to)) && !is_elided(text.slice(from, to)))
        .then_some(Span { from, to })
}

/// Whether a body only stands for a key: dots, words in brackets.
fn is_elided(body: &[u8]) -> bool {
    body.len() < 64 && (is_placeholder(body) || body.iter().all(|&b| b.is_ascii_punctuation() || b == b' '))
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
fn cut_off_body(text: Text<'_>, from: usize) -> usize {
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
            at = next;
            continue;
        } else {
            return to;
        }
        let next = skip_breaks(text, end);
        if next == end || text.is(next, BLANK) {
            return to;
        }
        at = next;
    }
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
