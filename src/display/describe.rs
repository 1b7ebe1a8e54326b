//! One error on one line, as the reference's `str(error)`: `message | Code: … | Context: key=value, …`.

use crate::chars::escape_controls;
use crate::error::McpError;
use crate::error::Payload;

/// The line. Called by name where the wasm goes: through `Display` it would bring a formatter.
pub(crate) fn describe(payload: &Payload) -> String {
    let map = payload.as_map();
    let mut line = escape_controls(payload.text("message")).into_owned();
    if let Some(code) = map.get("error_code").and_then(|code| code.as_str()).filter(|code| !code.is_empty()) {
        line.push_str(" | Code: ");
        line.push_str(&escape_controls(code));
    }
    if let Some(context) =
        map.get("context").and_then(|context| context.as_object()).filter(|map| !map.is_empty())
    {
        for (at, (key, value)) in context.iter().enumerate() {
            line.push_str(if at == 0 { " | Context: " } else { ", " });
            line.push_str(&escape_controls(key));
            line.push('=');
            line.push_str(&escape_controls(&value.to_plain_string()));
        }
    }
    line
}

impl std::fmt::Display for McpError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&describe(&self.payload()))
    }
}
