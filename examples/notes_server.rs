//! An MCP server in Rust whose tools fail with typed errors.
//!
//! ```console
//! $ cargo run --features rmcp --example notes_client    # starts this server and calls it
//! $ cargo run --features rmcp --example notes_server -- --http 127.0.0.1:8000
//! ```

use std::collections::BTreeMap;

use mcp_errors::rmcp::guard;
use mcp_errors::{Audience, McpError, ResultExt};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{
    ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult, ResourceContents,
    ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::transport::stdio;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt, schemars, tool, tool_handler, tool_router};
use serde::Deserialize;

#[derive(Clone)]
struct Notes {
    notes: BTreeMap<&'static str, &'static str>,
}

#[derive(Deserialize, schemars::JsonSchema)]
struct ReadNote {
    /// The name of the note, or its beginning.
    name: String,
}

#[tool_router]
impl Notes {
    fn new() -> Self {
        Self {
            notes: BTreeMap::from([("milk", "buy two"), ("monday", "call Ada"), ("money", "pay the rent")]),
        }
    }

    /// With `?` and `fail()` the model gets the message, the candidates and the hints; programs get the whole error.
    #[tool(description = "Reads a note by its name, or by the beginning of its name")]
    fn read_note(&self, Parameters(ReadNote { name }): Parameters<ReadNote>) -> mcp_errors::Result<String> {
        if name.is_empty() {
            return McpError::validation("a note has a name")
                .field("name")
                .validation_errors(["name: must not be empty"])
                .hints(["Pass the beginning of a name, such as `mo`"])
                .fail();
        }
        let found: Vec<_> = self.notes.iter().filter(|(key, _)| key.starts_with(&name)).collect();
        match found.as_slice() {
            [(_, text)] => Ok(text.to_string()),
            [] => McpError::selector("no note has this name").selector(name).candidates(self.names()).fail(),
            several => McpError::selector("several notes begin with this")
                .selector(name)
                .error("ambiguous")
                .candidates(several.iter().map(|(key, _)| **key))
                .fail(),
        }
    }

    /// A foreign error becomes a typed one, and is its source.
    #[tool(description = "Saves all notes to the disk of the server")]
    fn save(&self) -> mcp_errors::Result<String> {
        let path = "/no/such/folder/notes.txt";
        std::fs::write(path, format!("{:?}", self.notes)).or_execution(format!("cannot write {path}"))?;
        Ok("saved".to_owned())
    }
}

impl Notes {
    fn names(&self) -> Vec<&'static str> {
        self.notes.keys().copied().collect()
    }
}

#[tool_handler]
impl ServerHandler for Notes {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().enable_resources().build())
    }

    /// Not a tool: the error becomes a JSON-RPC error, and `?` converts ours.
    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let name = request.uri.strip_prefix("notes://").unwrap_or_default();
        let text = self.notes.get(name).ok_or_else(|| {
            McpError::resource("no such note").not_found(&request.uri).hints(["List the notes first"]).build()
        })?;
        Ok(ReadResourceResult::new(vec![ResourceContents::text(*text, request.uri)]).into())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Clients do not see the paths of this machine; the log does.
    let server =
        || guard(Notes::new()).audience(Audience::Client).on_error(|error| eprintln!("{}", log_line(error)));
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1..).unwrap_or_default() {
        [flag, address] if flag == "--http" => {
            let service = StreamableHttpService::new(
                move || Ok(server()),
                LocalSessionManager::default().into(),
                StreamableHttpServerConfig::default(),
            );
            let listener = tokio::net::TcpListener::bind(address.as_str()).await?;
            eprintln!("http://{}/mcp", listener.local_addr()?);
            axum::serve(listener, axum::Router::new().nest_service("/mcp", service)).await?;
        }
        _ => {
            server().serve(stdio()).await?.waiting().await?;
        }
    }
    Ok(())
}

/// A line of NDJSON with the path and the cause.
fn log_line(error: &McpError) -> String {
    mcp_errors::Value::from(error.to_log_record()).to_string()
}
