//! Arbitrary errors, with or without a secret in them, and all their exits: the functions that print or serialize them.

use arbitrary::{Result, Unstructured};
use mcp_errors::ffi::{Call, call, option_names};
use mcp_errors::{
    Audience, ChainStyle, CodeProfile, ErrorKind, KINDS, Map, McpError, Sanitizer, Value, WireOptions,
    decode, format_error_chain,
};

/// Keys that the sanitizer or the payload treats specially.
pub(crate) const KEYS: &[&str] = &[
    "a",
    "b",
    "name",
    "value",
    "key",
    "header",
    "password",
    "api_key",
    "token",
    "auth",
    "session",
    "host",
    "port",
    "request_id",
    "user",
    "0",
    "7",
    "__proto__",
    "causes",
    "context",
    "message",
    "field",
    "error",
    "content",
];

/// Keys whose whole value is secret.
const SECRET_KEYS: &[&str] =
    &["password", "api_key", "dbPassword", "Authorization", "client-secret", "AUTH_TOKEN", "cookie"];

/// A token of a public format. Joined here, so that no secret scanner takes it for a real one.
pub(crate) fn token() -> String {
    ["gh", "p_", "a8Fk29sLq0", "ZmX71bQe3u", "Wy6Tn4Rj5P", "dVo2Gh"].concat()
}

/// A secret without a format: only its key shows that it is one.
pub(crate) fn word() -> String {
    ["vurtik", "ZOMBEQ", "plaffin"].concat()
}

/// The parts of an error, for the FFI call and for the builder.
#[derive(Debug)]
pub(crate) struct Input {
    kind: ErrorKind,
    message: String,
    context: Value,
    options: Map,
    causes: Vec<Value>,
    hint: String,
    source: String,
}

/// Puts a token into one of the texts.
struct Planter {
    secret: Option<String>,
    is_token: bool,
    /// The number of texts to skip first.
    place: usize,
}

impl Planter {
    /// Returns the text, with the token in it if it is the chosen one.
    fn text(&mut self, u: &mut Unstructured<'_>, text: String) -> Result<String> {
        let Some(secret) = self.secret.clone().filter(|_| self.is_token) else { return Ok(text) };
        if self.place > 0 {
            self.place -= 1;
            return Ok(text);
        }
        self.secret = None;
        let at = u.choose_index(text.chars().count() + 1)?;
        let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
        let (left, right) = text.split_at(at);
        Ok(format!("{left} {secret} {right}"))
    }
}

impl Input {
    /// Takes arbitrary content, and plants the secret in it, if there is one.
    pub(crate) fn take(u: &mut Unstructured<'_>, secret: Option<(String, bool)>) -> Result<Self> {
        let place = u.int_in_range(0..=12)?;
        let is_token = secret.as_ref().is_some_and(|(_, is_token)| *is_token);
        let mut planter = Planter { secret: secret.map(|(secret, _)| secret), is_token, place };
        let p = &mut planter;
        let kind = u.choose(KINDS)?.kind;
        let message = text(u, p)?;
        let hint = text(u, p)?;
        let source = text(u, p)?;
        let mut options = Map::new();
        options.insert("timestamp", "2026-01-02T03:04:05.678901Z");
        for _ in 0..u.int_in_range(0..=4)? {
            let names = option_names(kind);
            let name = u.choose(&names)?.clone();
            if name != "context" && name != "timestamp" {
                options.insert(name, value(u, p, 2)?);
            }
        }
        let mut causes = Vec::new();
        for _ in 0..u.int_in_range(0..=2)? {
            let mut cause = Map::new();
            cause.insert("error_type", *u.choose(&["Error", "TypeError", "MCPConnectionError"])?);
            cause.insert("message", text(u, p)?);
            if u.arbitrary()? {
                cause.insert("context", Value::Object(object(u, p, 2)?));
            }
            causes.push(Value::Object(cause));
        }
        let mut context = object(u, p, 4)?;
        if let Some(secret) = planter.secret {
            if is_token {
                context.insert("late", format!("at the end: {secret}"));
            } else {
                let mut holder = Map::new();
                holder.insert(*u.choose(SECRET_KEYS)?, secret);
                plant(u, &mut context, Value::Object(holder))?;
            }
        }
        Ok(Self { kind, message, context: Value::Object(context), options, causes, hint, source })
    }

    /// Returns the context.
    pub(crate) fn context(&self) -> &Value {
        &self.context
    }

    /// Takes arbitrary content with a secret in it: a token in any text, or a word under a sensitive key.
    pub(crate) fn with_secret(u: &mut Unstructured<'_>) -> Result<(Self, String)> {
        let is_token = u.arbitrary()?;
        let secret = if is_token { token() } else { word() };
        Ok((Self::take(u, Some((secret.clone(), is_token)))?, secret))
    }

    /// Whether the arbitrary content has the secret too, where it may be part of a longer word.
    pub(crate) fn has_secret_elsewhere(&self, secret: &str) -> bool {
        format!("{self:?}").matches(secret).count() > 1
    }

    /// Makes the error in every way: by the FFI call, by the builder, and with a context that changes later.
    pub(crate) fn errors(&self) -> Vec<McpError> {
        let create = |options: &Map, context: &str| {
            let mut input = Map::new();
            input.insert("kind", self.kind.spec().name);
            input.insert("message", self.message.as_str());
            input.insert("options", options.clone());
            input.insert("causes", self.causes.clone());
            payload(Call::Create { context, input: &Value::Object(input).to_string() }, context)
        };
        let as_text = create(&self.options, &self.context.to_string());
        let mut options = self.options.clone();
        options.insert("context", self.context.clone());
        let as_tree = create(&options, "");
        assert_eq!(as_text, as_tree, "a context as text and as a tree");

        let mut builder = McpError::tool(self.message.as_str())
            .hints([self.hint.as_str()])
            .source(std::io::Error::other(self.source.clone()));
        if let Value::Object(context) = &self.context {
            builder = builder.context_map(context.clone());
        }
        let mut late = McpError::execution(self.message.as_str()).build();
        *late.context_mut() = self.context.as_object().cloned().unwrap_or_default();
        [decode(&as_text), Some(builder.build()), Some(late)].into_iter().flatten().collect()
    }
}

/// Everything that prints or serializes an error, by name.
pub(crate) fn exits(error: &McpError) -> Vec<(&'static str, String)> {
    let payload = error.payload().to_json_string();
    let full = WireOptions::default().include_json_text(true).structured_content(true);
    vec![
        ("display", error.to_string()),
        ("debug", format!("{error:?}")),
        ("pretty debug", format!("{error:#?}")),
        ("chain", format_error_chain(error, ChainStyle::Compact)),
        ("json rpc", text_of(error.to_json_rpc(WireOptions::default()))),
        (
            "legacy json rpc",
            text_of(error.to_json_rpc(WireOptions::default().code_profile(CodeProfile::Legacy))),
        ),
        ("tool result", text_of(error.to_tool_result(WireOptions::default()))),
        ("full tool result", text_of(error.to_tool_result(full))),
        ("problem details", text_of(error.to_problem_details(WireOptions::default()))),
        ("tool result for clients", text_of(error.to_tool_result(full.audience(Audience::Client)))),
        ("log record", text_of(error.to_log_record())),
        ("message", error.message().to_owned()),
        ("updated", updated(&payload, error)),
        ("payload", payload),
    ]
}

/// The payload of an error that the package kept, after an update with the same context, and its description.
fn updated(payload: &str, error: &McpError) -> String {
    let sanitizer = &Sanitizer::default();
    let Some(kept) = call(Call::Decode { input: payload }, sanitizer).into_error() else {
        return String::new();
    };
    let context = &Value::Object(error.context().clone()).to_string();
    let (header, payload) = (&kept.header, &kept.payload(""));
    let described = call(Call::Describe { header, payload }, sanitizer).into_text().unwrap_or_default();
    let update = Call::Update { header, payload, message: "null", causes: "null", context };
    let updated = call(update, sanitizer).into_error().map(|error| error.payload(context));
    updated.unwrap_or_default() + &described
}

/// The exits that are decoded as the same payload.
pub(crate) fn lossless_exits(error: &McpError) -> Vec<(&'static str, String)> {
    let lossless = ["json rpc", "tool result", "full tool result", "log record", "payload"];
    exits(error).into_iter().filter(|(name, _)| lossless.contains(name)).collect()
}

/// The streaming pass and the tree give the same output, for a value and for the context of an error.
pub(crate) fn assert_stream_equals_tree(value: &Value) {
    let text = value.to_string();
    let tree = mcp_errors::sanitize(value.clone()).to_string();
    assert_eq!(sanitized(&text), tree, "as text and as a tree: {text}");
    if value.as_object().is_none() {
        return;
    }
    for kind in ["base", "connection", "validation"] {
        let input =
            format!(r#"{{"kind":"{kind}","message":"m","options":{{"timestamp":"2026-01-02T03:04:05Z"}}}}"#);
        let mut tree: Map =
            input.parse::<Value>().ok().and_then(|v| v.as_object().cloned()).unwrap_or_default();
        if let Some(Value::Object(options)) = tree.get_mut("options") {
            options.insert("context", value.clone());
        }
        let as_text = payload(Call::Create { context: &text, input: &input }, &text);
        let as_tree = payload(Call::Create { context: "", input: &Value::Object(tree).to_string() }, "");
        assert_eq!(as_text, as_tree, "as the context of a {kind} error: {text}");
    }
}

/// An arbitrary text.
fn text(u: &mut Unstructured<'_>, planter: &mut Planter) -> Result<String> {
    let text: String = u.arbitrary()?;
    planter.text(u, text)
}

/// An arbitrary object.
fn object(u: &mut Unstructured<'_>, planter: &mut Planter, depth: usize) -> Result<Map> {
    let mut map = Map::new();
    for _ in 0..u.int_in_range(0..=5)? {
        let key = if u.arbitrary()? { (*u.choose(KEYS)?).to_owned() } else { text(u, planter)? };
        map.insert(key, value(u, planter, depth)?);
    }
    Ok(map)
}

/// An arbitrary value.
fn value(u: &mut Unstructured<'_>, planter: &mut Planter, depth: usize) -> Result<Value> {
    Ok(match u.int_in_range(0..=if depth == 0 { 4 } else { 6 })? {
        0 => Value::Null,
        1 => Value::from(u.arbitrary::<bool>()?),
        2 => Value::from(u.arbitrary::<f64>()?),
        3 => Value::from(u.arbitrary::<i64>()?),
        4 => Value::from(text(u, planter)?),
        5 => Value::Object(object(u, planter, depth - 1)?),
        _ => {
            let count = u.int_in_range(0..=4)?;
            Value::Array((0..count).map(|_| value(u, planter, depth - 1)).collect::<Result<_>>()?)
        }
    })
}

/// Puts a secret into an object, at any depth.
fn plant(u: &mut Unstructured<'_>, map: &mut Map, secret: Value) -> Result<()> {
    let mut holder = secret;
    for _ in 0..u.int_in_range(0..=3)? {
        holder = if u.arbitrary()? {
            Value::Array(vec![Value::from(1), holder])
        } else {
            let mut outer = Map::new();
            outer.insert(*u.choose(KEYS)?, holder);
            Value::Object(outer)
        };
    }
    map.insert("planted", holder);
    Ok(())
}

/// The payload of an error that a call makes; `context` is the one that it was given as text.
fn payload(asked: Call<'_>, context: &str) -> String {
    let error = call(asked, &Sanitizer::default()).into_error();
    error.map_or_else(String::new, |error| error.payload(context))
}

/// JSON text, sanitized as the package does it.
pub(crate) fn sanitized(value: &str) -> String {
    call(Call::Sanitize { value }, &Sanitizer::default()).into_text().unwrap_or_else(|| value.to_owned())
}

fn text_of(map: Map) -> String {
    Value::Object(map).to_string()
}
