//! JSON-RPC: the error object of a response, also as an SDK throws it.

use super::payload::{decode_payload, is_payload};
use crate::error::{McpError, Provenance};
use crate::value::{Map, Value};

/// The error that `{code, message, data?}` describes: the one in `data`, or without one an error of the server.
pub(super) fn decode_error_object(mut map: Map) -> Option<McpError> {
    if let Some(Value::Object(data)) = map.get("data")
        && is_payload(data)
    {
        return decode_payload(data.clone(), "error.data");
    }
    let code = map.remove("code").filter(|code| code.as_integer().is_some())?;
    let message = map.remove("message")?;
    let message = strip_prefixes(message.as_str()?);
    let data = map.remove("data").filter(|data| *data != Value::Null);
    // The client's own failures come as codes of the server's. The code alone would not do: others use it otherwise.
    let mut error = match (code.as_integer(), message) {
        (Some(-32001), "Request timed out") => {
            match data.as_ref().and_then(|data| data.get("timeout")?.as_number()) {
                Some(millis) => McpError::timeout(message).timeout_seconds(millis / 1e3).build(),
                None => McpError::timeout(message).build(),
            }
        }
        (Some(-32000), "Connection closed") => McpError::connection(message).build(),
        _ => {
            let builder = McpError::server(message).server_code(code);
            match data {
                Some(data) => builder.response_data(data).build(),
                None => builder.build(),
            }
        }
    };
    error.parts.provenance = Some(Provenance { dialect: "json-rpc", channel: "error", lossy: true });
    Some(error)
}

/// A message without the `MCP error -32603: ` that an SDK puts before it, once or twice.
pub(super) fn strip_prefixes(mut message: &str) -> &str {
    while let Some((number, rest)) = message.strip_prefix("MCP error ").and_then(|rest| rest.split_once(':'))
    {
        let Some(rest) = rest.strip_prefix(' ').filter(|_| number.parse::<i64>().is_ok()) else { break };
        message = rest;
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_stripped_however_many_there_are() {
        let cases = [
            ("none", "disk full", "disk full"),
            ("one", "MCP error -32603: disk full", "disk full"),
            ("two", "MCP error -32602: MCP error -32602: bad limit", "bad limit"),
            ("not a number", "MCP error x: y", "MCP error x: y"),
        ];
        for (name, message, expected) in cases {
            assert_eq!(strip_prefixes(message), expected, "{name}");
        }
    }
}
