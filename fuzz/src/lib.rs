//! What must hold for any input: each target takes bytes, and panics where a promise is broken.
//!
//! `cargo xtask fuzz` runs them under libFuzzer. `tests/fuzz.rs` runs the same functions over `fuzz/seeds` and over random
//! bytes, so that they cannot rot.

#![expect(clippy::panic, clippy::missing_panics_doc, reason = "a fuzz target ends by panicking")]

mod errors;
mod policies;

use arbitrary::Unstructured;
use mcp_errors::ffi::{self, Call, call};
use mcp_errors::{Map, McpError, Sanitizer, Value, decode as decode_text, redact_text, sanitize};

/// A target by its name.
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

/// A text: redacting it again changes nothing, it grows by markers only, and a token planted in it is gone.
pub fn sanitize_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let once = redact_text(&text).into_owned();
    assert_eq!(redact_text(&once), once, "not idempotent on {text:?}");
    // A marker takes ten bytes, and stands for at least one.
    assert!(once.len() <= 10 * text.len(), "{} bytes became {}", text.len(), once.len());

    if let Some((planted, token)) = with_token(&text) {
        assert!(!redact_text(&planted).contains(&token), "a token survives in {planted:?}");
    }
}

/// JSON text: valid JSON comes out, a second time changes nothing, and the way without a tree says what the tree says, as
/// a value and as the context of an error. What is no JSON gives no secret away either.
pub fn sanitize_json(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(value) = text.parse::<Value>() else {
        if let Some((planted, token)) = with_token(&text) {
            assert!(!errors::sanitized(&planted).contains(&token), "a token survives in {planted:?}");
        }
        return;
    };
    errors::assert_ways_agree(&value);
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

/// What a peer may send: what is read from it is clean, and writing and reading it again gives the same bytes.
pub fn decode(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let answer = call(Call::Decode { input: &text }, &Sanitizer::default()).into_text();
    let Some(error) = decode_text(&text) else {
        assert_eq!(answer, None, "the package reads an error where the crate does not: {text:?}");
        return;
    };
    assert_same_again(&error);
    for said in [error.message(), error.error_code().unwrap_or_default(), error.error_type()] {
        assert_eq!(redact_text(said), said, "not clean: {text:?}");
    }
    for (name, exit) in errors::exits(&error) {
        assert!(
            exit.len() <= 64 * text.len() + (1 << 16),
            "{name} of {} bytes is {} long",
            text.len(),
            exit.len()
        );
    }
}

/// An error of any kind with anything in it: through every exit that promises to keep it, and back.
pub fn round_trip(data: &[u8]) {
    let Ok(input) = errors::Input::take(&mut Unstructured::new(data), None) else { return };
    for error in input.errors() {
        assert_same_again(&error);
        let payload = error.payload().to_json_string();
        for (name, exit) in errors::lossless_exits(&error) {
            let Some(back) = decode_text(&exit) else { panic!("{name} is not read back: {exit}") };
            assert_eq!(back.payload().to_json_string(), payload, "through {name}");
        }
    }
}

/// An error of any kind with a secret somewhere in it: it is in no exit.
pub fn planted(data: &[u8]) {
    let Ok((input, secret)) = errors::Input::with_secret(&mut Unstructured::new(data)) else { return };
    if input.was_given(&secret) {
        return;
    }
    for error in input.errors() {
        for (name, exit) in errors::exits(&error) {
            assert!(!exit.contains(&secret), "{name} shows the secret: {exit}\n{input:?}");
        }
    }
}

/// Any policy: by itself and over the default it changes nothing the second time, the way without a tree says what the tree
/// says, and whatever is legal hides what it names, its patterns, and tokens. What is not legal hides as much as the strictest.
pub fn policies(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let (Ok(input), Ok(content)) = (policies::Input::take(&mut u), errors::Input::take(&mut u, None)) else {
        return;
    };
    let policy = input.policy.to_string();
    let sanitizer = ffi::sanitizer(&format!("[{policy}]"));
    let is_legal = ffi::problem_of_policy(&policy).is_none();

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
    // No policy redacts the marker's own word.
    let may_be_planted =
        |name: &String| !name.contains(&word) && !name.to_ascii_lowercase().contains("redacted");
    if let Some(name) =
        input.redacted.filter(|name| is_legal && !text.contains(&word) && may_be_planted(name))
    {
        let mut holder = Map::new();
        holder.insert(name.replace('*', ""), word.as_str());
        holder.insert("content", value.clone());
        let clean = sanitizer.sanitize(Value::Object(holder)).to_string();
        assert!(!clean.contains(&word), "{name:?} is shown by {policy}: {clean}");
    }
}

/// A short text, repeated until anything that is not linear takes longer than a fuzzer waits.
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

/// Length of a repeated text. Something quadratic takes minutes over it, something linear milliseconds.
const REPEATED: usize = if cfg!(test) { 1 << 14 } else { 1 << 19 };

/// A text with a token in the middle of it, and the token. A fuzzer finds out what it looks like; glued to a letter it would
/// be another word.
fn with_token(text: &str) -> Option<(String, String)> {
    let token = errors::token();
    let middle = (text.len() / 2..=text.len()).find(|&at| text.is_char_boundary(at));
    let (left, right) = text.split_at(middle.unwrap_or_default());
    (!text.contains(&token)).then(|| (format!("{left} {token} {right}"), token))
}

/// Writing an error and reading it gives the same bytes, and they hold no secret any more.
fn assert_same_again(error: &McpError) {
    let payload = error.payload().to_json_string();
    let Some(again) = decode_text(&payload) else { panic!("not read back: {payload}") };
    assert_eq!(again.payload().to_json_string(), payload, "decode and encode");
}
