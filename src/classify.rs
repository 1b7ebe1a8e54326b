//! The kind of whatever was thrown: system codes, aborts, timeouts, HTTP statuses. What fits none is an execution error.

use crate::chain::Cause;
use crate::draft::Draft;
use crate::kind::ErrorKind;
use crate::status::RESOURCE_NOT_FOUND;
use crate::value::{Map, Value};

/// What a thrown value says beside its message; `code`, `status`, `name`, `path`, `address`, `port`, … as hosts give them.
pub(crate) struct Thrown {
    /// The value itself and what it was caused by, outermost first: a fetch that fails says why only in its cause.
    pub(crate) links: Vec<Map>,
}

impl Thrown {
    fn text(&self, key: &str) -> Option<&str> {
        self.links.iter().find_map(|link| link.get(key).and_then(Value::as_str))
    }

    fn integer(&self, key: &str) -> Option<i64> {
        self.links.iter().find_map(|link| link.get(key).and_then(Value::as_integer))
    }

    /// The draft of the error that stands for it.
    pub(crate) fn draft(&self) -> Draft {
        let status = self.integer("status").or_else(|| self.integer("statusCode"));
        let code = self.text("code");
        let name = self.text("name").unwrap_or_default();
        let message = self.text("message").unwrap_or_default();
        let (kind, error_code) = match (code.map(kind_of_code), status) {
            (Some(Some(kind)), _) => (kind, code),
            (_, Some(401 | 403)) => (ErrorKind::Authentication, None),
            (_, Some(404 | 410)) => (ErrorKind::Resource, Some(RESOURCE_NOT_FOUND)),
            (_, Some(408 | 504)) => (ErrorKind::Timeout, None),
            (_, Some(400..=599)) => (ErrorKind::Server, None),
            _ if matches!(name, "TimeoutError" | "AbortError") => (ErrorKind::Timeout, None),
            _ => (ErrorKind::Execution, code),
        };
        let mut draft = Draft::new(kind, message.to_owned());
        if let Some(code) = error_code.filter(|code| !code.is_empty()) {
            draft.error_code(if code == "ENOENT" { RESOURCE_NOT_FOUND } else { code }.to_owned());
        }
        match kind {
            ErrorKind::Connection => {
                self.set(
                    &mut draft,
                    "host",
                    self.text("address").or_else(|| self.text("hostname")).map(Value::from),
                );
                self.set(&mut draft, "port", self.integer("port").map(Value::from));
            }
            ErrorKind::Resource => {
                self.set(
                    &mut draft,
                    "resource_id",
                    self.text("path").or_else(|| self.text("url")).map(Value::from),
                );
                self.set(&mut draft, "operation", self.text("syscall").map(Value::from));
            }
            ErrorKind::Server => self.set(&mut draft, "http_status", status.map(Value::from)),
            ErrorKind::Execution => self.set(&mut draft, "original_error", Some(message.into())),
            _ => {}
        }
        draft
    }

    /// Sets a field, if there is a value for it.
    #[expect(clippy::unused_self, reason = "reads as a step of `draft`")]
    fn set(&self, draft: &mut Draft, field: &str, value: Option<Value>) {
        if let Some(value) = value {
            draft.set_field(field, value);
        }
    }

    /// The causes behind it, and itself as the first of them: the new error stands before it.
    pub(crate) fn causes(&self) -> Vec<Value> {
        let entry = |link: &Map| {
            let text = |key: &str| link.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let name = text("name");
            Value::from(
                Cause::new(if name.is_empty() { "Error".to_owned() } else { name }, text("message")).entry,
            )
        };
        self.links.iter().map(entry).collect()
    }
}

/// The kind of a system code, of Node or of undici.
fn kind_of_code(code: &str) -> Option<ErrorKind> {
    Some(match code {
        "ECONNREFUSED" | "ECONNRESET" | "ECONNABORTED" | "ENOTFOUND" | "EAI_AGAIN" | "EHOSTUNREACH"
        | "ENETUNREACH" | "EPIPE" | "ENOTCONN" | "UND_ERR_SOCKET" | "UND_ERR_CLOSED" => ErrorKind::Connection,
        "ETIMEDOUT"
        | "ESOCKETTIMEDOUT"
        | "UND_ERR_CONNECT_TIMEOUT"
        | "UND_ERR_HEADERS_TIMEOUT"
        | "UND_ERR_BODY_TIMEOUT"
        | "ABORT_ERR" => ErrorKind::Timeout,
        "ENOENT" | "EISDIR" | "ENOTDIR" | "EEXIST" | "EACCES" | "EPERM" | "EROFS" | "EMFILE" | "ENOSPC" => {
            ErrorKind::Resource
        }
        "ERR_INVALID_ARG_TYPE" | "ERR_INVALID_ARG_VALUE" | "ERR_OUT_OF_RANGE" | "ERR_INVALID_URL" => {
            ErrorKind::Validation
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(links: &[&str]) -> String {
        let links =
            links.iter().filter_map(|link| link.parse::<Value>().ok()?.as_object().cloned()).collect();
        let error = Thrown { links }.draft().build();
        format!("{} {} {:?}", error.kind().spec().name, error.error_code().unwrap_or("-"), error.context())
    }

    #[test]
    fn what_was_thrown_gets_the_kind_that_it_is() {
        let cases: [(&str, &[&str], &str); 9] = [
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
                "abort",
                &[r#"{"name":"TimeoutError","message":"aborted due to timeout","code":23}"#],
                "timeout - {}",
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
