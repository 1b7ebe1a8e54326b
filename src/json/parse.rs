//! Reads JSON text, and repairs content that a strict reader would refuse.
//!
//! `serde_json` refuses lone surrogates, numbers beyond the doubles and deep nesting, and it rounds long integers. All of them
//! arrive in practice (a Python peer writes big integers, a truncated UTF-16 string leaves half a pair), and an error that cannot
//! be decoded is lost. This reader is strict about the grammar and accepts any content.

use crate::json::parse_error::ParseError;
use crate::json::tokens::Reader;
use crate::json::{Map, Value};
use crate::limits::READ_DEPTH;
use crate::notes::truncation_note;

/// Reads one JSON value from `text`, in linear time and at most a few times the memory of what it returns.
///
/// Duplicate keys keep their first place and their last value; integers beyond ±(2^53 - 1) become decimal strings; numbers beyond
/// the doubles become null; lone surrogates become U+FFFD; a container below 128 levels becomes a note with the number of its
/// children. A byte-order mark is skipped.
///
/// # Errors
/// [`ParseError`] if the text does not follow the grammar of RFC 8259.
pub(crate) fn parse(text: &str) -> Result<Value, ParseError> {
    let mut reader = Reader::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    let value = read(&mut reader);
    reader.skip_whitespace();
    match value {
        Some(_) if reader.peek().is_some() => {
            reader.error::<Value>("the end");
            Err(reader.problem())
        }
        Some(value) => Ok(value),
        None => Err(reader.problem()),
    }
}

/// Reads one value with everything in it. It loops over a stack of open containers instead of recursing, so that no nesting
/// overflows the stack of the thread.
fn read(reader: &mut Reader<'_>) -> Option<Value> {
    let mut open = Open::default();
    loop {
        reader.skip_whitespace();
        let mut value = match reader.peek() {
            Some(b'[') => {
                reader.advance();
                reader.skip_whitespace();
                if !reader.take(b']') {
                    open.begin_array();
                    continue;
                }
                Value::Array(Vec::new())
            }
            Some(b'{') => {
                reader.advance();
                reader.skip_whitespace();
                if !reader.take(b'}') {
                    open.begin_object(reader.key()?);
                    continue;
                }
                Value::Object(Map::new())
            }
            _ => reader.scalar()?,
        };
        // The value is complete: it goes to its container, which may be complete as well.
        loop {
            let is_array = match open.push(value) {
                Ok(is_array) => is_array,
                Err(value) => return Some(value),
            };
            reader.skip_whitespace();
            if reader.take(b',') {
                if !is_array {
                    reader.skip_whitespace();
                    open.set_key(reader.key()?);
                }
                break;
            }
            if !reader.take(if is_array { b']' } else { b'}' }) {
                return reader.error(if is_array { "`,` or `]`" } else { "`,` or `}`" });
            }
            value = open.end();
        }
    }
}

/// The containers that have begun and not ended, outermost first.
#[derive(Default)]
struct Open {
    kept: Vec<Container>,
    /// Those inside [`READ_DEPTH`] others.
    deep: DeepContainers,
}

enum Container {
    Array(Vec<Value>),
    /// The entries, and the key of the next value.
    Object(Vec<(String, Value)>, String),
}

impl Open {
    fn begin_array(&mut self) {
        if self.kept.len() < READ_DEPTH {
            self.kept.push(Container::Array(Vec::new()));
        } else {
            self.deep.begin(true);
        }
    }

    fn begin_object(&mut self, key: String) {
        if self.kept.len() < READ_DEPTH {
            self.kept.push(Container::Object(Vec::new(), key));
        } else {
            self.deep.begin(false);
        }
    }

    /// Adds a value to the innermost container, and returns whether that is an array; the value if no container is open.
    fn push(&mut self, value: Value) -> Result<bool, Value> {
        if self.deep.depth > 0 {
            return Ok(self.deep.count());
        }
        match self.kept.last_mut() {
            Some(Container::Array(items)) => {
                items.push(value);
                Ok(true)
            }
            Some(Container::Object(entries, key)) => {
                entries.push((std::mem::take(key), value));
                Ok(false)
            }
            None => Err(value),
        }
    }

    /// Sets the key of the next value of the innermost container.
    fn set_key(&mut self, next: String) {
        if self.deep.depth == 0
            && let Some(Container::Object(_, key)) = self.kept.last_mut()
        {
            *key = next;
        }
    }

    /// Ends the innermost container, and returns it as a value.
    fn end(&mut self) -> Value {
        if self.deep.depth > 0 {
            return self.deep.end();
        }
        match self.kept.pop() {
            Some(Container::Array(items)) => Value::Array(items),
            Some(Container::Object(entries, _)) => Value::Object(entries.into_iter().collect()),
            None => Value::Null,
        }
    }
}

/// Containers below [`READ_DEPTH`] levels, of which only the number of children of the outermost is told. Each takes one bit:
/// 40 MB of `[` took 2.2 GB when each took as much as the containers above it.
#[derive(Default)]
struct DeepContainers {
    /// Which of them are arrays.
    arrays: Vec<u64>,
    depth: usize,
    /// Children of the outermost.
    children: usize,
}

impl DeepContainers {
    fn begin(&mut self, is_array: bool) {
        let bit = self.depth % 64;
        if bit == 0 {
            self.arrays.push(0);
        }
        if let Some(word) = self.arrays.last_mut() {
            *word = *word & !(1 << bit) | u64::from(is_array) << bit;
        }
        self.depth += 1;
    }

    /// Counts a child of the innermost, and returns whether that is an array.
    fn count(&mut self) -> bool {
        self.children += usize::from(self.depth == 1);
        self.is_array()
    }

    fn is_array(&self) -> bool {
        let bit = self.depth.wrapping_sub(1) % 64;
        self.arrays.last().is_some_and(|word| word >> bit & 1 == 1)
    }

    /// Ends the innermost. What is returned inside another of them is only counted.
    fn end(&mut self) -> Value {
        let is_array = self.is_array();
        self.depth -= 1;
        if self.depth.is_multiple_of(64) {
            self.arrays.pop();
        }
        if self.depth > 0 {
            return Value::Null;
        }
        let children = std::mem::take(&mut self.children);
        Value::String(truncation_note(children, if is_array { "items" } else { "entries" }))
    }
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
