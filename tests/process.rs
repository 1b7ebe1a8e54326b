//! The process-wide policy and the panic hook. In a file of their own, because they stay for the whole process.
#![cfg(not(target_arch = "wasm32"))]

use mcp_errors::{
    McpError, Profile, Replacement, Sanitizer, Settings, Value, configure, redact_text, sanitize,
};

#[test]
fn the_process_can_only_tighten() {
    let looser = [
        ("keep", Sanitizer::builder().keep(["password"])),
        ("profile", Sanitizer::builder().profile(Profile::Reference)),
        ("replacement", Sanitizer::builder().replacement(Replacement::Hash)),
    ];
    for (name, builder) in looser {
        let error = configure(Settings::default().sanitizer(&builder.build().unwrap())).unwrap_err();
        assert!(error.to_string().contains("can only tighten"), "{name}: {error}");
    }
    let before = McpError::tool("tenant=acme-7x").context("tenant", "acme-7x").build();
    let added = Sanitizer::builder().redact(["tenant"]).pattern("acme_", "a-z0-9", 8..=8).build().unwrap();
    configure(Settings::default().sanitizer(&added)).unwrap();

    let loose = Sanitizer::builder().keep(["tenant", "session_token"]).build().unwrap();
    let value: Value = r#"{"tenant":1,"session_token":"tab-3"}"#.parse().unwrap();
    let cases = [
        ("text", redact_text("tenant=acme-7x acme_a1b2c3d4").into_owned(), "tenant=[REDACTED] [REDACTED]"),
        (
            "value",
            sanitize(value.clone()).to_string(),
            r#"{"tenant":"[REDACTED]","session_token":"[REDACTED]"}"#,
        ),
        (
            "a loose sanitizer",
            loose.sanitize(value).to_string(),
            r#"{"tenant":"[REDACTED]","session_token":"tab-3"}"#,
        ),
        (
            "an error that was made before, and changed",
            before.add_context("a", 1).to_string(),
            "tenant=[REDACTED] | Context: tenant=[REDACTED], a=1",
        ),
    ];
    for (name, actual, expected) in cases {
        assert_eq!(actual, expected, "{name}");
    }
}

/// Runs as the child of the test below, and does nothing elsewhere.
#[test]
fn panics() {
    if std::env::var_os("MCP_ERRORS_PANICS").is_some() {
        mcp_errors::install_panic_hook();
        Err::<(), _>(McpError::tool("x")).map_err(|_| "no login\u{1b}[31m with password=hunter2").unwrap();
    }
}

#[test]
fn the_panic_hook_prints_the_place_and_no_secret() {
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "panics", "--nocapture"])
        .env("MCP_ERRORS_PANICS", "1")
        .env("RUST_BACKTRACE", "0")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&child.stderr);
    assert!(!child.status.success());
    assert!(text.contains("thread 'panics'") && text.contains("tests/process.rs:"), "{text}");
    assert!(text.contains("password=[REDACTED]") && !text.contains("hunter2"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
}
