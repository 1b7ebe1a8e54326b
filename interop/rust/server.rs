//! A server with rmcp: a tool for each failure, and a resource that fails.

#![expect(clippy::unused_self, reason = "the SDK wants methods")]
#![expect(clippy::panic, reason = "one of the failures is a panic")]

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use mcp_errors::rmcp::guard;
use mcp_errors::{McpError, Timestamp};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities, ServerConfig};
use rmcp::service::RequestContext;
use rmcp::transport::stdio;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt, schemars, tool, tool_handler, tool_router};
use serde::Deserialize;

/// An error with a source.
#[derive(Debug)]
struct Link(&'static str, Option<Arc<Link>>);

impl std::fmt::Display for Link {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Link {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.1.as_deref().map(|link| link as _)
    }
}

fn at() -> Timestamp {
    Timestamp::parse("2026-01-15T10:30:00.123456+00:00").unwrap_or_else(Timestamp::now)
}

#[derive(Deserialize, schemars::JsonSchema)]
struct Arguments {
    limit: u32,
    name: Option<String>,
}

#[derive(Clone)]
struct Failing;

#[tool_router]
impl Failing {
    #[tool]
    fn thrown(&self) -> mcp_errors::Result<String> {
        let attempt: mcp_errors::Value = r#"{"number":3,"of":5}"#.parse().unwrap_or_default();
        McpError::connection("cannot reach the report server")
            .context("attempt", attempt)
            .server_name("reports")
            .transport_type("streamable-http")
            .port(8443)
            .retry_count(2)
            .error_code("REPORTS_DOWN")
            .request_id("req-thrown")
            .hints(["Check that the report server is running", "Try again in a minute"])
            .retry_after(Duration::from_secs(60))
            .timestamp(at())
            .source(Link("fetch failed", Some(Arc::new(Link("connect ECONNREFUSED", None)))))
            .fail()
    }

    #[tool]
    fn returned(&self) -> rmcp::model::CallToolResult {
        McpError::selector("two reports match rpt_12")
            .selector("rpt_12")
            .error("ambiguous")
            .candidates(["rpt_120", "rpt_121"])
            .request_id("req-returned")
            .hints(["Give the full id of the report"])
            .timestamp(at())
            .build()
            .into()
    }

    #[tool]
    fn bad_arguments(&self, Parameters(Arguments { limit, name }): Parameters<Arguments>) -> String {
        format!("{limit} {name:?}")
    }

    #[tool]
    async fn timeout(&self) -> String {
        tokio::time::sleep(Duration::from_secs(20)).await;
        String::new()
    }

    #[tool]
    async fn killed(&self) -> String {
        tokio::time::sleep(Duration::from_millis(200)).await;
        std::process::abort()
    }

    #[tool]
    fn panic(&self) -> String {
        panic!("index out of bounds")
    }

    #[tool]
    fn nothing(&self) -> String {
        std::panic::panic_any(())
    }

    /// In Rust a value cannot contain itself. This is what the other languages send instead of a cycle.
    #[tool]
    fn cycle(&self) -> mcp_errors::Result<String> {
        let data: mcp_errors::Value =
            r#"{"report":"rpt_12","self":"[circular]"}"#.parse().unwrap_or_default();
        McpError::execution("the report contains itself")
            .context("data", data)
            .request_id("req-cycle")
            .hints(["Ask for another report"])
            .timestamp(at())
            .fail()
    }
}

#[tool_handler]
impl ServerHandler for Failing {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().enable_resources().build())
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let error = McpError::resource("the report has been deleted")
            .resource_type("report")
            .resource_id(request.uri)
            .operation("read")
            .error_code("REPORT_GONE")
            .request_id("req-resource")
            .hints(["List the reports first"])
            .timestamp(at())
            .source(Link("no row", None))
            .build();
        Err(error.into())
    }
}

/// Rejects a request.
fn reject(status: u16, challenge: &'static str) -> impl axum::response::IntoResponse {
    let status = axum::http::StatusCode::from_u16(status).unwrap_or_default();
    (status, [(axum::http::header::WWW_AUTHENTICATE, challenge)], "{\"error\":\"refused\"}")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = || guard(Failing);
    if std::env::args().nth(1).as_deref() != Some("http") {
        server().serve(stdio()).await?.waiting().await?;
        return Ok(());
    }
    let service = StreamableHttpService::new(
        move || Ok(server()),
        LocalSessionManager::default().into(),
        StreamableHttpServerConfig::default(),
    );
    let unauthorized = || {
        ready(reject(401, r#"Bearer error="invalid_token", error_description="The access token expired""#))
    };
    let forbidden = || ready(reject(403, r#"Bearer error="insufficient_scope", scope="reports:read""#));
    let router = axum::Router::new()
        .nest_service("/mcp", service)
        .route("/401", axum::routing::any(unauthorized))
        .route("/403", axum::routing::any(forbidden));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    write_line(&format!("{{\"port\":{}}}", listener.local_addr()?.port()))?;
    axum::serve(listener, router).await?;
    Ok(())
}

fn write_line(text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
