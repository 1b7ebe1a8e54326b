//! JSON-RPC codes: constants, profiles, and the check of a code that an author chose.

use std::ops::RangeInclusive;

/// JSON-RPC's "internal error".
pub(crate) const INTERNAL_ERROR: i32 = -32603;
/// JSON-RPC's "invalid params".
pub(crate) const INVALID_PARAMS: i32 = -32602;

/// `error_code` of a resource that does not exist.
pub const RESOURCE_NOT_FOUND: &str = "RESOURCE_NOT_FOUND";

/// Codes to which the MCP specification gives a meaning of its own, such as -32042, which asks the user to visit a URL. An error
/// with such a code keeps it.
pub(crate) const PROTOCOL_CODES: RangeInclusive<i32> = -32099..=-32020;

/// Which JSON-RPC codes are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeProfile {
    /// The codes of the specification of 2026-07-28, which reserves -32768 to -32000.
    #[default]
    Mcp2026,
    /// The codes that SDKs sent before: -32000 for a lost connection, -32001 for a timeout.
    Legacy,
}

impl CodeProfile {
    /// The profile with a JavaScript name: `2026` or `legacy`.
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
pub enum InvalidCode {
    /// Not a whole number of 32 bits.
    NotInt32,
    /// In -32768 to -32000, which belongs to JSON-RPC and MCP, and not one of the five codes defined by JSON-RPC.
    Reserved,
    /// In 100 to 599: clients take those for HTTP statuses.
    LooksLikeHttp,
}

impl std::fmt::Display for InvalidCode {
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

impl std::error::Error for InvalidCode {}

/// Checks a JSON-RPC code that an author chose.
///
/// # Errors
/// [`InvalidCode`] if clients would misread the code.
///
/// ```
/// use mcp_errors::{InvalidCode, check_json_rpc_code};
///
/// assert_eq!(check_json_rpc_code(-32602.0), Ok(-32602));
/// assert_eq!(check_json_rpc_code(404.0), Err(InvalidCode::LooksLikeHttp));
/// ```
pub fn check_json_rpc_code(code: f64) -> Result<i32, InvalidCode> {
    if code.fract() != 0.0 || !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&code) {
        return Err(InvalidCode::NotInt32);
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked on the line above")]
    let code = code as i32;
    match code {
        -32700 | -32603..=-32600 => Ok(code),
        -32768..=-32000 => Err(InvalidCode::Reserved),
        100..=599 => Err(InvalidCode::LooksLikeHttp),
        _ => Ok(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::KINDS;

    #[test]
    fn every_code_of_the_table_is_valid() {
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
            ("MCP's range", -32042.0, Err(InvalidCode::Reserved)),
            ("legacy range", -32000.0, Err(InvalidCode::Reserved)),
            ("HTTP status", 429.0, Err(InvalidCode::LooksLikeHttp)),
            ("fraction", 1.5, Err(InvalidCode::NotInt32)),
            ("33 bits", 4_294_967_296.0, Err(InvalidCode::NotInt32)),
            ("not a number", f64::NAN, Err(InvalidCode::NotInt32)),
        ];
        for (name, code, expected) in cases {
            assert_eq!(check_json_rpc_code(code), expected, "{name}");
        }
    }
}
