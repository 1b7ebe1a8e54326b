//! Reads a policy as a host writes it, as JSON.

use crate::json::{self, Value};
use crate::redact::policy::invalid::{InvalidPolicy, Reason};
use crate::redact::policy::name_list::{MOST_NAMES, NameList};
use crate::redact::policy::pattern::{Alphabet, MOST_PATTERNS, Pattern, TAIL_MAX};
use crate::redact::policy::profile::Profile;
use crate::redact::policy::replacement::{KEY_MIN, Replacement, key_of};
use crate::redact::policy::rules::Policy;

/// Reads one policy.
pub(crate) fn from_value(value: &Value) -> Result<Policy, InvalidPolicy> {
    let mut policy = Policy::new();
    apply(&mut policy, value).map_err(InvalidPolicy::new)?;
    Ok(policy)
}

/// Reads a JSON array of policies: the sanitizer's own policy, then those that the process has added. The strictest policy takes
/// their place if the text is not valid.
pub(crate) fn from_text(text: &str) -> Policy {
    match json::parse(text).ok().and_then(Value::into_array) {
        Some(policies) => from_list(&policies),
        None => Policy::strict(),
    }
}

/// The policy that several make together; the strictest if one of them is not valid.
pub(crate) fn from_list(policies: &[Value]) -> Policy {
    let mut policy = Policy::new();
    let is_valid = policies.iter().all(|value| apply(&mut policy, value).is_ok());
    if is_valid { policy } else { Policy::strict() }
}

/// Adds what `value` says to a policy.
fn apply(policy: &mut Policy, value: &Value) -> Result<(), Reason> {
    let Value::Object(map) = value else { return Err(Reason::NotAnObject) };
    for (key, value) in map.iter() {
        if !value.is_null() {
            apply_entry(policy, key, value)?;
        }
    }
    policy.update_rules();
    Ok(())
}

/// Adds one entry to a policy.
pub(crate) fn apply_entry(policy: &mut Policy, key: &str, value: &Value) -> Result<(), Reason> {
    let applied = match key {
        "redact" => read_names(value, &mut policy.redact),
        "keep" => read_names(value, &mut policy.keep),
        "patterns" => read_patterns(value, &mut policy.patterns),
        "limits" => read_limits(value, policy),
        "hashKey" => {
            let key = value.as_str().filter(|key| key.len() >= KEY_MIN);
            key.map(|key| policy.key = key_of(key))
        }
        "profile" => value.as_str().and_then(Profile::from_name).map(|profile| set_profile(policy, profile)),
        "replacement" => {
            let replacement = value.as_str().and_then(Replacement::from_name);
            replacement.map(|replacement| set_replacement(policy, replacement))
        }
        _ => None,
    };
    applied.ok_or_else(|| Reason::entry(key))
}

fn set_profile(policy: &mut Policy, profile: Profile) {
    match profile {
        Profile::Default => {}
        // The process adds `strict`, which does not concern a sanitizer with the profile of the references.
        Profile::Strict if policy.is_reference() => {}
        Profile::Reference | Profile::Strict => policy.profile = profile,
    }
}

fn set_replacement(policy: &mut Policy, replacement: Replacement) {
    match replacement {
        Replacement::Marker => {}
        Replacement::Hash | Replacement::Partial => policy.replacement = replacement,
    }
}

fn read_names(value: &Value, names: &mut NameList) -> Option<()> {
    list(value, MOST_NAMES)?.iter().try_for_each(|name| names.push(name.as_str()?))
}

fn read_patterns(value: &Value, patterns: &mut Vec<Pattern>) -> Option<()> {
    list(value, MOST_PATTERNS)?.iter().try_for_each(|item| {
        patterns.push(read_pattern(item)?);
        Some(())
    })
}

fn read_pattern(value: &Value) -> Option<Pattern> {
    let length = value.get("length")?;
    let (min, max) = (length.get("min").unwrap_or(length), length.get("max").unwrap_or(length));
    let length = (whole(min)?, whole(max)?);
    if length.0 < 1 || length.0 > length.1 || length.1 > TAIL_MAX {
        return None;
    }
    let alphabet = Alphabet::read(value.get("alphabet")?.as_str()?)?;
    Pattern::new(value.get("prefix")?.as_str()?, alphabet, length)
}

fn read_limits(value: &Value, policy: &mut Policy) -> Option<()> {
    value.as_object()?.iter().try_for_each(|(name, value)| policy.limits.lower(name, whole(value)?))
}

/// The items of an array of at most so many.
fn list(value: &Value, most: usize) -> Option<&[Value]> {
    value.as_array().filter(|items| items.len() <= most)
}

/// A whole number that is not negative.
fn whole(value: &Value) -> Option<usize> {
    usize::try_from(value.as_integer()?).ok()
}
