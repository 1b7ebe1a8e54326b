//! Decoders: which sanitizer counts on the way in, and what the limits do.
#![cfg(not(target_arch = "wasm32"))]

use mcp_errors::ffi::{Call, call};
use mcp_errors::{Decoder, ErrorKind, McpError, Sanitizer, Value, WireOptions, decode, decode_value};

/// Keeps a name that the default policy redacts, and redacts another one.
fn sanitizer() -> Sanitizer {
    Sanitizer::builder().keep(["session_token"]).redact(["tenant"]).build().unwrap_or_default()
}

/// The forms in which an error with both names arrives.
fn inputs() -> Vec<(&'static str, String)> {
    let sent = McpError::tool("session_token=tab-37 tenant=acme-7x")
        .context("session_token", "tab-37")
        .context("tenant", "acme-7x")
        .sanitizer(&Sanitizer::builder().keep(["session_token"]).build().unwrap_or_default())
        .build();
    let payload = sent.payload().to_json_string();
    let result = sent.to_tool_result(WireOptions::default());
    let text = result.get("content").and_then(|blocks| blocks.as_array()?.first()?.get("text")?.as_str());
    let thrown = r#"{"name":"McpError","code":-32603,"message":"MCP error -32603: session_token=tab-37 tenant=acme-7x"}"#;
    vec![
        ("payload", payload.clone()),
        ("payload with its keys in another order", payload.replacen('{', r#"{"x":1,"#, 1)),
        ("payload as a text", Value::from(payload.as_str()).to_string()),
        ("line", format!("started\n{payload}\n")),
        ("JSON-RPC", Value::from(sent.to_json_rpc(WireOptions::default())).to_string()),
        ("tool result", Value::from(result.clone()).to_string()),
        ("text for a model", text.unwrap_or_default().to_owned()),
        ("thrown", thrown.to_owned()),
        ("text of an SDK", "Error calling tool 'x': session_token=tab-37 tenant=acme-7x".to_owned()),
    ]
}

/// Everything that an error shows.
fn shown(error: &McpError) -> String {
    let options = WireOptions::default();
    let exits = [error.to_json_rpc(options), error.to_tool_result(options), error.to_log_record()];
    exits.into_iter().fold(format!("{error} {error:?}"), |text, exit| text + &Value::from(exit).to_string())
}

#[test]
fn the_sanitizer_of_a_decoder_counts_on_the_way_in_and_out() {
    let decoder = Decoder::new().sanitizer(&sanitizer());
    for (name, input) in inputs() {
        let value: Value = input.parse().unwrap_or_else(|_| input.as_str().into());
        let errors = [
            ("text", decoder.decode(&input)),
            ("bytes", decoder.decode_bytes(input.as_bytes())),
            ("value", decoder.decode_value(value)),
        ];
        for (way, error) in errors {
            let shown = shown(&error.unwrap_or_else(|| panic!("{name} as {way}: no error")));
            assert!(shown.contains("session_token=tab-37"), "{name} as {way}: {shown}");
            assert!(!shown.contains("acme"), "{name} as {way}: {shown}");
        }
    }
}

#[test]
fn without_a_sanitizer_the_default_counts() {
    for (name, input) in inputs() {
        let value: Value = input.parse().unwrap_or_else(|_| input.as_str().into());
        for error in [Decoder::new().decode(&input), decode(&input), decode_value(value)] {
            let shown = shown(&error.unwrap_or_else(|| panic!("{name}: no error")));
            assert!(!shown.contains("tab-37"), "{name}: {shown}");
            assert!(shown.contains("acme"), "{name}: {shown}");
        }
    }
}

#[test]
fn the_calls_of_the_package_decode_with_their_sanitizer() {
    for (name, input) in inputs() {
        let thrown = input.parse().unwrap_or_else(|_| Value::from(input.as_str()));
        let thrown = format!(r#"{{"thrown":{thrown},"links":[{{"name":"Error","message":"m"}}]}}"#);
        for asked in [Call::Decode { input: &input }, Call::FromThrown { input: &thrown }] {
            let answer = call(asked, &sanitizer()).into_error();
            let payload = answer.map_or_else(String::new, |error| error.payload(""));
            assert!(payload.contains("session_token=tab-37"), "{name}, {asked:?}: {payload}");
            assert!(!payload.contains("acme"), "{name}, {asked:?}: {payload}");
        }
    }
}

#[test]
fn an_input_that_is_too_long_holds_no_error() {
    for (name, input) in inputs() {
        for (spare, is_read) in [(0, true), (1, false)] {
            let decoder = Decoder::new().max_input_bytes(input.len() - spare);
            assert_eq!(decoder.decode(&input).is_some(), is_read, "{name}");
            assert_eq!(decoder.decode_bytes(input.as_bytes()).is_some(), is_read, "{name}");
        }
    }
}

#[test]
fn bytes_are_read_as_utf_8() {
    let cases: [(&str, &[u8], Option<&str>); 4] = [
        ("a byte-order mark", b"\xef\xbb\xbf{\"error_type\":\"MCPError\",\"message\":\"m\"}", Some("m")),
        ("a byte-order mark before words", b"\xef\xbb\xbfRequest timed out", Some("Request timed out")),
        ("other bytes", b"{\"error_type\":\"MCPError\",\"message\":\"a\xff\"}", Some("a\u{fffd}")),
        ("no error", b"\xff\xfe", None),
    ];
    for (name, bytes, message) in cases {
        let error = Decoder::new().decode_bytes(bytes);
        assert_eq!(error.as_ref().map(McpError::message), message, "{name}");
    }
}

#[test]
fn envelopes_are_opened_up_to_the_limit() {
    let decoder = Decoder::new().max_envelopes(1);
    let response = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"Request timed out"}}"#;
    assert_eq!(decoder.decode(response).map(|error| error.kind()), Some(ErrorKind::Timeout));
    assert!(decoder.decode(&format!("[{response}]")).is_none());
}
