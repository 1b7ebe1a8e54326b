//! `{:?}`, one line of JSON, and `{:#?}`, a report of several lines: what `unwrap`, `dbg!` and a failing `main` print.

use std::fmt;

use crate::chars::escape_controls;
use crate::error::{McpError, Payload};
use crate::json::{Map, Value};

impl fmt::Debug for McpError {
    /// Prints the payload, so that `unwrap` and `{:?}` in a log show no secret: as JSON on one line, with `{:#?}` as a report
    /// with a line for each part.
    ///
    /// ```
    /// # use mcp_errors::McpError;
    /// let error = McpError::tool("disk full").context("path", "/data").hints(["Free some space"]).build();
    /// let report = format!("{error:#?}");
    /// assert!(report.starts_with("MCPToolError: disk full\n    context: path=/data\n"));
    /// assert!(report.ends_with("\n    hint: Free some space"));
    /// ```
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.payload().fmt(formatter)
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if formatter.alternate() {
            formatter.write_str(&report(self.as_map()))
        } else {
            formatter.write_str(&escape_controls(&self.to_json_string()))
        }
    }
}

/// The names of the lines of a report, for the parts that are lists, and for the context.
const LISTS: &[(&str, &str)] = &[
    ("context", "context"),
    ("hints", "hint"),
    ("validation_errors", "invalid"),
    ("candidates", "candidate"),
    ("causes", "caused by"),
];

/// The report of a payload: the type and the message, then a line for each other part.
fn report(payload: &Map) -> String {
    let mut text = headline(payload);
    let mut line = |name: &str, content: &str| {
        text.push_str("\n    ");
        text.push_str(&escape_controls(name));
        text.push_str(": ");
        text.push_str(content);
    };
    for (key, value) in payload.iter().filter(|(key, _)| !matches!(*key, "error_type" | "message")) {
        let name = LISTS.iter().find(|(list, _)| *list == key).map(|(_, name)| *name);
        match (name, value) {
            (_, Value::Null) => {}
            (Some(name), Value::Array(items)) => {
                for item in items {
                    match item.as_object() {
                        Some(cause) if key == "causes" => line(name, &headline(cause)),
                        _ => line(name, &escape_controls(&item.to_plain_string())),
                    }
                }
            }
            (Some(name), Value::Object(map)) => map.iter().for_each(|(key, value)| {
                let entry = format!("{key}={}", value.to_plain_string());
                line(name, &escape_controls(&entry));
            }),
            _ => line(key, &escape_controls(&value.to_plain_string())),
        }
    }
    text
}

/// `MCPToolError: disk full`
fn headline(entry: &Map) -> String {
    let text = |key| entry.get(key).and_then(Value::as_str).unwrap_or_default();
    escape_controls(&format!("{}: {}", text("error_type"), text("message"))).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    fn error() -> McpError {
        McpError::selector("no\nreport \u{202e}x\u{9b}31m")
            .candidates(["rpt_1", "rpt_2"])
            .context("password", "hunter2")
            .context("a\nb", 1)
            .hints(["Use one\nof them"])
            .timestamp(Timestamp::parse("2024-01-15T10:30:00Z").unwrap())
            .source(std::io::Error::other("gone\u{1b}[0m"))
            .build()
    }

    #[test]
    fn the_report_has_a_line_for_each_part() {
        assert_eq!(
            format!("{:#?}", error()),
            r"MCPSelectorError: no\nreport \u202ex\u009b31m
    error_code: SELECTOR_ERROR
    context: password=[REDACTED]
    context: a\nb=1
    timestamp: 2024-01-15T10:30:00.000000+00:00
    hint: Use one\nof them
    error: not_found
    candidate: rpt_1
    candidate: rpt_2
    caused by: std::io::Error: gone\u001b[0m"
        );
    }

    #[test]
    fn the_debug_format_is_json_that_no_terminal_interprets() {
        let error = error();
        let line = format!("{error:?}");
        assert!(line.contains(r"report \u202ex\u009b31m") && !line.contains('\n'), "{line}");
        let read: Value = line.parse().unwrap();
        assert_eq!(read, Value::from(error.payload().into_map()));
        assert_eq!(
            format!("{:?}", error.causes()),
            r#"[{"error_type":"std::io::Error","message":"gone\u001b[0m"}]"#
        );
    }
}
