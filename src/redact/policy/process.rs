//! The policy that `configure` has added for the whole process. The package never adds one: its host keeps the policy, and
//! passes it with each call.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::redact::policy::rules::{DEFAULT, Policy};

static ADDED: RwLock<Option<Arc<Policy>>> = RwLock::new(None);
/// Whether there is a policy, so that most calls need no lock.
static IS_SET: AtomicBool = AtomicBool::new(false);

/// The policy, if one was added.
pub(crate) fn get() -> Option<Arc<Policy>> {
    if !IS_SET.load(Ordering::Acquire) {
        return None;
    }
    ADDED.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Adds a policy that only tightens. Returns false, and adds nothing, if there would be too many names or patterns.
pub(crate) fn add(policy: &Policy) -> bool {
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    let mut next = added.as_deref().unwrap_or(&DEFAULT).clone();
    next.tighten(policy);
    let is_within = next.is_within_bounds();
    if is_within {
        *added = Some(Arc::new(next));
        IS_SET.store(true, Ordering::Release);
    }
    is_within
}
