//! A chain on one line: `A: message -> B: message`.

use crate::display::line;
use crate::error::Cause;
use crate::error::cause::bound_causes;
use crate::limits::MAX_CAUSES;
use crate::redact::Sanitizer;

/// The links, outermost first.
pub(crate) fn compact(links: &[Cause], sanitizer: &Sanitizer) -> String {
    let mut links = links.to_vec();
    // The bound is one for causes; the first link is the error that has them.
    bound_causes(&mut links, MAX_CAUSES + 1);
    let mut text = String::new();
    for (at, link) in links.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { " -> " });
        text.push_str(&line(link.error_type(), sanitizer));
        text.push_str(": ");
        text.push_str(&line(link.message(), sanitizer));
    }
    text
}
