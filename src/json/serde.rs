//! Values through serde. Written by hand: deriving would need the crate's only procedural macro.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::deep::{is_too_deep, note};
use crate::json::{Map, Value, parse};
use crate::limits::READ_DEPTH;
use crate::notes::truncation_note;

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

impl<'de> Deserialize<'de> for Value {
    /// Numbers are read as [`Value::from`] reads them, and a container below 128 levels as a note.
    ///
    /// The deserializer may have rounded long integers and refused other content before: parsing the text itself
    /// (`text.parse::<Value>()`) keeps more.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ValueVisitor { depth: 0 }.deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor)
    }
}

/// Reads a value inside `depth` others.
#[derive(Clone, Copy)]
struct ValueVisitor {
    depth: usize,
}

impl ValueVisitor {
    fn inside(self) -> Self {
        Self { depth: self.depth + 1 }
    }

    fn read_entries<'de, A: MapAccess<'de>>(self, mut access: A) -> Result<Vec<(String, Value)>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = access.next_key()? {
            entries.push((key, access.next_value_seed(self.inside())?));
        }
        Ok(entries)
    }
}

impl<'de> DeserializeSeed<'de> for ValueVisitor {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Visits of values that are not inside another.
macro_rules! visit {
    ($($method:ident: $type:ty),+) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<Value, E> {
            Ok(value.into())
        }
    )+ };
}

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    visit!(visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64);
    visit!(visit_str: &str, visit_string: String);

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        if self.depth < READ_DEPTH {
            while let Some(item) = access.next_element_seed(self.inside())? {
                items.push(item);
            }
            return Ok(Value::Array(items));
        }
        let mut count = 0;
        while access.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(if count == 0 { Value::Array(items) } else { truncation_note(count, "items").into() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        if self.depth < READ_DEPTH {
            let entries = self.read_entries(access)?;
            return Ok(
                number_of_serde_json(&entries).unwrap_or_else(|| entries.into_iter().collect::<Map>().into())
            );
        }
        let mut count = 0;
        while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(if count == 0 { Map::new().into() } else { truncation_note(count, "entries").into() })
    }
}

/// The number that `serde_json` hands over as an object where its feature `arbitrary_precision` is on.
fn number_of_serde_json(entries: &[(String, Value)]) -> Option<Value> {
    match entries {
        [(key, Value::String(literal))] if key == "$serde_json::private::Number" => parse(literal).ok(),
        _ => None,
    }
}

struct MapVisitor;

impl<'de> Visitor<'de> for MapVisitor {
    type Value = Map;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Map, A::Error> {
        Ok(ValueVisitor { depth: 0 }.read_entries(access)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{MapDeserializer, SeqDeserializer, UnitDeserializer};
    use serde::de::{self, IntoDeserializer};

    use super::*;

    #[test]
    fn values_come_back_from_serde() {
        let texts = [
            "null",
            "true",
            "-7",
            "9007199254740991",
            "0.1",
            "1e+21",
            r#""text \u0000 \ud83d\ude00""#,
            "[]",
            "{}",
            r#"[null,[1,[]],{"b":{},"a":[false]}]"#,
            r#"{"2":1,"10":2,"x":3}"#,
        ];
        for text in texts {
            let value: Value = text.parse().unwrap();
            let written = serde_json::to_string(&value).unwrap();
            assert_eq!(written, value.to_string(), "{text}");
            assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value, "{text}");
            let foreign: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::from_value::<Value>(foreign.clone()).unwrap(), value, "{text}: by value");
            assert_eq!(Value::from(foreign), value, "{text}: converted");
        }
    }

    #[test]
    fn what_serde_json_reads_follows_the_canon() {
        let cases = [
            ("a long integer", "9007199254740993", r#""9007199254740993""#),
            ("one of 64 bits", "18446744073709551615", r#""18446744073709551615""#),
            ("negative", "-9007199254740993", r#""-9007199254740993""#),
            ("negative zero", "-0.0", "0"),
            ("a duplicate key", r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#),
            ("array-index keys first", r#"{"b":1,"10":2,"9":3}"#, r#"{"9":3,"10":2,"b":1}"#),
            ("a number of arbitrary precision", r#"{"$serde_json::private::Number":"1.50"}"#, "1.5"),
            (
                "not a number",
                r#"{"$serde_json::private::Number":"x"}"#,
                r#"{"$serde_json::private::Number":"x"}"#,
            ),
        ];
        for (name, text, expected) in cases {
            assert_eq!(serde_json::from_str::<Value>(text).unwrap().to_string(), expected, "{name}");
        }
    }

    #[test]
    fn maps_are_read_from_objects_alone() {
        let map: Map = serde_json::from_str(r#"{"b":[{"c":null}],"0":1}"#).unwrap();
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"0":1,"b":[{"c":null}]}"#);
        let problem = serde_json::from_str::<Map>("[1]").unwrap_err().to_string();
        assert!(problem.contains("expected a JSON object"), "{problem}");
    }

    #[test]
    fn other_formats_hand_over_what_json_has_not() {
        let read = |integer: u128| {
            Value::deserialize(IntoDeserializer::<de::value::Error>::into_deserializer(integer))
        };
        assert_eq!(read(u128::MAX), Ok(u128::MAX.to_string().into()));
        assert_eq!(Value::deserialize(UnitDeserializer::<de::value::Error>::new()), Ok(Value::Null));
        let items = SeqDeserializer::<_, de::value::Error>::new([f64::NAN, 1.5].into_iter());
        assert_eq!(Value::deserialize(items), Ok(vec![Value::Null, Value::from(1.5)].into()));
        let entries = MapDeserializer::<_, de::value::Error>::new([(1_u8, 2_u8)].into_iter());
        assert!(Map::deserialize(entries).is_err(), "a key that is not a string");
    }

    /// A number inside so many lists, or objects, of a format that sets no bound.
    #[derive(Clone, Copy)]
    struct Nested {
        levels: usize,
        are_lists: bool,
    }

    impl IntoDeserializer<'_> for Nested {
        type Deserializer = Self;

        fn into_deserializer(self) -> Self {
            self
        }
    }

    impl<'de> Deserializer<'de> for Nested {
        type Error = de::value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            let Some(levels) = self.levels.checked_sub(1) else { return visitor.visit_u64(1) };
            let inner = Self { levels, ..self };
            if self.are_lists {
                visitor.visit_seq(SeqDeserializer::new(std::iter::once(inner)))
            } else {
                visitor.visit_map(MapDeserializer::new(std::iter::once(("a", inner))))
            }
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    #[test]
    fn deep_values_are_cut_as_the_reader_cuts_them() {
        for (are_lists, open, close) in [(true, "[", "]"), (false, r#"{"a":"#, "}")] {
            for levels in [READ_DEPTH, READ_DEPTH + 1, 3 * READ_DEPTH] {
                let text = format!("{}1{}", open.repeat(levels), close.repeat(levels));
                let read = Value::deserialize(Nested { levels, are_lists });
                assert_eq!(read, Ok(parse(&text).unwrap()), "{levels} times {open}");
            }
        }
    }
}
