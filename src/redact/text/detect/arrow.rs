//! Values after an arrow: the new one in `token = "…" -> "…"`, as Terraform prints changes, and `password → …`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::cursor::{BLANK, JOINT, NAME, PLUS, QUOTE, SPACE, Text, class, only};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::name::name_before;
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::span::{NameSpan, Span};

/// How far before an arrow the old value begins.
const OLD_LIMIT: usize = 96;

/// The secret after the arrow that ends at `at`, in ASCII or as U+2192.
pub(crate) fn find<'a>(text: Text<'a>, at: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    let from = if text.at(at) == b'>' { at.checked_sub(1)? } else { at.checked_sub(2)? };
    if !matches!(text.slice(from, at + 1), b"->" | [0xe2, 0x86, 0x92])
        || !text.was(from, BLANK)
        || !text.is(at + 1, BLANK)
    {
        return None;
    }
    let name = name_of_old(text, from).or_else(|| name_before(text, from))?;
    let verdict = names.get(name.bytes);
    if verdict == KeyVerdict::Safe {
        return None;
    }
    let value = extent::locate(text, text.run(at + 1, BLANK, 8), &mut ExtentMemo::default())?;
    secret_of(text, value, &name, verdict, Join::Spaced)
}

/// The name whose old value stands before the arrow at `arrow`.
fn name_of_old(text: Text<'_>, arrow: usize) -> Option<NameSpan<'_>> {
    let end = text.run_back(arrow, BLANK, 4);
    let start = end.saturating_sub(OLD_LIMIT);
    let quote = text.before(end);
    let ends = |b: u8| if class(quote) & QUOTE != 0 { b == quote } else { class(b) & SPACE != 0 };
    let head = text.slice(start, end.saturating_sub(1));
    let before = start + head.iter().rposition(|&b| ends(b))?;
    let is_quoted = class(quote) & QUOTE != 0;
    // `f(password: str) -> Token` has a type there.
    if !is_quoted && !only(text.slice(before + 1, end), NAME | PLUS | JOINT) {
        return None;
    }
    let sign = text.run_back(before + usize::from(!is_quoted), BLANK, 4);
    matches!(text.before(sign), b'=' | b':').then(|| name_before(text, sign - 1))?
}
