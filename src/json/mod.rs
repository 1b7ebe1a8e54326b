//! The value tree: JSON data with one canonical text, the same in every host.
//!
//! `serde_json::Value` leaves open what the wire format here has to fix: the order of keys, the printing of numbers,
//! what becomes of a lone surrogate or of `1e400`. This tree decides each of them once, the way JavaScript does, so
//! that Rust, wasm and `JSON.stringify` give the same bytes.

mod decimal;
mod index;
mod map;
mod number;
mod object_writer;
mod parse;
mod parse_error;
mod print;
mod tokens;

pub use map::Map;
pub(crate) use number::MAX_SAFE_INTEGER;
pub use number::Number;
pub(crate) use object_writer::ObjectWriter;
pub(crate) use parse::parse;
pub use parse_error::ParseError;
pub(crate) use print::{map_to_json, to_json_string, write_string};

/// Any JSON value.
///
/// ```
/// use mcp_errors::Value;
///
/// let value: Value = r#"{"b": 30.0, "a": [1e400, 9007199254740993]}"#.parse()?;
/// assert_eq!(value.to_string(), r#"{"b":30,"a":[null,"9007199254740993"]}"#);
/// # Ok::<(), mcp_errors::ParseError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// An object.
    Object(Map),
}

impl Value {
    /// Whether it is null.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Converts anything that serde can serialize, fields in the order in which they are declared.
    ///
    /// # Errors
    /// What the type's own `Serialize` reports, or a map key that is neither text nor number.
    ///
    /// ```
    /// # use mcp_errors::Value;
    /// let value = Value::from_serialize(&("files", 8080))?;
    /// assert_eq!(value.to_string(), r#"["files",8080]"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn from_serialize<T: serde::Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let text = serde_json::to_string(value)?;
        // What serde_json wrote is JSON, so that reading it back cannot fail.
        Ok(parse(&text).unwrap_or_default())
    }

    /// The text, if the value is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The truth value, if the value is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The number, if the value is one.
    pub fn as_number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(number.get()) } else { None }
    }

    /// The integer, if the value is a number without fraction within ±(2^53 - 1).
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

    /// The value under `key`, if the value is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The text, if the value is one.
    pub fn into_string(mut self) -> Option<String> {
        if let Self::String(text) = &mut self { Some(std::mem::take(text)) } else { None }
    }

    /// The items, if the value is an array.
    pub fn into_array(mut self) -> Option<Vec<Value>> {
        if let Self::Array(items) = &mut self { Some(std::mem::take(items)) } else { None }
    }

    /// The entries, if the value is an object.
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

    /// The canonical JSON text, but a text as it is, without quotes: for formats that people read.
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

    /// Reads JSON text; integers beyond ±(2^53 - 1) become texts, numbers beyond the doubles null, and lone
    /// surrogates U+FFFD.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<f64> for Value {
    /// Not-a-number and the infinities become null; what would be printed as an integer beyond ±(2^53 - 1) becomes a
    /// decimal text, as it would when it is read back.
    fn from(number: f64) -> Self {
        match Number::new(number) {
            None => Self::Null,
            Some(number) if number.is_long_integer() => Self::String(number.to_ecma_string()),
            Some(number) => Self::Number(number),
        }
    }
}

impl From<f32> for Value {
    fn from(number: f32) -> Self {
        f64::from(number).into()
    }
}

/// Integers that a double cannot hold become decimal texts.
macro_rules! from_integer {
    ($($type:ty),+) => { $(
        impl From<$type> for Value {
            fn from(integer: $type) -> Self {
                match i64::try_from(integer) {
                    #[expect(clippy::cast_precision_loss, reason = "at most 2^53 - 1")]
                    Ok(small) if small.unsigned_abs() <= MAX_SAFE_INTEGER => Self::from(small as f64),
                    _ => Self::String(integer.to_string()),
                }
            }
        }
    )+ };
}

from_integer!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Object(map)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        Self::from_serialize(&value).unwrap_or_default()
    }
}
