//! The verdicts on the names of one text.

use crate::redact::keys::cache::KeyCache;
use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;

/// The verdicts of a policy on names, with a cache.
pub(crate) struct NameVerdicts<'a> {
    pub(crate) policy: &'a Policy,
    cache: KeyCache<'a, KeyVerdict, 16>,
}

impl<'a> NameVerdicts<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        Self { policy, cache: KeyCache::new(KeyVerdict::Safe) }
    }

    pub(crate) fn get(&mut self, name: &'a [u8]) -> KeyVerdict {
        self.cache.get(name, || Some(self.policy.classify(name))).unwrap_or(KeyVerdict::Safe)
    }
}
