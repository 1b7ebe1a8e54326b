//! The doors: JSON text in, JSON text out. The wasm exports and the shared tests enter here.
//!
//! Not part of the public interface: the shapes follow what the npm package needs, and change with it. No door fails on
//! any input, because the callers are handling an error already.

#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
#[doc(hidden)]
pub mod wasm;

use std::borrow::Cow;

use crate::chars::push_integer;
use crate::decode::{decode, decode_payload_by, decode_payload_text, decode_value};
use crate::display;
use crate::error::McpError;
use crate::error::cause::{Cause, take_text};
use crate::error::draft::Draft;
use crate::error::from_thrown::Thrown;
use crate::error::payload::PayloadText;
use crate::json::{Map, Value, map_to_json, parse, write_string, write_value};
use crate::kind::CodeProfile;
use crate::kind::ErrorKind;
use crate::redact::Sanitizer;
use crate::redact::policy::{Policy, sentence};
use crate::settings::tighten;
use crate::wire::WireOptions;

/// The doors by the names that the package has for them, those with two texts first: it enters them by their places.
pub const DOORS: [&str; 15] = [
    "create",
    "reseal",
    "toJsonRpc",
    "toToolResult",
    "toProblemDetails",
    "configure",
    "fromThrown",
    "decodeError",
    "refusalOfPolicy",
    "toLogRecord",
    "describe",
    "formatChain",
    "sanitize",
    "redactText",
    "isSensitiveKey",
];

/// How many have two texts.
const OF_TWO: usize = 6;

/// Enters the door at a place in [`DOORS`]. Nothing comes back if nothing has changed, or there is nothing to say.
pub fn enter(door: usize, input: &str, sanitizer: &Sanitizer) -> Option<String> {
    // JSON has no line breaks of its own.
    let split = if door < OF_TWO { input.split_once('\n') } else { None };
    let (input, second) = split.unwrap_or((input, ""));
    Some(match door {
        0 => create(second, input, sanitizer),
        1 => reseal(input, second, sanitizer),
        2 => to_json_rpc(input, second, sanitizer),
        3 => to_tool_result(input, second, sanitizer),
        4 => to_problem_details(input, second, sanitizer),
        5 => configure(input, second),
        6 => from_thrown(input, sanitizer),
        7 => decode_error(input, sanitizer),
        8 => return refusal_of_policy(input),
        9 => to_log_record(input, sanitizer),
        10 => describe(input, sanitizer),
        11 => format_chain(input, sanitizer),
        12 | 13 => {
            let text =
                if door == 12 { sanitize_value(input, sanitizer) } else { sanitizer.redact_text(input) };
            match text {
                Cow::Borrowed(_) => return None,
                Cow::Owned(text) => text,
            }
        }
        _ => return sanitizer.is_sensitive_key(input).then(String::new),
    })
}

/// Makes an error of `{kind, message, options, causes, error_type}`; with `unexpected_in`, the name of a function, one that
/// stands for its first cause. `context` is the option of that name as JSON text; it is only read into a tree where that is
/// necessary. See `sealed` for what comes back.
pub fn create(input: &str, context: &str, sanitizer: &Sanitizer) -> String {
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
    let options = match input.remove("options") {
        Some(Value::Object(options)) => options,
        _ => Map::new(),
    };
    draft.options(options);
    if let Some(Value::Array(causes)) = input.remove("causes") {
        draft.causes(causes);
    }
    if let Some(name) = take_text(&mut input, "error_type") {
        draft.error_type(name);
    }
    let (redacted, context) = draft.redact_with_context(context);
    sealed_with(McpError::of(redacted), context, false)
}

/// Makes an error of whatever was thrown: `{thrown, links, issues, options}`, where `thrown` is the value as data, `links` are
/// the value and its causes as `{name, message, code, …}` and `options` are facts that the caller knows; those that the kind has
/// no field for go into the context. With `issues`, what a schema complained of in `options.input`, it is a validation error.
/// See `sealed` for what comes back; an error that came in our form is as its sender made it, and its face says `ours`.
pub fn from_thrown(input: &str, sanitizer: &Sanitizer) -> String {
    let mut input = object(input);
    let found = input.remove("thrown").and_then(decode_value);
    let mut list = |key| match input.remove(key) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let mut links = Vec::new();
    for item in list("links") {
        if let Value::Object(link) = item {
            links.push(link);
        }
    }
    let thrown = Thrown { links, issues: list("issues") };
    let mut facts = match input.remove("options") {
        Some(Value::Object(options)) => options,
        _ => Map::new(),
    };
    let validated = if thrown.issues.is_empty() { None } else { facts.remove("input") };
    let operation = facts.get("operation").and_then(Value::as_str);
    let mut draft = match (found, thrown.validation(validated.as_ref(), operation)) {
        (Some(error), _) if error.is_ours() => return sealed_with(judged(error, sanitizer), None, true),
        (_, Some(draft)) => draft,
        (Some(error), None) => Draft::reopen(error),
        (None, None) => thrown.draft(),
    };
    draft.sanitizer(sanitizer.clone());
    draft.facts(facts);
    draft.causes(thrown.causes());
    sealed(draft.build())
}

/// Seals an error again whose context has been changed since: `context` replaces the one in `payload`.
pub fn reseal(payload: &str, context: &str, sanitizer: &Sanitizer) -> String {
    let mut map = object(payload);
    map.insert("context", parse(context).unwrap_or_default());
    decode_payload_by(map, "payload", sanitizer).map_or_else(String::new, sealed)
}

/// Decodes any form; empty if `input` holds no error. See `sealed` for what comes back.
pub fn decode_error(input: &str, sanitizer: &Sanitizer) -> String {
    decode(input).map_or_else(String::new, |error| sealed(judged(error, sanitizer)))
}

/// An error that the default policy has judged, judged by a stricter one as well.
fn judged(mut error: McpError, sanitizer: &Sanitizer) -> McpError {
    if !sanitizer.is_default() {
        error.parts_mut().sanitizer = sanitizer.clone();
    }
    error
}

/// A payload as the error object of a JSON-RPC response; `options` are `{audience, codeProfile, code, sealedCode}`, where
/// `sealedCode` is the code that the error was sealed with in this profile, and `code` one that its user chose.
pub fn to_json_rpc(payload: &str, options: &str, sanitizer: &Sanitizer) -> String {
    let options = object(options);
    with_error(payload, sanitizer, &|error| {
        let mut redacted = error.into_redacted();
        if let Some(code) =
            options.get("sealedCode").and_then(Value::as_integer).and_then(|code| code.try_into().ok())
        {
            redacted.set_json_rpc_code(code);
        }
        McpError::of(redacted).to_json_rpc(WireOptions::from_map(&options))
    })
}

/// A payload as the result of a tool call; `options` are `{audience, includeJsonText, structuredContent}`.
pub fn to_tool_result(payload: &str, options: &str, sanitizer: &Sanitizer) -> String {
    with_error(payload, sanitizer, &|error| error.to_tool_result(WireOptions::from_map(&object(options))))
}

/// A payload as problem details of RFC 9457; `options` are `{audience}`.
pub fn to_problem_details(payload: &str, options: &str, sanitizer: &Sanitizer) -> String {
    with_error(payload, sanitizer, &|error| error.to_problem_details(WireOptions::from_map(&object(options))))
}

/// The settings of a process after a change: `current`, and over it `settings`, or `{problem}`, a refusal.
pub fn configure(current: &str, settings: &str) -> String {
    let mut answer = object(current);
    if let Some(problem) = tighten(&mut answer, parse(settings).unwrap_or_default()) {
        answer = Map::new();
        answer.insert("problem", problem);
    }
    map_to_json(&answer)
}

/// A payload as the record of a log, `{timestamp, level, message, mcp_error}`, the shape of the reference's structured
/// handler.
pub fn to_log_record(payload: &str, sanitizer: &Sanitizer) -> String {
    with_error(payload, sanitizer, &|error| error.to_log_record())
}

/// A payload on one line.
pub fn describe(payload: &str, sanitizer: &Sanitizer) -> String {
    decode_payload_text(payload, object(payload), sanitizer)
        .map_or_else(String::new, |error| display::describe(&error.into_payload()))
}

/// A chain on one line; `links` is an array of `{error_type, message}`, outermost first.
pub fn format_chain(links: &str, sanitizer: &Sanitizer) -> String {
    let links: Vec<Cause> = match parse(links) {
        Ok(Value::Array(items)) => items.into_iter().filter_map(Cause::from_value).collect(),
        _ => Vec::new(),
    };
    display::compact(&links, sanitizer)
}

/// A value without its secrets; borrowed if there are none and nothing was cut.
pub fn sanitize_value<'a>(value: &'a str, sanitizer: &Sanitizer) -> Cow<'a, str> {
    sanitizer.sanitize_json(value)
}

/// The sanitizer of a call: by the policies that a host hands over, a list as JSON text, or the default one where there is none. One
/// that is not legal is taken for the strictest.
pub fn sanitizer(policies: &str) -> Sanitizer {
    Sanitizer::from_text(policies)
}

/// What is wrong with a policy as JSON text; nothing if it is legal.
pub fn problem_of_policy(policy: &str) -> Option<String> {
    refusal_of_policy(policy).map(|refusal| sentence(&refusal))
}

/// The refusal of a policy as JSON text, of which the host knows the sentence; nothing if it is legal.
pub fn refusal_of_policy(policy: &str) -> Option<String> {
    Policy::from_value(&parse(policy).unwrap_or_default()).err()
}

/// What a host keeps of an error: a line with what its getters need, a line break, and the payload.
fn sealed(error: McpError) -> String {
    sealed_with(error, None, false)
}

/// As [`sealed`]; `context` has been sanitized as text, and comes before what the error holds of it. If nothing in it has
/// changed it need not travel back: the payload then comes in two lines, between which the host puts what is inside the
/// braces of the context that it gave.
fn sealed_with(error: McpError, context: Option<Cow<'_, str>>, is_received: bool) -> String {
    let mut text = face(&error, is_received);
    text.push('\n');
    let context = context.filter(|context| context.len() > "{}".len());
    let redacted = error.into_redacted();
    match context {
        None => match PayloadText::whole(redacted) {
            PayloadText::Whole(payload) => text.push_str(&payload),
            PayloadText::Around { before, after } => text.extend([before, after]),
        },
        Some(context) => {
            let PayloadText::Around { before, after } = PayloadText::around_context(redacted) else {
                return text;
            };
            text.push_str(&before);
            match context {
                Cow::Borrowed(_) => text.push('\n'),
                Cow::Owned(inside) => text.push_str(inside.get(1..inside.len() - 1).unwrap_or_default()),
            }
            text.push_str(&after);
        }
    }
    text
}

/// An answer about an error as if it had come in two lines: the entries of `context`, which the host gave, are where they
/// were left out.
pub fn whole(answer: &str, context: &str) -> String {
    let mut lines = answer.splitn(3, '\n');
    match (lines.next(), lines.next(), lines.next()) {
        (Some(face), Some(before), Some(after)) => {
            let inside =
                context.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
            format!("{face}\n{before}{inside}{after}")
        }
        _ => answer.to_owned(),
    }
}

/// What the getters need, so that the payload need not be taken apart for them.
fn face(error: &McpError, is_received: bool) -> String {
    let mut face = String::with_capacity(512);
    face.push_str("{\"kind\":");
    write_string(error.kind().spec().name, &mut face);
    if is_received {
        face.push_str(",\"ours\":true");
    }
    face.push_str(",\"message\":");
    write_string(error.message(), &mut face);
    let [code, legacy] =
        [CodeProfile::Mcp2026, CodeProfile::Legacy].map(|profile| error.json_rpc_code(profile));
    face.push_str(",\"code\":");
    push_integer(code.into(), &mut face);
    if legacy != code {
        face.push_str(",\"legacy_code\":");
        push_integer(legacy.into(), &mut face);
    }
    face.push_str(",\"retryable\":");
    face.push_str(if error.is_retryable() { "true" } else { "false" });
    face.push_str(",\"timestamp_ms\":");
    push_integer(error.timestamp().unix_micros().div_euclid(1000), &mut face);
    if let Some(name) = &error.redacted().error_type {
        face.push_str(",\"error_type\":");
        write_string(name, &mut face);
    }
    if !error.redacted().verbose {
        face.push_str(",\"verbose\":false,\"hints\":");
        write_value(&error.hints().map(Value::from).collect::<Vec<_>>().into(), &mut face);
    }
    if let Some(provenance) = error.provenance() {
        let mut map = Map::new();
        map.insert("dialect", provenance.dialect);
        map.insert("channel", provenance.channel);
        map.insert("lossy", provenance.lossy);
        face.push_str(",\"provenance\":");
        face.push_str(&map_to_json(&map));
    }
    face.push('}');
    face
}

fn with_error(payload: &str, sanitizer: &Sanitizer, serialize: &dyn Fn(McpError) -> Map) -> String {
    match decode_payload_text(payload, object(payload), sanitizer) {
        Some(error) => map_to_json(&serialize(error)),
        None => "null".to_owned(),
    }
}

/// The object that `text` holds; empty if it holds none.
fn object(text: &str) -> Map {
    match parse(text) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}
