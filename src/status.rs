//! What the protocols make of an error: its JSON-RPC code, its HTTP status, and whether repeating may help.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::error::McpError;
use crate::kind::{ErrorKind, INVALID_PARAMS, Retry};

/// `error_code` of a resource that does not exist.
pub const RESOURCE_NOT_FOUND: &str = "RESOURCE_NOT_FOUND";

/// Codes that the MCP specification gives a meaning of its own, such as -32042, which asks the user to visit a URL: what has one
/// travels as it is.
pub const PROTOCOL_CODES: RangeInclusive<i32> = -32099..=-32020;

/// Which JSON-RPC codes are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeProfile {
    /// As the specification of 2026-07-28 has it: nothing new in -32768 to -32000.
    #[default]
    Mcp2026,
    /// As the SDKs did before: -32000 for a lost connection, -32001 for a timeout.
    Legacy,
}

impl CodeProfile {
    /// The profile with the given name in JavaScript, `2026` or `legacy`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "2026" => Some(Self::Mcp2026),
            "legacy" => Some(Self::Legacy),
            _ => None,
        }
    }
}

/// Why a JSON-RPC code cannot be chosen freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IllegalCode {
    /// Not a whole number of 32 bits.
    NotInt32,
    /// In -32768 to -32000, which belongs to JSON-RPC and MCP, and not one of the five codes defined by JSON-RPC.
    Reserved,
    /// In 100 to 599: clients take those for HTTP statuses.
    LooksLikeHttp,
}

impl std::fmt::Display for IllegalCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::NotInt32 => {
                "a JSON-RPC code is a whole number of 32 bits; choose one outside -32768 to -32000"
            }
            Self::Reserved => {
                "the codes -32768 to -32000 are reserved; choose one outside, or leave it to the error's kind"
            }
            Self::LooksLikeHttp => {
                "clients take 100 to 599 for HTTP statuses; choose a code outside, and set `http_status`"
            }
        })
    }
}

impl std::error::Error for IllegalCode {}

/// Checks a JSON-RPC code that somebody chose.
///
/// # Errors
/// [`IllegalCode`] says why it must not be sent.
///
/// ```
/// use mcp_errors::{IllegalCode, check_json_rpc_code};
///
/// assert_eq!(check_json_rpc_code(-32602.0), Ok(-32602));
/// assert_eq!(check_json_rpc_code(404.0), Err(IllegalCode::LooksLikeHttp));
/// ```
pub fn check_json_rpc_code(code: f64) -> Result<i32, IllegalCode> {
    if code.fract() != 0.0 || !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&code) {
        return Err(IllegalCode::NotInt32);
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked on the line above")]
    let code = code as i32;
    match code {
        -32700 | -32603..=-32600 => Ok(code),
        -32768..=-32000 => Err(IllegalCode::Reserved),
        100..=599 => Err(IllegalCode::LooksLikeHttp),
        _ => Ok(code),
    }
}

impl McpError {
    /// The JSON-RPC code: the one chosen by the author, else that of the kind. A server's own code is passed on where it
    /// is a legal one to send.
    pub fn json_rpc_code(&self, profile: CodeProfile) -> i32 {
        if let Some(code) = self.parts.json_rpc_code {
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

    /// The HTTP status that fits: of an authentication error 403 if a permission is missing, else 401; of a selector
    /// that is ambiguous 409, or cannot be read 400; of a server's error the status it came with.
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

    /// Whether repeating the operation may help. The author's word counts, else the kind decides. Whether it is safe is
    /// for the caller to know.
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

    /// How long to wait before repeating, where the author or the peer said so.
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
    use crate::kind::KINDS;

    #[test]
    fn every_code_of_the_table_is_legal_to_send() {
        for row in KINDS {
            assert_eq!(check_json_rpc_code(row.json_rpc.into()), Ok(row.json_rpc), "{}", row.class);
        }
    }

    #[test]
    fn chosen_codes_are_checked() {
        let cases = [
            ("application code", -31999.0, Ok(-31999)),
            ("positive", 1000.0, Ok(1000)),
            ("JSON-RPC's own", -32601.0, Ok(-32601)),
            ("MCP's range", -32042.0, Err(IllegalCode::Reserved)),
            ("legacy range", -32000.0, Err(IllegalCode::Reserved)),
            ("HTTP status", 429.0, Err(IllegalCode::LooksLikeHttp)),
            ("fraction", 1.5, Err(IllegalCode::NotInt32)),
            ("33 bits", 4_294_967_296.0, Err(IllegalCode::NotInt32)),
            ("not a number", f64::NAN, Err(IllegalCode::NotInt32)),
        ];
        for (name, code, expected) in cases {
            assert_eq!(check_json_rpc_code(code), expected, "{name}");
        }
    }

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
                "peer's illegal code",
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
