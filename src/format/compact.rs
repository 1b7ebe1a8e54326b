//! A chain on one line: `A: message -> B: message`.

use super::line;
use crate::chain::{Cause, bound_causes};
use crate::text::join;

/// The links, outermost first.
pub(crate) fn compact(links: &[Cause]) -> String {
    let Some((first, causes)) = links.split_first() else { return String::new() };
    let mut causes = causes.to_vec();
    bound_causes(&mut causes);
    let texts = std::iter::once(first)
        .chain(&causes)
        .map(|link| join([line(link.error_type()), line(link.message())], ": "));
    join(texts, " -> ")
}
