//! A client with rmcp. Runs each failure once, and prints a line of JSON about what arrived.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use mcp_errors::McpError;
use mcp_errors::rmcp::Call;
use rmcp::model::{
    CallToolRequest, CallToolRequestParams, ClientRequest, ReadResourceRequest, ReadResourceRequestParams,
    ServerResult,
};
use rmcp::service::{PeerRequestOptions, RunningService};
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};

/// How long a request may take; only the failure `timeout` takes longer.
const TIMEOUT: Duration = Duration::from_secs(3);

type Session = RunningService<RoleClient, ()>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let input: Value = serde_json::from_str(&std::env::args().nth(1).unwrap_or_default())?;
    for part in list(&input, "sessions") {
        let target = part.get("target").cloned().unwrap_or_default();
        let mut session = None;
        for failure in list(part, "failures").iter().filter_map(Value::as_str) {
            let start = Instant::now();
            let arrived = run_failure(&mut session, &target, failure).await.err();
            let payload =
                arrived.map(|error| json!({ "payload": serde_json::to_value(&error).unwrap_or_default() }));
            let line = json!({ "failure": failure, "ms": start.elapsed().as_millis(), "decoded": payload });
            let mut out = std::io::stdout().lock();
            writeln!(out, "{line}")?;
            out.flush()?;
        }
    }
    std::process::exit(0);
}

async fn run_failure(session: &mut Option<Session>, target: &Value, failure: &str) -> Result<(), McpError> {
    if session.is_none() {
        *session = Some(connect(target).await?);
    }
    let Some(session) = session else { return Ok(()) };
    let (name, arguments) = match failure {
        "unknown_tool" => ("no_such_tool", json!({})),
        "bad_arguments" => (failure, json!({ "limit": "ten", "name": 5 })),
        _ => (failure, json!({})),
    };
    if failure == "resource" {
        let call = Call::new("failing", "read_resource(report://gone)");
        let params = ReadResourceRequestParams::new("report://gone");
        let request = ClientRequest::ReadResourceRequest(ReadResourceRequest::new(params));
        return call.result(send(session, request).await).map(drop);
    }
    let call = Call::tool("failing", name);
    let params = CallToolRequestParams::new(name.to_owned())
        .with_arguments(arguments.as_object().cloned().unwrap_or_default());
    let answer = send(session, ClientRequest::CallToolRequest(CallToolRequest::new(params))).await;
    let result = answer.and_then(|result| match result {
        ServerResult::CallToolResult(result) => Ok(result),
        _ => Err(rmcp::ServiceError::UnexpectedResponse),
    });
    call.tool_result(result).map(drop)
}

async fn send(session: &Session, request: ClientRequest) -> Result<ServerResult, rmcp::ServiceError> {
    let options = PeerRequestOptions::with_timeout(TIMEOUT);
    session.send_cancellable_request(request, options).await?.await_response().await
}

async fn connect(target: &Value) -> Result<Session, McpError> {
    let call = Call::new("failing", "connect");
    if let Some(url) = target.get("url").and_then(Value::as_str) {
        return call.result(().serve(StreamableHttpClientTransport::from_uri(url.to_owned())).await);
    }
    let mut command =
        tokio::process::Command::new(target.get("command").and_then(Value::as_str).unwrap_or_default());
    command.args(list(target, "args").iter().filter_map(Value::as_str));
    let spawned = TokioChildProcess::builder(command).stderr(Stdio::null()).spawn();
    let (process, _) = spawned
        .map_err(|error| McpError::connection("the server cannot be started").source(error).build())?;
    call.result(().serve(process).await)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
