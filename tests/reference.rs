//! The documented examples of the reference exception system, with their documented results.
#![cfg(not(target_arch = "wasm32"))]

use std::io;

use mcp_errors::{
    ChainStyle, ErrorKind, McpError, ResultExt, Timestamp, Value, WireOptions, decode, format_error_chain,
};

/// 2024-01-15T10:30:00Z.
const AT: i64 = 1_705_314_600_000_000;

fn at() -> Timestamp {
    Timestamp::from_unix_micros(AT).unwrap_or_else(Timestamp::now)
}

fn context(error: &McpError) -> String {
    Value::from(error.context().clone()).to_string()
}

#[test]
fn an_error_becomes_a_dictionary() {
    let error = McpError::error("Connection failed")
        .context("server", "example-server")
        .context("port", 8080)
        .error_code("CONN_FAILED")
        .timestamp(at())
        .build();
    assert_eq!(
        error.payload().to_json_string(),
        r#"{"error_type":"MCPError","message":"Connection failed","error_code":"CONN_FAILED","context":{"server":"example-server","port":8080},"timestamp":"2024-01-15T10:30:00.000000+00:00"}"#
    );
}

#[test]
fn contexts_are_sanitized() {
    let cases = [
        (
            "credentials",
            r#"{"username":"john_doe","password":"secret123","api_key":"sk-1234567890","server":"api.example.com"}"#,
            r#"{"username":"john_doe","password":"[REDACTED]","api_key":"[REDACTED]","server":"api.example.com"}"#,
        ),
        (
            "every documented key",
            r#"{"username":"user123","password":"secret","api_key":"sk-abc123","auth_token":"bearer...","secret_key":"hidden","credential":"creds","server_url":"https://api.example.com","timeout":30}"#,
            r#"{"username":"user123","password":"[REDACTED]","api_key":"[REDACTED]","auth_token":"[REDACTED]","secret_key":"[REDACTED]","credential":"[REDACTED]","server_url":"https://api.example.com","timeout":30}"#,
        ),
    ];
    for (name, given, expected) in cases {
        let map = given.parse::<Value>().unwrap().into_object().unwrap();
        assert_eq!(
            context(&McpError::error("Authentication failed").context_map(map).build()),
            expected,
            "{name}"
        );
    }
}

#[test]
fn every_class_keeps_its_attributes() {
    let response: Value = r#"{"error":"Internal server error","details":"..."}"#.parse().unwrap();
    let errors = [
        McpError::connection("Failed to connect to MCP server")
            .server_name("file-manager")
            .transport_type("stdio")
            .host("localhost")
            .port(8080)
            .retry_count(3)
            .error_code("CONN_TIMEOUT")
            .build(),
        McpError::server("Tool execution failed")
            .server_code(-32603)
            .server_name("code-executor")
            .http_status(500)
            .response_data(response)
            .error_code("TOOL_EXEC_FAILED")
            .build(),
        McpError::validation("Invalid tool argument type")
            .field("timeout")
            .value("not_a_number")
            .expected_type("int")
            .validation_rule("must_be_positive_integer")
            .build(),
        McpError::timeout("Tool call timed out")
            .timeout_seconds(30.0)
            .operation("call_tool(file_read)")
            .elapsed_seconds(30.5)
            .server_name("file-manager")
            .build(),
        McpError::authentication("Insufficient permissions")
            .auth_type("api_key")
            .username("service_account")
            .server_name("secure-server")
            .permission_required("file:write")
            .build(),
        McpError::configuration("Missing required configuration keys")
            .config_file("/path/to/config.yaml")
            .config_section("mcp_servers")
            .missing_keys(["name", "command"])
            .build(),
        McpError::resource("Failed to read resource")
            .resource_type("file")
            .resource_id("file:///path/to/file.txt")
            .operation("read")
            .server_name("file-server")
            .build(),
    ];
    let expected = [
        r#"{"server_name":"file-manager","transport_type":"stdio","host":"localhost","port":8080,"retry_count":3}"#,
        r#"{"server_error_code":-32603,"server_name":"code-executor","http_status":500,"response_data":{"error":"Internal server error","details":"..."}}"#,
        r#"{"field":"timeout","value":"not_a_number","expected_type":"int","validation_rule":"must_be_positive_integer"}"#,
        r#"{"timeout_seconds":30,"operation":"call_tool(file_read)","elapsed_seconds":30.5,"server_name":"file-manager"}"#,
        r#"{"auth_type":"api_key","username":"service_account","server_name":"secure-server","permission_required":"file:write"}"#,
        r#"{"config_file":"/path/to/config.yaml","config_section":"mcp_servers","missing_keys":["name","command"]}"#,
        r#"{"resource_type":"file","resource_id":"file:///path/to/file.txt","operation":"read","server_name":"file-server"}"#,
    ];
    for (error, expected) in errors.iter().zip(expected) {
        assert_eq!(context(error), expected, "{}", error.error_type());
        for field in
            error.kind().spec().fields.iter().filter(|field| error.context().get(field.key()).is_some())
        {
            assert_eq!(
                error.field(field.name),
                error.context().get(field.key()),
                "{}.{}",
                error.error_type(),
                field.name
            );
        }
    }
}

#[test]
fn chains_are_formatted_outermost_first() {
    let network = io::Error::new(io::ErrorKind::NetworkUnreachable, "Network unreachable");
    let error = McpError::connection("Failed to connect to server").source(network).build();
    assert_eq!(
        format_error_chain(&error, ChainStyle::Compact),
        "MCPConnectionError: Failed to connect to server -> std::io::Error: Network unreachable"
    );
    let service =
        McpError::error("Service unavailable").error_code("SERVICE_UNAVAILABLE").source(error).build();
    assert_eq!(
        format_error_chain(&service, ChainStyle::Compact),
        "MCPError: Service unavailable -> MCPConnectionError: Failed to connect to server -> std::io::Error: Network unreachable"
    );
    let mut root: &(dyn std::error::Error + 'static) = &service;
    while let Some(source) = root.source() {
        root = source;
    }
    assert_eq!(root.to_string(), "Network unreachable");
}

#[test]
fn unexpected_errors_are_wrapped() {
    let error = McpError::unexpected("risky_operation", io::Error::other("Something went wrong"));
    assert_eq!(
        error.to_string(),
        "Unexpected error in risky_operation: Something went wrong | Context: function=risky_operation, original_error=std::io::Error"
    );
}

#[test]
fn a_logged_error_carries_its_payload() {
    let error = McpError::error("m").context("password", "x").timestamp(at()).build();
    let record = error.to_log_record();
    assert_eq!(record.get("level").and_then(Value::as_str), Some("ERROR"));
    assert_eq!(record.get("message").and_then(Value::as_str), Some("m | Context: password=[REDACTED]"));
    assert_eq!(record.get("mcp_error").map(ToString::to_string), Some(error.payload().to_json_string()));
}

#[test]
fn a_caller_adds_to_the_context_and_passes_the_error_on() {
    fn call_tool() -> mcp_errors::Result<()> {
        McpError::connection("refused").server_name("files").fail()
    }
    fn operation() -> mcp_errors::Result<()> {
        call_tool().map_err(|mut error| {
            error.context_mut().insert("service", "MCPService");
            error.context_mut().insert("data_size", 12);
            error.add_context("session_token", "abc")
        })
    }
    let error = operation().unwrap_err();
    let payload = error.payload();
    assert_eq!(
        payload.as_map().get("context").map(ToString::to_string).as_deref(),
        Some(r#"{"server_name":"files","service":"MCPService","data_size":12,"session_token":"[REDACTED]"}"#)
    );
    // The reference nests the dictionary of one error in the context of another.
    let outer = McpError::error("Service unavailable")
        .context("original_error", Value::from(payload.into_map()))
        .error_code("SERVICE_UNAVAILABLE")
        .build();
    assert!(
        outer.payload().to_json_string().contains(r#""original_error":{"error_type":"MCPConnectionError""#)
    );
}

#[test]
fn recovery_depends_on_the_kind() {
    let attempts = [
        McpError::timeout("Batch operation timed out")
            .timeout_seconds(30.0)
            .operation("batch_mcp_operations")
            .build(),
        McpError::connection("refused").build(),
        McpError::validation("bad").build(),
    ];
    let retried: Vec<_> =
        attempts.iter().take_while(|error| error.is_retryable()).map(McpError::kind).collect();
    assert_eq!(retried, [ErrorKind::Timeout, ErrorKind::Connection]);
}

#[test]
fn foreign_errors_become_typed_ones() {
    let failed: mcp_errors::Result<u8> = "x".parse::<u8>().or_validation("`x` is no number");
    let error = failed.unwrap_err();
    assert_eq!((error.kind(), error.error_code()), (ErrorKind::Validation, Some("VALIDATION_ERROR")));
    assert_eq!(error.causes()[0].error_type(), "std::num::ParseIntError");
    assert!(error.source_ref::<std::num::ParseIntError>().is_some());
}

#[test]
fn nothing_that_rust_prints_holds_a_secret() {
    let secret = "pl8Zq4vWx0Kd83hs";
    let source =
        io::Error::other(format!("GET https://u:{secret}@h/?api_key={secret} failed, password={secret}"));
    let mut error = McpError::execution(format!("login with password={secret} failed"))
        .context("password", secret)
        .context("nested", Value::from([Value::from(format!("Authorization: Bearer {secret}"))]))
        .original_error(format!("token={secret}"))
        .source(source)
        .build();
    error.context_mut().insert("client_secret", secret);
    let clone = error.clone();
    let printed = [
        format!("{error}"),
        format!("{error:?}"),
        format!("{:?}", error.payload()),
        format!("{:?}", error.causes()),
        format!("{:?}", Err::<(), _>(clone)),
        serde_json::to_string(&error).unwrap(),
        format_error_chain(&error, ChainStyle::Compact),
        Value::from(error.to_json_rpc(WireOptions::default())).to_string(),
        Value::from(error.to_tool_result(WireOptions::default())).to_string(),
        Value::from(error.to_problem_details(WireOptions::default())).to_string(),
        Value::from(error.to_log_record()).to_string(),
    ];
    for text in printed {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn a_payload_comes_back_as_the_error_it_was() {
    let sent = McpError::selector("ambiguous")
        .selector("rpt_12")
        .error("ambiguous")
        .candidates(["rpt_120", "rpt_121"])
        .hints(["Provide the full id"])
        .request_id("r-1")
        .source(io::Error::other("two rows"))
        .build();
    let text = sent.payload().to_json_string();
    let received = decode(&text).unwrap();
    assert_eq!(received.kind(), ErrorKind::Selector);
    assert_eq!(received.request_id(), Some("r-1"));
    assert_eq!(received.hints().collect::<Vec<_>>(), ["Provide the full id"]);
    assert_eq!(received.payload().to_json_string(), text);
    assert_eq!(received.causes(), sent.causes());
}

#[test]
fn errors_are_small_and_shared() {
    fn assert_all<T: Send + Sync + Clone + std::error::Error + serde::Serialize + 'static>() {}
    assert_all::<McpError>();
    assert_eq!(size_of::<McpError>(), size_of::<usize>());
    assert_eq!(size_of::<mcp_errors::Result<()>>(), size_of::<usize>());
}
