//! Kinds through serde.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::kind::{ErrorKind, KINDS};

impl Serialize for ErrorKind {
    /// The short name, as the entry `kind` of a payload has it: `"connection"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.spec().name)
    }
}

impl<'de> Deserialize<'de> for ErrorKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KindVisitor)
    }
}

struct KindVisitor;

impl Visitor<'_> for KindVisitor {
    type Value = ErrorKind;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the short name of a kind")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<ErrorKind, E> {
        ErrorKind::from_name(name).ok_or_else(|| {
            let names: Vec<&str> = KINDS.iter().map(|row| row.name).collect();
            E::custom(format_args!("unknown kind `{name}`; the kinds are {}", names.join(", ")))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_their_short_names() {
        for row in KINDS {
            let text = format!("\"{}\"", row.name);
            assert_eq!(serde_json::to_string(&row.kind).unwrap(), text);
            assert_eq!(serde_json::from_str::<ErrorKind>(&text).unwrap(), row.kind, "{text}");
        }
        let cases = [
            (
                r#""McpConnectionError""#,
                "unknown kind `McpConnectionError`; the kinds are error, connection, ",
            ),
            ("1", "expected the short name of a kind"),
        ];
        for (text, expected) in cases {
            let problem = serde_json::from_str::<ErrorKind>(text).unwrap_err().to_string();
            assert!(problem.contains(expected), "{text}: {problem}");
        }
    }
}
