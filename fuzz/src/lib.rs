//! Fuzz targets: each takes bytes, and panics if a property does not hold.
//!
//! `cargo xtask fuzz` runs them under libFuzzer. `tests/fuzz.rs` runs the same functions over `fuzz/seeds` and over random
//! bytes, so that they keep working.

#![expect(clippy::panic, clippy::missing_panics_doc, reason = "a fuzz target ends by panicking")]

mod errors;
mod policies;

use arbitrary::Unstructured;
use mcp_errors::ffi::{self, Call, call};
use mcp_errors::{Map, McpError, Sanitizer, Value, decode as decode_text, redact_text, sanitize};

/// A target and its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("sanitize_text", sanitize_text),
    ("sanitize_json", sanitize_json),
    ("decode", decode),
    ("round_trip", round_trip),
    ("planted", planted),
    ("repeated", repeated),
    ("policies", policies),
];

/// Checks the redaction of a text: a second pass changes nothing, the text grows only by markers, and a token planted in it
/// is redacted.
pub fn sanitize_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let once = redact_text(&text).into_owned();
    assert_eq!(redact_text(&once), once, "not idempotent on {text:?}");
    // A marker has ten bytes and replaces at least one.
    assert!(once.len() <= 10 * text.len(), "{} bytes became {}", text.len(), once.len());

    if let Some((planted, token)) = with_token(&text) {
        assert!(!redact_text(&planted).contains(&token), "a token survives in {planted:?}");
    }
}

/// Checks the redaction of JSON: the output is valid JSON, a second pass changes nothing, and the streaming pass and the tree
/// give the same output, for a value and for the context of an error. In a text that is not JSON a token is redacted too.
pub fn sanitize_json(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(value) = text.parse::<Value>() else {
        if let Some((planted, token)) = with_token(&text) {
            assert!(!errors::sanitized(&planted).contains(&token), "a token survives in {planted:?}");
        }
        return;
    };
    errors::assert_stream_equals_tree(&value);
    let canonical = value.to_string();
    let once = errors::sanitized(&canonical);
    assert!(once.parse::<Value>().is_ok(), "not JSON: {once}");
    assert_eq!(errors::sanitized(&once), once, "not idempotent on {text:?}");
    let clean = sanitize(value);
    assert_eq!(
        sanitize(clean.clone()).to_string(),
        clean.to_string(),
        "not idempotent as a tree on {text:?}"
    );
}

/// Decodes a text from a peer: the error is redacted, its exits are bounded, and encoding and decoding it again gives the same
/// bytes.
pub fn decode(data: &[u8]) {
    let input = String::from_utf8_lossy(data);
    let answer = call(Call::Decode { input: &input }, &Sanitizer::default()).into_text();
    let Some(error) = decode_text(&input) else {
        assert_eq!(answer, None, "the FFI call decodes an error, and `decode` does not: {input:?}");
        return;
    };
    assert_round_trip(&error);
    for text in [error.message(), error.error_code().unwrap_or_default(), error.error_type()] {
        assert_eq!(redact_text(text), text, "not redacted: {input:?}");
    }
    for (name, exit) in errors::exits(&error) {
        assert!(
            exit.len() <= 64 * input.len() + (1 << 16),
            "{name} of {} bytes is {} long",
            input.len(),
            exit.len()
        );
    }
}

/// Sends an arbitrary error through every lossless exit: it is decoded as the same payload.
pub fn round_trip(data: &[u8]) {
    let Ok(input) = errors::Input::take(&mut Unstructured::new(data), None) else { return };
    for error in input.errors() {
        assert_round_trip(&error);
        let payload = error.payload().to_json_string();
        for (name, exit) in errors::lossless_exits(&error) {
            let Some(back) = decode_text(&exit) else { panic!("{name} is not decoded: {exit}") };
            assert_eq!(back.payload().to_json_string(), payload, "through {name}");
        }
    }
}

/// Plants a secret in an arbitrary error: no exit has it.
pub fn planted(data: &[u8]) {
    let Ok((input, secret)) = errors::Input::with_secret(&mut Unstructured::new(data)) else { return };
    if input.has_secret_elsewhere(&secret) {
        return;
    }
    for error in input.errors() {
        for (name, exit) in errors::exits(&error) {
            assert!(!exit.contains(&secret), "{name} shows the secret: {exit}\n{input:?}");
        }
    }
}

/// Checks an arbitrary policy: a second pass changes nothing, the streaming pass and the tree give the same output, and tokens
/// and the names of a valid policy are redacted. An invalid policy redacts as much as the strictest.
pub fn policies(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let (Ok(input), Ok(content)) = (policies::Input::take(&mut u), errors::Input::take(&mut u, None)) else {
        return;
    };
    let policy = input.policy.to_string();
    let sanitizer = ffi::sanitizer(&format!("[{policy}]"));
    let is_valid = ffi::problem_of_policy(&policy).is_none();

    let value = content.context();
    let once = sanitizer.sanitize(value.clone());
    assert_eq!(sanitizer.sanitize(once.clone()).to_string(), once.to_string(), "not idempotent by {policy}");
    let text = value.to_string();
    assert_eq!(
        call(Call::Sanitize { value: &text }, &sanitizer).into_text().unwrap_or_else(|| text.clone()),
        once.to_string(),
        "as text, and as a tree by {policy}"
    );
    let once = sanitizer.redact_text(&text).into_owned();
    assert_eq!(sanitizer.redact_text(&once), once, "not idempotent on {text:?} by {policy}");

    if let Some((planted, token)) = with_token(&text)
        && input.policy.get("profile").and_then(Value::as_str) != Some("reference")
    {
        assert!(
            !sanitizer.redact_text(&planted).contains(&token),
            "a token survives {policy} in {planted:?}"
        );
    }
    let word = errors::word();
    // No policy redacts the word of the marker itself.
    let may_be_planted =
        |name: &String| !name.contains(&word) && !name.to_ascii_lowercase().contains("redacted");
    if let Some(name) =
        input.redacted.filter(|name| is_valid && !text.contains(&word) && may_be_planted(name))
    {
        let mut holder = Map::new();
        holder.insert(name.replace('*', ""), word.as_str());
        holder.insert("content", value.clone());
        let clean = sanitizer.sanitize(Value::Object(holder)).to_string();
        assert!(!clean.contains(&word), "{name:?} is not redacted by {policy}: {clean}");
    }
}

/// Repeats a short text until anything slower than linear exceeds the timeout of the fuzzer.
pub fn repeated(data: &[u8]) {
    let unit = String::from_utf8_lossy(data.get(..64).unwrap_or(data));
    if unit.is_empty() {
        return;
    }
    let text = unit.repeat(REPEATED / unit.len());
    let once = redact_text(&text);
    assert!(once.len() <= 10 * text.len());
    let json = Value::from(text).to_string();
    assert!(!errors::sanitized(&json).is_empty());
}

/// Bytes of a repeated text. A quadratic scan of it takes minutes, a linear one milliseconds.
const REPEATED: usize = if cfg!(test) { 1 << 14 } else { 1 << 19 };

/// A text with a token in its middle, and the token; `None` if the text has the token already. Spaces separate the token: next
/// to a letter it would be part of another word.
fn with_token(text: &str) -> Option<(String, String)> {
    let token = errors::token();
    let middle = (text.len() / 2..=text.len()).find(|&at| text.is_char_boundary(at));
    let (left, right) = text.split_at(middle.unwrap_or_default());
    (!text.contains(&token)).then(|| (format!("{left} {token} {right}"), token))
}

/// Encoding an error and decoding it gives the same payload.
fn assert_round_trip(error: &McpError) {
    let payload = error.payload().to_json_string();
    let Some(decoded) = decode_text(&payload) else { panic!("not decoded: {payload}") };
    assert_eq!(decoded.payload().to_json_string(), payload, "decode and encode");
}
