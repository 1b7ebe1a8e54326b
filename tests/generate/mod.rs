//! Texts, keys and values that are made at random, of parts that the sanitizer looks at.

use mcp_errors::{Map, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

/// Sensitive keys.
pub(crate) const SECRET_NAMES: &[&str] = &[
    "password",
    "api_key",
    "dbPassword",
    "client-secret",
    "AUTH_TOKEN",
    "Cookie",
    "private_key",
    "access_token",
];

/// Keys that are not sensitive, some of which look like it.
const PLAIN_NAMES: &[&str] = &[
    "user",
    "token_count",
    "author",
    "primary_key",
    "status",
    "max_tokens",
    "password_policy",
    "url",
    "page",
    "0",
    "7",
];

/// Words of log lines without secrets.
pub(crate) const PLAIN_WORDS: &[&str] = &[
    "connection",
    "refused",
    "by",
    "the",
    "server",
    "after",
    "3",
    "attempts",
    "to",
    "password",
    "is required",
    "token",
    "expired",
    "author",
    "Ada",
    "monkey",
    "keyboard",
    "(retry",
    "later)",
    "GET",
    "404",
    "1.2.3",
    "v2.0.0-rc.1",
    "550e8400-e29b-41d4-a716-446655440000",
    "2024-01-15T10:30:00Z",
    "https://api.example/v1?page=2&limit=10",
    "/var/log/app.log",
    "C:\\temp\\x.txt",
    "127.0.0.1:5432",
    "a@example.org",
    "{\"status\":\"ok\"}",
    "status=200",
    "dur=12ms",
    "kind=value",
    "max_tokens=4096",
    "Error:",
    "at",
    "main.rs:10:5",
    "héllo",
    "日本語",
    "—",
    "3f786850e387550fdab836ed7e6dc881",
    "npm",
    "install",
    "--port",
    "8080",
    "-v",
    "#42",
    "100%",
    "[1,2,3]",
    "invalid",
    "api",
    "key",
    "cookie",
    "policy",
];

/// Parts of secrets, and text that could confuse the detectors.
const FRAGMENTS: &[&str] = &[
    "password",
    "token=",
    "api_key: ",
    "\"secret\":",
    "'",
    "\"",
    "\\\"",
    "\\",
    "\\n",
    "Bearer ",
    "Basic ",
    "Cookie: a=",
    "; b=",
    "://",
    "@",
    ":",
    "=",
    "&",
    "?",
    "--password ",
    "-p ",
    "curl -u ",
    "<password>",
    "</password>",
    "%3D",
    "%22",
    "%26",
    "eyJ",
    "eyJhbGciOiJub25lIn0",
    ".",
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
    "[REDACTED]",
    "[REDACTED:a]",
    "[X_REDACTED]",
    "pl8Zq4vWx0Kd83hs",
    "hunter2",
    "${X}",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    " ",
    "\n",
    "\t",
    "é",
    "\u{feff}",
    "xxxx",
    "****",
    "… [truncated 5 characters]",
    "is ",
    "key ",
    "mysql ",
    "**",
    "Some(",
    "IDENTIFIED BY ",
    "name",
    "value",
    "0",
];

pub(crate) fn texts() -> impl Strategy<Value = String> {
    let fragments = vec(select(FRAGMENTS), 0..24).prop_map(|fragments| fragments.concat());
    let words = vec(select(PLAIN_WORDS), 0..12).prop_map(|words| words.join(" "));
    prop_oneof![4 => fragments, 2 => words, 1 => any::<String>()]
}

pub(crate) fn keys() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "name",
        "value",
        "key",
        "header",
        "field",
        "content",
        "auth",
        "session",
        "host",
        "request_id",
        "__proto__",
    ];
    prop_oneof![
        2 => select(SECRET_NAMES).prop_map(str::to_owned),
        3 => select(PLAIN_NAMES).prop_map(str::to_owned),
        3 => select(KNOWN).prop_map(str::to_owned),
        1 => texts(),
    ]
}

pub(crate) fn values() -> impl Strategy<Value = Value> {
    let leaves: Union<BoxedStrategy<Value>> = Union::new([
        Just(Value::Null).boxed(),
        any::<bool>().prop_map(Value::from).boxed(),
        any::<f64>().prop_map(Value::from).boxed(),
        any::<i64>().prop_map(Value::from).boxed(),
        texts().prop_map(Value::from).boxed(),
        select(SECRET_NAMES).prop_map(Value::from).boxed(),
    ]);
    leaves.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::Array),
            vec((keys(), inner), 0..6).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

pub(crate) fn objects() -> impl Strategy<Value = Map> {
    vec((keys(), values()), 0..6).prop_map(|entries| entries.into_iter().collect())
}
