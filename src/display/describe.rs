//! One error on one line, as `str(error)` of the reference: `message | Code: … | Context: key=value, …`.

use crate::chars::escape_controls;
use crate::error::{McpError, Payload};
use crate::json::{Map, Value};

/// Formats an error on one line.
pub(crate) fn describe(payload: &Payload) -> String {
    let mut line = escape_controls(payload.text("message")).into_owned();
    let code = payload.text("error_code");
    if !code.is_empty() {
        line.push_str(" | Code: ");
        line.push_str(&escape_controls(code));
    }
    let mut separator = " | Context: ";
    for (key, value) in
        payload.as_map().get("context").and_then(Value::as_object).into_iter().flat_map(Map::iter)
    {
        line.push_str(separator);
        separator = ", ";
        line.push_str(&escape_controls(key));
        line.push('=');
        line.push_str(&escape_controls(&value.to_plain_string()));
    }
    line
}

impl std::fmt::Display for McpError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&describe(&self.payload()))
    }
}
