//! What SDKs say in words, where words are all that arrives: one table of what they print, and the reader of it.

use crate::chars::pieces;
use crate::decode::parsed;
use crate::decode::problems::problems;
use crate::error::McpError;
use crate::error::Provenance;
use crate::error::draft::Draft;
use crate::error::from_thrown::kind_of_status;
use crate::json::Value;
use crate::kind::ErrorKind;
use crate::limits::MAX_STRING_CHARS;

/// Rows as one text, with tabs between them: half as large in the wasm as a slice of texts.
macro_rules! table {
    ($first:literal $(, $row:literal)+ $(,)?) => { concat!($first $(, "\t", $row)+) };
}

/// Dialect, kind and text, as recorded from real clients and servers (`vectors/dialects.json`); the first row that fits counts.
///
/// `{name}` takes what stands there as the field of that name, or into the context if the kind has no such field. `{rest}` is a text
/// that is read in turn: what it says is closer to the failure, and wins. `{}` is dropped, `{n}` is a number that is dropped, and
/// `{problems}` is a list of what is wrong with which argument. `-` says nothing about the kind.
const TABLE: &str = table![
    // Wrappers around another text.
    "typescript-sdk - MCP error {server_code}: {rest}",
    "typescript-sdk - Streamable HTTP error: {rest}",
    "typescript-sdk - SSE error: {rest}",
    "rmcp server Mcp error: {server_code}: {rest}",
    "rmcp server JSON-RPC error: {server_code}: {rest}",
    "rmcp connection Send message error {} error: {rest}, when {}",
    "rmcp connection Transport send error: {rest}",
    "rmcp - Client error: {rest}",
    "fastmcp execution Error calling tool '{operation}': {rest}",
    "fastmcp execution Tool '{operation}' execution failed: {rest}",
    "fastmcp connection Client failed to connect: {rest}",
    "fastmcp resource Error reading resource '{resource_id}': {rest}",
    "fastmcp resource Failed to load resource '{}' ({resource_id}): {rest}",
    "python-sdk execution Error executing tool {operation}: {rest}",
    "python-sdk resource Error reading resource {resource_id}: {rest}",
    "openai-agents execution Error invoking MCP tool {operation} on server '{server_name}': {rest}",
    "openai-agents execution Error invoking MCP tool {operation}: {rest}",
    "openai-agents execution Failed to call tool '{operation}' on MCP server '{server_name}': {rest}",
    "openai-agents execution An error occurred while running the tool. Please try again. Error: {rest}",
    "massgen - {rest} | Code: {error_code} | Context: {context}",
    "massgen - {rest} | Code: {error_code}",
    "massgen - {rest} | Context: {context}",
    // Wrappers that hide what they wrap.
    "fastmcp execution Error calling tool '{operation}'",
    "fastmcp resource Error reading resource '{resource_id}'",
    "python-sdk execution Error executing tool {operation}",
    "python-sdk resource Error reading resource {resource_id}",
    "langchain resource Error fetching resource {resource_id}",
    "openai-agents execution An error occurred while running the tool. Please try again.",
    // It took too long.
    "typescript-sdk timeout Request timed out",
    "typescript-sdk timeout Maximum total timeout exceeded",
    "ai-sdk timeout Request timed out after {timeout_ms}ms",
    "ai-sdk timeout MCP client initialization timed out after {timeout_ms}ms",
    "ai-sdk execution:CANCELLED Request was aborted",
    "python-sdk timeout Request '{operation}' timed out",
    "python-sdk timeout Timed out while waiting for response to {operation}. Waited {timeout_seconds} seconds.",
    "rmcp timeout request timeout after PT{timeout_seconds}S",
    "fastmcp timeout Tool '{operation}' timed out after {timeout_ms}ms{}",
    "openai-agents timeout Tool '{operation}' timed out after {timeout_seconds} seconds.",
    // Nobody is there.
    "mcp-sdk connection Connection closed",
    "typescript-sdk connection Not connected",
    "typescript-sdk connection Transport is not connected",
    "python-sdk connection Session terminated",
    "python-sdk connection All connection attempts failed",
    "python-sdk connection Server disconnected without sending a response.",
    "python-sdk connection SSE stream ended without a response",
    "rmcp connection Transport closed",
    "rmcp connection connection closed: {}",
    "rmcp connection error sending request for url ({})",
    "openai-agents connection Failed to connect to MCP server '{server_name}': {}",
    // Whoever is there wants to know who asks, or answers with a status.
    "typescript-sdk authentication Unauthorized",
    "typescript-sdk authentication Insufficient scope: required \"{permission_required}\"",
    "rmcp authentication Auth required",
    "rmcp authentication Insufficient scope",
    "rmcp server HTTP {http_status}",
    "http server Client error '{http_status} {}' for url {}",
    "http server Server error '{http_status} {}' for url {}",
    "typescript-sdk server Error POSTing to endpoint (HTTP {http_status}): {}",
    "ai-sdk server MCP {} Transport Error: POSTing to endpoint (HTTP {http_status}): {}",
    "ai-sdk server MCP {} Transport Error: GET SSE failed: {http_status} {}",
    // There is no such thing.
    "typescript-sdk selector Tool {selector} not found",
    "typescript-sdk selector Prompt {selector} not found",
    "typescript-sdk resource:RESOURCE_NOT_FOUND Resource {resource_id} not found",
    "fastmcp selector Unknown tool: '{selector}'",
    "mcp-sdk selector Unknown tool: {selector}",
    "mcp-sdk selector Unknown prompt: {selector}",
    "python-sdk resource:RESOURCE_NOT_FOUND Unknown resource: {resource_id}",
    "rmcp selector tool not found",
    // The arguments are wrong.
    "typescript-sdk validation Input validation error: Invalid arguments for tool {operation}: {problems}",
    "typescript-sdk validation Invalid arguments for {} {operation}: {problems}",
    "fastmcp validation Tool '{operation}' parameter validation failed: {problems}. Please check {}",
    "fastmcp validation {n} validation errors for call[{operation}]\n{problems}",
    "fastmcp validation {n} validation error for call[{operation}]\n{problems}",
    "python-sdk validation {n} validation errors for {}\n{problems}",
    "python-sdk validation {n} validation error for {}\n{problems}",
    "python-sdk validation Input validation error: {problems}",
    "rmcp validation failed to deserialize parameters: {problems}",
];

/// What must be a number, for a row to fit.
const NUMBERS: &[&str] = &["n", "server_code", "http_status", "timeout_seconds", "timeout_ms"];

/// Names of exceptions, and codes that are words, by the kind that they mean.
const WORDS: &[(ErrorKind, &str)] = &[
    (
        ErrorKind::Connection,
        "CONNECTION_CLOSED NOT_CONNECTED SEND_FAILED ConnectError ConnectionError ConnectionRefusedError ConnectionResetError \
         BrokenPipeError RemoteProtocolError ReadError ClosedResourceError BrokenResourceError",
    ),
    (ErrorKind::Timeout, "REQUEST_TIMEOUT TimeoutError ReadTimeout ConnectTimeout"),
    (
        ErrorKind::Authentication,
        "UnauthorizedError InsufficientScopeError CLIENT_HTTP_AUTHENTICATION CLIENT_HTTP_FORBIDDEN",
    ),
    (ErrorKind::Validation, "ValidationError"),
    (ErrorKind::Resource, "ResourceError FileNotFoundError"),
    (ErrorKind::Tool, "ToolError ToolException"),
    (ErrorKind::Server, "MCPClientError SdkError SdkHttpError HTTPStatusError"),
];

/// The kind that the name of an exception, or a code that is a word, means.
pub(super) fn kind_of_word(word: &str) -> Option<ErrorKind> {
    WORDS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(kind, _)| *kind)
}

/// What a text says.
#[derive(Default)]
pub(super) struct Reading<'a> {
    /// `None` where nothing in it tells.
    pub(super) kind: Option<ErrorKind>,
    /// Whose text it is; empty where no row fits.
    dialect: &'static str,
    /// The message that is left when all wrappers are off.
    pub(super) message: &'a str,
    /// Fields by name, as the text has them; whoever knows more adds to them.
    pub(super) facts: Vec<(String, Value)>,
}

/// How many wrappers are taken off.
const MAX_WRAPPERS: usize = 8;

/// Reads a text.
pub(super) fn read(text: &str) -> Reading<'_> {
    let mut reading = Reading { message: text.trim_ascii(), ..Reading::default() };
    for _ in 0..MAX_WRAPPERS {
        // Behind a row without a rest there is nothing left to read.
        let goes_on = reading.take_row().unwrap_or_else(|| reading.take_name());
        if !goes_on {
            break;
        }
    }
    reading
}

impl<'a> Reading<'a> {
    /// Takes what the first fitting row says; whether there is more to read. `None` if no row fits.
    fn take_row(&mut self) -> Option<bool> {
        // What an SDK prints is short; a long text would be gone over once per row.
        if self.message.len() > MAX_STRING_CHARS {
            return None;
        }
        for row in pieces(TABLE, b'\t') {
            let (dialect, row) = cut(row, " ")?;
            let (kind, pattern) = cut(row, " ")?;
            let known = self.facts.len();
            let Some((has_rest, rest)) = self.take(pattern) else {
                self.facts.truncate(known);
                continue;
            };
            let (kind, code) = cut(kind, ":").unwrap_or((kind, ""));
            self.kind = ErrorKind::from_name(kind).or(self.kind);
            if !code.is_empty() {
                self.fact("error_code", code.into());
            }
            self.dialect = dialect;
            self.message = rest;
            return Some(has_rest);
        }
        None
    }

    /// Takes what stands in the message where `pattern` has names; whether that was a rest, and the message then. `None` if the two
    /// do not fit.
    fn take(&mut self, mut pattern: &'static str) -> Option<(bool, &'a str)> {
        let mut text = self.message;
        let mut rest = (false, text);
        while let Some((before, after)) = cut(pattern, "{") {
            text = text.strip_prefix(before)?;
            let (name, behind) = cut(after, "}")?;
            let literal = cut(behind, "{").map_or(behind, |(literal, _)| literal);
            let value = if literal.len() < behind.len() {
                cut(text, literal)?.0
            } else {
                text.strip_suffix(literal)?
            };
            text = text.get(value.len()..)?;
            pattern = behind;
            match name {
                "" => {}
                "rest" => rest = (true, value.trim_ascii()),
                _ => {
                    let number = parsed(value).filter(|number| number.as_number().is_some());
                    if NUMBERS.contains(&name) && number.is_none() {
                        return None;
                    }
                    self.fact(name, number.unwrap_or_else(|| value.into()));
                }
            }
        }
        (text == pattern).then_some(rest)
    }

    /// Takes the name of an exception off: `httpx.ConnectError: …`.
    fn take_name(&mut self) -> bool {
        // Python's timeouts have a name and nothing to say.
        let alone = || Some((self.message.strip_suffix(':')?, ""));
        let Some((name, rest)) = cut(self.message, ": ").or_else(alone) else { return false };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')) {
            return false;
        }
        let start = name.bytes().rposition(|byte| byte == b'.').map_or(0, |dot| dot + 1);
        let name = name.get(start..).unwrap_or_default();
        let own = ErrorKind::from_error_type(name);
        let whole = std::mem::replace(&mut self.message, rest.trim_ascii());
        let Some(kind) = own.or_else(|| kind_of_word(name)) else {
            // Nobody knows the name: it is taken off a text that somebody knows, and stays before any other.
            let is_name = name.ends_with("Error") || name.ends_with("Exception");
            let goes_on = if is_name { self.take_row() } else { None };
            if goes_on.is_none() {
                self.message = whole;
            }
            return goes_on == Some(true);
        };
        // `McpError` is also what an SDK calls every answer that is an error.
        if own != Some(ErrorKind::Base) {
            self.kind = Some(kind);
        }
        if self.dialect.is_empty() {
            self.dialect = "exception";
        }
        true
    }

    /// Adds a fact, if there is one.
    pub(super) fn add(&mut self, name: &str, value: Option<&Value>) {
        if let Some(value) = value {
            self.fact(name, value.clone());
        }
    }

    /// Adds a fact.
    #[inline(never)]
    pub(super) fn fact(&mut self, name: &str, value: Value) {
        self.facts.push((name.to_owned(), value));
    }

    /// The number of a fact.
    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        self.facts.iter().find(|(fact, _)| *fact == name)?.1.as_integer()
    }

    /// The error that the text describes, of `kind` where nothing in it tells; one that answers with a status is of the kind of
    /// its status. `dialect` stands where the text is nobody's.
    pub(super) fn into_error(
        self,
        kind: ErrorKind,
        channel: &'static str,
        dialect: &'static str,
    ) -> McpError {
        let kind = match (self.kind.unwrap_or(kind), self.integer("http_status")) {
            (ErrorKind::Server, Some(status)) => kind_of_status(status).unwrap_or(ErrorKind::Server),
            (kind, _) => kind,
        };
        let mut draft = Draft::new(kind, self.message.to_owned());
        for (name, value) in self.facts {
            match (name.as_str(), value.as_str(), value.as_number()) {
                ("n", ..) => {}
                ("error_code", Some(code), _) => draft.error_code(code.to_owned()),
                ("problems", Some(text), _) => {
                    // The list says the same in parts.
                    let behind = || cut(self.message, text).map(|(head, _)| head);
                    let head = self.message.strip_suffix(text).or_else(behind).unwrap_or(self.message);
                    let head = head.trim_ascii();
                    draft.message(head.strip_suffix(':').unwrap_or(head));
                    draft.set_field("validation_errors", Value::from(problems(text)));
                }
                ("timeout_ms", _, Some(millis)) => {
                    draft.set_field("timeout_seconds", Value::from(millis / 1e3));
                }
                ("context", Some(text), _) => pairs(text, &mut draft),
                _ if kind.field(&name).is_some() => draft.set_field(&name, value),
                ("server_code" | "http_status", ..) => {}
                _ => draft.context(name, value),
            }
        }
        let dialect = if self.dialect.is_empty() { dialect } else { self.dialect };
        draft.provenance(Provenance { dialect, channel, lossy: true });
        draft.build()
    }
}

/// `a=1, b=text` as entries of the context.
fn pairs(mut text: &str, draft: &mut Draft) {
    while !text.is_empty() {
        let (pair, rest) = cut(text, ", ").unwrap_or((text, ""));
        if let Some((key, value)) = cut(pair, "=") {
            draft.context(key.to_owned(), parsed(value).unwrap_or_else(|| value.into()));
        }
        text = rest;
    }
}

/// `text` before and after the first `separator`, which is not empty. The standard library's search would weigh more than this
/// file.
pub(super) fn cut<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    if separator.is_empty() {
        return None;
    }
    let at = text.as_bytes().windows(separator.len()).position(|window| window == separator.as_bytes())?;
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
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
            let reading = read(text);
            assert_eq!((reading.kind, reading.message), (kind, message), "{name}");
        }
    }

    #[test]
    fn an_empty_list_of_problems_is_no_list() {
        let text = "Tool 'x' parameter validation failed: . Please check y";
        let error = crate::decode(text).unwrap();
        assert_eq!((error.message(), error.field("validation_errors")), (text, None));
    }

    #[test]
    fn every_row_is_written_as_the_reader_expects_it() {
        for row in TABLE.split('\t') {
            let (_, rest) = cut(row, " ").unwrap();
            let (kind, pattern) = cut(rest, " ").unwrap();
            let (kind, _) = cut(kind, ":").unwrap_or((kind, ""));
            assert!(kind == "-" || ErrorKind::from_name(kind).is_some(), "{row}");
            assert_eq!(
                pattern.bytes().filter(|byte| *byte == b'{').count(),
                pattern.bytes().filter(|byte| *byte == b'}').count(),
                "{row}"
            );
        }
    }
}
