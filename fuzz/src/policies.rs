//! Arbitrary policies, valid or not.

use arbitrary::{Result, Unstructured};
use mcp_errors::{Map, Value};

use super::errors::KEYS;

/// A policy as JSON, and a name that it redacts and does not keep.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) policy: Value,
    pub(crate) redacted: Option<String>,
}

impl Input {
    /// Takes a policy that is mostly valid: an invalid one is rejected as a whole, which tests little.
    pub(crate) fn take(u: &mut Unstructured<'_>) -> Result<Self> {
        let mut policy = Map::new();
        let redact = names(u)?;
        let keep = names(u)?;
        if u.arbitrary()? {
            policy.insert("profile", *u.choose(&["default", "strict", "reference", "lax"])?);
        }
        if u.arbitrary()? {
            policy.insert("replacement", *u.choose(&["marker", "hash", "partial"])?);
        }
        if u.arbitrary()? {
            policy.insert("hashKey", "0123456789abcdef");
        }
        if u.arbitrary()? {
            let patterns = (0..u.int_in_range(1..=3)?).map(|_| pattern(u)).collect::<Result<Vec<_>>>()?;
            policy.insert("patterns", patterns);
        }
        if u.arbitrary()? {
            policy.insert("limits", limits(u)?);
        }
        let redacted = redact.first().filter(|_| keep.is_empty()).cloned();
        policy.insert("redact", list(redact));
        policy.insert("keep", list(keep));
        Ok(Self { policy: Value::Object(policy), redacted })
    }
}

fn list(names: Vec<String>) -> Vec<Value> {
    names.into_iter().map(Value::from).collect()
}

fn names(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let count = u.int_in_range(0..=3)?;
    let mut names = Vec::new();
    for _ in 0..count {
        let name = if u.ratio(7, 8)? { (*u.choose(KEYS)?).to_owned() } else { u.arbitrary()? };
        let (before, after) = (u.ratio(1, 4)?, u.ratio(1, 4)?);
        names.push(format!("{}{name}{}", if before { "*" } else { "" }, if after { "*" } else { "" }));
    }
    Ok(names)
}

fn pattern(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut pattern = Map::new();
    pattern.insert("prefix", *u.choose(&["acme_", "eyJ", "ghp_", "[RE", "red", "...", "ab"])?);
    pattern.insert("alphabet", *u.choose(&["a-z", "A-Za-z0-9", "A-Za-z0-9_-", "0-9a-f", "!-~", "]", "a"])?);
    let (min, more) = (u.int_in_range(0..=20)?, u.int_in_range(0..=5000)?);
    let mut length = Map::new();
    length.insert("min", min);
    length.insert("max", min + more);
    pattern.insert("length", if u.arbitrary()? { Value::Object(length) } else { Value::from(min) });
    Ok(Value::Object(pattern))
}

fn limits(u: &mut Unstructured<'_>) -> Result<Map> {
    const LIMITS: &[&str] = &["depth", "nodes", "width", "stringChars", "totalBytes", "causes", "valueChars"];
    let mut limits = Map::new();
    for _ in 0..u.int_in_range(0..=4)? {
        limits.insert(*u.choose(LIMITS)?, u.int_in_range(1..=70)?);
    }
    Ok(limits)
}
