//! What a policy says, and its verdicts on names.

use crate::redact::keys::matcher::{self, KeyVerdict};
use crate::redact::policy::limits::Limits;
use crate::redact::policy::name_list::{MOST_NAMES, NameList};
use crate::redact::policy::pattern::{MOST_PATTERNS, Pattern};
use crate::redact::policy::profile::Profile;
use crate::redact::policy::replacement::{NO_KEY, Replacement};

/// What the profile `reference` looks for in a name.
const REFERENCE: [&[u8]; 6] = [b"password", b"token", b"secret", b"key", b"auth", b"credential"];

/// A policy.
#[derive(Clone)]
pub(crate) struct Policy {
    pub(super) redact: NameList,
    pub(super) keep: NameList,
    pub(crate) patterns: Vec<Pattern>,
    pub(super) profile: Profile,
    pub(crate) replacement: Replacement,
    /// The key of the hash.
    pub(crate) key: [u64; 2],
    pub(crate) limits: Limits,
    /// Whether more than the built-in rules decides about names.
    has_own_rules: bool,
}

/// The policy where none is given.
pub(crate) static DEFAULT: Policy = Policy::new();

impl Policy {
    pub(super) const fn new() -> Self {
        Self {
            redact: NameList::new(),
            keep: NameList::new(),
            patterns: Vec::new(),
            profile: Profile::Default,
            replacement: Replacement::Marker,
            key: NO_KEY,
            limits: Limits::MAX,
            has_own_rules: false,
        }
    }

    /// The strictest policy, which takes the place of one that is not valid.
    pub(super) fn strict() -> Self {
        let mut policy = Self::new();
        policy.profile = Profile::Strict;
        policy
    }

    /// Adds what another policy redacts. What it keeps does not count.
    pub(crate) fn tighten(&mut self, other: &Self) {
        self.redact.extend(&other.redact);
        self.patterns.extend_from_slice(&other.patterns);
        if self.profile == Profile::Default {
            self.profile = other.profile;
        }
        self.limits.lower_all(other.limits);
        self.update_rules();
    }

    /// Whether it redacts all that the default redacts, and replaces it with the same text.
    pub(crate) fn only_tightens(&self) -> bool {
        self.keep.is_empty()
            && self.profile != Profile::Reference
            && matches!(self.replacement, Replacement::Marker)
    }

    /// Must be called after a change of the profile or of the lists of names.
    pub(super) fn update_rules(&mut self) {
        self.has_own_rules =
            self.profile == Profile::Reference || !self.redact.is_empty() || !self.keep.is_empty();
    }

    /// Whether it finds more in a text than the detectors do.
    pub(crate) fn searches(&self) -> bool {
        self.is_strict() || !self.patterns.is_empty()
    }

    pub(crate) fn is_reference(&self) -> bool {
        self.profile == Profile::Reference
    }

    pub(crate) fn is_strict(&self) -> bool {
        self.profile == Profile::Strict
    }

    /// The verdict on a name.
    pub(crate) fn classify(&self, name: &[u8]) -> KeyVerdict {
        if self.has_own_rules { self.own_verdict(name) } else { matcher::classify(name) }
    }

    /// The verdict on a key of an object or a quoted name, whose value is data. A name of the policy's own list is secret whatever
    /// its value is.
    pub(crate) fn classify_data(&self, name: &[u8]) -> KeyVerdict {
        self.of_data(name, self.classify(name))
    }

    /// Whether a name is one that the policy itself calls secret.
    pub(crate) fn has_secret_name(&self, name: &[u8]) -> bool {
        self.has_own_rules && (self.is_reference() || self.redact.has(name)) || self.is_strict()
    }

    /// As [`Self::classify_data`], from the verdict on the name.
    pub(crate) fn of_data(&self, name: &[u8], verdict: KeyVerdict) -> KeyVerdict {
        if self.has_secret_name(name) { verdict } else { matcher::of_data(name, verdict) }
    }

    fn own_verdict(&self, name: &[u8]) -> KeyVerdict {
        if self.redact.has(name) {
            KeyVerdict::Secret
        } else if self.keep.has(name) {
            KeyVerdict::Safe
        } else if self.is_reference() {
            let is_secret = REFERENCE
                .iter()
                .any(|part| name.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part)));
            if is_secret { KeyVerdict::Secret } else { KeyVerdict::Safe }
        } else {
            matcher::classify(name)
        }
    }

    /// The verdict on the name of a declared field, about which the built-in rules do not decide.
    pub(crate) fn classify_declared(&self, name: &str) -> KeyVerdict {
        let is_secret = self.has_own_rules
            && (self.is_reference() && self.own_verdict(name.as_bytes()) == KeyVerdict::Secret
                || self.redact.has(name.as_bytes()));
        if is_secret { KeyVerdict::Secret } else { KeyVerdict::Safe }
    }

    /// Whether a name is sensitive by itself.
    pub(crate) fn is_sensitive_key(&self, name: &str) -> bool {
        let bytes = name.as_bytes();
        match self.classify(bytes) {
            KeyVerdict::Secret => true,
            KeyVerdict::Weak if self.is_strict() => true,
            _ => !self.keep.has(bytes) && !self.is_reference() && matcher::is_secret_as_text(bytes),
        }
    }

    /// Sets the key of the hash.
    pub(crate) fn set_key(&mut self, key: [u64; 2]) {
        self.key = key;
    }

    /// Whether it needs a key of the hash and has none.
    pub(crate) fn needs_key(&self) -> bool {
        self.replacement == Replacement::Hash && self.key == NO_KEY
    }

    /// Whether it has no more names and patterns than one policy may have.
    pub(crate) fn is_within_bounds(&self) -> bool {
        self.redact.len() <= MOST_NAMES && self.patterns.len() <= MOST_PATTERNS
    }
}
