//! The foreign function interface of the npm package: typed calls in, typed answers out.
//!
//! Public because tests, fuzz targets and `cargo xtask codegen` make the calls of the package natively. It is not part of
//! the public interface: its shapes follow what the package needs. No call fails on any input, because the callers are
//! handling an error already.

mod answer;
mod calls;
mod header;
mod tables;
#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
pub mod wasm;

use std::borrow::Cow;

pub use answer::{Answer, ErrorText};
pub use calls::{CALLS, Call};
pub use tables::{Constants, constants};

pub use crate::error::option_names;

use crate::chars::escape_controls;
use crate::decode::Decoder;
use crate::display;
use crate::error::McpError;
use crate::error::cause::{Cause, take_text};
use crate::error::draft::Draft;
use crate::error::from_thrown::ThrownValue;
use crate::error::redaction::Redacted;
use crate::ffi::header::{Kept, found_in};
use crate::json::{Map, Value, map_to_json, parse, to_json_string};
use crate::kind::ErrorKind;
use crate::redact::Sanitizer;
use crate::redact::policy;
use crate::settings::tighten;
use crate::view::Sent;
use crate::wire::WireOptions;

/// Makes a call. The sanitizer is that of the error or of the value; see [`sanitizer`].
pub fn call(call: Call<'_>, sanitizer: &Sanitizer) -> Answer {
    match call {
        Call::Create { context, input } => create(context, input, sanitizer),
        Call::Update { header, payload, message, causes, context } => {
            update(header, payload, [message, causes, context], sanitizer)
        }
        Call::ToJsonRpc { header, payload, options } => {
            exit(header, payload, options, sanitizer, McpError::json_rpc_for)
        }
        Call::ToToolResult { header, payload, options } => {
            exit(header, payload, options, sanitizer, McpError::tool_result_for)
        }
        Call::ToProblemDetails { header, payload, options } => {
            exit(header, payload, options, sanitizer, McpError::problem_details_for)
        }
        Call::ToLogRecord { header, payload } => {
            json(kept(header, payload, sanitizer).map(|error| error.to_log_record()))
        }
        Call::Describe { header, payload } => match kept(header, payload, sanitizer) {
            Some(error) => Answer::Text(display::describe(&error.into_payload())),
            None => Answer::Nothing,
        },
        Call::FromThrown { input } => from_thrown(input, sanitizer),
        Call::Decode { input } => match Decoder::new().sanitizer(sanitizer).decode(input) {
            Some(error) => answer(error),
            None => Answer::Nothing,
        },
        Call::FormatChain { causes } => Answer::Text(format_chain(causes, sanitizer)),
        Call::Sanitize { value } => changed(sanitizer.sanitize_json(value)),
        Call::SanitizePart { header, value } => {
            let value = parse(value).unwrap_or_default();
            Answer::Text(to_json_string(&sanitizer.sanitize_part(value, found_in(&object(header)))))
        }
        Call::RedactText { text } => changed(sanitizer.redact_text(text)),
        Call::EscapeControls { text } => {
            let lines: Vec<Cow<'_, str>> = text.split('\n').map(escape_controls).collect();
            Answer::Text(lines.join("\n"))
        }
        Call::IsSensitiveKey { key } if sanitizer.is_sensitive_key(key) => Answer::Text("true".to_owned()),
        Call::IsSensitiveKey { .. } => Answer::Nothing,
        Call::CheckPolicy { policy } => match policy::parse::from_value(&parse(policy).unwrap_or_default()) {
            Ok(_) => Answer::Nothing,
            Err(problem) => Answer::Text(problem.to_string()),
        },
        Call::Configure { current, settings } => Answer::Text(configure(current, settings)),
    }
}

/// The sanitizer of a call: by the policies that a host hands over, a list as JSON text, or the default one if it is empty.
/// Policies that are not valid are taken for the strictest.
pub fn sanitizer(policies: &str) -> Sanitizer {
    Sanitizer::from_text(policies)
}

/// What is wrong with a policy as JSON text; nothing if it is valid.
pub fn problem_of_policy(policy: &str) -> Option<String> {
    call(Call::CheckPolicy { policy }, &Sanitizer::default()).into_text()
}

fn create(context: &str, input: &str, sanitizer: &Sanitizer) -> Answer {
    let mut input = object(input);
    let kind =
        input.get("kind").and_then(Value::as_str).and_then(ErrorKind::from_name).unwrap_or(ErrorKind::Base);
    let message = take_text(&mut input, "message").unwrap_or_default();
    let mut draft = match take_text(&mut input, "unexpected_in") {
        Some(function) => {
            let cause = input
                .get("causes")
                .and_then(|causes| causes.as_array()?.first().cloned())
                .and_then(Cause::from_value);
            Draft::unexpected(
                &function,
                cause.as_ref().map_or("Error", Cause::error_type),
                cause.as_ref().map_or("", Cause::message),
            )
        }
        None => Draft::new(kind, message),
    };
    draft.sanitizer(sanitizer.clone());
    draft.options(input.remove("options").and_then(Value::into_object).unwrap_or_default());
    if let Some(causes) = input.remove("causes").and_then(Value::into_array) {
        draft.causes(causes);
    }
    if let Some(name) = take_text(&mut input, "error_type") {
        draft.error_type(name);
    }
    Answer::Error(ErrorText::new(draft.redact_with_context(context), None))
}

fn update(
    header: &str,
    payload: &str,
    [message, causes, context]: [&str; 3],
    sanitizer: &Sanitizer,
) -> Answer {
    let Some(kept) = Kept::read(header, payload, sanitizer) else { return Answer::Nothing };
    let (mut parts, provenance, found) = kept.into_parts();
    if let Some(message) = parse(message).ok().and_then(Value::into_string) {
        parts.message = message;
    }
    if let Some(causes) = parse(causes).ok().and_then(Value::into_array) {
        parts.causes = causes.into_iter().filter_map(Cause::from_value).collect();
    }
    if !context.is_empty() {
        parts.context = Map::new();
    }
    Answer::Error(ErrorText::new(Redacted::with_context(parts, context, found), provenance))
}

fn from_thrown(input: &str, sanitizer: &Sanitizer) -> Answer {
    let mut input = object(input);
    let decoder = Decoder::new().sanitizer(sanitizer);
    let found = input.remove("thrown").and_then(|thrown| decoder.decode_value(thrown));
    let mut list = |key| input.remove(key).and_then(Value::into_array).unwrap_or_default();
    let chain = list("links").into_iter().filter_map(Value::into_object).collect();
    let thrown = ThrownValue { chain, issues: list("issues") };
    let mut hints = input.remove("options").and_then(Value::into_object).unwrap_or_default();
    let validated = if thrown.issues.is_empty() { None } else { hints.remove("input") };
    let operation = hints.get("operation").and_then(Value::as_str);
    let mut draft = match (found, thrown.validation(validated.as_ref(), operation)) {
        (Some(error), _) if error.is_ours() => {
            return Answer::Error(ErrorText::received(error.into_redacted()));
        }
        (_, Some(draft)) => draft,
        (Some(error), None) => Draft::reopen(error),
        (None, None) => thrown.draft(),
    };
    draft.sanitizer(sanitizer.clone());
    draft.caller_hints(hints);
    draft.causes(thrown.causes());
    answer(draft.build())
}

fn format_chain(causes: &str, sanitizer: &Sanitizer) -> String {
    let causes = parse(causes).ok().and_then(Value::into_array).unwrap_or_default();
    let causes: Vec<Cause> = causes.into_iter().filter_map(Cause::from_value).collect();
    display::compact(&causes, sanitizer)
}

fn configure(current: &str, settings: &str) -> String {
    let mut answer = object(current);
    if let Err(problem) = tighten(&mut answer, parse(settings).unwrap_or_default()) {
        answer = Map::new();
        answer.insert("problem", problem.to_string());
    }
    map_to_json(&answer)
}

/// The error that the host kept.
fn kept(header: &str, payload: &str, sanitizer: &Sanitizer) -> Option<McpError> {
    Kept::read(header, payload, sanitizer).and_then(Kept::into_error)
}

fn json(map: Option<Map>) -> Answer {
    map.map_or(Answer::Nothing, |map| Answer::Text(map_to_json(&map)))
}

/// What the error leaves as by the options of JavaScript.
fn exit(
    header: &str,
    payload: &str,
    options: &str,
    sanitizer: &Sanitizer,
    leave: fn(&McpError, WireOptions, &Sent) -> Map,
) -> Answer {
    let options = object(options);
    // The package gives it as JSON text, which it has read from any value.
    let sent = match options.get("sent") {
        Some(Value::String(text)) => Sent::of(&parse(text).unwrap_or_default()),
        Some(value) => Sent::of(value),
        None => Sent::default(),
    };
    json(kept(header, payload, sanitizer).map(|error| leave(&error, WireOptions::from_map(&options), &sent)))
}

fn answer(error: McpError) -> Answer {
    Answer::Error(ErrorText::of(error))
}

fn changed(text: Cow<'_, str>) -> Answer {
    match text {
        Cow::Borrowed(_) => Answer::Nothing,
        Cow::Owned(text) => Answer::Text(text),
    }
}

/// The object that `text` holds; empty if it holds none.
fn object(text: &str) -> Map {
    parse(text).ok().and_then(Value::into_object).unwrap_or_default()
}
