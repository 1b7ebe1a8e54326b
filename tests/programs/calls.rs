//! Makes the calls of the npm package natively, for another process: a call per line of input, an answer per line of output.
//!
//! `js-tests/properties.test.mjs` compares the answers of the npm package with these, on random input.
//!
//! ```console
//! $ echo '{"call": "redact", "input": "password=hunter2"}' | cargo run --quiet --example calls
//! "password=[REDACTED]"
//! ```

use std::io::{self, BufRead, BufWriter, Write};

use mcp_errors::ffi::{Call, call};
use mcp_errors::{Sanitizer, Value};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", Value::from(answer(&line?)?))?;
    }
    out.flush()
}

/// Makes the call of a line, and returns its answer. The input is a JSON string, which may have JSON in it, so that it arrives
/// as it was written.
fn answer(line: &str) -> io::Result<String> {
    let asked: Value = line.parse().map_err(io::Error::other)?;
    let text = |key: &str| {
        asked
            .get(key)
            .and_then(Value::as_str)
            .ok_or_else(|| io::Error::other(format!("a call has no text `{key}`")))
    };
    let input = text("input")?;
    Ok(match text("call")? {
        "sanitize" => changed(Call::Sanitize { value: input }, input),
        "redact" => changed(Call::RedactText { text: input }, input),
        "create" => payload(Call::Create { context: "", input }),
        "decode" => payload(Call::Decode { input }),
        "key" => mcp_errors::is_sensitive_key(input).to_string(),
        other => return Err(io::Error::other(format!("no call is named `{other}`"))),
    })
}

/// What a call makes of a text, which may stay as it is.
fn changed(asked: Call<'_>, text: &str) -> String {
    call(asked, &Sanitizer::default()).into_text().unwrap_or_else(|| text.to_owned())
}

/// The payload of an error; empty if there is none.
fn payload(asked: Call<'_>) -> String {
    call(asked, &Sanitizer::default()).into_error().map_or_else(String::new, |error| error.payload(""))
}
