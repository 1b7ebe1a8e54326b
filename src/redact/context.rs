//! One use of a policy, on a text, a value or a whole error: the policy, and the secrets found so far.

use std::cell::RefCell;

use crate::json::Value;
use crate::redact::found_secrets::FoundSecrets;
use crate::redact::policy::{Policy, REDACTED, Replacement};

/// A policy and the secrets that were found with it.
pub(crate) struct RedactionContext<'a> {
    pub(crate) policy: &'a Policy,
    /// In a cell, because many functions share the context and few record a secret.
    found: RefCell<FoundSecrets>,
}

impl<'a> RedactionContext<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        Self { policy, found: RefCell::default() }
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
