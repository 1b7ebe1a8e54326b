//! One use of a policy, on a text, a value or a whole error: the policy, and the secrets found so far.

use std::cell::{Cell, RefCell};

use crate::json::Value;
use crate::redact::found_secrets::FoundSecrets;
use crate::redact::policy::{Policy, REDACTED, Replacement};

/// Sanitizes a value that a text stands for.
pub(crate) type SanitizeValue = fn(&mut Value, &RedactionContext<'_>);

/// A policy and the secrets that were found with it.
pub(crate) struct RedactionContext<'a> {
    pub(crate) policy: &'a Policy,
    /// In a cell, because many functions share the context and few record a secret.
    found: RefCell<FoundSecrets>,
    /// What sanitizes the value of a text that is JSON: texts are in trees and trees in texts, and files must not use each other in a
    /// circle.
    pub(crate) sanitize_value: Option<SanitizeValue>,
    /// How many texts of JSON the value that is redacted is in.
    pub(crate) json_level: Cell<usize>,
}

impl<'a> RedactionContext<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        Self { policy, found: RefCell::default(), sanitize_value: None, json_level: Cell::new(0) }
    }

    /// As [`Self::new`], for texts that may be JSON.
    pub(crate) fn with_json(policy: &'a Policy, sanitize_value: SanitizeValue) -> Self {
        Self { sanitize_value: Some(sanitize_value), ..Self::new(policy) }
    }

    /// Records a secret, so that it is looked for elsewhere. The profile `reference` looks for nothing.
    pub(crate) fn record(&self, secret: &str) {
        if !self.policy.is_reference() {
            self.found.borrow_mut().add(secret);
        }
    }

    /// Takes the secrets that were recorded.
    pub(crate) fn take_found(&self) -> FoundSecrets {
        self.found.take()
    }

    /// Appends the replacement of a secret, and records the secret.
    pub(crate) fn replace(&self, secret: &str, out: &mut String) {
        self.policy.replacement.push(self.policy.key, secret, out);
        self.record(secret);
    }

    /// Appends the replacement of a secret that is not a text.
    pub(crate) fn replace_data(&self, value: &Value, out: &mut String) {
        match self.policy.replacement {
            Replacement::Hash => self.policy.replacement.push(self.policy.key, &value.to_plain_string(), out),
            _ => out.push_str(REDACTED),
        }
    }
}
