//! A text as people see it: without the control sequences of terminals, and with spelled characters (`\x0a`, `\u0026`) as they
//! are. The scanner reads texts with control sequences in this form, so that detectors need to know nothing of them.

use crate::redact::text::cursor::{ALNUM, DIGIT, HEX, Text};
use crate::redact::text::span::Span;

/// Most bytes of the parameters of a control sequence: two colors of three components each have 34.
const PARAMETERS: usize = 48;

/// Most backslashes before a spelled character: JSON in JSON in JSON has seven.
const BACKSLASHES: usize = 8;

/// What stands in a text for something else.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    /// A control sequence, which shows nothing.
    Sequence,
    /// A character, as the bytes that detectors know it by.
    Character(&'static str),
}

/// Whether a sign begins at `at`.
pub(crate) fn begins(text: Text<'_>, at: usize) -> bool {
    sign(text, at).is_some()
}

/// The sign that begins at `at`, and its end.
fn sign(text: Text<'_>, at: usize) -> Option<(Sign, usize)> {
    let (code, end) = match text.at(at) {
        0x1b => (0x1b, at + 1),
        0xc2 if text.at(at + 1) == 0x9b => (0x9b, at + 2),
        b'\\' | b'#' | b'^' => spelled(text, at)?,
        _ => return None,
    };
    let character = |text| Some((Sign::Character(text), end));
    match code {
        0x1b => Some((Sign::Sequence, sequence_end(text, end)?)),
        0x9b => Some((Sign::Sequence, parameters_end(text, end)?)),
        // Breaks and quotes stay escaped, since they may stand inside a quoted value.
        b'\n' | b'\r' => character("\\n"),
        0 | b'\t' | b' ' => character(" "),
        b'"' => character("\\\""),
        b'\'' => character("\\'"),
        b'&' => character("&"),
        b'=' => character("="),
        b':' => character(":"),
        b'<' => character("<"),
        b'>' => character(">"),
        _ => None,
    }
}

/// The character that is spelled at `at`, and the end of its spelling: `\x1b`, `\u001b`, `\u{1b}`, `\033`, `\e`, `^[`, `#033`.
fn spelled(text: Text<'_>, at: usize) -> Option<(u8, usize)> {
    if text.at(at) == b'^' {
        return (text.at(at + 1) == b'[').then_some((0x1b, at + 2));
    }
    if text.at(at) == b'#' {
        return text.has(at, b"#033").then_some((0x1b, at + 4));
    }
    let slashes = slashes(text, at);
    let from = at + slashes;
    let (radix, digits) = match text.at(from) {
        b'e' => return Some((0x1b, from + 1)),
        b'x' => (16, from + 1..from + 3),
        b'u' if text.has(from + 1, b"00") => (16, from + 3..from + 5),
        b'u' if text.at(from + 1) == b'{' => (16, from + 2..text.run(from + 2, HEX, 2)),
        b'0' => (8, from..from + 3),
        _ => return None,
    };
    let mut code = 0;
    for at in digits.clone() {
        code = code * radix + char::from(text.at(at)).to_digit(radix)?;
    }
    let end = digits.end + usize::from(text.at(from + 1) == b'{');
    Some((u8::try_from(code).ok()?, end))
}

/// The number of backslashes at `at`.
fn slashes(text: Text<'_>, at: usize) -> usize {
    text.0.get(at..).unwrap_or(&[]).iter().take(BACKSLASHES).take_while(|&&b| b == b'\\').count()
}

/// The end of the control sequence whose escape ends at `at`.
fn sequence_end(text: Text<'_>, at: usize) -> Option<usize> {
    match text.at(at) {
        b'[' => parameters_end(text, at + 1),
        // The number of a command to the terminal. What follows is text, for example the address of a link.
        b']' => {
            let end = text.run(at + 1, DIGIT, 4);
            Some(end + usize::from(text.at(end) == b';'))
        }
        // A character set.
        b'(' | b')' => text.is(at + 1, ALNUM).then_some(at + 2),
        // The end of a command, and its backslash in JSON.
        b'\\' => Some(at + 1 + usize::from(text.at(at + 1) == b'\\')),
        b'7' | b'8' => Some(at + 1),
        _ => None,
    }
}

/// The end of the control sequence whose parameters begin at `at`. Without parameters only the usual ones count, or the first
/// letter of a name after a stray escape would be lost.
fn parameters_end(text: Text<'_>, at: usize) -> Option<usize> {
    let parameters = text.0.get(at..).unwrap_or(&[]).iter().take(PARAMETERS);
    let length = parameters.take_while(|&&b| matches!(b, b'0'..=b'9' | b';' | b':' | b'?')).count();
    let end = at + length;
    let is_final = match text.at(end) {
        b'm' | b'K' | b'J' | b'H' => true,
        b'A'..=b'Z' | b'h' | b'l' | b'n' | b'r' | b's' | b'u' => length > 0,
        _ => false,
    };
    is_final.then_some(end + 1)
}

/// A text without its signs.
pub(crate) struct PlainText {
    pub(crate) text: String,
    replaced: Vec<Replaced>,
    /// Whether a control sequence stood between two letters or digits, where it may have separated words.
    pub(crate) is_glued: bool,
}

/// A sign and what stands for it, as ranges of the original and of the plain text.
struct Replaced {
    original: Span,
    plain: Span,
}

impl PlainText {
    /// The plain form of a text, with `separator` in the place of control sequences.
    pub(crate) fn new(original: &str, separator: &str) -> Self {
        let bytes = Text(original.as_bytes());
        let mut plain =
            Self { text: String::with_capacity(original.len()), replaced: Vec::new(), is_glued: false };
        let (mut at, mut copied) = (0, 0);
        while at < bytes.len() {
            let Some((sign, end)) = sign(bytes, at) else {
                // The backslashes before a character that stays are not tried one by one.
                at += slashes(bytes, at).max(1);
                continue;
            };
            if let Sign::Character(character) = sign
                && character.starts_with('\\')
            {
                // More backslashes before the character are of the levels of JSON around it.
                at += slashes(bytes, at) - 1;
            }
            plain.text.push_str(original.get(copied..at).unwrap_or_default());
            let from = plain.text.len();
            match sign {
                Sign::Sequence => {
                    plain.is_glued |=
                        bytes.is(end, ALNUM) && plain.text.ends_with(|c: char| c.is_ascii_alphanumeric());
                    plain.text.push_str(separator);
                }
                Sign::Character(character) => plain.text.push_str(character),
            }
            let to = plain.text.len();
            plain.replaced.push(Replaced { original: Span { from: at, to: end }, plain: Span { from, to } });
            (at, copied) = (end, end);
        }
        plain.text.push_str(original.get(copied..).unwrap_or_default());
        plain
    }

    /// The range of the original text that a range of the plain text stands for.
    pub(crate) fn original(&self, span: Span) -> Span {
        Span { from: self.place(span.from).from, to: self.place(span.to - 1).to }
    }

    /// The range of the original text that the byte at `at` stands for.
    fn place(&self, at: usize) -> Span {
        let next = self.replaced.partition_point(|replaced| replaced.plain.from <= at);
        match next.checked_sub(1).and_then(|last| self.replaced.get(last)) {
            Some(last) if at < last.plain.to => last.original,
            last => {
                let from = last.map_or(at, |last| last.original.to + (at - last.plain.to));
                Span { from, to: from + 1 }
            }
        }
    }
}
