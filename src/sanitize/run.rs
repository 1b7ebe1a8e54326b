//! A run: a policy at work, on a text, a value or a whole error.

use std::cell::Cell;

use crate::json::Value;
use crate::policy::{Policy, REDACTED, Replacement};
use crate::sanitize::keys::{KeyVerdict, classify_bytes, is_built_in_secret};
use crate::sanitize::needles::Needles;
use crate::sanitize::{patterns, scan};

/// What the rule of the references looks for in a name.
const REFERENCE: [&[u8]; 6] = [b"password", b"token", b"secret", b"key", b"auth", b"credential"];

impl Policy {
    /// The verdict on a name.
    pub(crate) fn classify(&self, name: &[u8]) -> KeyVerdict {
        if self.judges { self.own_verdict(name) } else { classify_bytes(name) }
    }

    #[cold]
    #[inline(never)]
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
            classify_bytes(name)
        }
    }

    /// The verdict on the name of a declared field, which built-in rules do not judge.
    pub(crate) fn classify_declared(&self, name: &str) -> KeyVerdict {
        let is_secret = self.judges
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
            _ => !self.keep.has(bytes) && !self.is_reference() && is_built_in_secret(bytes),
        }
    }
}

/// One use of a policy, on a text, a value or a whole error; what is found on the way is looked for elsewhere later.
pub(crate) struct Run<'a> {
    pub(crate) policy: &'a Policy,
    /// In a cell, since everybody on the way has the run and few add to it.
    found: Cell<Needles>,
}

impl<'a> Run<'a> {
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
        scan::replace(
            text,
            &patterns::find(text.as_bytes(), &self.policy.patterns, self.policy.is_strict()),
            self,
        )
    }
}
