//! A chain of causes on one line: `A: message -> B: message`.

use crate::chars::escape_controls;
use crate::error::Cause;
use crate::error::cause::bound_causes;
use crate::limits::MAX_CAUSES;
use crate::redact::Sanitizer;

/// Formats an error and its causes, outermost first.
pub(crate) fn compact(chain: &[Cause], sanitizer: &Sanitizer) -> String {
    let mut chain = chain.to_vec();
    // The bound counts causes; the first entry is the error itself.
    bound_causes(&mut chain, MAX_CAUSES + 1);
    let entries: Vec<String> = chain
        .iter()
        .map(|cause| format!("{}: {}", line(cause.error_type(), sanitizer), line(cause.message(), sanitizer)))
        .collect();
    entries.join(" -> ")
}

/// A text without secrets and control characters.
fn line(text: &str, sanitizer: &Sanitizer) -> String {
    escape_controls(&sanitizer.redact_text(text)).into_owned()
}
