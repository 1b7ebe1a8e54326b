//! Cookies: the values in lines of `Cookie` and `Set-Cookie`.

use crate::redact::text::classify::plausibility::is_redacted;
use crate::redact::text::cursor::{ALNUM, BLANK, BREAK, DASH, DOT, QUOTE, Text, UNDER, class};
use crate::redact::text::span::Span;
use crate::word_set::words;

/// How much of a cookie decides what it is.
const WORD_LIMIT: usize = 256;

/// The last line of cookies: up to its end, each `; name=` is a cookie.
#[derive(Default)]
pub(crate) struct CookieMemo {
    until: usize,
}

impl CookieMemo {
    /// Begins the line of cookies at `start`. Returns where the first value begins; `None` if there is no cookie.
    pub(crate) fn begin_line(&mut self, text: Text<'_>, start: usize) -> Option<usize> {
        let start = start + usize::from(text.is(start, QUOTE));
        let name_end = text.run(start, ALNUM | UNDER | DASH | DOT, 128);
        if name_end == start || text.at(name_end) != b'=' {
            return None;
        }
        if !self.has(start) {
            // Go and Java print the values of a header as a list.
            let is_list = text.before(start) == b'[' || text.before(start.wrapping_sub(1)) == b'[';
            let mut end = start;
            while end < text.len()
                && !text.is(end, BREAK | QUOTE)
                && text.at(end) != b'\\'
                && !(is_list && text.at(end) == b']')
            {
                end += if text.at(end) == b'[' { text.marker(end).unwrap_or(1) } else { 1 };
            }
            self.until = end;
        }
        Some(name_end + 1)
    }

    /// Whether `at` is inside the line.
    pub(crate) fn has(&self, at: usize) -> bool {
        at < self.until
    }

    /// The value of the cookie that begins at `from`.
    pub(crate) fn find(&self, text: Text<'_>, from: usize) -> Option<Span> {
        let ends = |b: u8| class(b) & (BLANK | BREAK | QUOTE) != 0 || matches!(b, b';' | b',' | b'\\');
        let end = |limit: usize| {
            let rest = text.slice(from, self.until.max(from));
            from + rest.iter().take(limit).position(|&b| ends(b)).unwrap_or(rest.len().min(limit))
        };
        // Only a short value can be redacted already. A longer one is a secret, which is read to its end once: the scan goes
        // on after it.
        let short = Span { from, to: end(WORD_LIMIT) };
        if short.to == from || short.to < from + WORD_LIMIT && is_redacted(text, short) {
            return None;
        }
        Some(Span { from, to: end(usize::MAX) })
    }
}

/// Whether a name is that of an attribute in `Set-Cookie`, not of a cookie.
pub(crate) fn is_attribute(name: &[u8]) -> bool {
    words!("path domain expires max-age samesite priority version comment").has(name)
}
