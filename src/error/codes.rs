//! The JSON-RPC code and the HTTP status of an error, and whether repeating may help.

use std::time::Duration;

use crate::error::mcp_error::McpError;
use crate::kind::{CodeProfile, ErrorKind, INVALID_PARAMS, RESOURCE_NOT_FOUND, Retry, check_json_rpc_code};

impl McpError {
    /// The JSON-RPC code: the author's, else the kind's. The code of a server error is passed on if it may be sent.
    pub fn json_rpc_code(&self, profile: CodeProfile) -> i32 {
        if let Some(code) = self.redacted().json_rpc_code {
            return code;
        }
        let row = self.kind().spec();
        match self.kind() {
            ErrorKind::Server => self
                .field_number("server_code")
                .and_then(|code| check_json_rpc_code(code).ok())
                .unwrap_or(if profile == CodeProfile::Legacy { row.json_rpc_legacy } else { row.json_rpc }),
            ErrorKind::Resource if self.is_not_found() => INVALID_PARAMS,
            _ if profile == CodeProfile::Legacy => row.json_rpc_legacy,
            _ => row.json_rpc,
        }
    }

    /// The HTTP status: for an authentication error 403 if a permission is missing, else 401; for an ambiguous selector
    /// 409, for an invalid one 400; for a server error the status that it came with; otherwise the kind's.
    pub fn http_status(&self) -> u16 {
        let row = self.kind().spec();
        match self.kind() {
            ErrorKind::Authentication if self.field("permission_required").is_some() => 403,
            ErrorKind::Resource if self.is_not_found() => 404,
            ErrorKind::Selector if self.field_str("error") == Some("ambiguous") => 409,
            ErrorKind::Selector if self.field_str("error") == Some("invalid_format") => 400,
            ErrorKind::Server => self
                .field_integer("http_status")
                .and_then(|status| u16::try_from(status).ok())
                .filter(|status| (400..600).contains(status))
                .unwrap_or(row.http),
            _ => row.http,
        }
    }

    /// Whether repeating the operation may help: what the author said, else what the kind says. The caller knows whether
    /// repeating is safe.
    pub fn is_retryable(&self) -> bool {
        if let Some(said) = self.field("retryable").and_then(crate::Value::as_bool) {
            return said;
        }
        match self.kind().spec().retry {
            Retry::Always => true,
            Retry::Never => false,
            Retry::ByHttpStatus => self
                .field_integer("http_status")
                .is_some_and(|status| matches!(status, 408 | 429 | 502 | 503 | 504)),
        }
    }

    /// How long to wait before repeating, if the author or the peer said so.
    pub fn retry_after(&self) -> Option<Duration> {
        let millis = self.field_number("retry_after_ms").filter(|millis| (0.0..1e15).contains(millis))?;
        Duration::try_from_secs_f64(millis / 1e3).ok()
    }

    fn is_not_found(&self) -> bool {
        self.error_code() == Some(RESOURCE_NOT_FOUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_decide_where_the_table_says_so() {
        let cases: [(&str, McpError, i32, u16, bool); 10] = [
            ("connection", McpError::connection("x").build(), -32603, 503, true),
            ("unauthorized", McpError::authentication("x").build(), -32603, 401, false),
            ("forbidden", McpError::authentication("x").permission_required("w").build(), -32603, 403, false),
            ("not found", McpError::resource("x").error_code(RESOURCE_NOT_FOUND).build(), -32602, 404, false),
            ("ambiguous", McpError::selector("x").error("ambiguous").build(), -32602, 409, false),
            ("peer's code", McpError::server("x").server_code(-32601).build(), -32601, 502, false),
            (
                "peer's invalid code",
                McpError::server("x").server_code(503).http_status(503).build(),
                -32603,
                503,
                true,
            ),
            ("peer's named code", McpError::server("x").server_code("E_FAIL").build(), -32603, 502, false),
            ("author's word", McpError::timeout("x").retryable(false).build(), -32603, 504, false),
            ("author's code", McpError::timeout("x").json_rpc_code(7).build(), 7, 504, true),
        ];
        for (name, error, code, status, retryable) in cases {
            assert_eq!(error.json_rpc_code(CodeProfile::Mcp2026), code, "{name}: code");
            assert_eq!(error.http_status(), status, "{name}: status");
            assert_eq!(error.is_retryable(), retryable, "{name}: retryable");
        }
        assert_eq!(McpError::timeout("x").build().json_rpc_code(CodeProfile::Legacy), -32001);
    }
}
