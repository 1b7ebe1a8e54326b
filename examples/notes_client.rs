//! An MCP client in Rust that handles typed errors.
//!
//! ```console
//! $ cargo run --features rmcp --example notes_client
//! ```

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Stdio;

use mcp_errors::rmcp::Call;
use mcp_errors::{ErrorKind, McpError};
use rmcp::model::{CallToolRequestParams, CallToolResult, ReadResourceRequestParams};
use rmcp::service::RunningService;
use rmcp::transport::TokioChildProcess;
use rmcp::{RoleClient, ServiceExt};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let command = tokio::process::Command::new(server()?);
    let (process, _log) = TokioChildProcess::builder(command).stderr(Stdio::null()).spawn()?;
    let client = Call::new("notes", "connect").result(().serve(process).await)?;
    let mut out = io::stdout().lock();

    for name in ["mon", "m", "", "zebra"] {
        match read_note(&client, name).await {
            Ok(result) => writeln!(out, "{name:?}: {} block", result.content.len())?,
            Err(error) => writeln!(out, "{name:?}: {}", advice(&error))?,
        }
    }
    let call = Call::tool("notes", "save");
    if let Err(error) = call.tool_result(client.call_tool(CallToolRequestParams::new("save")).await) {
        writeln!(out, "save: {}", advice(&error))?;
    }
    let call = Call::new("notes", "read_resource");
    let missing = ReadResourceRequestParams::new("notes://zebra");
    if let Err(error) = call.result(client.read_resource(missing).await) {
        writeln!(out, "resource: {}", advice(&error))?;
    }
    drop(out);
    client.cancel().await?;
    Ok(())
}

async fn read_note(
    client: &RunningService<RoleClient, ()>,
    name: &str,
) -> mcp_errors::Result<CallToolResult> {
    let arguments = serde_json::Map::from_iter([("name".to_owned(), name.into())]);
    let call = Call::tool("notes", "read_note");
    call.tool_result(
        client.call_tool(CallToolRequestParams::new("read_note").with_arguments(arguments)).await,
    )
}

/// Advice for the user, by the kind of the error and its fields.
fn advice(error: &McpError) -> String {
    match error.kind() {
        ErrorKind::Selector => {
            format!("one of {}", error.field("candidates").map(ToString::to_string).unwrap_or_default())
        }
        ErrorKind::Connection | ErrorKind::Timeout if error.is_retryable() => "try again".to_owned(),
        _ => {
            let hints: Vec<&str> = error.hints().collect();
            format!("{}: {} {}", error.error_type(), error.message(), hints.join(" "))
        }
    }
}

/// The path of the server, which is built next to this program.
fn server() -> io::Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name(format!("notes_server{}", std::env::consts::EXE_SUFFIX)))
}
