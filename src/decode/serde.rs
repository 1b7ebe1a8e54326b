//! Errors through serde, read by the decoder: what is read is redacted and bounded like everything that a peer sends.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::decode::decode_value;
use crate::error::parts::Parts;
use crate::error::redaction::Redacted;
use crate::error::{Cause, McpError, Payload};
use crate::json::Value;
use crate::kind::ErrorKind;

impl<'de> Deserialize<'de> for McpError {
    /// Decodes an error in any of the forms that [`decode`](crate::decode()) reads. From a canonical payload comes the error
    /// that serializes to the same bytes.
    ///
    /// # Errors
    /// If the value holds no error.
    ///
    /// ```
    /// # use mcp_errors::McpError;
    /// let sent = McpError::timeout("read_file timed out").timeout_seconds(30.0).build();
    /// let received: McpError = serde_json::from_str(&sent.payload().to_json_string()).unwrap();
    /// assert_eq!(received.payload(), sent.payload());
    /// ```
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        decode_value(value)
            .ok_or_else(|| D::Error::custom("the value holds no MCP error: give the JSON of a payload"))
    }
}

impl<'de> Deserialize<'de> for Payload {
    /// As for [`McpError`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        McpError::deserialize(deserializer).map(McpError::into_payload)
    }
}

impl<'de> Deserialize<'de> for Cause {
    /// Reads an entry of `causes`, redacted.
    ///
    /// # Errors
    /// If the value is not an object.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cause = Self::from_value(Value::deserialize(deserializer)?);
        let mut parts = Parts::new(ErrorKind::Base, String::new());
        parts.causes.extend(cause);
        let mut redacted = Redacted::new(parts).into_parts();
        redacted
            .causes
            .pop()
            .ok_or_else(|| D::Error::custom("a cause is an object with `error_type` and `message`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_go_through_serde_and_come_back() {
        let sent = McpError::connection("no route")
            .port(5432)
            .error_type("RouteError")
            .error_code("E")
            .hints(["wait"])
            .source(std::io::Error::other("down"))
            .context("10", 1)
            .context("big", 1e21)
            .build();
        let text = sent.payload().to_json_string();
        let received: McpError = serde_json::from_str(&text).unwrap();
        assert_eq!(received.payload().to_json_string(), text);
        assert_eq!(received.kind(), ErrorKind::Connection);
        let payload: Payload = serde_json::from_str(&text).unwrap();
        assert_eq!(payload, sent.payload());
        assert_eq!(serde_json::to_string(&payload).unwrap(), text);
        let causes: Vec<Cause> =
            serde_json::from_str(&serde_json::to_string(sent.causes()).unwrap()).unwrap();
        assert_eq!(causes, sent.causes());
    }

    #[test]
    fn what_is_read_is_redacted_and_checked() {
        let read = |text: &str| serde_json::from_str::<McpError>(text);
        let error =
            read(r#"{"error_type":"MCPError","message":"m","context":{"password":"hunter2"}}"#).unwrap();
        assert_eq!(error.to_string(), "m | Context: password=[REDACTED]");
        let cause: Cause = serde_json::from_str(r#"{"message":"password=hunter2"}"#).unwrap();
        assert_eq!((cause.error_type(), cause.message()), ("Error", "password=[REDACTED]"));
        for text in ["1", "{}", "[]", "\"all is well\"", r#"{"isError":false}"#] {
            assert!(read(text).is_err(), "{text}");
            assert!(serde_json::from_str::<Payload>(text).is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Cause>("1").is_err());
    }
}
