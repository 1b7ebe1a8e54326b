//! The integration of the Rust SDK: a real client with real servers, as child processes over stdio and over streamable HTTP.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test ends by panicking, also in its helpers")]

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use mcp_errors::rmcp::Call;
use mcp_errors::{ErrorKind, META_KEY, McpError, Value};
use rmcp::model::{
    CallToolRequest, CallToolRequestParams, CallToolResult, ClientRequest, ReadResourceRequestParams,
};
use rmcp::service::{PeerRequestOptions, RunningService};
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use rmcp::{RoleClient, ServiceError, ServiceExt};

type Client = RunningService<RoleClient, ()>;

/// The longest that a call may take, so that a server that does not answer fails the test.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The path of a program that `cargo test` has built.
fn example(name: &str) -> PathBuf {
    let folder =
        std::env::current_exe().unwrap().parent().and_then(|deps| deps.parent()).unwrap().join("examples");
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} is not built: run `cargo build --all-features --examples`", path.display());
    path
}

async fn over_stdio(arguments: &[&str]) -> Client {
    let mut command = tokio::process::Command::new(example("failures"));
    command.args(arguments);
    let (process, _) = TokioChildProcess::builder(command).stderr(Stdio::null()).spawn().unwrap();
    Call::new("failures", "connect").result(().serve(process).await).unwrap()
}

/// A server over HTTP that is killed on drop.
struct HttpServer {
    process: Child,
    url: String,
}

impl HttpServer {
    fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(example("failures"))
            .args(["--http", "127.0.0.1:0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        log.read_line(&mut url).unwrap();
        // Keep reading: a server that cannot write its log stops.
        std::thread::spawn(move || log.lines().for_each(drop));
        Self { process, url: url.trim().to_owned() }
    }

    async fn connect(&self) -> mcp_errors::Result<Client> {
        connect(&self.url).await
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn connect(url: &str) -> mcp_errors::Result<Client> {
    let transport = StreamableHttpClientTransport::from_uri(url);
    Call::new("failures", "connect").result(tokio::time::timeout(TIMEOUT, ().serve(transport)).await.unwrap())
}

async fn raw(client: &Client, tool: &'static str, arguments: Value) -> Result<CallToolResult, ServiceError> {
    let mut params = CallToolRequestParams::new(tool);
    if let Ok(serde_json::Value::Object(map)) = serde_json::from_str(&arguments.to_string()) {
        params = params.with_arguments(map);
    }
    tokio::time::timeout(TIMEOUT, client.call_tool(params)).await.expect("the server answers")
}

async fn failure(client: &Client, tool: &'static str) -> McpError {
    failure_with(client, tool, Value::Null).await
}

async fn failure_with(client: &Client, tool: &'static str, arguments: Value) -> McpError {
    Call::tool("failures", tool).tool_result(raw(client, tool, arguments).await).unwrap_err()
}

/// Checks that the error of `failures` arrived as it was made, and without secrets.
fn assert_everything(error: &McpError, how: &str) {
    assert_eq!(error.kind(), ErrorKind::Connection, "{how}");
    assert_eq!(error.error_code(), Some("DB_DOWN"), "{how}");
    assert_eq!(error.request_id(), Some("req-1"), "{how}");
    assert_eq!(error.field_str("server_name"), Some("reports"), "{how}: the fields of the server stay");
    assert_eq!(error.field_integer("port"), Some(5432), "{how}");
    assert_eq!(error.retry_after(), Some(Duration::from_millis(1500)), "{how}");
    assert_eq!(error.hints().next(), Some("Try again in a minute"), "{how}");
    assert_eq!(error.causes().first().map(mcp_errors::Cause::error_type), Some("std::io::Error"), "{how}");
    assert!(error.context().get("operation").is_some(), "{how}: the client adds its own");
    assert!(!error.payload().to_json_string().contains("hunter2"), "{how}");
}

#[tokio::test]
async fn typed_errors_arrive_over_both_transports_with_and_without_the_guard() {
    let guarded = HttpServer::start(&[]);
    let plain = HttpServer::start(&["--plain"]);
    let clients = [
        ("stdio", over_stdio(&[]).await),
        ("stdio, plain", over_stdio(&["--plain"]).await),
        ("http", guarded.connect().await.unwrap()),
        ("http, plain", plain.connect().await.unwrap()),
    ];
    for (how, client) in &clients {
        for tool in ["returned", "structured", "protocol"] {
            assert_everything(&failure(client, tool).await, &format!("{how}: {tool}"));
        }
        let validation = failure(client, "validation").await;
        assert_eq!(validation.kind(), ErrorKind::Validation, "{how}");
        assert_eq!(validation.hints().collect::<Vec<_>>(), ["Use 1 to 100"], "{how}");

        let resource = client.read_resource(ReadResourceRequestParams::new("test://everything")).await;
        let error = Call::new("failures", "read_resource").result(resource).unwrap_err();
        assert_everything(&error, &format!("{how}: resource"));
        let missing = client.read_resource(ReadResourceRequestParams::new("test://x")).await;
        let Err(ServiceError::McpError(data)) = missing else { panic!("{how}: not found") };
        assert_eq!(data.code.0, -32602, "{how}");
        assert_eq!(data.data.as_ref().and_then(|data| data.get("uri")?.as_str()), Some("test://x"), "{how}");
        assert_eq!(McpError::from(data).error_code(), Some("RESOURCE_NOT_FOUND"), "{how}");
    }
}

#[tokio::test]
async fn a_tool_result_is_for_the_model_and_a_json_rpc_error_is_not() {
    let client = over_stdio(&[]).await;
    let result = raw(&client, "returned", Value::Null).await.unwrap();
    assert_eq!(result.is_error, Some(true));
    let text =
        result.content.first().and_then(|block| block.as_text()).map(|block| block.text.as_str()).unwrap();
    assert!(text.contains("Hint: Try again in a minute") && text.contains("after 1.5 s"), "{text}");
    assert!(text.ends_with("[mcp-error type=MCPConnectionError code=DB_DOWN request_id=req-1]"), "{text}");
    assert!(result.meta.is_some_and(|meta| meta.0.contains_key(META_KEY)));
    assert!(matches!(raw(&client, "protocol", Value::Null).await, Err(ServiceError::McpError(_))));
}

#[tokio::test]
async fn a_panic_is_an_error_and_the_server_lives_on() {
    let server = HttpServer::start(&[]);
    for (how, client) in [("stdio", over_stdio(&[]).await), ("http", server.connect().await.unwrap())] {
        for (tool, message) in [
            ("panics", "cannot go on with password=[REDACTED]"),
            ("panics_later", "a list that is not empty"),
        ] {
            let error = failure(&client, tool).await;
            assert_eq!(error.kind(), ErrorKind::Execution, "{how}: {tool}");
            assert_eq!(error.field_str("operation"), Some(tool), "{how}: {tool}");
            assert_eq!(
                error.causes().first().map(|cause| (cause.error_type(), cause.message())),
                Some(("panic", message)),
                "{how}"
            );
        }
        let resource = client.read_resource(ReadResourceRequestParams::new("test://panics"));
        let resource = tokio::time::timeout(TIMEOUT, resource).await.expect("the server answers");
        let error = Call::new("failures", "read_resource").result(resource).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Execution, "{how}: resource");
        assert_eq!(failure(&client, "validation").await.kind(), ErrorKind::Validation, "{how}: lives on");
    }
}

#[tokio::test]
async fn a_panic_in_a_handler_prints_its_place_and_no_secret() {
    use tokio::io::AsyncReadExt;

    let mut command = tokio::process::Command::new(example("failures"));
    command.env("RUST_BACKTRACE", "0");
    let (process, log) = TokioChildProcess::builder(command).stderr(Stdio::piped()).spawn().unwrap();
    let client = Call::new("failures", "connect").result(().serve(process).await).unwrap();
    failure(&client, "panics").await;
    failure(&client, "exits").await;
    let mut text = String::new();
    tokio::time::timeout(TIMEOUT, log.unwrap().read_to_string(&mut text)).await.unwrap().unwrap();
    assert!(text.contains("failures.rs:") && text.contains("password=[REDACTED]"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn without_the_guard_a_panic_is_never_answered() {
    // If this fails, the SDK answers now, and the documentation of `guard` is out of date.
    let client = over_stdio(&["--plain"]).await;
    let call = client.call_tool(CallToolRequestParams::new("panics"));
    assert!(tokio::time::timeout(Duration::from_secs(2), call).await.is_err());
}

#[tokio::test]
async fn rejections_of_the_sdk_are_typed() {
    let client = over_stdio(&[]).await;
    let bad = failure_with(&client, "arguments", "{\"limit\":\"many\"}".parse().unwrap()).await;
    assert_eq!(bad.kind(), ErrorKind::Validation);
    let problems = bad.field("validation_errors").map(ToString::to_string).unwrap_or_default();
    assert!(problems.contains("expected u32"), "{problems}");
    let missing = failure_with(&client, "arguments", "{}".parse().unwrap()).await;
    assert_eq!((missing.kind(), missing.field_str("field")), (ErrorKind::Validation, Some("limit")));
    let unknown = failure(&client, "no_such_tool").await;
    assert_eq!((unknown.kind(), unknown.field_str("selector")), (ErrorKind::Selector, Some("no_such_tool")));
    assert_eq!(unknown.message(), "tool not found");
}

#[tokio::test]
async fn untyped_errors_get_the_closest_kind() {
    let client = over_stdio(&[]).await;
    let text = failure(&client, "plain_text").await;
    assert_eq!((text.kind(), text.message()), (ErrorKind::Tool, "disk full"));
    let protocol = failure(&client, "plain_protocol").await;
    assert_eq!((protocol.kind(), protocol.message()), (ErrorKind::Server, "disk full"));
    assert_eq!(protocol.field_integer("server_code"), Some(-32603));
    assert!(text.provenance().is_some_and(|provenance| provenance.lossy));
    assert_eq!(text.context().get("server_name").and_then(Value::as_str), Some("failures"));
}

#[tokio::test]
async fn a_client_sees_no_path_and_no_internal_host() {
    let client = over_stdio(&["--client"]).await;
    for tool in ["returned", "protocol"] {
        let answer = match raw(&client, tool, Value::Null).await {
            Ok(result) => serde_json::to_string(&result).unwrap(),
            Err(ServiceError::McpError(data)) => serde_json::to_string(&data).unwrap(),
            Err(other) => panic!("{other}"),
        };
        for hidden in ["/srv", "internal", "hunter2"] {
            assert!(!answer.contains(hidden), "{tool}: {hidden} in {answer}");
        }
        assert!(answer.contains("Ask the owner of [PATH]"), "{tool}: {answer}");
    }
    // What it sent itself is no secret.
    let arguments = r#"{"path":"/srv/notes/a.md"}"#.parse().unwrap();
    let error = failure_with(&client, "open", arguments).await;
    assert_eq!(error.message(), "cannot copy /srv/notes/a.md to [PATH]");
    assert_eq!(error.field_str("resource_id"), Some("/srv/notes/a.md"));
    let missing = client.read_resource(ReadResourceRequestParams::new("file:///srv/notes/x")).await;
    let error = Call::new("failures", "read_resource").result(missing).unwrap_err();
    assert_eq!(error.field_str("resource_id"), Some("file:///srv/notes/x"));
}

#[tokio::test]
async fn failures_of_the_transport_are_typed() {
    // A call that times out.
    let client = over_stdio(&[]).await;
    let request = ClientRequest::CallToolRequest(CallToolRequest::new(CallToolRequestParams::new("slow")));
    let options = PeerRequestOptions::with_timeout(Duration::from_millis(200));
    let call = Call::tool("failures", "slow");
    let handle = client.send_cancellable_request(request, options).await.unwrap();
    let error = call.result(handle.await_response().await).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.field_number("timeout_seconds"), Some(0.2));
    assert_eq!(error.field_str("server_name"), Some("failures"));
    assert!(error.field_number("elapsed_seconds").is_some_and(|seconds| seconds >= 0.2), "{error}");

    // A server that exits during a call.
    let error = failure(&client, "exits").await;
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Connection, true), "{error}");

    // A closed port.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/mcp", free.local_addr().unwrap());
    drop(free);
    let error = connect(&url).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.error_code()),
        (ErrorKind::Connection, Some("ECONNREFUSED")),
        "{error:?}"
    );
    assert!(!error.causes().is_empty(), "{error:?}");
}

#[tokio::test]
async fn http_error_statuses_are_typed() {
    use axum::http::{HeaderMap, HeaderValue, StatusCode};

    let challenge = |text: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("www-authenticate", HeaderValue::from_static(text));
        headers
    };
    let none = HeaderMap::new();
    let cases = [
        (
            "401",
            StatusCode::UNAUTHORIZED,
            challenge(r#"Bearer resource_metadata="https://example.com/x""#),
            ErrorKind::Authentication,
            401,
        ),
        (
            "403",
            StatusCode::FORBIDDEN,
            challenge(r#"Bearer error="insufficient_scope", scope="notes:write""#),
            ErrorKind::Authentication,
            403,
        ),
        ("403 without a challenge", StatusCode::FORBIDDEN, none.clone(), ErrorKind::Authentication, 403),
        ("503", StatusCode::SERVICE_UNAVAILABLE, none.clone(), ErrorKind::Server, 503),
        ("500", StatusCode::INTERNAL_SERVER_ERROR, none, ErrorKind::Server, 500),
    ];
    for (name, status, headers, kind, expected) in cases {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/mcp", listener.local_addr().unwrap());
        let app = axum::Router::new().fallback(move || async move { (status, headers.clone(), "no") });
        let server = tokio::spawn(async move { axum::serve(listener, app).await });
        let error = connect(&url).await.unwrap_err();
        assert_eq!((error.kind(), error.http_status()), (kind, expected), "{name}: {error:?}");
        if name == "403" {
            assert_eq!(error.field_str("permission_required"), Some("notes:write"), "{error:?}");
        }
        server.abort();
    }
}

#[test]
fn the_example_prints_advice() {
    let output = Command::new(example("notes_client")).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        printed.lines().collect::<Vec<_>>(),
        [
            r#""mon": one of ["monday","money"]"#,
            r#""m": one of ["milk","monday","money"]"#,
            r#""": MCPValidationError: a note has a name Pass the beginning of a name, such as `mo`"#,
            r#""zebra": one of ["milk","monday","money"]"#,
            "save: MCPExecutionError: cannot write [PATH] ",
            "resource: MCPResourceError: no such note List the notes first",
        ],
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
