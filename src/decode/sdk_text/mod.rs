//! Texts of SDKs, where nothing but a text arrives.

mod problems;
mod table;

use crate::error::Provenance;
use crate::error::draft::Draft;
use crate::error::from_thrown::{kind_of_status, kind_of_word};
use crate::json::{Value, parse};
use crate::kind::ErrorKind;
use crate::limits::MAX_STRING_CHARS;
use crate::substring;
use problems::problems;
use table::{NAMES, NUMBERS, Row, TEXTS};

/// Wrappers that are removed from a text.
const MAX_WRAPPERS: usize = 8;

/// The kind of an exception by its name, or of an error code that is a word.
pub(super) fn kind_of_name(name: &str) -> Option<ErrorKind> {
    kind_of_word(NAMES, name)
}

/// What a text says.
#[derive(Clone, Default)]
pub(super) struct SdkText<'a> {
    /// The kind of the error; `None` if the text does not tell it.
    pub(super) kind: Option<ErrorKind>,
    /// The system that prints such texts; `None` if it is not known.
    dialect: Option<&'static str>,
    /// The message that is left without the wrappers.
    pub(super) message: &'a str,
    /// Fields by their names in [`TEXTS`], and those that the caller adds.
    fields: Vec<(&'static str, Value)>,
}

impl<'a> SdkText<'a> {
    /// Reads a text, through all its wrappers.
    pub(super) fn read(text: &'a str) -> Self {
        let mut read = Self { message: text.trim_ascii(), ..Self::default() };
        for _ in 0..MAX_WRAPPERS {
            let has_rest = read.take_row().unwrap_or_else(|| read.take_exception());
            if !has_rest {
                break;
            }
        }
        read
    }

    /// Applies the first row that fits, and returns whether there is more to read. `None` if no row fits.
    fn take_row(&mut self) -> Option<bool> {
        // SDKs print short texts. A long one would be searched once per row.
        if self.message.len() > MAX_STRING_CHARS {
            return None;
        }
        let (row, found) = TEXTS.iter().find_map(|row| Some((row, match_pattern(row, self.message)?)))?;
        self.kind = row.kind.or(self.kind);
        self.dialect = Some(row.dialect);
        self.fields.extend(found.fields);
        self.add("error_code", row.error_code.map(Value::from));
        self.message = found.rest.unwrap_or(self.message);
        Some(found.rest.is_some())
    }

    /// Removes the name of an exception, as in `httpx.ConnectError: …`, and returns whether there is more to read.
    fn take_exception(&mut self) -> bool {
        // Timeouts of Python have a name and no message.
        let without_message = || Some((self.message.strip_suffix(':')?, ""));
        let Some((path, rest)) = substring::split_once(self.message, ": ").or_else(without_message) else {
            return false;
        };
        if !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')) {
            return false;
        }
        let name = path.rsplit_once('.').map_or(path, |(_, name)| name);
        let own = ErrorKind::from_error_type(name);
        let whole = std::mem::replace(&mut self.message, rest.trim_ascii());
        let Some(kind) = own.or_else(|| kind_of_name(name)) else {
            // An unknown name is removed from a known text, and stays in front of any other.
            let is_name = name.ends_with("Error") || name.ends_with("Exception");
            let has_rest = if is_name { self.take_row() } else { None };
            if has_rest.is_none() {
                self.message = whole;
            }
            return has_rest == Some(true);
        };
        // SDKs use the name `McpError` for every error of the protocol.
        if own != Some(ErrorKind::Base) {
            self.kind = Some(kind);
        }
        self.dialect = self.dialect.or(Some("exception"));
        true
    }

    /// Adds a field, if there is a value.
    pub(super) fn add(&mut self, name: &'static str, value: Option<Value>) {
        self.fields.extend(value.map(|value| (name, value)));
    }

    /// The integer in a field.
    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        self.fields.iter().find(|(field, _)| *field == name)?.1.as_integer()
    }

    /// The error that the text describes. `kind` and `dialect` apply where the text does not tell them. A server error with an
    /// HTTP status gets the kind of that status.
    pub(super) fn to_draft(&self, kind: ErrorKind, channel: &'static str, dialect: &'static str) -> Draft {
        let kind = match (self.kind.unwrap_or(kind), self.integer("http_status")) {
            (ErrorKind::Server, Some(status)) => kind_of_status(status).unwrap_or(ErrorKind::Server),
            (kind, _) => kind,
        };
        let mut draft = Draft::new(kind, self.message.to_owned());
        for (name, value) in &self.fields {
            match (*name, value.as_str(), value.as_number()) {
                ("n", ..) => {}
                ("error_code", Some(code), _) => draft.error_code(code.to_owned()),
                ("problems", Some(text), _) => {
                    draft.message(message_before(self.message, text));
                    draft.set_field("validation_errors", Value::from(problems(text)));
                }
                ("timeout_ms", _, Some(millis)) => {
                    draft.set_field("timeout_seconds", Value::from(millis / 1e3));
                }
                ("context", Some(text), _) => add_entries(text, &mut draft),
                (name, ..) if kind.field(name).is_some() => draft.set_field(name, value.clone()),
                ("server_code" | "http_status", ..) => {}
                (name, ..) => draft.context(name.to_owned(), value.clone()),
            }
        }
        draft.provenance(Provenance { dialect: self.dialect.unwrap_or(dialect), channel, lossy: true });
        draft
    }
}

/// The values that a pattern finds in a text.
struct Found<'a> {
    fields: Vec<(&'static str, Value)>,
    /// The text that is to be read in turn.
    rest: Option<&'a str>,
}

/// Matches a text against the pattern of a row. `None` if it does not fit.
fn match_pattern<'a>(row: &Row, text: &'a str) -> Option<Found<'a>> {
    let (mut pattern, mut text) = (row.pattern, text);
    let mut found = Found { fields: Vec::new(), rest: None };
    while let Some((literal, after)) = pattern.split_once('{') {
        text = text.strip_prefix(literal)?;
        let (name, behind) = after.split_once('}')?;
        pattern = behind;
        // The value ends where the next literal begins; the last one reaches as far as it can.
        let value = match behind.split_once('{') {
            Some((literal, _)) => substring::split_once(text, literal)?.0,
            None => text.strip_suffix(behind)?,
        };
        text = text.get(value.len()..)?;
        match name {
            "" => {}
            "rest" => found.rest = Some(value.trim_ascii()),
            _ => {
                let number = parse(value).ok().filter(|number| number.as_number().is_some());
                if NUMBERS.contains(&name) && number.is_none() {
                    return None;
                }
                found.fields.push((name, number.unwrap_or_else(|| value.into())));
            }
        }
    }
    (text == pattern).then_some(found)
}

/// The message without the problems, which the list of validation errors repeats.
fn message_before<'a>(message: &'a str, problems: &str) -> &'a str {
    let before = || substring::split_once(message, problems).map(|(before, _)| before);
    let before = message.strip_suffix(problems).or_else(before).unwrap_or(message).trim_ascii();
    before.strip_suffix(':').unwrap_or(before)
}

/// Adds the entries of `a=1, b=text` to the context.
fn add_entries(text: &str, draft: &mut Draft) {
    for (key, value) in substring::split(text, ", ").filter_map(|entry| entry.split_once('=')) {
        draft.context(key.to_owned(), parse(value).unwrap_or_else(|_| value.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_come_off_and_the_innermost_text_counts() {
        let cases = [
            ("nothing to take off", "disk full", None, "disk full"),
            ("a prefix", "MCP error -32603: disk full", None, "disk full"),
            ("two prefixes", "MCP error -32602: MCP error -32602: bad limit", None, "bad limit"),
            ("a prefix without a number", "MCP error x: y", None, "MCP error x: y"),
            ("a wrapper", "Error calling tool 'x': disk full", Some(ErrorKind::Execution), "disk full"),
            (
                "wrappers of three systems",
                "fastmcp.exceptions.ToolError: Error calling tool 'x': MCP error -32001: Request timed out",
                Some(ErrorKind::Timeout),
                "Request timed out",
            ),
            ("a name that says it all", "httpx.ReadTimeout: ", Some(ErrorKind::Timeout), ""),
            ("a name that is ours", "a.b.MCPResourceError: gone", Some(ErrorKind::Resource), "gone"),
            ("a name that nobody knows", "KeyError: 'x'", None, "KeyError: 'x'"),
            (
                "such a name before a known text",
                "RuntimeError: Transport closed",
                Some(ErrorKind::Connection),
                "Transport closed",
            ),
        ];
        for (name, text, kind, message) in cases {
            let read = SdkText::read(text);
            assert_eq!((read.kind, read.message), (kind, message), "{name}");
        }
    }

    #[test]
    fn an_empty_list_of_problems_is_no_list() {
        let text = "Tool 'x' parameter validation failed: . Please check y";
        let error = crate::decode(text).unwrap();
        assert_eq!((error.message(), error.field("validation_errors")), (text, None));
    }

    #[test]
    fn every_pattern_can_be_matched() {
        for Row { pattern, .. } in TEXTS {
            // A literal between two names tells where the first value ends.
            let filled: String = pattern
                .split('{')
                .enumerate()
                .map(|(at, part)| match part.split_once('}') {
                    Some((name, literal)) if NUMBERS.contains(&name) => format!("7{literal}"),
                    Some((_, literal)) => format!("x{literal}"),
                    None => {
                        assert_eq!(at, 0, "{pattern}");
                        part.to_owned()
                    }
                })
                .collect();
            assert!(!pattern.contains("}{"), "{pattern}");
            assert!(TEXTS.iter().any(|row| match_pattern(row, &filled).is_some()), "{pattern}");
        }
    }
}
