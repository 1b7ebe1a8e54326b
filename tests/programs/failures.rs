//! An MCP server for tests, with a tool for each way to fail.
//!
//! ```console
//! $ cargo run --features rmcp --example failures -- [--http 127.0.0.1:0] [--plain] [--client]
//! ```
//!
//! `--plain` leaves out the guard, and `--client` sets the audience to clients. With `--http` the first line on stderr is the
//! URL.

#![expect(clippy::unused_self, clippy::expect_used, reason = "tools are methods, and these fail on purpose")]

use std::time::Duration;

use mcp_errors::rmcp::guard;
use mcp_errors::{Audience, McpError};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{
    CallToolResult, ContentBlock, ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities,
    ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::transport::stdio;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{
    ErrorData, Json, RoleServer, ServerHandler, ServiceExt, schemars, tool, tool_handler, tool_router,
};
use serde::{Deserialize, Serialize};

#[derive(Clone)]
struct Failures;

#[derive(Deserialize, schemars::JsonSchema)]
struct Limit {
    limit: u32,
}

#[derive(Deserialize, schemars::JsonSchema)]
struct File {
    path: String,
}

#[derive(Serialize, schemars::JsonSchema)]
struct Count {
    count: u32,
}

/// An error with all its parts.
fn full_error() -> McpError {
    McpError::connection(
        "cannot reach http://app:hunter2@db.prod.internal:5432/reports, see /srv/app/server.toml",
    )
    .server_name("reports")
    .host("db.prod.internal")
    .port(5432)
    .context("api_key", "hunter2")
    .context("cwd", "/srv/app")
    .error_code("DB_DOWN")
    .hints(["Try again in a minute", "Ask the owner of /srv/app"])
    .request_id("req-1")
    .retry_after(Duration::from_millis(1500))
    .source(std::io::Error::from(std::io::ErrorKind::ConnectionRefused))
    .build()
}

#[tool_router]
impl Failures {
    #[tool]
    fn returned(&self) -> mcp_errors::Result<String> {
        Err(full_error())
    }

    #[tool]
    fn structured(&self) -> mcp_errors::Result<Json<Count>> {
        Err(full_error())
    }

    #[tool]
    fn validation(&self) -> mcp_errors::Result<String> {
        McpError::validation("bad arguments")
            .validation_errors(["limit: must be positive"])
            .hints(["Use 1 to 100"])
            .fail()
    }

    /// Fails with a JSON-RPC error, which a model does not see.
    #[tool]
    fn protocol(&self) -> Result<String, ErrorData> {
        Err(full_error().into())
    }

    /// Fails as servers without typed errors do.
    #[tool]
    fn plain_text(&self) -> CallToolResult {
        CallToolResult::error(vec![ContentBlock::text("disk full")])
    }

    #[tool]
    fn plain_protocol(&self) -> Result<String, ErrorData> {
        Err(ErrorData::internal_error("disk full", None))
    }

    #[tool]
    #[expect(clippy::panic, reason = "this tool tests a panic")]
    fn panics(&self) -> String {
        panic!("cannot go on with password=hunter2")
    }

    #[tool]
    async fn panics_later(&self) -> String {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let list: Vec<u32> = Vec::new();
        format!("{}", list.iter().max().expect("a list that is not empty"))
    }

    #[tool]
    fn arguments(&self, Parameters(Limit { limit }): Parameters<Limit>) -> String {
        limit.to_string()
    }

    /// Fails with the path of the caller and one of the server.
    #[tool]
    fn open(&self, Parameters(File { path }): Parameters<File>) -> mcp_errors::Result<String> {
        McpError::resource(format!("cannot copy {path} to /srv/app/copies")).resource_id(path).fail()
    }

    #[tool]
    async fn slow(&self) -> String {
        tokio::time::sleep(Duration::from_secs(30)).await;
        "late".to_owned()
    }

    /// Ends the server during the call.
    #[tool]
    async fn exits(&self) -> String {
        std::process::exit(3)
    }
}

#[tool_handler]
impl ServerHandler for Failures {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().enable_resources().build())
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        match request.uri.as_str() {
            "test://panics" => Err(ErrorData::internal_error(
                format!("{}", Vec::<u32>::new().first().expect("a list that is not empty")),
                None,
            )),
            "test://everything" => Err(full_error().into()),
            uri => Err(McpError::resource("no such resource").not_found(uri).build().into()),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let address = arguments.iter().skip_while(|argument| *argument != "--http").nth(1).cloned();
    let audience = if has("--client") { Audience::Client } else { Audience::Operator };
    if has("--plain") {
        serve(|| Failures, address).await
    } else {
        serve(move || guard(Failures).audience(audience), address).await
    }
}

async fn serve<S: ServerHandler>(
    server: impl Fn() -> S + Send + Sync + 'static,
    address: Option<String>,
) -> Result<(), Box<dyn std::error::Error>> {
    let Some(address) = address else {
        server().serve(stdio()).await?.waiting().await?;
        return Ok(());
    };
    let service = StreamableHttpService::new(
        move || Ok(server()),
        LocalSessionManager::default().into(),
        StreamableHttpServerConfig::default(),
    );
    let listener = tokio::net::TcpListener::bind(address).await?;
    eprintln!("http://{}/mcp", listener.local_addr()?);
    axum::serve(listener, axum::Router::new().nest_service("/mcp", service)).await?;
    Ok(())
}
