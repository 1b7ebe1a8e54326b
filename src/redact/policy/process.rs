//! What `configure` has added for the whole process. In the package nothing ever is: the host keeps it, and hands it over with each
//! call.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::redact::policy::{DEFAULT, Policy};

static ADDED: RwLock<Option<Arc<Policy>>> = RwLock::new(None);
static IS_SET: AtomicBool = AtomicBool::new(false);

/// It, if there is anything.
pub(crate) fn get() -> Option<Arc<Policy>> {
    if !IS_SET.load(Ordering::Acquire) {
        return None;
    }
    ADDED.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Adds a policy that only tightens; false if there would be too many names or patterns.
pub(crate) fn add(policy: &Policy) -> bool {
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    let mut next = added.as_deref().unwrap_or(&DEFAULT).clone();
    next.tighten(policy);
    let is_within = next.is_within();
    if is_within {
        *added = Some(Arc::new(next));
        IS_SET.store(true, Ordering::Release);
    }
    is_within
}
