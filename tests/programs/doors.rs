//! The doors of the native crate for another process: a call per line of input, an answer per line of output.
//!
//! `js-tests/properties.test.mjs` holds the answers of the npm package against these, on random input.
//!
//! ```console
//! $ echo '{"door": "redact", "input": "password=hunter2"}' | cargo run --quiet --example doors
//! "password=[REDACTED]"
//! ```

use std::io::{self, BufRead, BufWriter, Write};

use mcp_errors::{Sanitizer, Value, ffi};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", Value::from(answer(&line?)?))?;
    }
    out.flush()
}

/// What the door that a line names makes of its input. Both are texts: an input that is JSON is JSON within JSON, so that
/// it arrives as it was written.
fn answer(line: &str) -> io::Result<String> {
    let call: Value = line.parse().map_err(io::Error::other)?;
    let text = |key: &str| {
        call.get(key)
            .and_then(Value::as_str)
            .ok_or_else(|| io::Error::other(format!("a call has no text `{key}`")))
    };
    let input = text("input")?;
    Ok(match text("door")? {
        "sanitize" => ffi::sanitize_value(input, &Sanitizer::default()).into_owned(),
        "create" => payload(&ffi::create(input, "", &Sanitizer::default())),
        "decode" => payload(&ffi::decode_error(input, &Sanitizer::default())),
        "redact" => mcp_errors::redact_text(input).into_owned(),
        "key" => mcp_errors::is_sensitive_key(input).to_string(),
        door => return Err(io::Error::other(format!("no door is called `{door}`"))),
    })
}

/// The payload of an answer, which begins with a line for the host; empty if there is none.
fn payload(sealed: &str) -> String {
    sealed.split_once('\n').map_or_else(String::new, |(_, payload)| payload.to_owned())
}
