//! The detectors: one file for each form in which a text gives a secret away. Each returns the range of the secret.

pub(crate) mod arguments;
pub(crate) mod auth_header;
mod authorization;
pub(crate) mod cli_args;
pub(crate) mod cli_programs;
mod cookie;
mod data_source;
pub(crate) mod environment;
mod extent;
mod header;
pub(crate) mod jwt;
pub(crate) mod key_value;
pub(crate) mod markup;
mod multipart;
pub(crate) mod name;
pub(crate) mod name_verdicts;
mod netrc;
pub(crate) mod password_is;
pub(crate) mod pem;
pub(crate) mod percent;
pub(crate) mod policy_pattern;
mod putty;
pub(crate) mod space_separated;
pub(crate) mod sql;
pub(crate) mod unprefixed;
pub(crate) mod url;
mod web_key;
