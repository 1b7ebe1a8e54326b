//! The kind of whatever was thrown: system codes, aborts, timeouts, HTTP statuses. What fits none is an execution error.

use crate::chars::pieces;
use crate::error::cause::Cause;
use crate::error::draft::Draft;
use crate::error::from_schema;
use crate::json::{Map, Value};
use crate::kind::ErrorKind;
use crate::kind::RESOURCE_NOT_FOUND;

/// What a thrown value says beside its message; `code`, `status`, `name`, `path`, `address`, `port`, … as hosts give them.
pub(crate) struct Thrown {
    /// The value itself and what it was caused by, outermost first: a fetch that fails says why only in its cause.
    pub(crate) links: Vec<Map>,
    /// What a schema complained of, if that is what was thrown.
    pub(crate) issues: Vec<Value>,
}

impl Thrown {
    fn text(&self, key: &str) -> Option<&str> {
        self.links.iter().find_map(|link| link.get(key).and_then(Value::as_str))
    }

    fn integer(&self, key: &str) -> Option<i64> {
        self.links.iter().find_map(|link| link.get(key).and_then(Value::as_integer))
    }

    fn is_named(&self, name: &str) -> bool {
        self.links.iter().any(|link| link.get("name").and_then(Value::as_str) == Some(name))
    }

    /// The draft of the error that stands for it.
    pub(crate) fn draft(&self) -> Draft {
        // Some SDKs give an HTTP status as the code.
        let status = self
            .integer("status")
            .or_else(|| self.integer("statusCode"))
            .or_else(|| self.integer("code").filter(|code| (400..600).contains(code)));
        let code = self.text("code");
        let message = self.text("message").unwrap_or_default();
        // A program that cannot be started is a server that cannot be reached.
        let is_spawn = self.text("syscall").is_some_and(|call| call.starts_with("spawn"));
        let (kind, error_code) = match (code.map(|code| kind_of_word(SYSTEM_CODES, code)), status) {
            _ if is_spawn || message == "Not connected" => (ErrorKind::Connection, code),
            (Some(Some(kind)), _) => (kind, code),
            (_, Some(404 | 410)) => (ErrorKind::Resource, Some(RESOURCE_NOT_FOUND)),
            (_, Some(status)) if kind_of_status(status).is_some() => {
                (kind_of_status(status).unwrap_or(ErrorKind::Server), None)
            }
            _ if self.is_named("TimeoutError") => (ErrorKind::Timeout, None),
            // Somebody wanted it to end: neither too slow nor worth repeating.
            _ if self.is_named("AbortError") => (ErrorKind::Execution, Some("CANCELLED")),
            _ if self.is_named("UnauthorizedError") => (ErrorKind::Authentication, None),
            _ => (ErrorKind::Execution, code),
        };
        let mut draft = Draft::new(kind, message.to_owned());
        if let Some(code) = error_code.filter(|code| !code.is_empty()) {
            let is_missing = code == "ENOENT" && kind == ErrorKind::Resource;
            draft.error_code(if is_missing { RESOURCE_NOT_FOUND } else { code }.to_owned());
        }
        for (_, field, keys) in CLUES.iter().filter(|(of, ..)| *of == kind) {
            let clue = pieces(keys, b' ').find_map(|key| self.links.iter().find_map(|link| link.get(key)));
            if let Some(value) = clue {
                draft.set_field(field, value.clone());
            }
        }
        draft
    }

    /// The draft for the failure of a schema, if it is one; see [`issues::draft`].
    pub(crate) fn validation(&self, input: Option<&Value>, subject: Option<&str>) -> Option<Draft> {
        (!self.issues.is_empty()).then(|| from_schema::draft(&self.issues, input, subject))
    }

    /// The causes behind it, and itself as the first of them: the new error stands before it. The message of a schema's error
    /// is its issues once more.
    pub(crate) fn causes(&self) -> Vec<Value> {
        let text = |link: &Map, key| link.get(key).map(Value::to_plain_string).unwrap_or_default();
        self.links
            .iter()
            .skip(usize::from(!self.issues.is_empty()))
            .map(|link| Cause::new(text(link, "name"), text(link, "message")).entry.into())
            .collect()
    }
}

/// What hosts say of a thrown value, beside its name and message.
pub const CLUE_NAMES: [&str; 9] =
    ["code", "status", "statusCode", "address", "hostname", "port", "path", "url", "syscall"];

/// Fields of a kind, and under which names, with spaces between them, hosts give them.
const CLUES: &[(ErrorKind, &str, &str)] = &[
    (ErrorKind::Connection, "host", "address hostname"),
    (ErrorKind::Connection, "port", "port"),
    (ErrorKind::Resource, "resource_id", "path url"),
    (ErrorKind::Resource, "operation", "syscall"),
    (ErrorKind::Server, "http_status", "status statusCode code"),
    (ErrorKind::Execution, "original_error", "message"),
];

/// System codes, of Node and of undici, by the kind that they mean.
const SYSTEM_CODES: &[(ErrorKind, &str)] = &[
    (
        ErrorKind::Connection,
        "ECONNREFUSED ECONNRESET ECONNABORTED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EPIPE ENOTCONN \
         UND_ERR_SOCKET UND_ERR_CLOSED CONNECTION_CLOSED NOT_CONNECTED SEND_FAILED",
    ),
    (
        ErrorKind::Timeout,
        "ETIMEDOUT ESOCKETTIMEDOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT REQUEST_TIMEOUT",
    ),
    (ErrorKind::Resource, "ENOENT EISDIR ENOTDIR EEXIST EACCES EPERM"),
    (ErrorKind::Validation, "ERR_INVALID_ARG_TYPE ERR_INVALID_ARG_VALUE ERR_OUT_OF_RANGE ERR_INVALID_URL"),
];

/// The kind that an HTTP status means, whatever was asked for; `None` for what is no failure.
pub(crate) fn kind_of_status(status: i64) -> Option<ErrorKind> {
    match status {
        401 | 403 => Some(ErrorKind::Authentication),
        408 | 504 => Some(ErrorKind::Timeout),
        400..=599 => Some(ErrorKind::Server),
        _ => None,
    }
}

/// The kind that a list of words by their kinds has for `word`.
#[inline(never)]
pub(crate) fn kind_of_word(list: &[(ErrorKind, &str)], word: &str) -> Option<ErrorKind> {
    list.iter().find(|(_, words)| pieces(words, b' ').any(|known| known == word)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(links: &[&str]) -> String {
        let links =
            links.iter().filter_map(|link| link.parse::<Value>().ok()?.as_object().cloned()).collect();
        let error = Thrown { links, issues: Vec::new() }.draft().build();
        format!("{} {} {:?}", error.kind().spec().name, error.error_code().unwrap_or("-"), error.context())
    }

    #[test]
    fn hosts_say_every_clue_that_is_looked_for() {
        for key in CLUES.iter().flat_map(|(.., keys)| pieces(keys, b' ')) {
            assert!(key == "message" || CLUE_NAMES.contains(&key), "{key}");
        }
    }

    #[test]
    fn what_was_thrown_gets_the_kind_that_it_is() {
        let cases: [(&str, &[&str], &str); 16] = [
            (
                "refused",
                &[
                    r#"{"name":"Error","message":"connect ECONNREFUSED","code":"ECONNREFUSED","address":"127.0.0.1","port":80}"#,
                ],
                r#"connection ECONNREFUSED {"host":"127.0.0.1","port":80}"#,
            ),
            (
                "a fetch that says why in its cause",
                &[
                    r#"{"name":"TypeError","message":"fetch failed"}"#,
                    r#"{"name":"Error","message":"x","code":"ENOTFOUND","hostname":"h"}"#,
                ],
                r#"connection ENOTFOUND {"host":"h"}"#,
            ),
            (
                "timeout",
                &[r#"{"name":"TimeoutError","message":"aborted due to timeout","code":23}"#],
                "timeout - {}",
            ),
            (
                "abort",
                &[r#"{"name":"AbortError","message":"This operation was aborted","code":20}"#],
                "execution CANCELLED {}",
            ),
            (
                "abort, as Node's own functions throw it",
                &[r#"{"name":"AbortError","message":"x","code":"ABORT_ERR"}"#],
                "execution CANCELLED {}",
            ),
            (
                "abort because time was up",
                &[
                    r#"{"name":"AbortError","message":"x","code":"ABORT_ERR"}"#,
                    r#"{"name":"TimeoutError","message":"aborted due to timeout","code":23}"#,
                ],
                "timeout - {}",
            ),
            (
                "a program that cannot be started",
                &[r#"{"name":"Error","message":"x","code":"ENOENT","path":"/x","syscall":"spawn /x"}"#],
                "connection ENOENT {}",
            ),
            ("not connected", &[r#"{"name":"Error","message":"Not connected"}"#], "connection - {}"),
            (
                "a status as a code",
                &[r#"{"name":"StreamableHTTPError","message":"x","code":502}"#],
                r#"server - {"http_status":502}"#,
            ),
            (
                "an SDK's own words",
                &[r#"{"name":"SdkError","message":"x","code":"REQUEST_TIMEOUT"}"#],
                "timeout REQUEST_TIMEOUT {}",
            ),
            (
                "missing file",
                &[r#"{"name":"Error","message":"ENOENT","code":"ENOENT","path":"/x","syscall":"open"}"#],
                r#"resource RESOURCE_NOT_FOUND {"resource_id":"/x","operation":"open"}"#,
            ),
            ("unauthorized", &[r#"{"name":"HttpError","message":"no","status":401}"#], "authentication - {}"),
            (
                "busy",
                &[r#"{"name":"HttpError","message":"no","statusCode":503}"#],
                r#"server - {"http_status":503}"#,
            ),
            (
                "bad argument",
                &[r#"{"name":"TypeError","message":"x","code":"ERR_INVALID_ARG_TYPE"}"#],
                "validation ERR_INVALID_ARG_TYPE {}",
            ),
            (
                "anything else",
                &[r#"{"name":"TypeError","message":"x is not a function"}"#],
                "execution EXECUTION_ERROR {}",
            ),
            ("nothing", &[], "execution EXECUTION_ERROR {}"),
        ];
        for (name, links, expected) in cases {
            assert_eq!(classified(links), expected, "{name}");
        }
    }
}
