//! Sanitizers: policies that have been read, to be used again and again.

use std::borrow::Cow;
use std::sync::Arc;

use crate::json::{Map, Value};
use crate::redact::policy::{DEFAULT, IllegalPolicy, Policy, Profile, Replacement, process};
use crate::redact::structure::{is_clean_json, sanitize_json, sanitize_value};
use crate::redact::text::passes;

/// What hides secrets, by a policy of its own or by the default one.
///
/// One that is given to an error by [`Builder::sanitizer`](crate::Builder::sanitizer) judges it when it is built and whenever it
/// leaves. Cloning it is cheap.
///
/// ```
/// use mcp_errors::{Sanitizer, Value};
///
/// let sanitizer = Sanitizer::builder()
///     .redact(["internalId"])
///     .keep(["session_token"])
///     .pattern("acme_", "A-Za-z0-9", 24..=24)
///     .build()?;
/// let value: Value = r#"{"internal_id": 7, "sessionToken": "tab-3", "password": "x"}"#.parse().unwrap();
/// assert_eq!(
///     sanitizer.sanitize(value).to_string(),
///     r#"{"internal_id":"[REDACTED]","sessionToken":"tab-3","password":"[REDACTED]"}"#
/// );
/// # Ok::<(), mcp_errors::IllegalPolicy>(())
/// ```
#[derive(Clone, Default)]
pub struct Sanitizer(Option<Arc<Policy>>);

impl Sanitizer {
    /// A sanitizer that is being described.
    pub fn builder() -> SanitizerBuilder {
        SanitizerBuilder { map: Map::new() }
    }

    /// A copy of `value` without secrets, within the bounds: as [`sanitize`](crate::sanitize()), by this policy.
    pub fn sanitize(&self, value: Value) -> Value {
        sanitize_value(value, self.effective().policy())
    }

    /// Hides the secrets in a text: as [`redact_text`](crate::redact_text), by this policy.
    pub fn redact_text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        passes::redact(text, self.effective().policy(), &mut |_| {})
    }

    /// Whether a name is sensitive by itself: as [`is_sensitive_key`](crate::is_sensitive_key), by this policy.
    pub fn is_sensitive_key(&self, key: &str) -> bool {
        self.effective().policy().is_sensitive_key(key)
    }

    /// As [`Self::sanitize`], on JSON text. Borrowed if nothing has changed.
    pub(crate) fn sanitize_json<'a>(&self, text: &'a str) -> Cow<'a, str> {
        sanitize_json(text, self.effective().policy())
    }

    /// Whether `text`, canonical JSON, needs no change: it has no secrets, and is within the bounds. May err towards no.
    pub(crate) fn is_clean_json(&self, text: &str) -> bool {
        is_clean_json(text, self.effective().policy())
    }

    /// The sanitizer that the text of a host describes; none describes the default.
    pub(crate) fn from_text(text: &str) -> Self {
        Self((!text.is_empty()).then(|| Arc::new(Policy::from_text(text))))
    }

    /// The sanitizer of a policy.
    pub(crate) fn of(policy: Policy) -> Self {
        Self(Some(Arc::new(policy)))
    }

    /// Its policy.
    pub(crate) fn policy(&self) -> &Policy {
        self.0.as_deref().unwrap_or(&DEFAULT)
    }

    /// Itself, and over it what the process has added.
    pub(crate) fn effective(&self) -> Self {
        let Some(added) = process::get() else { return self.clone() };
        match &self.0 {
            None => Self(Some(added)),
            Some(own) => {
                let mut policy = Policy::clone(own);
                policy.tighten(&added);
                Self::of(policy)
            }
        }
    }
}

impl std::fmt::Debug for Sanitizer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The key of its hash is nobody's to see.
        formatter.debug_struct("Sanitizer").finish_non_exhaustive()
    }
}

/// A policy that is being written; [`build`](Self::build) says whether it is legal.
#[must_use = "a builder does nothing until it is built"]
pub struct SanitizerBuilder {
    map: Map,
}

impl SanitizerBuilder {
    /// Names whose values are secret, in any spelling: `internalId` is `internal_id`. A `*` before or behind a name stands for
    /// anything.
    pub fn redact<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.names("redact", names)
    }

    /// Names whose values are no secrets, whatever the built-in rules say. What they hold is still looked at as text.
    pub fn keep<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.names("keep", names)
    }

    /// Texts that are secret: `prefix`, 3 to 64 bytes, and behind it so many characters of `alphabet`, such as `A-Za-z0-9_-`.
    pub fn pattern(mut self, prefix: &str, alphabet: &str, length: std::ops::RangeInclusive<u16>) -> Self {
        let mut range = Map::new();
        range.insert("min", *length.start());
        range.insert("max", *length.end());
        let mut pattern = Map::new();
        pattern.insert("prefix", prefix);
        pattern.insert("alphabet", alphabet);
        pattern.insert("length", range);
        let mut patterns = self.list("patterns");
        patterns.push(pattern.into());
        self.map.insert("patterns", patterns);
        self
    }

    /// Which built-in rules hold.
    pub fn profile(mut self, profile: Profile) -> Self {
        self.map.insert(
            "profile",
            match profile {
                Profile::Default => "default",
                Profile::Reference => "reference",
                Profile::Strict => "strict",
            },
        );
        self
    }

    /// What stands for a secret.
    pub fn replacement(mut self, replacement: Replacement) -> Self {
        self.map.insert(
            "replacement",
            match replacement {
                Replacement::Marker => "marker",
                Replacement::Hash => "hash",
                Replacement::Partial => "partial",
            },
        );
        self
    }

    /// The key of the hash, 16 bytes or more: with the same key, the same secrets have the same hash. Default: a
    /// random one; on `wasm32-unknown-unknown`, where there is none, markers take the place of hashes.
    pub fn hash_key(mut self, key: impl Into<String>) -> Self {
        self.map.insert("hashKey", key.into());
        self
    }

    /// A lower bound than that of [`limits`](crate::limits), by its name: `depth`, `nodes`, `width`, `stringChars`, `totalBytes`,
    /// `causes` or `valueChars`.
    pub fn limit(mut self, name: &str, most: u32) -> Self {
        let mut limits =
            self.map.remove("limits").and_then(|map| map.as_object().cloned()).unwrap_or_default();
        limits.insert(name, most);
        self.map.insert("limits", limits);
        self
    }

    /// The sanitizer.
    ///
    /// # Errors
    /// [`IllegalPolicy`] says what is not legal, and what would be.
    pub fn build(self) -> Result<Sanitizer, IllegalPolicy> {
        let mut policy = Policy::from_value(&self.map.into()).map_err(IllegalPolicy::from)?;
        // Where the standard library has no randomness everybody would know the key: without one, markers stand for secrets.
        if policy.needs_key() && !cfg!(all(target_arch = "wasm32", target_os = "unknown")) {
            use std::hash::BuildHasher as _;
            let random = std::hash::RandomState::new();
            policy.set_key([random.hash_one(0), random.hash_one(1)]);
        }
        Ok(Sanitizer::of(policy))
    }

    fn list(&mut self, key: &str) -> Vec<Value> {
        self.map.remove(key).and_then(|list| list.as_array().map(<[Value]>::to_vec)).unwrap_or_default()
    }

    fn names<T: Into<String>>(mut self, key: &str, names: impl IntoIterator<Item = T>) -> Self {
        let mut list = self.list(key);
        list.extend(names.into_iter().map(|name| Value::String(name.into())));
        self.map.insert(key, list);
        self
    }
}
