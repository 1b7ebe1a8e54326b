//! Typed errors from whatever was thrown: system codes, aborts, timeouts, HTTP statuses. The rest become execution errors.

use crate::error::cause::Cause;
use crate::error::draft::Draft;
use crate::error::from_schema;
use crate::json::{Map, Value};
use crate::kind::{ErrorKind, RESOURCE_NOT_FOUND};

/// A thrown value, as its host describes it.
pub(crate) struct ThrownValue {
    /// The value and its causes, outermost first, each with `name`, `message` and those of [`METADATA_KEYS`] that it has. A
    /// failed fetch gives its reason only in its cause.
    pub(crate) chain: Vec<Map>,
    /// The issues of a schema, if it is a validation error.
    pub(crate) issues: Vec<Value>,
}

impl ThrownValue {
    fn text(&self, key: &str) -> Option<&str> {
        self.chain.iter().find_map(|link| link.get(key).and_then(Value::as_str))
    }

    fn integer(&self, key: &str) -> Option<i64> {
        self.chain.iter().find_map(|link| link.get(key).and_then(Value::as_integer))
    }

    fn is_named(&self, name: &str) -> bool {
        self.chain.iter().any(|link| link.get("name").and_then(Value::as_str) == Some(name))
    }

    /// The draft of the typed error.
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
            // Somebody canceled it: it was not too slow, and repeating it does not help.
            _ if self.is_named("AbortError") => (ErrorKind::Execution, Some("CANCELLED")),
            _ if self.is_named("UnauthorizedError") => (ErrorKind::Authentication, None),
            _ => (ErrorKind::Execution, code),
        };
        let mut draft = Draft::new(kind, message.to_owned());
        if let Some(code) = error_code.filter(|code| !code.is_empty()) {
            let is_missing = code == "ENOENT" && kind == ErrorKind::Resource;
            draft.error_code(if is_missing { RESOURCE_NOT_FOUND } else { code }.to_owned());
        }
        for (_, field, keys) in FIELDS.iter().filter(|(of, ..)| *of == kind) {
            let value = keys.iter().find_map(|key| self.chain.iter().find_map(|link| link.get(key)));
            if let Some(value) = value {
                draft.set_field(field, value.clone());
            }
        }
        draft
    }

    /// The draft of a validation error, if a schema has issues; see [`from_schema::draft`].
    pub(crate) fn validation(&self, input: Option<&Value>, subject: Option<&str>) -> Option<Draft> {
        (!self.issues.is_empty()).then(|| from_schema::draft(&self.issues, input, subject))
    }

    /// The causes of the typed error: the thrown value first. An error of a schema is left out, because its message repeats
    /// the issues.
    pub(crate) fn causes(&self) -> Vec<Value> {
        let text = |link: &Map, key| link.get(key).map(Value::to_plain_string).unwrap_or_default();
        self.chain
            .iter()
            .skip(usize::from(!self.issues.is_empty()))
            .map(|link| Cause::new(text(link, "name"), text(link, "message")).entry.into())
            .collect()
    }
}

/// The properties of a thrown value that hosts pass on, in addition to its name and message.
pub(crate) const METADATA_KEYS: [&str; 9] =
    ["code", "status", "statusCode", "address", "hostname", "port", "path", "url", "syscall"];

/// Fields of a kind, and the properties of a thrown value that they are taken from.
const FIELDS: &[(ErrorKind, &str, &[&str])] = &[
    (ErrorKind::Connection, "host", &["address", "hostname"]),
    (ErrorKind::Connection, "port", &["port"]),
    (ErrorKind::Resource, "resource_id", &["path", "url"]),
    (ErrorKind::Resource, "operation", &["syscall"]),
    (ErrorKind::Server, "http_status", &["status", "statusCode", "code"]),
    (ErrorKind::Execution, "original_error", &["message"]),
];

/// The kinds of system codes, of Node and of undici.
const SYSTEM_CODES: &[(ErrorKind, &[&str])] = &[
    (
        ErrorKind::Connection,
        &[
            "ECONNREFUSED",
            "ECONNRESET",
            "ECONNABORTED",
            "ENOTFOUND",
            "EAI_AGAIN",
            "EHOSTUNREACH",
            "ENETUNREACH",
            "EPIPE",
            "ENOTCONN",
            "UND_ERR_SOCKET",
            "UND_ERR_CLOSED",
            "CONNECTION_CLOSED",
            "NOT_CONNECTED",
            "SEND_FAILED",
        ],
    ),
    (
        ErrorKind::Timeout,
        &[
            "ETIMEDOUT",
            "ESOCKETTIMEDOUT",
            "UND_ERR_CONNECT_TIMEOUT",
            "UND_ERR_HEADERS_TIMEOUT",
            "UND_ERR_BODY_TIMEOUT",
            "REQUEST_TIMEOUT",
        ],
    ),
    (ErrorKind::Resource, &["ENOENT", "EISDIR", "ENOTDIR", "EEXIST", "EACCES", "EPERM"]),
    (
        ErrorKind::Validation,
        &["ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_VALUE", "ERR_OUT_OF_RANGE", "ERR_INVALID_URL"],
    ),
];

/// The kind of a failure with the given HTTP status; `None` if the status is no failure.
pub(crate) fn kind_of_status(status: i64) -> Option<ErrorKind> {
    match status {
        401 | 403 => Some(ErrorKind::Authentication),
        408 | 504 => Some(ErrorKind::Timeout),
        400..=599 => Some(ErrorKind::Server),
        _ => None,
    }
}

/// The kind under which `word` is listed.
pub(crate) fn kind_of_word(list: &[(ErrorKind, &[&str])], word: &str) -> Option<ErrorKind> {
    list.iter().find(|(_, words)| words.contains(&word)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(chain: &[&str]) -> String {
        let chain =
            chain.iter().filter_map(|link| link.parse::<Value>().ok()?.as_object().cloned()).collect();
        let error = ThrownValue { chain, issues: Vec::new() }.draft().build();
        format!("{} {} {:?}", error.kind().spec().name, error.error_code().unwrap_or("-"), error.context())
    }

    #[test]
    fn hosts_pass_every_property_on_that_a_field_is_taken_from() {
        for key in FIELDS.iter().flat_map(|(.., keys)| *keys) {
            assert!(*key == "message" || METADATA_KEYS.contains(key), "{key}");
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
