//! One use of a policy, on a text, a value or a whole error: the policy, and the secrets found so far.

use std::cell::Cell;

use crate::json::Value;
use crate::redact::policy::{Policy, REDACTED, Replacement};
use crate::redact::structure::propagate::Needles;
use crate::redact::text;
use crate::redact::text::detect::policy_pattern;

/// A policy at work, and the secrets that it has found: they are looked for elsewhere later.
pub(crate) struct RedactionContext<'a> {
    pub(crate) policy: &'a Policy,
    /// In a cell: all functions share the context, and few add to it.
    found: Cell<Needles>,
}

impl<'a> RedactionContext<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        Self { policy, found: Cell::new(Needles::default()) }
    }

    /// Appends what stands for `secret`, and notes it.
    pub(crate) fn hide(&self, secret: &str, out: &mut String) {
        self.policy.replacement.push(self.policy.key, secret, out);
        self.note(secret);
    }

    /// Appends what stands for a secret that is no text.
    pub(crate) fn hide_data(&self, value: &Value, out: &mut String) {
        match self.policy.replacement {
            Replacement::Hash => self.policy.replacement.push(self.policy.key, &value.to_plain_string(), out),
            _ => out.push_str(REDACTED),
        }
    }

    /// Notes a text that is secret wherever it stands.
    pub(crate) fn note(&self, secret: &str) {
        if self.policy.is_reference() {
            return;
        }
        let mut found = self.found.take();
        found.add(secret);
        self.found.set(found);
    }

    /// What has been found.
    pub(crate) fn needles(&self) -> Needles {
        self.found.take()
    }

    /// The text without what the policy itself says is secret: its patterns, and tokens without a name where it is strict.
    pub(crate) fn hide_own(&self, text: &str) -> Option<String> {
        text::replace(
            text,
            &policy_pattern::find(text.as_bytes(), &self.policy.patterns, self.policy.is_strict()),
            self,
        )
    }
}
