//! Values that are nested far deeper than any stack is: each operation runs on a thread with a small one, whose overflow would
//! abort the test program.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test without a thread has failed")]

use mcp_errors::{Map, McpError, Value, decode_value, limits::READ_DEPTH, sanitize};

const LEVELS: usize = 100_000;
/// A fifth of what Rust gives a thread, in bytes.
const STACK: usize = 384 * 1024;

/// Runs `test` where a recursion of some hundred levels is all that fits.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(test);
    if let Err(failure) = thread.map_or_else(|error| panic!("{error}"), std::thread::JoinHandle::join) {
        std::panic::resume_unwind(failure);
    }
}

fn object(key: &str, value: Value) -> Value {
    let mut map = Map::new();
    map.insert(key, value);
    Value::Object(map)
}

/// Puts a value into a container.
type Level = fn(Value) -> Value;

/// What a level is made of.
const LEVELS_OF: &[(&str, Level)] = &[
    ("arrays", |inner| Value::Array(vec![inner])),
    ("objects", |inner| object("a", inner)),
    ("both, by conversion", |inner| Value::from(vec![object("a", inner)])),
    ("keys out of order", |inner| {
        let mut map = Map::new();
        map.insert("b", Value::Null);
        map.insert("1", inner);
        map.insert("0", Value::from(vec![Value::from(1)]));
        Value::from(map)
    }),
];

/// Deep values of each kind, one after the other.
fn deep_values() -> impl Iterator<Item = (&'static str, Value)> {
    LEVELS_OF
        .iter()
        .map(|(name, level)| (*name, (0..LEVELS).fold(Value::from("core"), |inner, _| level(inner))))
}

#[test]
fn values_are_dropped_copied_and_compared_at_any_depth() {
    on_a_small_stack(|| {
        for (name, value) in deep_values() {
            let copy = value.clone();
            assert!(copy == value, "{name}");
            assert!(Value::from(vec![copy]) != value, "{name}: one level more");
        }
    });
}

/// What is too deep to be read is not written either.
#[test]
fn text_nests_no_deeper_than_what_is_read() {
    on_a_small_stack(|| {
        for (name, value) in deep_values() {
            let text = value.to_string();
            let opening = text.bytes().filter(|byte| b"[{".contains(byte)).count();
            assert!(text.len() < 100 * READ_DEPTH && opening > READ_DEPTH, "{name}: {text}");
            assert_eq!(text.parse::<Value>().unwrap().to_string(), text, "{name}");
            assert_eq!(format!("{value:?}"), text, "{name}: Debug");
            assert_eq!(serde_json::to_string(&value).unwrap(), text, "{name}: Serialize");
            assert_eq!(Value::from_serialize(&value).unwrap().to_string(), text, "{name}: from_serialize");
            assert_eq!(value.to_plain_string(), text, "{name}: plain");
        }
    });
}

#[test]
fn deep_values_are_sanitized_as_their_text_is() {
    on_a_small_stack(|| {
        for (name, value) in deep_values() {
            let read: Value = value.to_string().parse().unwrap();
            assert_eq!(sanitize(value).to_string(), sanitize(read).to_string(), "{name}");
        }
    });
}

#[test]
fn errors_take_deep_values() {
    on_a_small_stack(|| {
        for (name, value) in deep_values() {
            let error =
                McpError::validation("failed").context("given", value.clone()).value(value.clone()).build();
            let payload = error.payload().to_json_string();
            assert!(
                payload.contains("[truncated 1 items]") || payload.contains(" entries]"),
                "{name}: {payload}"
            );
            // The same, without a builder, and a second time.
            let mut changed = error.clone().add_context("more", value.clone());
            changed.context_mut().insert("last", value.clone());
            assert!(changed.to_string().len() < 10_000, "{name}");
            assert!(format!("{:?}", changed.clone()).len() < 10_000, "{name}");
            assert!(
                McpError::tool("outer").source(changed).build().payload().to_json_string().len() < 20_000,
                "{name}"
            );
            let mut envelope = Map::new();
            envelope.insert("error_type", "MCPError");
            envelope.insert("message", "failed");
            envelope.insert("context", object("given", value.clone()));
            assert!(decode_value(envelope.into()).is_some(), "{name}");
            assert!(decode_value(value).is_none(), "{name}");
        }
    });
}

/// Another crate's values are dropped by recursion as soon as they are dropped by that crate.
#[test]
fn deep_values_of_serde_json_are_converted() {
    on_a_small_stack(|| {
        let value = (0..LEVELS).fold(serde_json::Value::Null, |inner, level| match level % 2 {
            0 => serde_json::Value::Array(vec![inner]),
            _ => serde_json::Value::Object([("a".to_owned(), inner)].into_iter().collect()),
        });
        assert!(Value::from_serialize(&value).unwrap_err().to_string().contains("more than 256 levels"));
        let text = Value::from(value).to_string();
        assert_eq!(text.matches("[truncated 1 entries]").count(), 1, "{text}");
    });
}

/// Other people's types are followed far enough that what is read is filled.
#[test]
fn serialized_values_are_cut_where_text_is() {
    let nested = |levels| {
        (0..levels).fold(serde_json::Value::from(1), |inner, _| serde_json::Value::Array(vec![inner]))
    };
    let cases = [
        ("as deep as text is read", READ_DEPTH, true),
        ("one level more", READ_DEPTH + 1, true),
        ("as deep as it is followed", 2 * READ_DEPTH, true),
        ("too deep", 2 * READ_DEPTH + 1, false),
    ];
    for (name, levels, expected) in cases {
        let value = nested(levels);
        let read: Value = value.to_string().parse().unwrap();
        assert_eq!(Value::from_serialize(&value).ok(), expected.then(|| read.clone()), "{name}");
        assert_eq!(Value::from(value), read, "{name}");
    }
}
