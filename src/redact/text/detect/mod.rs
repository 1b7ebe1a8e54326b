//! The detectors: one file for each form in which a text gives a secret away.

pub(crate) mod auth_header;
pub(crate) mod cli_args;
pub(crate) mod cli_programs;
pub(crate) mod extent;
pub(crate) mod header;
pub(crate) mod jwt;
pub(crate) mod key_value;
pub(crate) mod name;
pub(crate) mod pem;
pub(crate) mod percent;
pub(crate) mod policy_pattern;
pub(crate) mod space_separated;
pub(crate) mod unprefixed;
pub(crate) mod url;
