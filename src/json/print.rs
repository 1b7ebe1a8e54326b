//! The canonical text: compact JSON as `JSON.stringify` writes it.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::json::{Map, Value};

/// `value` as canonical JSON text.
pub(crate) fn to_json_string(value: &Value) -> String {
    let mut text = String::with_capacity(64);
    write_value(value, &mut text);
    text
}

/// `map` as canonical JSON text.
pub(crate) fn map_to_json(map: &Map) -> String {
    let mut text = String::with_capacity(256);
    write_map(map, &mut text);
    text
}

/// Appends the canonical text of `value`. As deep as values are, which bounds the recursion: what is read is cut at 128
/// levels, and what is built by hand is built in as many steps.
pub(crate) fn write_value(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => number.write(text),
        Value::String(string) => write_string(string, text),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_value(item, text);
            }
            text.push(']');
        }
        Value::Object(map) => write_map(map, text),
    }
}

/// Appends the canonical text of `map`.
pub(crate) fn write_map(map: &Map, text: &mut String) {
    text.push('{');
    for (at, (key, value)) in map.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write_string(key, text);
        text.push(':');
        write_value(value, text);
    }
    text.push('}');
}

/// Appends `string` in quotes, with the escapes of `JSON.stringify`: the short ones where there are, `\u00xx` for the
/// other control characters.
pub(crate) fn write_string(string: &str, text: &mut String) {
    text.push('"');
    let mut rest = string;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)) {
        let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(plain);
        let byte = from.as_bytes().first().copied().unwrap_or(0);
        text.push('\\');
        match byte {
            b'"' | b'\\' => text.push(char::from(byte)),
            0x08 => text.push('b'),
            b'\t' => text.push('t'),
            b'\n' => text.push('n'),
            0x0c => text.push('f'),
            b'\r' => text.push('r'),
            _ => {
                text.push_str(if byte < 0x10 { "u000" } else { "u001" });
                text.push(char::from_digit(u32::from(byte & 0xf), 16).unwrap_or('0'));
            }
        }
        // All of these are ASCII, so that what follows begins on a character boundary.
        rest = from.get(1..).unwrap_or("");
    }
    text.push_str(rest);
    text.push('"');
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => match number.as_integer() {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(number.get()),
            },
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(map) => map.serialize(serializer),
        }
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self.iter() {
            object.serialize_entry(key, value)?;
        }
        object.end()
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&to_json_string(self))
    }
}

impl std::fmt::Debug for Map {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&map_to_json(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_as_serde_json_escapes_them() {
        let all: String = (0..0x100).filter_map(char::from_u32).chain("\u{2028}😀\u{ffff}".chars()).collect();
        for string in ["", "plain", "\"", "a\\b", "\n", "é\u{1f}é", &all] {
            assert_eq!(to_json_string(&Value::from(string)), serde_json::to_string(string).unwrap());
        }
    }
}
