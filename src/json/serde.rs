//! Values through serde. Written by hand: deriving would need the crate's only procedural macro.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::json::deep::{is_too_deep, note};
use crate::json::{Map, Value};

impl Serialize for Value {
    /// A container below 128 levels is serialized as a note.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Inside { value: self, depth: 0 }.serialize(serializer)
    }
}

impl Serialize for Map {
    /// A container below 128 levels is serialized as a note.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_map(self, 0, serializer)
    }
}

/// A value inside `depth` others.
struct Inside<'a> {
    value: &'a Value,
    depth: usize,
}

impl Serialize for Inside<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if is_too_deep(self.value, self.depth) {
            return serializer.serialize_str(&note(self.value));
        }
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(number) => match number.as_integer() {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(number.get()),
            },
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for value in items {
                    list.serialize_element(&Inside { value, depth: self.depth + 1 })?;
                }
                list.end()
            }
            Value::Object(map) => serialize_map(map, self.depth, serializer),
        }
    }
}

fn serialize_map<S: Serializer>(map: &Map, depth: usize, serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_map(Some(map.len()))?;
    for (key, value) in map.iter() {
        object.serialize_entry(key, &Inside { value, depth: depth + 1 })?;
    }
    object.end()
}
