//! An error that was changed after it was built shows no secret.
#![cfg(not(target_arch = "wasm32"))]

use mcp_errors::{ChainStyle, McpError, Sanitizer, format_error_chain};

/// An error whose policy redacts `tenant`. Its context gets a tenant and a password after it was built.
fn changed() -> McpError {
    let sanitizer = Sanitizer::builder().redact(["tenant"]).build().unwrap_or_default();
    let mut error = McpError::connection("no route to acme-corp-4711")
        .sanitizer(&sanitizer)
        .source(std::io::Error::other("acme-corp-4711 is unknown"))
        .hints(["log in as acme-corp-4711 with hunter2-Zq4vW0x"])
        .build();
    error.context_mut().insert("tenant", "acme-corp-4711");
    error.context_mut().insert("password", "hunter2-Zq4vW0x");
    error
}

#[test]
fn a_changed_context_is_redacted_everywhere() {
    let cases = [
        ("message", changed().message().to_owned()),
        ("context", format!("{:?}", changed().context())),
        ("hints", changed().hints().collect::<String>()),
        ("causes", format!("{:?}", changed().causes())),
        ("display", changed().to_string()),
        ("debug", format!("{:?}", changed())),
        ("payload", changed().payload().to_json_string()),
        ("chain", format_error_chain(&changed(), ChainStyle::Compact)),
        ("as a cause", McpError::tool("outer").source(changed()).build().payload().to_json_string()),
        (
            "as a cause of a cause",
            McpError::tool("outer")
                .source(McpError::tool("inner").source(changed()).build())
                .build()
                .payload()
                .to_json_string(),
        ),
        ("as an unexpected error", McpError::unexpected("f", changed()).payload().to_json_string()),
        ("json_rpc", format!("{:?}", changed().to_json_rpc(mcp_errors::WireOptions::default()))),
    ];
    for (name, shown) in cases {
        for secret in ["acme-corp-4711", "hunter2-Zq4vW0x"] {
            assert!(!shown.contains(secret), "{name}: {shown}");
        }
    }
}

#[test]
fn a_secret_that_leaves_the_context_does_not_come_back() {
    let mut error = changed();
    assert_eq!(error.message(), "no route to [REDACTED]");
    error.context_mut().remove("tenant");
    error.context_mut().remove("password");
    let error = error.add_context("attempt", 2);
    for shown in [error.to_string(), error.payload().to_json_string(), format!("{:?}", error.causes())] {
        assert!(!shown.contains("acme-corp") && !shown.contains("hunter2"), "{shown}");
    }
    assert_eq!(error.context().get("attempt").and_then(mcp_errors::Value::as_integer), Some(2));
}

#[test]
fn the_getters_are_redacted_after_a_change() {
    let error = McpError::tool("m").build().add_context("password", "p4ss");
    assert_eq!(error.context().get("password").and_then(mcp_errors::Value::as_str), Some("[REDACTED]"));
}
