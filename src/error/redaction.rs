//! Redaction of a whole error: message, context, fields, hints and causes. What comes out is the seal of every exit.

use std::borrow::Cow;

use crate::error::cause::{CAUSE_KEYS, bound_causes};
use crate::error::parts::{CORE_KEYS, Parts};
use crate::json::{Map, ParseError, Value, parse};
use crate::kind::{ErrorKind, FieldSpec, FieldType, INVALID_OPTIONS, Placement};
use crate::redact::context::RedactionContext;
use crate::redact::found_secrets::FoundSecrets;
use crate::redact::keys::siblings;
use crate::redact::policy::REDACTED;
use crate::redact::structure::propagate::{EncodedForms, ROUNDS};
use crate::redact::structure::stream;
use crate::redact::structure::strings::redact_string;
use crate::redact::structure::tree::{self, sanitize_map, sanitize_tree};
use crate::redact::structure::truncate::{cut_before_marker, shorten, truncate_value};

/// The parts of an error that hold no secrets and are within the bounds.
///
/// This is the seal: a [`Payload`](crate::Payload) is laid out of nothing else, and only this module makes one. Its
/// content can be read, not changed: to change it, take the parts out and redact them again.
#[derive(Clone)]
pub(crate) struct Redacted(Parts);

/// Parts that were redacted together with a context as text.
pub(crate) struct Redaction<'a> {
    pub(crate) redacted: Redacted,
    /// The context, if it need not be taken apart: borrowed if nothing in it has changed. Otherwise its entries are in the
    /// parts.
    pub(crate) context: Option<Cow<'a, str>>,
    /// The secrets that were found, those of earlier redactions included.
    pub(crate) found: FoundSecrets,
}

impl Redacted {
    /// Redacts `parts`. Doing it again changes nothing.
    pub(crate) fn new(parts: Parts) -> Self {
        Self::with_context(parts, "", FoundSecrets::default()).redacted
    }

    /// As [`Self::new`], for the parts that `read` takes from a payload as JSON text. If the text is canonical and clean as a
    /// whole, which one scan tells, its parts are.
    pub(crate) fn from_payload_text(
        payload: ParsedText<'_>,
        read: impl FnOnce(Map) -> Option<Parts>,
    ) -> Option<Self> {
        let ParsedText { text, value } = payload;
        let map = value.into_object()?;
        let is_canonical = is_canonical(&map);
        let mut parts = read(map)?;
        let sanitizer = parts.sanitizer.effective();
        // The payload of a terse error does not have all of its hints.
        if !is_canonical || !parts.verbose || !sanitizer.is_clean_json(text) {
            return Some(Self::new(parts));
        }
        finish(&mut parts, &tree::context(sanitizer.policy()));
        Some(Self(parts))
    }

    /// As [`Self::new`]; `context` is JSON text with more entries of the context, which come before those in `parts`.
    /// `known` secrets were found in the error before.
    pub(crate) fn with_context(mut parts: Parts, context: &str, known: FoundSecrets) -> Redaction<'_> {
        let sanitizer = parts.sanitizer.effective();
        let cx = tree::context(sanitizer.policy());
        let mut text = redact_context(context, parts.kind, &cx);
        if text.is_none() {
            // The streaming pass cannot see sibling keys, so it may have recorded values that are no secrets.
            drop(cx.take_found());
            prepend(&mut parts, context);
        }
        // What follows recurses.
        each_map(&mut parts, &mut Map::limit_depth);
        redact(&mut parts, &cx);
        let mut found = FoundSecrets::default();
        let mut next = known;
        for _ in 0..ROUNDS {
            next.append(&cx.take_found());
            if next.is_empty() {
                break;
            }
            found.append(&next);
            let mut forms = EncodedForms::of(std::mem::take(&mut next));
            if let Some(text) = text.take_if(|text| forms.may_stand_in(text)) {
                prepend(&mut parts, &text);
            }
            redact_found(&mut parts, &mut forms, &cx);
            if !forms.has_redacted {
                break;
            }
            // A secret may have been part of a name, which now says something else of its value.
            redact(&mut parts, &cx);
        }
        truncate(&mut parts, &cx);
        finish(&mut parts, &cx);
        Redaction { redacted: Self(parts), context: text, found }
    }

    /// The parts, to be changed and redacted again.
    pub(crate) fn into_parts(self) -> Parts {
        self.0
    }
}

/// A text and its value. Only parsing makes one, so that a scan of the text speaks for the value.
pub(crate) struct ParsedText<'a> {
    text: &'a str,
    value: Value,
}

impl<'a> ParsedText<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, ParseError> {
        parse(text).map(|value| Self { text, value })
    }

    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    pub(crate) fn into_value(self) -> Value {
        self.value
    }
}

/// Whether a scan of the JSON text of a payload can stand for a scan of its parts: the keys are in our order, and no part becomes
/// a text that the JSON does not hold as one.
fn is_canonical(map: &Map) -> bool {
    let is_text_or_null = |key| matches!(map.get(key), Some(Value::String(_) | Value::Null));
    map.iter().map(|(key, _)| key).take(CORE_KEYS.len()).eq(CORE_KEYS.iter().copied())
        && is_text_or_null("message")
        && is_text_or_null("error_code")
}

impl std::ops::Deref for Redacted {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The last step for parts without secrets and within the bounds.
fn finish(parts: &mut Parts, cx: &RedactionContext<'_>) {
    show_values(parts.kind, &mut parts.context, cx, cx.policy.limits.value_chars);
    if let Some(request_id) = parts.context.remove("request_id") {
        parts.context.insert("request_id", request_id);
    }
    bound_causes(&mut parts.causes, cx.policy.limits.causes);
}

/// Puts the entries of `context` before those in the parts, which replace entries with the same key.
fn prepend(parts: &mut Parts, context: &str) {
    if let Some(context) = parse(context).ok().and_then(Value::into_object) {
        for (key, value) in std::mem::replace(&mut parts.context, context) {
            parts.context.insert(key, value);
        }
    }
}

/// Redacts values by their names and texts by what they look like.
fn redact(parts: &mut Parts, cx: &RedactionContext<'_>) {
    let kind = parts.kind;
    each_text(parts, &mut |text| redact_string(text, cx));
    // Uncut: half of a secret would not be recognized elsewhere.
    show_values(kind, &mut parts.context, cx, usize::MAX);
    for (map, placement) in [(&mut parts.context, Placement::Context), (&mut parts.top, Placement::Top)] {
        sanitize_map(map, &|key| is_declared(kind, placement, key), cx);
    }
    bound_causes(&mut parts.causes, cx.policy.limits.causes);
    for cause in &mut parts.causes {
        // Its kind decides which keys of its context are fields; all others are plain data.
        let kind = ErrorKind::from_error_type(cause.error_type()).unwrap_or(ErrorKind::Base);
        let mut context = cause.entry.get_mut("context").map(std::mem::take).unwrap_or_default();
        sanitize_tree(&mut context, &|key| is_declared(kind, Placement::Context, key), cx);
        sanitize_map(&mut cause.entry, &|key| CAUSE_KEYS.contains(&key), cx);
        if let Some(slot) = cause.entry.get_mut("context") {
            *slot = context;
        }
    }
}

/// Redacts what was found elsewhere in the error.
fn redact_found(parts: &mut Parts, forms: &mut EncodedForms, cx: &RedactionContext<'_>) {
    each_text(parts, &mut |text| forms.redact_text(text, cx));
    each_map(parts, &mut |map| forms.redact_map(map, cx));
}

/// Cuts what is too large.
fn truncate(parts: &mut Parts, cx: &RedactionContext<'_>) {
    let most = cx.policy.limits.string_chars;
    each_text(parts, &mut |text| shorten(text, most, cx));
    each_map(parts, &mut |map| {
        let mut value = Value::Object(std::mem::take(map));
        truncate_value(&mut value, cx);
        *map = value.into_object().unwrap_or_default();
    });
}

/// Changes each text that is not part of a map.
#[inline(never)]
fn each_text(parts: &mut Parts, change: &mut dyn FnMut(&mut String)) {
    change(&mut parts.message);
    if let Some(text) = &mut parts.error_type {
        change(text);
    }
    if let Some(text) = &mut parts.error_code {
        change(text);
    }
}

/// Changes each map.
#[inline(never)]
fn each_map(parts: &mut Parts, change: &mut dyn FnMut(&mut Map)) {
    change(&mut parts.context);
    change(&mut parts.top);
    for cause in &mut parts.causes {
        change(&mut cause.entry);
    }
}

/// The first `most` characters of redacted `text`, redacted again: the rest of a cut may look like a secret.
fn cut_again(text: &str, most: usize, cx: &RedactionContext<'_>) -> String {
    let mut shown = cut_before_marker(text, most).to_owned();
    for _ in 0..ROUNDS {
        let mut again = shown.clone();
        redact_string(&mut again, cx);
        let again = cut_before_marker(&again, most).to_owned();
        if shown == again {
            return shown;
        }
        shown = again;
    }
    cut_before_marker(REDACTED, most).to_owned()
}

/// Turns the fields that show a value into short texts. They are redacted as data first, because keys tell more than
/// texts, and cut to `most` characters last, because half of a secret is not recognized.
fn show_values(kind: ErrorKind, context: &mut Map, cx: &RedactionContext<'_>, most: usize) {
    for field in kind.fields().filter(|field| field.ty == FieldType::Shown) {
        let Some(slot) = context.get_mut(field.key()) else { continue };
        sanitize_tree(slot, &|_| false, cx);
        let mut shown = slot.to_plain_string();
        redact_string(&mut shown, cx);
        *slot = cut_again(&shown, most, cx).into();
    }
}

/// Redacts the context of an error of `kind` as JSON text. `None` if it must be parsed: it is not an object, it has a key
/// of one of the fields, or a name or a value whose counterpart may be a field.
fn redact_context<'a>(text: &'a str, kind: ErrorKind, cx: &RedactionContext<'_>) -> Option<Cow<'a, str>> {
    let is_sibling = |key: &str| siblings::is_sibling(key.as_bytes());
    let is_in_context = |field: &FieldSpec| field.placement == Placement::Context;
    let pairs = kind.fields().any(|field| is_in_context(field) && is_sibling(field.key()));
    let is_field = |key: &str| {
        key == INVALID_OPTIONS || is_declared(kind, Placement::Context, key) || (pairs && is_sibling(key))
    };
    text.starts_with('{').then(|| stream::sanitize_stream(text, &is_field, cx)).flatten()
}

/// Whether a key belongs to a field of `kind` at `placement`.
#[inline(never)]
fn is_declared(kind: ErrorKind, placement: Placement, key: &str) -> bool {
    kind.fields().any(|field| field.placement == placement && field.key() == key)
}
