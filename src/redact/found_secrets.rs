//! The secrets that were found, to be looked for elsewhere.

use crate::redact::escapes::unescaped;
use crate::redact::text::classify::value::is_common;
use crate::substring;

/// Most secrets that are kept.
const MOST: usize = 64;

/// Shortest and longest secret that is kept, in bytes. A shorter one may stand elsewhere by accident.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=4096;

/// A part of every marker.
const MARKER_WORD: &str = "REDACTED";

/// Secrets, each once, in the order in which they were found.
#[derive(Clone, Default)]
pub(crate) struct FoundSecrets(Vec<String>);

impl FoundSecrets {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of `others` that are not there yet.
    pub(crate) fn append(&mut self, others: &Self) {
        others.0.iter().for_each(|secret| self.add_one(secret));
    }

    /// The secrets.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, String> {
        self.0.iter()
    }

    /// Adds a secret and, if it has escapes, the secret without them.
    pub(crate) fn add(&mut self, secret: &str) {
        self.add_one(secret);
        if secret.bytes().any(|byte| matches!(byte, b'%' | b'\\'))
            && let Some(plain) = unescaped(secret)
        {
            self.add_one(&plain);
        }
    }

    /// Adds a secret unless it is too common to be looked for, or has a part of a marker in it.
    fn add_one(&mut self, secret: &str) {
        if LENGTHS.contains(&secret.len())
            && self.0.len() < MOST
            && !self.0.iter().any(|known| known == secret)
            && !is_common(secret.as_bytes())
            && substring::find(secret.as_bytes(), MARKER_WORD.as_bytes()).is_none()
        {
            self.0.push(secret.to_owned());
        }
    }
}

impl IntoIterator for FoundSecrets {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
