//! The shared vectors, run against the calls of the package: the same table of cases natively, in wasm under Node and in a browser.
//!
//! `js-tests/vectors.mjs` runs the same files against the installed package. Each place prints one line with the number
//! of its cases and a hash of all its outputs; `cargo xtask test` compares them.

#![expect(clippy::panic, reason = "a test runner ends by panicking")]

use mcp_errors::ffi::{self, Answer, Call, call};
use mcp_errors::{Map, Sanitizer, Value};

/// Every file in `vectors/`. A native test holds the list against the folder.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("canon.json", include_str!("../../vectors/canon.json")),
    ("decode.json", include_str!("../../vectors/decode.json")),
    ("dialects.json", include_str!("../../vectors/dialects.json")),
    ("errors.json", include_str!("../../vectors/errors.json")),
    ("exits.json", include_str!("../../vectors/exits.json")),
    ("host.json", include_str!("../../vectors/host.json")),
    ("policies.json", include_str!("../../vectors/policies.json")),
    ("redact-notations.json", include_str!("../../vectors/redact-notations.json")),
    ("redact-tokens.json", include_str!("../../vectors/redact-tokens.json")),
    ("redact-trees.json", include_str!("../../vectors/redact-trees.json")),
    ("redact-values.json", include_str!("../../vectors/redact-values.json")),
    ("sanitizer.json", include_str!("../../vectors/sanitizer.json")),
    ("thrown.json", include_str!("../../vectors/thrown.json")),
];

/// Runs every case, and fails with a list of all that differ.
pub(crate) fn run(place: &str, print: impl Fn(&str)) {
    let mut names: Vec<String> = Vec::new();
    let mut failures = Vec::new();
    let mut hash = Fnv::default();
    for (file, text) in FILES {
        let document: Value = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in document.get("cases").and_then(Value::as_array).unwrap_or_default() {
            let name = format!("{file}: {}", string(case, "name"));
            assert!(!names.contains(&name), "two cases are called `{name}`");
            if let Some(reason) = case.get("javascript_only") {
                // Its input has no JSON form. It must say why, and it must be true.
                assert!(
                    reason.as_str().is_some_and(|reason| !reason.is_empty()),
                    "{name}: a skip without a reason"
                );
                assert!(has_tag(case), "{name}: skipped, but nothing in it needs JavaScript");
                continue;
            }
            for (form, expected) in
                case.get("expect").and_then(Value::as_object).map(Map::iter).into_iter().flatten()
            {
                let actual = output(case, form);
                hash.add(&name);
                hash.add(&actual);
                if Some(actual.as_str()) != expected.as_str() {
                    failures.push(format!(
                        "{name}: {form}\n  expected {}\n  actual   {actual}",
                        expected.to_plain_string()
                    ));
                }
            }
            names.push(name);
        }
    }
    print(&format!("vectors: place={place} cases={} hash={:016x}", names.len(), hash.0));
    assert!(!names.is_empty(), "no case was run");
    assert!(failures.is_empty(), "{} outputs differ:\n{}", failures.len(), failures.join("\n"));
}

/// What the core makes of a case, in one of its forms.
fn output(case: &Value, form: &str) -> String {
    // As a host hands it over: the first of a list.
    let policies = case.get("policy").map(|policy| Value::Array(vec![policy.clone()]).to_string());
    let sanitizer = &ffi::sanitizer(policies.as_deref().unwrap_or_default());
    if form == "problem_of_policy" {
        let policy = case.get("policy").map(ToString::to_string).unwrap_or_default();
        return ffi::problem_of_policy(&policy).unwrap_or_default();
    }
    if let Some(text) = case.get("redact") {
        return sanitizer.redact_text(text.as_str().unwrap_or_default()).into_owned();
    }
    if let Some(key) = case.get("key") {
        return sanitizer.is_sensitive_key(key.as_str().unwrap_or_default()).to_string();
    }
    if let Some(value) = case.get("sanitize") {
        let sanitize = |value: String| text(Call::Sanitize { value: &value }, sanitizer).unwrap_or(value);
        let once = sanitize(value.to_string());
        return if form == "twice" { sanitize(once) } else { once };
    }
    let made = if let Some(input) = case.get("decode_text") {
        made(Call::Decode { input: input.as_str().unwrap_or_default() }, "", sanitizer)
    } else if let Some(value) = case.get("decode") {
        made(Call::Decode { input: &value.to_string() }, "", sanitizer)
    } else if let Some(thrown) = case.get("thrown") {
        made(Call::FromThrown { input: &thrown.to_string() }, "", sanitizer)
    } else {
        create(case.get("create").unwrap_or_else(|| panic!("no operation in {case}")), sanitizer)
    };
    let Some(made) = made else { return "undefined".to_owned() };
    let Made { header, payload } = &made;
    let fields: Value = header.parse().unwrap_or_default();
    let exit_options = case.get("exit_options").cloned().unwrap_or_else(|| Map::new().into());
    let options = &exit_options.to_string();
    let exit = |call| text(call, sanitizer).unwrap_or_else(|| panic!("an exit says nothing: {case}"));
    match form {
        "payload" => payload.clone(),
        // For errors that carry no time of their own.
        "timeless" => {
            let mut parsed = payload
                .parse::<Value>()
                .ok()
                .and_then(|value| value.as_object().cloned())
                .unwrap_or_default();
            parsed.remove("timestamp");
            Value::from(parsed).to_string()
        }
        "resealed" => {
            let parsed: Value = payload.parse().unwrap_or_default();
            let context = &parsed.get("context").map(ToString::to_string).unwrap_or_default();
            let update = Call::Update { header, payload, message: "null", causes: "null", context };
            self::made(update, context, sanitizer).map_or_else(String::new, |made| made.payload)
        }
        "class" => class_of(string(&fields, "kind")),
        "provenance" => fields.get("provenance").map(ToString::to_string).unwrap_or_default(),
        "describe" => exit(Call::Describe { header, payload }),
        "json_rpc" => exit(Call::ToJsonRpc { header, payload, options }),
        "code" => code(&exit_options, &fields).to_string(),
        "tool_result" => exit(Call::ToToolResult { header, payload, options }),
        "problem" => exit(Call::ToProblemDetails { header, payload, options }),
        "chain" => {
            let parsed: Value = payload.parse().unwrap_or_default();
            let own = Value::from(
                [("error_type"), ("message")]
                    .map(|key| (key, parsed.get(key).cloned()))
                    .into_iter()
                    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
                    .collect::<Map>(),
            );
            let causes = parsed.get("causes").and_then(Value::as_array).unwrap_or_default().to_vec();
            let causes = &Value::Array(std::iter::once(own).chain(causes).collect()).to_string();
            exit(Call::FormatChain { causes })
        }
        other => panic!("no form is called `{other}`"),
    }
}

/// What a call answers as text.
fn text(asked: Call<'_>, sanitizer: &Sanitizer) -> Option<String> {
    call(asked, sanitizer).into_text()
}

/// An error as a host keeps it.
struct Made {
    header: String,
    payload: String,
}

/// The error that a call answers; `context` is the one that the call was given as text.
fn made(asked: Call<'_>, context: &str, sanitizer: &Sanitizer) -> Option<Made> {
    match call(asked, sanitizer) {
        Answer::Error(error) => Some(Made { payload: error.payload(context), header: error.header }),
        _ => None,
    }
}

/// The code of an error in the profile that the options name.
fn code(options: &Value, header: &Value) -> Value {
    let is_legacy = options.get("codeProfile").and_then(Value::as_str) == Some("legacy");
    let legacy = header.get("legacy_code").filter(|_| is_legacy);
    legacy.or_else(|| header.get("code")).cloned().unwrap_or_default()
}

/// Makes the error of a case. A cause of ours is made first, and listed as a host lists it.
fn create(specification: &Value, sanitizer: &Sanitizer) -> Option<Made> {
    let mut input = specification.as_object().cloned().unwrap_or_default();
    let causes: Vec<Value> = input
        .remove("causes")
        .and_then(|causes| causes.as_array().map(<[Value]>::to_vec))
        .unwrap_or_default()
        .into_iter()
        .map(|cause| {
            let ours = cause.get("kind").and_then(|_| create(&cause, &Sanitizer::default()));
            ours.map_or(cause, |made| as_cause(&made.payload))
        })
        .collect();
    input.insert("causes", Value::Array(causes));
    // As a host does it: the context apart, unless it is no object.
    let mut options =
        input.remove("options").and_then(|options| options.as_object().cloned()).unwrap_or_default();
    let context = match options.get("context") {
        Some(context @ Value::Object(_)) => context.to_string(),
        _ => String::new(),
    };
    if !context.is_empty() {
        options.remove("context");
    }
    input.insert("options", options);
    made(Call::Create { context: &context, input: &Value::from(input).to_string() }, &context, sanitizer)
}

fn as_cause(payload: &str) -> Value {
    let payload: Value = payload.parse().unwrap_or_default();
    let entries = ["error_type", "message", "error_code", "context"].into_iter().filter_map(|key| {
        let value = payload.get(key).cloned()?;
        let is_empty = value.as_object().is_some_and(Map::is_empty);
        (!is_empty).then(|| (key.to_owned(), value))
    });
    Value::from(entries.collect::<Map>())
}

/// Whether a value holds a tag for something that JSON cannot say.
fn has_tag(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_tag),
        Value::Object(map) => map.get("$js").is_some() || map.iter().any(|(_, item)| has_tag(item)),
        _ => false,
    }
}

fn class_of(kind: &str) -> String {
    mcp_errors::ErrorKind::from_name(kind).map_or("none", |kind| kind.spec().class).to_owned()
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// FNV-1a, 64 bits: a few lines in any language.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// An error as a JavaScript object, as a Rust program in wasm hands it over, has the entries of the canonical text.
#[cfg(target_arch = "wasm32")]
pub(crate) fn crosses_as_an_object() {
    use serde::Serialize as _;

    let error = mcp_errors::McpError::connection("refused")
        .port(8080)
        .context("password", "hunter2")
        .context("ratio", 0.5)
        .hints(["Start the server"])
        .build();
    let object = error.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default();
    let text = js_sys::JSON::stringify(&object).ok().map(String::from);
    assert_eq!(text, Some(error.payload().to_json_string()));
}
