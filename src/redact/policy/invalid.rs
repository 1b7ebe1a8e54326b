//! Why a policy is not valid.

use std::fmt;

use crate::redact::policy::limits::Limits;
use crate::redact::policy::name_list::{MOST_NAMES, NAME_BYTES};
use crate::redact::policy::pattern::{MOST_PATTERNS, PREFIX_MAX, PREFIX_MIN, TAIL_MAX};
use crate::redact::policy::replacement::KEY_MIN;

/// What is wrong with a policy. Its text also says what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    NotAnObject,
    /// An entry that a policy does not have.
    UnknownEntry(String),
    /// `redact` or `keep`.
    Names(&'static str),
    Patterns,
    Profile,
    Replacement,
    HashKey,
    Limits,
}

impl Reason {
    /// The reason why an entry is not valid.
    pub(crate) fn entry(name: &str) -> Self {
        match name {
            "redact" => Self::Names("redact"),
            "keep" => Self::Names("keep"),
            "patterns" => Self::Patterns,
            "profile" => Self::Profile,
            "replacement" => Self::Replacement,
            "hashKey" => Self::HashKey,
            "limits" => Self::Limits,
            _ => Self::UnknownEntry(name.to_owned()),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject => f.write_str("a policy is an object, such as `{ redact: [\"ssn\"] }`"),
            Self::UnknownEntry(name) => write!(
                f,
                "`{name}` is not valid in a policy: it is one of `redact`, `keep`, `patterns`, `profile`, `replacement`, \
                 `hashKey` and `limits`"
            ),
            Self::Names(name) => write!(
                f,
                "`{name}` is not valid in a policy: it is a list of up to {MOST_NAMES} names of up to {NAME_BYTES} bytes, which \
                 may begin or end with `*`"
            ),
            Self::Patterns => write!(
                f,
                "`patterns` is not valid in a policy: it is up to {MOST_PATTERNS} objects `{{ prefix, alphabet, length }}`: \
                 {PREFIX_MIN} to {PREFIX_MAX} ASCII characters, characters and ranges such as `A-Za-z0-9_-`, and a number or \
                 `{{ min, max }}` up to {TAIL_MAX}"
            ),
            Self::Profile => {
                f.write_str("`profile` is not valid in a policy: it is `default`, `reference` or `strict`")
            }
            Self::Replacement => {
                f.write_str("`replacement` is not valid in a policy: it is `marker`, `hash` or `partial`")
            }
            Self::HashKey => {
                write!(f, "`hashKey` is not valid in a policy: it is a text of {KEY_MIN} bytes or more")
            }
            Self::Limits => {
                f.write_str(
                    "`limits` is not valid in a policy: it is whole numbers from 1 to their defaults: ",
                )?;
                let mut limits = Limits::MAX;
                for (place, (name, most)) in limits.by_name().into_iter().enumerate() {
                    let comma = if place == 0 { "" } else { ", " };
                    write!(f, "{comma}{name} {most}")?;
                }
                Ok(())
            }
        }
    }
}

/// A policy that is not valid. Its text says what is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPolicy {
    reason: Reason,
}

impl InvalidPolicy {
    pub(crate) fn new(reason: Reason) -> Self {
        Self { reason }
    }
}

impl fmt::Display for InvalidPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl std::error::Error for InvalidPolicy {}
