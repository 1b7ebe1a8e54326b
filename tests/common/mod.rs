//! The shared vectors, run against the doors: the same table of cases natively, in wasm under Node and in a browser.
//!
//! `js-tests/vectors.mjs` runs the same files against the installed package. Each place prints one line with the number
//! of its cases and a hash of all its outputs; `cargo xtask test` compares them.

#![expect(clippy::panic, reason = "a test runner ends by panicking")]

use mcp_errors::{Map, Sanitizer, Value, ffi};

/// Every file in `vectors/`. A native test holds the list against the folder.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("canon.json", include_str!("../../vectors/canon.json")),
    ("decode.json", include_str!("../../vectors/decode.json")),
    ("dialects.json", include_str!("../../vectors/dialects.json")),
    ("errors.json", include_str!("../../vectors/errors.json")),
    ("exits.json", include_str!("../../vectors/exits.json")),
    ("host.json", include_str!("../../vectors/host.json")),
    ("policies.json", include_str!("../../vectors/policies.json")),
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
        let once = ffi::sanitize_value(&value.to_string(), sanitizer).into_owned();
        return if form == "twice" { ffi::sanitize_value(&once, sanitizer).into_owned() } else { once };
    }
    let sealed = if let Some(text) = case.get("decode_text") {
        ffi::decode_error(text.as_str().unwrap_or_default(), sanitizer)
    } else if let Some(value) = case.get("decode") {
        ffi::decode_error(&value.to_string(), sanitizer)
    } else if let Some(thrown) = case.get("thrown") {
        ffi::from_thrown(&thrown.to_string(), sanitizer)
    } else {
        create(case.get("create").unwrap_or_else(|| panic!("no operation in {case}")), sanitizer)
    };
    let Some((face, payload)) = sealed.split_once('\n') else { return "undefined".to_owned() };
    let face: Value = face.parse().unwrap_or_default();
    let options = case.get("exit_options").and_then(Value::as_object).cloned().unwrap_or_default();
    match form {
        "payload" => payload.to_owned(),
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
            let context = parsed.get("context").map(ToString::to_string).unwrap_or_default();
            ffi::reseal(payload, &context, sanitizer)
                .split_once('\n')
                .map_or_else(String::new, |(_, text)| text.to_owned())
        }
        "class" => class_of(string(&face, "kind")),
        "provenance" => face.get("provenance").map(ToString::to_string).unwrap_or_default(),
        "describe" => ffi::describe(payload, sanitizer),
        "json_rpc" => {
            // As a host does it, with the code that it keeps of the error.
            let mut options = options;
            options.insert("sealedCode", sealed_code(&options, &face).clone());
            ffi::to_json_rpc(payload, &Value::from(options).to_string(), sanitizer)
        }
        "code" => sealed_code(&options, &face).to_string(),
        "tool_result" => ffi::to_tool_result(payload, &Value::from(options).to_string(), sanitizer),
        "problem" => ffi::to_problem_details(payload, &Value::from(options).to_string(), sanitizer),
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
            ffi::format_chain(
                &Value::Array(std::iter::once(own).chain(causes).collect()).to_string(),
                sanitizer,
            )
        }
        other => panic!("no form is called `{other}`"),
    }
}

/// The code of an error in the profile that the options name.
fn sealed_code<'a>(options: &Map, face: &'a Value) -> &'a Value {
    let legacy = face
        .get("legacy_code")
        .filter(|_| options.get("codeProfile").and_then(Value::as_str) == Some("legacy"));
    legacy.or_else(|| face.get("code")).unwrap_or(&Value::Null)
}

/// Makes the error of a case. A cause of ours is made first, and listed as a host lists it.
fn create(specification: &Value, sanitizer: &Sanitizer) -> String {
    let mut input = specification.as_object().cloned().unwrap_or_default();
    let causes: Vec<Value> = input
        .remove("causes")
        .and_then(|causes| causes.as_array().map(<[Value]>::to_vec))
        .unwrap_or_default()
        .into_iter()
        .map(|cause| {
            if cause.get("kind").is_some() { as_cause(&create(&cause, &Sanitizer::default())) } else { cause }
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
    ffi::whole(&ffi::create(&Value::from(input).to_string(), &context, sanitizer), &context)
}

fn as_cause(sealed: &str) -> Value {
    let payload: Value =
        sealed.split_once('\n').and_then(|(_, payload)| payload.parse().ok()).unwrap_or_default();
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
