//! What the npm package has from the tables of this crate, for `cargo xtask codegen`.

use crate::error::METADATA_KEYS;
use crate::kind::{INVALID_PARAMS, PROTOCOL_CODES};
use crate::telemetry::ATTRIBUTES;
use crate::wire::EXIT_OPTIONS;

/// Constants that the crate has no public name for.
#[derive(Debug)]
#[non_exhaustive]
pub struct Constants {
    /// Properties of a thrown value that tell its kind.
    pub metadata_keys: &'static [&'static str],
    /// JSON-RPC's "invalid params".
    pub invalid_params: i32,
    /// Codes to which the MCP specification gives a meaning.
    pub protocol_codes: std::ops::RangeInclusive<i32>,
    /// Options of the exits.
    pub exit_options: &'static [&'static str],
    /// Attributes of OpenTelemetry, by the names of their constants.
    pub attributes: &'static [(&'static str, &'static str)],
}

/// The constants.
pub fn constants() -> Constants {
    Constants {
        metadata_keys: &METADATA_KEYS,
        invalid_params: INVALID_PARAMS,
        protocol_codes: PROTOCOL_CODES,
        exit_options: &EXIT_OPTIONS,
        attributes: ATTRIBUTES,
    }
}
