//! JSON values with one canonical text, the same in every host.
//!
//! `serde_json::Value` leaves open what the wire format has to fix: the order of keys, the text of numbers, what becomes of a lone
//! surrogate or of `1e400`. Here each is decided once, as JavaScript does it, so that Rust, wasm and `JSON.stringify` give the same
//! bytes.

mod convert;
mod decimal;
mod deep;
mod index;
mod map;
mod number;
mod object_writer;
mod parse;
mod parse_error;
mod print;
mod serde;
mod tokens;

pub use map::Map;
pub use number::Number;
pub(crate) use object_writer::ObjectWriter;
pub(crate) use parse::parse;
pub use parse_error::ParseError;
pub(crate) use print::{map_to_json, to_json_string, write_string};

/// Any JSON value.
///
/// In Rust a value can be nested to any depth, and be dropped, cloned and compared then. Text is read and written to 128
/// levels, and errors and [`sanitize`](crate::sanitize()) look no deeper; a note with the number of its children stands for a
/// container below.
///
/// Patterns cannot move parts out of a value, because it implements `Drop`. [`into_string`](Self::into_string),
/// [`into_array`](Self::into_array) and [`into_object`](Self::into_object) do.
///
/// ```
/// use mcp_errors::Value;
///
/// let value: Value = r#"{"b": 30.0, "a": [1e400, 9007199254740993]}"#.parse()?;
/// assert_eq!(value.to_string(), r#"{"b":30,"a":[null,"9007199254740993"]}"#);
/// # Ok::<(), mcp_errors::ParseError>(())
/// ```
#[derive(Default)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Map),
}

impl Value {
    /// Whether the value is null.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The string, if the value is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The boolean, if the value is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The number, if the value is one.
    pub fn as_number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(number.get()) } else { None }
    }

    /// The number as an integer, if the value is one without a fraction and within ±(2^53 - 1).
    pub fn as_integer(&self) -> Option<i64> {
        if let Self::Number(number) = self { number.as_integer() } else { None }
    }

    /// The items, if the value is an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The entries, if the value is an object.
    pub fn as_object(&self) -> Option<&Map> {
        if let Self::Object(map) = self { Some(map) } else { None }
    }

    /// The value under `key`, if the value is an object with that key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// Returns the string, if the value is one.
    pub fn into_string(mut self) -> Option<String> {
        if let Self::String(text) = &mut self { Some(std::mem::take(text)) } else { None }
    }

    /// Returns the items, if the value is an array.
    pub fn into_array(mut self) -> Option<Vec<Value>> {
        if let Self::Array(items) = &mut self { Some(std::mem::take(items)) } else { None }
    }

    /// Returns the entries, if the value is an object.
    ///
    /// ```
    /// # use mcp_errors::Value;
    /// let value: Value = r#"{"path": "/notes"}"#.parse()?;
    /// assert_eq!(value.into_object().map(|map| map.len()), Some(1));
    /// # Ok::<(), mcp_errors::ParseError>(())
    /// ```
    pub fn into_object(mut self) -> Option<Map> {
        if let Self::Object(map) = &mut self { Some(std::mem::take(map)) } else { None }
    }

    /// Returns the canonical JSON text, but a string without quotes and escapes, for formats that people read.
    pub fn to_plain_string(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            other => to_json_string(other),
        }
    }
}

impl std::fmt::Display for Value {
    /// The canonical JSON text.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&to_json_string(self))
    }
}

impl std::str::FromStr for Value {
    type Err = ParseError;

    /// Parses JSON text. Integers beyond ±(2^53 - 1) become strings, numbers beyond the doubles null, and lone surrogates U+FFFD. A
    /// container below 128 levels becomes a note with the number of its children. A byte-order mark is skipped.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }
}
