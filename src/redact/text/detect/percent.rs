//! Pairs and user info in percent-encoding: `…%26client_secret%3D…`, `%22password%22%3A%22…%22`, `%2F%2Fuser%3A…%40host`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::prose::is_common_word;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{BLANK, BREAK, DIGIT, NAME, NAME_LIMIT, QUOTE, Text, class, only};
use crate::redact::text::detect::name::is_percent_escape;
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::marker::is_marker;
use crate::redact::text::randomness::VALUE_WINDOW;
use crate::redact::text::span::Span;

/// The value that was read last. A value that begins inside it ends where it ends.
#[derive(Default)]
pub(crate) struct PercentMemo {
    from: usize,
    to: usize,
}

/// The secret value after the escape of `=` or `:` at `at`.
pub(crate) fn find<'a>(
    text: Text<'a>,
    at: usize,
    names: &mut NameVerdicts<'a>,
    memo: &mut PercentMemo,
) -> Option<Span> {
    if !matches!(text.slice(at, at + 3), [b'%', b'3', b'D' | b'd' | b'A' | b'a']) {
        return None;
    }
    let end = if is_joint(text, at.wrapping_sub(3)) { at - 3 } else { at };
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let from = from + if is_percent_escape(text, from) { 2 } else { 0 };
    let is_user = text.slice(from.saturating_sub(6), from).eq_ignore_ascii_case(b"%2F%2F");
    let verdict = names.get(text.slice(from, end));
    if verdict == KeyVerdict::Safe && !is_user {
        return None;
    }
    let mut start = at + 3;
    while is_joint(text, start) {
        start += 3;
    }
    if !(memo.from..memo.to).contains(&start) {
        *memo = PercentMemo { from: start, to: value_end(text, start) };
    }
    let to = memo.to;
    let head = text.slice(start, to.min(start + VALUE_WINDOW));
    let is_secret = match verdict {
        KeyVerdict::Safe => text.slice(to, to + 3) == b"%40",
        KeyVerdict::Weak => is_token(head),
        KeyVerdict::Secret => true,
    };
    let is_plain = || {
        head.len() < 3
            || is_marker(text.slice(start, to))
            || is_placeholder(head)
            || is_common_word(head)
            || only(head, DIGIT) && head.len() < 4
    };
    (is_secret && !is_plain()).then_some(Span { from: start, to })
}

/// Whether the escape at `at` may stand between a name, its sign and its value: that of a quote, a bracket, a space.
fn is_joint(text: Text<'_>, at: usize) -> bool {
    matches!(
        text.slice(at, at.saturating_add(3)),
        [b'%', b'2', b'0' | b'2' | b'7'] | [b'%', b'5', b'D' | b'd']
    )
}

/// The end of the value at `from`: a byte that a URL cannot have, or the escape of a separator.
fn value_end(text: Text<'_>, from: usize) -> usize {
    let mut at = from;
    while at < text.len() {
        let byte = text.at(at);
        if byte == b'['
            && let Some(length) = text.marker(at)
        {
            at += length;
            continue;
        }
        let is_separator = byte == b'%'
            && matches!(
                text.slice(at + 1, at + 3),
                [b'2', b'0' | b'2' | b'6' | b'7' | b'C' | b'c']
                    | [b'3', b'B' | b'b']
                    | [b'4', b'0']
                    | [b'7', b'D' | b'd']
                    | [b'0', b'A' | b'a']
            );
        if is_separator
            || class(byte) & (BLANK | BREAK | QUOTE) != 0
            || matches!(byte, b'&' | b'#' | b'<' | b'>' | b'\\' | b')')
        {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;

    #[test]
    fn percent_encoded_pairs() {
        for (name, text, expected) in [
            (
                "query in a query",
                "cb?state=a%26client_secret%3Dpl8Zq4vW%26x",
                "cb?state=a%26client_secret%3D[REDACTED]%26x",
            ),
            (
                "json",
                "%7B%22password%22%3A%22hunter2%22%2C%22a%22%3A1%7D",
                "%7B%22password%22%3A%22[REDACTED]%22%2C%22a%22%3A1%7D",
            ),
            (
                "user info",
                "next=https%3A%2F%2Fu%3Ahunter2%40h%2Fx",
                "next=https%3A%2F%2Fu%3A[REDACTED]%40h%2Fx",
            ),
            (
                "index",
                "user%5Bpassword%5D=hunter2&user%5Bname%5D=a",
                "user%5Bpassword%5D=[REDACTED]&user%5Bname%5D=a",
            ),
            ("spoofed", "a%26token%3D[REDACTED]live%26b", "a%26token%3D[REDACTED]%26b"),
            ("port", "https%3A%2F%2Fh%3A8080%2Fx", "https%3A%2F%2Fh%3A8080%2Fx"),
            ("harmless", "filter%3Dname%26sort%3Dkey%3Aasc", "filter%3Dname%26sort%3Dkey%3Aasc"),
        ] {
            assert_eq!(redact_text(text), expected, "{name}");
        }
    }
}
