//! Sanitizes a whole error: message, context, fields, hints and causes.

use super::bound::{bound, cut_before_marker};
use super::tree::{sanitize_map, sanitize_tree};
use super::{redact_string, sanitize};
use crate::chain::{Cause, bound_causes};
use crate::error::Parts;
use crate::kind::{ErrorKind, FieldSpec, FieldType, Placement};
use crate::limits::MAX_VALUE_CHARS;
use crate::value::{Map, Value, to_json_string};

/// Sanitizes `parts` in place. Doing it again changes nothing.
pub(crate) fn sanitize_parts(parts: &mut Parts) {
    parts.message = clean_text(std::mem::take(&mut parts.message));
    parts.error_type = parts.error_type.take().map(clean_text);
    parts.error_code = parts.error_code.take().map(clean_text);
    let declared = declared_keys(parts.kind, Placement::Context);
    show_values(parts.kind, &mut parts.context);
    parts.context = clean_map(std::mem::take(&mut parts.context), &declared);
    parts.top = clean_map(std::mem::take(&mut parts.top), &declared_keys(parts.kind, Placement::Top));
    bound_causes(&mut parts.causes);
    for cause in &mut parts.causes {
        *cause = clean_cause(std::mem::replace(cause, Cause { entry: Map::new() }));
    }
    settle_parts(parts);
}

/// What is left to do for an error that was read from a text without secrets, and within the bounds.
pub(crate) fn settle_parts(parts: &mut Parts) {
    show_values(parts.kind, &mut parts.context);
    if let Some(request_id) = parts.context.remove("request_id") {
        parts.context.insert("request_id", request_id);
    }
    bound_causes(&mut parts.causes);
    parts.is_clean = true;
}

/// A text without secrets, within the bound of a text.
fn clean_text(text: String) -> String {
    match bound(Value::String(redact_string(text))) {
        Value::String(text) => text,
        other => to_json_string(&other),
    }
}

/// An object without secrets, within the bounds, where no key in `declared` is judged by its name.
fn clean_map(map: Map, declared: &[&str]) -> Map {
    match bound(Value::Object(sanitize_map(map, declared))) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn clean_cause(cause: Cause) -> Cause {
    // Which kind it is decides which keys of its context are declared; all else is plain data.
    let kind = ErrorKind::from_error_type(cause.error_type()).unwrap_or(ErrorKind::Base);
    let entries = cause.entry.into_iter().map(|(key, value)| {
        let value = match value {
            Value::Object(context) if key == "context" => {
                Value::Object(clean_map(context, &declared_keys(kind, Placement::Context)))
            }
            other => sanitize(other),
        };
        (key, value)
    });
    Cause { entry: entries.collect() }
}

/// The keys that belong to the fields of `kind` at `placement`.
fn declared_keys(kind: ErrorKind, placement: Placement) -> Vec<&'static str> {
    kind.fields().filter(|field| field.placement == placement).map(FieldSpec::key).collect()
}

/// Turns the fields that show a value into short texts: sanitized as data first, because a secret is easier to know by
/// its key, and cut last, because a part of a secret is harder to know.
fn show_values(kind: ErrorKind, context: &mut Map) {
    for field in kind.fields().filter(|field| field.ty == FieldType::Shown) {
        let Some(slot) = context.get_mut(field.key()) else { continue };
        let shown = redact_string(sanitize_tree(std::mem::take(slot), &[]).to_plain_string());
        *slot = cut_before_marker(&shown, MAX_VALUE_CHARS).into();
    }
}
