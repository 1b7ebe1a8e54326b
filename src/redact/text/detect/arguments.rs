//! Arguments of functions: `set("password", "…")`, `setPassword("…")`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::classify::prose::is_identifier;
use crate::redact::text::classify::scheme::scheme_prefix;
use crate::redact::text::cursor::{BLANK, DIGIT, QUOTE, SPACE, Text, any};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::name::{NAME, NAME_LIMIT, name_before};
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::span::{NameSpan, Span, ValueSpan};

/// The secret argument at `at`, which is a comma after a quoted name, or a quote after the parenthesis of a call. Lists of
/// names stay.
pub(crate) fn find<'a>(text: Text<'a>, at: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    if text.at(at) != b',' {
        return of_setter(text, at, names);
    }
    let end = text.run_back(at, BLANK, 2);
    if !text.was(end, QUOTE) {
        return None;
    }
    let name = name_before(text, at)?;
    let start = text.run(at + 1, SPACE, 8);
    if !name.quoted
        || !text.is(start + usize::from(text.at(start) == b'\\'), QUOTE)
        || names.get(name.bytes) != KeyVerdict::Secret
    {
        return None;
    }
    let value = extent::locate(text, start, &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let is_random = any(bytes, DIGIT) && bytes.len() >= 6 && !is_identifier(bytes);
    let scheme = scheme_prefix(text, value.from).unwrap_or(0);
    (is_random && !bytes.contains(&b' ') || scheme > 0).then_some(())?;
    let value = ValueSpan { from: value.from + scheme, ..value };
    secret_of(text, value, &name, KeyVerdict::Secret, Join::Data)
}

/// The argument whose quote is at `at`, of a function that sets a secret: `setPassword("…")`, `withToken("…")`.
fn of_setter<'a>(text: Text<'a>, at: usize, names: &mut NameVerdicts<'a>) -> Option<Span> {
    let end = at - 1;
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let from = from + text.slice(from, end).iter().rposition(|&b| b == b'.').map_or(0, |dot| dot + 1);
    let function = text.slice(from, end);
    let behind = |verb: &[u8]| {
        let (head, rest) = function.split_at_checked(verb.len())?;
        head.eq_ignore_ascii_case(verb).then_some(rest)
    };
    let bytes = behind(b"set").or_else(|| behind(b"with"))?;
    if names.get(bytes) != KeyVerdict::Secret {
        return None;
    }
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    secret_of(text, value, &NameSpan { bytes, from, quoted: true }, KeyVerdict::Secret, Join::Data)
}
