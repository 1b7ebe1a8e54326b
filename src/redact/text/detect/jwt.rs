//! JSON web tokens: JWS and JWE in compact form (RFC 7515, RFC 7516).

use crate::redact::text::cursor::{DOT, Text};
use crate::redact::text::formats::format::BASE64;
use crate::redact::text::span::Span;

/// Shortest header in base64. That of `{"alg":""}` is longer.
const HEADER_MIN: usize = 12;

/// Shortest rest after the header. A payload that was cut off still identifies its bearer.
const REST_MIN: usize = 8;

/// The end of the last run of base64 that did not begin a token. No place inside it begins one.
#[derive(Default)]
pub(crate) struct JwtMemo {
    until: usize,
}

/// The token that begins at `start`: a JSON object in base64 (`eyJ…`), a dot, and at least a part of a payload.
pub(crate) fn find(text: Text<'_>, start: usize, memo: &mut JwtMemo) -> Option<Span> {
    if start < memo.until || !text.has(start, b"eyJ") {
        return None;
    }
    let header = text.run(start, BASE64, usize::MAX);
    memo.until = header;
    if text.at(header) != b'.' || header - start < HEADER_MIN {
        return None;
    }
    let to = text.run(header, BASE64 | DOT, usize::MAX);
    // A full stop or an ellipsis at the end is not part of the token.
    let to = header + text.slice(header, to).iter().rposition(|&b| b != b'.').map_or(0, |last| last + 1);
    (to > header + REST_MIN).then_some(Span { from: start, to })
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;

    #[test]
    fn web_tokens() {
        let part = |n: usize| "aGk1".repeat(n);
        let header = format!("eyJhbGciOi{}", part(4));
        let cases = [
            ("jws", format!("got {header}.{}.{} back", part(9), part(6)), "got [REDACTED] back".to_owned()),
            (
                "jwe, empty key",
                format!("{header}..{}.{}.{}", part(4), part(9), part(4)),
                "[REDACTED]".to_owned(),
            ),
            ("truncated", format!("{header}.{}", part(5)), "[REDACTED]".to_owned()),
            (
                "end of sentence",
                format!("bad {header}.{}.{}.", part(9), part(6)),
                "bad [REDACTED].".to_owned(),
            ),
            (
                "a cursor",
                "nextCursor: eyJwYWdlIjoyfQ==".to_owned(),
                "nextCursor: eyJwYWdlIjoyfQ==".to_owned(),
            ),
            ("header alone", format!("{header} alone"), format!("{header} alone")),
        ];
        for (name, text, expected) in cases {
            assert_eq!(redact_text(&text), expected, "{name}");
        }
    }
}
