//! Sanitizers: policies in a form that is used again and again.

use std::borrow::Cow;
use std::sync::Arc;

use crate::json::{Map, Value};
use crate::redact::found_secrets::FoundSecrets;
use crate::redact::policy::{DEFAULT, InvalidPolicy, Policy, Profile, Replacement, parse, process};
use crate::redact::structure::propagate::redact_everywhere;
use crate::redact::structure::sanitize::{is_clean_json, sanitize_json, sanitize_part, sanitize_value};

/// Redacts secrets by a policy of its own, or by the default policy.
///
/// An error that has a sanitizer, set by [`Builder::sanitizer`](crate::Builder::sanitizer), is redacted by it when it is built and
/// at every exit. Cloning a sanitizer is cheap.
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
/// # Ok::<(), mcp_errors::InvalidPolicy>(())
/// ```
#[derive(Clone, Default)]
pub struct Sanitizer(Option<Arc<Policy>>);

impl Sanitizer {
    /// Begins a sanitizer with a policy of its own.
    pub fn builder() -> SanitizerBuilder {
        SanitizerBuilder { map: Map::new() }
    }

    /// Returns `value` without its secrets and within the limits: as [`sanitize`](crate::sanitize()), by this policy.
    pub fn sanitize(&self, value: Value) -> Value {
        sanitize_value(value, self.effective().policy())
    }

    /// As [`Self::sanitize`], for a part of something in which `known` secrets were found.
    pub(crate) fn sanitize_part(&self, value: Value, known: FoundSecrets) -> Value {
        sanitize_part(value, self.effective().policy(), known)
    }

    /// Redacts the secrets in a text: as [`redact_text`](crate::redact_text), by this policy.
    pub fn redact_text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        redact_everywhere(text, self.effective().policy())
    }

    /// Whether a key is sensitive: as [`is_sensitive_key`](crate::is_sensitive_key), by this policy.
    pub fn is_sensitive_key(&self, key: &str) -> bool {
        self.effective().policy().is_sensitive_key(key)
    }

    /// As [`Self::sanitize`], on JSON text. Borrowed if nothing changes.
    pub(crate) fn sanitize_json<'a>(&self, text: &'a str) -> Cow<'a, str> {
        sanitize_json(text, self.effective().policy())
    }

    /// Whether canonical JSON needs no change: it has no secrets and is within the limits. The answer may be no by mistake.
    pub(crate) fn is_clean_json(&self, text: &str) -> bool {
        is_clean_json(text, self.effective().policy())
    }

    /// The sanitizer of the policies in a JSON text of a host; the default one if the text is empty.
    pub(crate) fn from_text(text: &str) -> Self {
        Self((!text.is_empty()).then(|| Arc::new(parse::from_text(text))))
    }

    /// The sanitizer of a policy.
    pub(crate) fn of(policy: Policy) -> Self {
        Self(Some(Arc::new(policy)))
    }

    /// Its policy.
    pub(crate) fn policy(&self) -> &Policy {
        self.0.as_deref().unwrap_or(&DEFAULT)
    }

    /// This sanitizer, and over it what the process has added.
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
        // Without the policy, which has the key of the hash.
        formatter.debug_struct("Sanitizer").finish_non_exhaustive()
    }
}

/// Builds a [`Sanitizer`]. [`build`](Self::build) checks the policy.
#[must_use = "a builder does nothing until it is built"]
pub struct SanitizerBuilder {
    map: Map,
}

impl SanitizerBuilder {
    /// Adds names whose values are secret, in any spelling: `internalId` is `internal_id`. A `*` at the start or the end of a name
    /// stands for any text.
    pub fn redact<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.names("redact", names)
    }

    /// Adds names whose values stay, whatever the built-in rules say. The values are still scanned as texts.
    pub fn keep<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.names("keep", names)
    }

    /// Adds a form of texts that are secret: `prefix`, of 3 to 64 bytes, and after it so many characters of `alphabet`, such as
    /// `A-Za-z0-9_-`. A text with more of these characters stays.
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

    /// Sets which built-in rules hold.
    pub fn profile(mut self, profile: Profile) -> Self {
        self.map.insert("profile", profile.name());
        self
    }

    /// Sets what replaces a secret.
    pub fn replacement(mut self, replacement: Replacement) -> Self {
        self.map.insert("replacement", replacement.name());
        self
    }

    /// Sets the key of the hash, of 16 bytes or more. With the same key, equal secrets have equal hashes. Default: a random key. On
    /// `wasm32-unknown-unknown`, which has no randomness, the default is to write markers instead of hashes.
    pub fn hash_key(mut self, key: impl Into<String>) -> Self {
        self.map.insert("hashKey", key.into());
        self
    }

    /// Lowers one of the [`limits`](crate::limits): `depth`, `nodes`, `width`, `stringChars`, `totalBytes`, `causes` or
    /// `valueChars`.
    pub fn limit(mut self, name: &str, most: u32) -> Self {
        let mut limits =
            self.map.remove("limits").and_then(|map| map.as_object().cloned()).unwrap_or_default();
        limits.insert(name, most);
        self.map.insert("limits", limits);
        self
    }

    /// Checks the policy, and returns the sanitizer.
    ///
    /// # Errors
    /// [`InvalidPolicy`] says what is not valid, and what would be.
    pub fn build(self) -> Result<Sanitizer, InvalidPolicy> {
        let mut policy = parse::from_value(&self.map.into())?;
        // On this target the standard library has no randomness, and everybody could know the key. Without one, secrets become
        // markers.
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
