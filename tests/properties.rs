//! Properties of the sanitizer on generated texts and values: benign text stays, secrets are redacted, a second pass changes
//! nothing, and the streaming pass and the tree give the same output.
#![cfg(not(target_arch = "wasm32"))]

mod generate;

use mcp_errors::ffi::{Call, call};
use mcp_errors::{
    Map, McpError, Profile, Replacement, Sanitizer, SanitizerBuilder, Value, WireOptions, decode,
    is_sensitive_key, redact_text, sanitize,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::generate::{PLAIN_WORDS, SECRET_NAMES, keys, objects, texts, values};

/// Everything that prints or serializes an error.
fn exits(error: &McpError) -> Vec<String> {
    let options = WireOptions::default().include_json_text(true).structured_content(true);
    let first = std::error::Error::source(error);
    let sources: Vec<String> =
        std::iter::successors(first, |&source| source.source()).map(ToString::to_string).collect();
    vec![
        error.payload().to_json_string(),
        error.to_string(),
        format!("{error:?}"),
        Value::from(error.to_json_rpc(WireOptions::default())).to_string(),
        Value::from(error.to_tool_result(options)).to_string(),
        Value::from(error.to_problem_details(WireOptions::default())).to_string(),
        Value::from(error.to_log_record()).to_string(),
        mcp_errors::format_error_chain(error, mcp_errors::ChainStyle::Compact),
        format!("{error:#?}"),
        sources.join("\n"),
    ]
}

/// The same cases each time, so that failures are reproducible; set `PROPTEST_RNG_SEED` and `PROPTEST_CASES` for others.
fn config() -> ProptestConfig {
    let is_set = |name: &str| std::env::var_os(name).is_some();
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if !is_set("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(20_260_102);
    }
    if !is_set("PROPTEST_CASES") {
        config.cases = 512;
    }
    config
}

/// One policy of each kind, except the profile `reference`, which does not scan text.
fn policies() -> Vec<(&'static str, Sanitizer)> {
    let base = || Sanitizer::builder().redact(["user", "*_id"]).keep(["token", "session"]);
    let valid = |builder: SanitizerBuilder| builder.build().unwrap_or_default();
    vec![
        ("default", Sanitizer::default()),
        ("names", valid(base())),
        ("strict", valid(base().profile(Profile::Strict))),
        ("patterns", valid(base().pattern("pl8", "A-Za-z0-9", 3..=13).pattern("eyJ", "A-Za-z0-9_-", 1..=40))),
        ("hash", valid(base().replacement(Replacement::Hash).hash_key("0123456789abcdef"))),
        ("partial", valid(base().replacement(Replacement::Partial).profile(Profile::Strict))),
        (
            "limits",
            valid(base().limit("depth", 3).limit("nodes", 12).limit("width", 4).limit("stringChars", 60)),
        ),
        ("bytes", valid(base().limit("totalBytes", 90).limit("causes", 1).limit("valueChars", 9))),
        ("least", valid(base().limit("depth", 1).limit("nodes", 1).limit("width", 1).limit("totalBytes", 1))),
    ]
}

/// A secret without a format, whose characters encodings change.
fn secret_with_symbols() -> String {
    ["Zq4/vW", "x0 Kd\"8", "3+hs%"].concat()
}

/// Percent-encodes a text, as `encodeURIComponent` does.
fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn sanitizing_by_a_policy_twice_changes_nothing(value in values(), text in texts()) {
        for (name, sanitizer) in policies() {
            let once = sanitizer.sanitize(value.clone());
            prop_assert_eq!(sanitizer.sanitize(once.clone()).to_string(), once.to_string(), "{}", name);
            let once = sanitizer.redact_text(&text).into_owned();
            prop_assert_eq!(sanitizer.redact_text(&once).into_owned(), once, "{}", name);
        }
    }

    #[test]
    fn what_a_replacement_writes_is_a_marker_to_every_policy(value in values(), text in texts()) {
        for replacement in [Replacement::Marker, Replacement::Hash, Replacement::Partial] {
            let sanitizer = Sanitizer::builder().replacement(replacement).build().unwrap_or_default();
            let once = sanitizer.sanitize(value.clone());
            prop_assert_eq!(sanitize(once.clone()).to_string(), once.to_string(), "{:?}", replacement);
            let once = sanitizer.redact_text(&text).into_owned();
            prop_assert_eq!(redact_text(&once).into_owned(), once, "{:?}", replacement);
        }
    }

    #[test]
    fn what_was_found_leaves_by_no_exit(name in select(SECRET_NAMES), path in vec(keys(), 0..3), left in texts(), slot in 0_usize..5, form in 0_usize..3) {
        let secret = secret_with_symbols();
        // The secret must not be in the other text already, where it could be part of a longer word.
        prop_assume!(!left.contains(&secret) && left.len() < 400);
        let elsewhere = match form {
            0 => secret.clone(),
            1 => percent_encoded(&secret),
            _ => "WnE0L3ZXeDAgS2QiODMraHMl".to_owned(),
        };
        let text = |at: usize| if at == slot { format!("{left} {elsewhere} .") } else { left.clone() };
        let holder = |inner: Value, key: &str| Value::Object([(key.to_owned(), inner)].into_iter().collect());
        let planted = path.iter().fold(holder(secret.as_str().into(), name), |inner, key| {
            Value::Array(vec![Value::Null, holder(inner, key), Value::Null])
        });
        let error = McpError::validation(text(0))
            .context("planted", planted)
            .context("seen", vec![Value::from(text(1))])
            .hints([text(2)])
            .field(text(3))
            .source(std::io::Error::other(text(4)))
            .build();
        for exit in exits(&error) {
            prop_assert!(!exit.contains(&elsewhere) && !exit.contains(&secret), "{}", exit);
        }
        let payload = error.payload().to_json_string();
        prop_assert_eq!(decode(&payload).map(|error| error.payload().to_json_string()), Some(payload), "a second time");
    }

    #[test]
    fn names_that_are_kept_leave_by_every_exit(context in objects()) {
        let sanitizer = Sanitizer::builder().keep(["session_token"]).redact(["tenant"]).build().unwrap_or_default();
        let error = McpError::tool("session_token=tab-37 tenant=acme-7x")
            .context_map(context)
            .context("sessionToken", "tab-38")
            .context("Tenant", "acme-7x")
            .sanitizer(&sanitizer)
            .build();
        let changed = error.clone().add_context("more", 1);
        for exit in exits(&error).iter().chain(&exits(&changed)).filter(|exit| !exit.is_empty()) {
            prop_assert!(exit.contains("tab-37") && !exit.contains("acme"), "{}", exit);
        }
        prop_assert!(exits(&changed).iter().take(7).all(|exit| exit.contains("tab-38")));
    }

    #[test]
    fn redacting_twice_changes_nothing(text in texts()) {
        let once = redact_text(&text).into_owned();
        prop_assert_eq!(redact_text(&once).into_owned(), once);
    }

    #[test]
    fn benign_text_stays(words in vec(select(PLAIN_WORDS), 1..16)) {
        // After `password`, `token`, `key` or `cookie`, a long word counts as a secret.
        let named = |pair: &[&str]| matches!(pair, ["password" | "token" | "key" | "cookie", next] if next.len() > 15);
        prop_assume!(!words.windows(2).any(named));
        let text = words.join(" ");
        prop_assert_eq!(redact_text(&text).into_owned(), text);
    }

    #[test]
    fn values_under_secret_names_are_gone(name in select(SECRET_NAMES), value in values(), path in vec(keys(), 0..4)) {
        prop_assert!(is_sensitive_key(name));
        let secret = ["vurtik", "ZOMBEQ", "plaffin"].concat();
        let holder = |inner: Value, key: &str| Value::Object([(key.to_owned(), inner)].into_iter().collect());
        let planted = holder(Value::Array(vec![value, Value::from(secret.as_str())]), name);
        let nested = path.iter().fold(planted, |inner, key| Value::Array(vec![Value::Null, holder(inner, key), Value::Null]));
        let error = McpError::tool("failed").context("outer", nested).build();
        for exit in exits(&error) {
            prop_assert!(!exit.contains(&secret), "{}", exit);
        }
    }

    #[test]
    fn tokens_are_gone_from_every_exit(left in texts(), right in texts(), slot in 0_usize..6) {
        let token = ["gh", "p_", "a8Fk29sLq0", "ZmX71bQe3u", "Wy6Tn4Rj5P", "dVo2Gh"].concat();
        let texts: Vec<String> =
            (0..6).map(|n| if n == slot { format!("{left} {token} {right}") } else { format!("{left}{right}") }).collect();
        let mut context = Map::new();
        context.insert(texts[1].as_str(), 1);
        context.insert("list", vec![texts[2].as_str(), "x"]);
        let error = McpError::validation(texts[0].as_str())
            .context_map(context)
            .field(texts[3].as_str())
            .hints([texts[4].as_str()])
            .source(std::io::Error::other(texts[5].clone()))
            .build();
        for exit in exits(&error) {
            prop_assert!(!exit.contains(&token), "{}", exit);
        }
    }

    #[test]
    fn json_as_text_is_sanitized_as_the_tree_is(value in values()) {
        let text = value.to_string();
        let tree = sanitize(value);
        let clean = call(Call::Sanitize { value: &text }, &Sanitizer::default()).into_text();
        prop_assert_eq!(clean.unwrap_or(text), tree.to_string());
        prop_assert_eq!(sanitize(tree.clone()).to_string(), tree.to_string(), "a second time");
    }

    #[test]
    fn a_context_as_text_is_sanitized_as_the_tree_is(context in objects(), kind in select(mcp_errors::KINDS)) {
        let text = Value::Object(context.clone()).to_string();
        let options = |with: Option<Map>| {
            let mut options = Map::new();
            options.insert("timestamp", "2026-01-02T03:04:05Z");
            if let Some(context) = with {
                options.insert("context", context);
            }
            let mut input = Map::new();
            input.insert("kind", kind.name);
            input.insert("message", "m");
            input.insert("options", options);
            Value::Object(input).to_string()
        };
        let create = |context: &str, input: &str| {
            let answer = call(Call::Create { context, input }, &Sanitizer::default());
            answer.into_error().map(|error| (error.payload(context), error.header.replace(",\"split\":true", "")))
        };
        let (as_text, as_tree) = (create(&text, &options(None)), create("", &options(Some(context))));
        prop_assert!(as_text.is_some());
        prop_assert_eq!(as_text, as_tree);
    }

    #[test]
    fn an_error_reads_back_as_it_was_written(context in objects(), message in texts(), hint in texts()) {
        let error = McpError::connection(message).context_map(context).hints([hint]).build();
        let payload = error.payload().to_json_string();
        let back = decode(&payload).map(|error| error.payload().to_json_string());
        prop_assert_eq!(back.as_deref(), Some(payload.as_str()));
    }
}
