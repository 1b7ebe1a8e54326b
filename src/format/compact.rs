//! A chain on one line: `A: message -> B: message`.

use super::line;
use crate::chain::{Cause, bound_causes};

/// The links, outermost first.
pub(crate) fn compact(links: &[Cause]) -> String {
    let Some((first, causes)) = links.split_first() else { return String::new() };
    let mut causes = causes.to_vec();
    bound_causes(&mut causes);
    let texts: Vec<String> = std::iter::once(first)
        .chain(&causes)
        .map(|link| format!("{}: {}", line(link.error_type()), line(link.message())))
        .collect();
    texts.join(" -> ")
}
