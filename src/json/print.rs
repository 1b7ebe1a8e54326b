//! Writes the canonical text: compact JSON as `JSON.stringify` writes it.

use crate::json::deep::{is_too_deep, note};
use crate::json::{Map, Value};

/// Returns `value` as canonical JSON text.
pub(crate) fn to_json_string(value: &Value) -> String {
    let mut text = String::with_capacity(64);
    write_value(value, &mut text);
    text
}

/// Returns `map` as canonical JSON text.
pub(crate) fn map_to_json(map: &Map) -> String {
    let mut text = String::with_capacity(256);
    write_map(map, &mut text);
    text
}

/// Appends the canonical text of `value`. A container below 128 levels becomes the note that reading its text would make.
pub(crate) fn write_value(value: &Value, text: &mut String) {
    write_at(0, value, text);
}

/// Appends the canonical text of `map`.
pub(crate) fn write_map(map: &Map, text: &mut String) {
    write_map_at(0, map, text);
}

/// Appends the text of a value inside `depth` others.
fn write_at(depth: usize, value: &Value, text: &mut String) {
    if is_too_deep(value, depth) {
        return write_string(&note(value), text);
    }
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
                write_at(depth + 1, item, text);
            }
            text.push(']');
        }
        Value::Object(map) => write_map_at(depth, map, text),
    }
}

fn write_map_at(depth: usize, map: &Map, text: &mut String) {
    text.push('{');
    for (at, (key, value)) in map.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write_string(key, text);
        text.push(':');
        write_at(depth + 1, value, text);
    }
    text.push('}');
}

/// Appends `string` in quotes, with the escapes of `JSON.stringify`: short ones if there are, and `\u00xx` for other control
/// characters.
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
        // The escaped byte is ASCII, so the rest begins at a character boundary.
        rest = from.get(1..).unwrap_or("");
    }
    text.push_str(rest);
    text.push('"');
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
