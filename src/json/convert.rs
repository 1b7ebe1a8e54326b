//! Other types as values.

use serde_json::ser::{Formatter, Serializer};
use std::io;

use crate::json::number::{MAX_SAFE_INTEGER, Number};
use crate::json::{Map, Value, parse};
use crate::limits::READ_DEPTH;
use crate::notes::truncation_note;

/// Levels to which [`Value::from_serialize`] follows another type. More than [`READ_DEPTH`], to which reading then cuts.
const SERIALIZE_DEPTH: usize = 2 * READ_DEPTH;

impl Value {
    /// Converts anything that serde can serialize, fields in the order in which they are declared. Containers below 128 levels
    /// become notes with the number of their children.
    ///
    /// # Errors
    /// What the type's own `Serialize` reports, a map key that is neither a string nor a number, or more than 256 levels of
    /// nesting: to follow any number of them would overflow the stack.
    ///
    /// ```
    /// # use mcp_errors::Value;
    /// let value = Value::from_serialize(&("files", 8080))?;
    /// assert_eq!(value.to_string(), r#"["files",8080]"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn from_serialize<T: serde::Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let mut text = Vec::with_capacity(128);
        value.serialize(&mut Serializer::with_formatter(&mut text, LimitedDepth(0)))?;
        // The text is JSON.
        Ok(std::str::from_utf8(&text).ok().and_then(|text| parse(text).ok()).unwrap_or_default())
    }
}

/// Writes compact JSON, and fails below [`SERIALIZE_DEPTH`] levels.
struct LimitedDepth(usize);

impl LimitedDepth {
    fn begin(&mut self) -> io::Result<()> {
        self.0 += 1;
        if self.0 <= SERIALIZE_DEPTH {
            return Ok(());
        }
        Err(io::Error::other(format!("the value has more than {SERIALIZE_DEPTH} levels; flatten it")))
    }
}

impl Formatter for LimitedDepth {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin()?;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0 -= 1;
        writer.write_all(b"]")
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin()?;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0 -= 1;
        writer.write_all(b"}")
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<f64> for Value {
    /// Not-a-number and the infinities become null. A number that is printed as an integer beyond ±(2^53 - 1) becomes a decimal
    /// string, as it does when it is read back.
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

/// Integers that a double cannot hold become decimal strings.
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
    /// Containers below 128 levels become notes with the number of their children.
    fn from(value: serde_json::Value) -> Self {
        let mut too_deep = Vec::new();
        let converted = convert(value, 0, &mut too_deep);
        // One after the other: `serde_json` drops what is inside a value by recursion.
        while let Some(value) = too_deep.pop() {
            match value {
                serde_json::Value::Array(items) => too_deep.extend(items),
                serde_json::Value::Object(map) => too_deep.extend(map.into_iter().map(|(_, value)| value)),
                _ => {}
            }
        }
        converted
    }
}

/// A value of `serde_json` inside `depth` others. What is inside containers that are too deep is moved to `too_deep`.
fn convert(value: serde_json::Value, depth: usize, too_deep: &mut Vec<serde_json::Value>) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Bool(truth),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(integer) => integer.into(),
            None => parse(&number.to_string()).unwrap_or_default(),
        },
        serde_json::Value::String(text) => Value::String(text),
        serde_json::Value::Array(items) if depth >= READ_DEPTH && !items.is_empty() => {
            let note = truncation_note(items.len(), "items");
            too_deep.extend(items);
            Value::String(note)
        }
        serde_json::Value::Object(map) if depth >= READ_DEPTH && !map.is_empty() => {
            let note = truncation_note(map.len(), "entries");
            too_deep.extend(map.into_iter().map(|(_, value)| value));
            Value::String(note)
        }
        serde_json::Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| convert(item, depth + 1, too_deep)).collect())
        }
        serde_json::Value::Object(map) => Value::Object(
            map.into_iter().map(|(key, value)| (key, convert(value, depth + 1, too_deep))).collect(),
        ),
    }
}
