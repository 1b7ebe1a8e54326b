//! Reads strings, numbers, words and keys of JSON text.

use crate::json::Value;
use crate::json::decimal::parse_decimal;
use crate::json::number::MAX_SAFE_INTEGER;
use crate::json::parse_error::ParseError;

/// Integers of at most so many characters, sign included, fit into a double.
const SHORT_INTEGER: usize = 15;

/// A position in JSON text.
pub(super) struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    problem: ParseError,
}

#[expect(
    clippy::inline_always,
    reason = "steps of a byte: a call costs more, also in code compiled for size"
)]
impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, problem: ParseError::new(0, "a value") }
    }

    /// What was expected, and where, when a method returned `None`.
    pub(super) fn problem(self) -> ParseError {
        self.problem
    }

    /// Records what was expected here. Not generic and not inlined: most methods end in it.
    #[inline(never)]
    fn record(&mut self, expected: &'static str) {
        self.problem = ParseError::new(self.at, expected);
    }

    /// Records what was expected here, and returns `None`.
    pub(super) fn error<T>(&mut self, expected: &'static str) -> Option<T> {
        self.record(expected);
        None
    }

    #[inline(always)]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips the byte that [`Self::peek`] returned.
    #[inline(always)]
    pub(super) fn advance(&mut self) {
        self.at += 1;
    }

    /// Takes the next byte if it is `byte`.
    #[inline(always)]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let hit = self.peek() == Some(byte);
        self.at += usize::from(hit);
        hit
    }

    #[inline(always)]
    pub(super) fn skip_whitespace(&mut self) {
        // Compact text has none.
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.skip_run_of_whitespace();
        }
    }

    #[inline(never)]
    fn skip_run_of_whitespace(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// A key and its colon.
    pub(super) fn key(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return self.error("a key in double quotes");
        }
        let key = self.string()?;
        self.skip_whitespace();
        if self.take(b':') { Some(key) } else { self.error("`:`") }
    }

    /// A string, a number, a boolean or null.
    pub(super) fn scalar(&mut self) -> Option<Value> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => self.error("a value"),
        }
    }

    fn word(&mut self, word: &'static str, value: Value) -> Option<Value> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            return Some(value);
        }
        self.error(word)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Some(()) } else { self.error("a digit") }
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        let whole = !matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        let literal = self.text.get(start..self.at).unwrap_or_default();
        if whole && literal.len() <= SHORT_INTEGER {
            let digits = literal.strip_prefix('-').unwrap_or(literal);
            let magnitude = digits.bytes().fold(0.0, |sum, digit| sum * 10.0 + f64::from(digit - b'0'));
            return Some(Value::from(if digits.len() < literal.len() { -magnitude } else { magnitude }));
        }
        if whole && !is_safe_integer(literal) {
            return Some(Value::String(literal.to_owned()));
        }
        // A number beyond the range of doubles is read as an infinity, which becomes null.
        Some(parse_decimal(literal).into())
    }

    fn string(&mut self) -> Option<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            let rest = self.bytes.get(start..).unwrap_or_default();
            self.at +=
                rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len());
            // Quotes, backslashes and controls are ASCII, so that the run ends on a character boundary.
            out.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Some(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                _ => return self.error("a closing quote, and control characters escaped"),
            }
        }
    }

    /// The character of an escape, of which the backslash is read.
    fn escape(&mut self) -> Option<char> {
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let unit = self.hex()?;
                return Some(self.scalar_value(unit));
            }
            _ => return self.error("an escape sequence"),
        };
        self.at += 1;
        Some(character)
    }

    /// The character of a UTF-16 unit, and of the low surrogate that may follow it.
    fn scalar_value(&mut self, unit: u32) -> char {
        if (0xD800..0xDC00).contains(&unit) {
            let before = self.at;
            if self.take(b'\\')
                && self.take(b'u')
                && let Some(low) = self.hex()
                && (0xDC00..0xE000).contains(&low)
            {
                let joined = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                return char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            // A lone surrogate: whatever comes after it is read on its own.
            self.at = before;
        }
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Option<u32> {
        let mut unit = 0;
        for place in 0..4 {
            let byte = self.bytes.get(self.at + place).copied().unwrap_or_default();
            let Some(digit) = char::from(byte).to_digit(16) else {
                return self.error("four hexadecimal digits");
            };
            unit = unit << 4 | digit;
        }
        self.at += 4;
        Some(unit)
    }
}

/// Whether the integer `literal` is within ±(2^53 - 1).
fn is_safe_integer(literal: &str) -> bool {
    let digits = literal.strip_prefix('-').unwrap_or(literal);
    digits.len() < 16 || digits.parse::<u64>().is_ok_and(|size| size <= MAX_SAFE_INTEGER)
}
