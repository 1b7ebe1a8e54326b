//! The doors: JSON text in, JSON text out. The wasm exports and the shared tests enter here.
//!
//! Not part of the public interface: the shapes follow what the npm package needs, and change with it. No door fails on
//! any input, because the callers are handling an error already.

use std::borrow::Cow;

use crate::chain::Cause;
use crate::classify::Thrown;
use crate::decode::{decode, decode_payload, decode_payload_text, decode_value};
use crate::draft::Draft;
use crate::error::McpError;
use crate::format;
use crate::kind::ErrorKind;
use crate::payload::Payload;
use crate::sanitize::{sanitize_context_json, sanitize_json};
use crate::serialize::WireOptions;
use crate::settings::Settings;
use crate::status::CodeProfile;
use crate::text::push_integer;
use crate::value::{Map, Value, map_to_json, parse, write_string, write_value};

/// Makes an error of `{kind, message, options, causes, error_type}`; with `unexpected_in`, the name of a function, one that
/// stands for its first cause. `context` is the option of that name as JSON text; it is only read into a tree where that is
/// necessary. See `sealed` for what comes back.
pub fn create(input: &str, context: &str) -> String {
    let mut input = object(input);
    let kind =
        input.get("kind").and_then(Value::as_str).and_then(ErrorKind::from_name).unwrap_or(ErrorKind::Base);
    let message = text(&mut input, "message").unwrap_or_default();
    let mut draft = match text(&mut input, "unexpected_in") {
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
    let clean = sanitize_context_json(context, kind);
    let mut options = match input.remove("options") {
        Some(Value::Object(options)) => options,
        _ => Map::new(),
    };
    if clean.is_none() && !context.is_empty() {
        options.insert("context", parse(context).unwrap_or_default());
    }
    draft.options(options);
    if let Some(Value::Array(causes)) = input.remove("causes") {
        draft.causes(causes);
    }
    if let Some(name) = text(&mut input, "error_type") {
        draft.error_type(name);
    }
    sealed_with(draft.build(), clean, false)
}

/// Makes an error of whatever was thrown: `{thrown, links, issues, options}`, where `thrown` is the value as data, `links` are
/// the value and its causes as `{name, message, code, …}` and `options` are facts that the caller knows; those that the kind has
/// no field for go into the context. With `issues`, what a schema complained of in `options.input`, it is a validation error.
/// See `sealed` for what comes back; an error that came in our form is as its sender made it, and its face says `ours`.
pub fn from_thrown(input: &str) -> String {
    let mut input = object(input);
    let found = input.remove("thrown").and_then(decode_value);
    let mut list = |key| match input.remove(key) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let links = list("links").into_iter().filter_map(|item| item.as_object().cloned()).collect();
    let thrown = Thrown { links, issues: list("issues") };
    let mut facts = match input.remove("options") {
        Some(Value::Object(options)) => options,
        _ => Map::new(),
    };
    let validated = if thrown.issues.is_empty() { None } else { facts.remove("input") };
    let operation = facts.get("operation").and_then(Value::as_str);
    let mut draft = match (found, thrown.validation(validated.as_ref(), operation)) {
        (Some(error), _) if error.is_ours() => return sealed_with(error, None, true),
        (_, Some(draft)) => draft,
        (Some(error), None) => Draft::reopen(error),
        (None, None) => thrown.draft(),
    };
    draft.facts(facts);
    draft.causes(thrown.causes());
    sealed(draft.build())
}

/// Seals an error again whose context has been changed since: `context` replaces the one in `payload`.
pub fn reseal(payload: &str, context: &str) -> String {
    let mut map = object(payload);
    map.insert("context", parse(context).unwrap_or_default());
    decode_payload(map, "payload").map_or_else(String::new, sealed)
}

/// Decodes any form; empty if `input` holds no error. See `sealed` for what comes back.
pub fn decode_error(input: &str) -> String {
    decode(input).map_or_else(String::new, sealed)
}

/// A payload as the error object of a JSON-RPC response; `options` are `{audience, codeProfile, code, sealedCode}`, where
/// `sealedCode` is the code that the error was sealed with in this profile, and `code` one that its user chose.
pub fn to_json_rpc(payload: &str, options: &str) -> String {
    let options = object(options);
    with_error(payload, &|error| {
        if let Some(code) = options.get("sealedCode").and_then(Value::as_integer) {
            error.parts.json_rpc_code = code.try_into().ok();
        }
        error.to_json_rpc(WireOptions::from_map(&options))
    })
}

/// A payload as the result of a tool call; `options` are `{audience, includeJsonText, structuredContent}`.
pub fn to_tool_result(payload: &str, options: &str) -> String {
    with_error(payload, &|error| error.to_tool_result(WireOptions::from_map(&object(options))))
}

/// A payload as problem details of RFC 9457; `options` are `{audience}`.
pub fn to_problem_details(payload: &str, options: &str) -> String {
    with_error(payload, &|error| error.to_problem_details(WireOptions::from_map(&object(options))))
}

/// The settings of a process after a change: `current`, and over it `settings`, or `{problem}`. The host keeps them, and
/// passes them on to the exits: an instance may be lost.
pub fn configure(current: &str, settings: &str) -> String {
    let read = |text| Settings::from_value(&parse(text).unwrap_or_default());
    let next = read(settings).and_then(|next| read(current)?.tightened_by(next));
    let answer = next.map_or_else(
        |problem| Map::from_iter([("problem".to_owned(), problem.message().into())]),
        Settings::to_map,
    );
    map_to_json(&answer)
}

/// A payload as the record of a log, `{timestamp, level, message, mcp_error}`, the shape of the reference's structured
/// handler.
pub fn to_log_record(payload: &str) -> String {
    with_error(payload, &|error| error.to_log_record())
}

/// A payload on one line.
pub fn describe(payload: &str) -> String {
    decode_payload_text(payload, object(payload))
        .map_or_else(String::new, |error| format::describe(&error.into_payload()))
}

/// A chain on one line; `links` is an array of `{error_type, message}`, outermost first.
pub fn format_chain(links: &str) -> String {
    let links: Vec<Cause> = match parse(links) {
        Ok(Value::Array(items)) => items.into_iter().filter_map(Cause::from_value).collect(),
        _ => Vec::new(),
    };
    format::compact(&links)
}

/// A value without its secrets; borrowed if there are none and nothing was cut.
pub fn sanitize_value(value: &str) -> Cow<'_, str> {
    sanitize_json(value)
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
    let (before, after) = Payload::text_of(error, context.is_some());
    text.push_str(&before);
    match context {
        Some(Cow::Borrowed(_)) => text.push('\n'),
        Some(Cow::Owned(inside)) => text.push_str(inside.get(1..inside.len() - 1).unwrap_or_default()),
        None => {}
    }
    text.push_str(&after);
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
    if let Some(name) = &error.parts.error_type {
        face.push_str(",\"error_type\":");
        write_string(name, &mut face);
    }
    if !error.parts.verbose {
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

fn with_error(payload: &str, serialize: &dyn Fn(&mut McpError) -> Map) -> String {
    match decode_payload_text(payload, object(payload)) {
        Some(mut error) => map_to_json(&serialize(&mut error)),
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

fn text(map: &mut Map, key: &str) -> Option<String> {
    map.remove(key)?.as_str().map(str::to_owned)
}
