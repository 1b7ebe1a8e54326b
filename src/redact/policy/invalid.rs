//! What is said where settings or a policy are refused. The core names the reason; the sentences are for its users, and the package
//! has them in a generated file.

use crate::chars::{concat, push_integer};
use crate::redact::policy::DEFAULT;
use crate::redact::policy::parse::LIMITS;

/// Why something was refused, the first character of a refusal.
#[derive(Clone, Copy)]
pub(crate) enum Why {
    NoPolicy,
    Entry,
    Setting,
    Looser,
    TooMany,
    Wider,
}

/// A refusal: why, and what was refused.
pub(crate) fn refusal(why: Why, entry: &str) -> String {
    let sign = match why {
        Why::NoPolicy => "0",
        Why::Entry => "1",
        Why::Setting => "2",
        Why::Looser => "3",
        Why::TooMany => "4",
        Why::Wider => "5",
    };
    concat(&[sign, entry])
}

/// The sentences by refusals, or by their first character where any entry is meant, which then stands for `{}`.
const SENTENCES: &[(&str, &str)] = &[
    ("0", "a policy is an object, such as `{ redact: [\"ssn\"] }`"),
    (
        "1",
        "`{}` is not legal in a policy: it is one of `redact`, `keep`, `patterns`, `profile`, `replacement`, `hashKey` and `limits`",
    ),
    (
        "1redact",
        "`redact` is not legal in a policy: it is a list of up to 256 names of up to 128 bytes, which may begin or end with `*`",
    ),
    (
        "1keep",
        "`keep` is not legal in a policy: it is a list of up to 256 names of up to 128 bytes, which may begin or end with `*`",
    ),
    (
        "1patterns",
        "`patterns` is not legal in a policy: it is up to 64 objects `{ prefix, alphabet, length }`: 3 to 64 ASCII characters, \
         characters and ranges such as `A-Za-z0-9_-`, and a number or `{ min, max }` up to 4096",
    ),
    ("1profile", "`profile` is not legal in a policy: it is `default`, `reference` or `strict`"),
    ("1replacement", "`replacement` is not legal in a policy: it is `marker`, `hash` or `partial`"),
    ("1hashKey", "`hashKey` is not legal in a policy: it is a text of 16 bytes or more"),
    (LIMITS_REFUSED, "`limits` is not legal in a policy: it is whole numbers from 1 to their defaults: "),
    (
        "2",
        "{} is not legal: settings are an object with `audience` (`operator` or `client`), `codeProfile` (the text `2026`, or \
         `legacy`), `redact`, `patterns`, `profile` and `limits`",
    ),
    (
        "3",
        "`{}` is not legal for the process, whose settings can only tighten: give it to `createSanitizer`, and the sanitizer to the \
         class or the call that needs it",
    ),
    ("4", "there are too many names or patterns: the process may have 256 names and 64 patterns"),
    (
        "5",
        "audience is `client` already, and settings of the process can only tighten; give `audience: \"operator\"` to the one exit \
         that needs it",
    ),
];

/// The one whose sentence goes on with the limits.
const LIMITS_REFUSED: &str = "1limits";

/// The sentences by refusals, for the package.
pub(crate) fn refusals() -> Vec<(&'static str, String)> {
    let mut limits = DEFAULT.limits;
    let mut list = String::new();
    for (place, name) in LIMITS.split(' ').enumerate() {
        list.push_str(if place == 0 { "" } else { ", " });
        list.push_str(name);
        list.push(' ');
        push_integer(limits.slot(place).and_then(|most| i64::try_from(*most).ok()).unwrap_or(0), &mut list);
    }
    let full = |(refusal, sentence): &(&'static str, &str)| {
        (*refusal, concat(&[sentence, if *refusal == LIMITS_REFUSED { &list } else { "" }]))
    };
    SENTENCES.iter().map(full).collect()
}

/// What a refusal says, and what would be legal.
pub(crate) fn sentence(refusal: &str) -> String {
    let table = refusals();
    let (sign, entry) = refusal.split_at_checked(1).unwrap_or_default();
    let of = |wanted: &str| table.iter().find(|(refusal, _)| *refusal == wanted);
    of(refusal).or_else(|| of(sign)).map_or_else(String::new, |(_, sentence)| sentence.replace("{}", entry))
}

/// Why a policy was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllegalPolicy {
    message: String,
}

impl IllegalPolicy {
    /// One for a refusal.
    #[expect(clippy::needless_pass_by_value, reason = "what is refused is made for it")]
    pub(crate) fn from(refusal: String) -> Self {
        Self { message: sentence(&refusal) }
    }

    /// What is wrong, and what would be legal.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for IllegalPolicy {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for IllegalPolicy {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::policy::names::{NAME_BYTES, NAMES};
    use crate::redact::policy::parse::KEY_MIN;
    use crate::redact::policy::pattern::{PATTERNS, PREFIX, PREFIX_MIN, TAIL_MAX};

    #[test]
    fn sentences_name_the_bounds_that_hold() {
        for (refusal, said) in [
            ("1redact", format!("up to {NAMES} names of up to {NAME_BYTES} bytes")),
            ("1keep", format!("up to {NAMES} names of up to {NAME_BYTES} bytes")),
            ("1patterns", format!("up to {PATTERNS} objects")),
            ("1patterns", format!("{PREFIX_MIN} to {PREFIX} ASCII characters")),
            ("1patterns", format!("up to {TAIL_MAX}")),
            ("1hashKey", format!("{KEY_MIN} bytes or more")),
            ("4", format!("{NAMES} names and {PATTERNS} patterns")),
            ("1limits", format!("depth {}", DEFAULT.limits.depth)),
        ] {
            assert!(sentence(refusal).contains(&said), "{refusal}: {said}");
        }
    }
}
