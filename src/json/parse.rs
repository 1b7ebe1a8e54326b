//! Reads JSON text, and repairs on the way what a strict reader would reject.
//!
//! `serde_json` refuses lone surrogates, numbers beyond the doubles and deep nesting, and it rounds long integers. All of
//! them arrive in practice (a Python peer writes big integers, a truncated UTF-16 string leaves half a pair), and an
//! error that cannot be decoded is lost. This reader is strict about the grammar and total about the content. It is
//! iterative: no nesting overflows the stack.

use crate::chars::read_integer;
use crate::json::decimal::parse_decimal;
use crate::json::number::MAX_SAFE_INTEGER;
use crate::json::{Map, Value};
use crate::limits::READ_DEPTH;
use crate::notes::truncation_note;

/// Length of integers, with their sign, of which every digit fits into a double.
const SHORT_INTEGER: usize = 15;

/// A text that is not JSON: where it stops being so, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    offset: usize,
    expected: &'static str,
}

impl ParseError {
    /// Byte offset of the first character that does not fit.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "not JSON: expected {} at byte {}", self.expected, self.offset)
    }
}

impl std::error::Error for ParseError {}

/// Reads one JSON value from `text`.
///
/// Duplicate keys keep their first place and their last value; integers beyond ±(2^53 - 1) become decimal texts;
/// numbers beyond the doubles become null; lone surrogates become U+FFFD; what is nested deeper than 128 levels is
/// replaced by a note. A byte-order mark is skipped.
///
/// # Errors
/// [`ParseError`] if the text does not follow the grammar of RFC 8259.
pub(crate) fn parse(text: &str) -> Result<Value, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let problem = ParseError { offset: 0, expected: "a value" };
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, problem };
    let value = reader.value();
    reader.skip_whitespace();
    match value {
        Some(value) if reader.at == reader.bytes.len() => Ok(value),
        Some(_) => Err(ParseError { offset: reader.at, expected: "the end" }),
        None => Err(reader.problem),
    }
}

/// A container that is being read. Of one that lies too deep, only the children are counted.
enum Open {
    Array(Vec<Value>),
    Object(Vec<(String, Value)>, String),
    DeepArray(usize),
    DeepObject(usize),
}

impl Open {
    fn array(depth: usize) -> Self {
        if depth < READ_DEPTH { Self::Array(Vec::new()) } else { Self::DeepArray(0) }
    }

    fn object(depth: usize, key: String) -> Self {
        if depth < READ_DEPTH { Self::Object(Vec::new(), key) } else { Self::DeepObject(0) }
    }

    fn is_array(&self) -> bool {
        matches!(self, Self::Array(_) | Self::DeepArray(_))
    }

    /// Adds a value that has been read.
    fn push(&mut self, value: Value) {
        match self {
            Self::Array(items) => items.push(value),
            Self::Object(entries, key) => entries.push((std::mem::take(key), value)),
            Self::DeepArray(count) | Self::DeepObject(count) => *count += 1,
        }
    }

    /// Sets the key of the value that comes next.
    fn set_key(&mut self, next: String) {
        if let Self::Object(_, key) = self {
            *key = next;
        }
    }

    /// The finished container.
    fn close(self) -> Value {
        match self {
            Self::Array(items) => Value::Array(items),
            Self::Object(entries, _) => Value::Object(entries.into_iter().collect::<Map>()),
            Self::DeepArray(count) => Value::String(truncation_note(count, "items")),
            Self::DeepObject(count) => Value::String(truncation_note(count, "entries")),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Where it is no JSON, and what would have been.
    problem: ParseError,
}

#[expect(
    clippy::inline_always,
    reason = "steps of a byte: a call costs more, also in code compiled for size"
)]
impl Reader<'_> {
    /// Notes what was expected here.
    #[inline(never)]
    fn note(&mut self, expected: &'static str) {
        self.problem = ParseError { offset: self.at, expected };
    }

    fn error<T>(&mut self, expected: &'static str) -> Option<T> {
        self.note(expected);
        None
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Takes the next byte if it is `byte`.
    #[inline(always)]
    fn take(&mut self, byte: u8) -> bool {
        let hit = self.peek() == Some(byte);
        self.at += usize::from(hit);
        hit
    }

    #[inline(never)]
    fn skip_whitespace(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// One value with everything in it. A loop over a stack of open containers stands in for recursion.
    fn value(&mut self) -> Option<Value> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            self.skip_whitespace();
            let mut value = match self.peek() {
                Some(b'[') => {
                    self.at += 1;
                    self.skip_whitespace();
                    if !self.take(b']') {
                        open.push(Open::array(open.len()));
                        continue;
                    }
                    Value::Array(Vec::new())
                }
                Some(b'{') => {
                    self.at += 1;
                    self.skip_whitespace();
                    if !self.take(b'}') {
                        let key = self.key()?;
                        open.push(Open::object(open.len(), key));
                        continue;
                    }
                    Value::Object(Map::new())
                }
                _ => self.scalar()?,
            };
            // A value is complete: hand it to its container, and close every container that ends here.
            loop {
                let Some(container) = open.last_mut() else { return Some(value) };
                container.push(value);
                self.skip_whitespace();
                let is_array = container.is_array();
                if self.take(b',') {
                    if !is_array {
                        self.skip_whitespace();
                        container.set_key(self.key()?);
                    }
                    break;
                }
                if !self.take(if is_array { b']' } else { b'}' }) {
                    return self.error(if is_array { "`,` or `]`" } else { "`,` or `}`" });
                }
                let Some(finished) = open.pop() else { return self.error("a value") };
                // Of a container inside one whose children are only counted, not even the note would be seen.
                value = if open.len() > READ_DEPTH { Value::Null } else { finished.close() };
            }
        }
    }

    /// A key and its colon.
    fn key(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return self.error("a key in double quotes");
        }
        let key = self.string()?;
        self.skip_whitespace();
        if self.take(b':') { Some(key) } else { self.error("`:`") }
    }

    fn scalar(&mut self) -> Option<Value> {
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
        // Beyond the range of doubles it is an infinity, which is null here.
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

    /// The character that an escape stands for, after its backslash.
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

    /// The character that the UTF-16 unit `unit` begins, together with the second half that may follow it.
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
            // Half a pair: what follows it is read on its own.
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

/// Whether a double holds the integer `literal` exactly, and every integer between it and zero.
fn is_safe_integer(literal: &str) -> bool {
    let digits = literal.strip_prefix('-').unwrap_or(literal);
    digits.len() < 16 || read_integer(digits).is_some_and(|size| size.unsigned_abs() <= MAX_SAFE_INTEGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_the_canon_says() {
        let cases = [
            ("scalars", r#"[null,true,false,"a",-1.5]"#, r#"[null,true,false,"a",-1.5]"#),
            ("whitespace and a byte-order mark", "\u{feff} { \"a\" :\t[ ] } \n", r#"{"a":[]}"#),
            ("duplicate key", r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#),
            ("array-index keys first", r#"{"b":1,"10":2,"9":3}"#, r#"{"9":3,"10":2,"b":1}"#),
            ("prototype is a plain key", r#"{"__proto__":{"x":1}}"#, r#"{"__proto__":{"x":1}}"#),
            (
                "largest safe integer",
                "[9007199254740991,-9007199254740991]",
                "[9007199254740991,-9007199254740991]",
            ),
            (
                "unsafe integers",
                "[9007199254740992,-9007199254740992]",
                r#"["9007199254740992","-9007199254740992"]"#,
            ),
            ("long integer", "123456789012345678901234567890", r#""123456789012345678901234567890""#),
            (
                "unsafe, with an exponent",
                "[4e19,-4e20,1e21,9.5e15]",
                r#"["40000000000000000000","-400000000000000000000",1e+21,"9500000000000000"]"#,
            ),
            ("beyond the doubles", "[1e400,-1e400]", "[null,null]"),
            ("below the doubles", "[1e-400,-0,-0.0]", "[0,0,0]"),
            ("surrogate pair", r#""\ud83d\ude00""#, r#""😀""#),
            ("lone surrogates", r#""\ud83d|\ude00|\ud83d\u0041""#, "\"\u{fffd}|\u{fffd}|\u{fffd}A\""),
            ("nul and controls", r#""\u0000\u001f\b""#, r#""\u0000\u001f\b""#),
            ("escaped solidus", r#""\/""#, r#""/""#),
        ];
        for (name, text, expected) in cases {
            assert_eq!(parse(text).map(|value| value.to_string()).as_deref(), Ok(expected), "{name}");
        }
    }

    #[test]
    fn texts_that_are_not_json_are_refused_with_their_place() {
        let cases = [
            ("empty", "", 0),
            ("trailing comma", "[1,]", 3),
            ("leading zero", "01", 1),
            ("bare fraction", ".5", 0),
            ("open fraction", "1.", 2),
            ("two values", "1 2", 2),
            ("unclosed", r#"{"a":[1"#, 7),
            ("raw control", "\"a\nb\"", 2),
            ("unknown escape", r#""\x""#, 2),
            ("short unicode escape", r#""\u12""#, 3),
            ("single quotes", "{'a':1}", 1),
            ("word", "nul", 0),
        ];
        for (name, text, offset) in cases {
            assert_eq!(parse(text).map_err(|error| error.offset()), Err(offset), "{name}");
        }
    }

    #[test]
    fn deep_nesting_is_cut_with_a_note() {
        let depth = 100_000;
        let text = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let expected = format!("{}\"[truncated 1 items]\"{}", "[".repeat(READ_DEPTH), "]".repeat(READ_DEPTH));
        assert_eq!(parse(&text).map(|value| value.to_string()), Ok(expected));
    }
}
