//! The client's side: what the SDK reports, as typed errors that say which server and which call.

use std::error::Error;
use std::time::Instant;

use ::rmcp::ServiceError;
use ::rmcp::model::CallToolResult;
use ::rmcp::service::ClientInitializeError;
use ::rmcp::transport::DynamicTransportError;
use ::rmcp::transport::streamable_http_client::{AuthRequiredError, InsufficientScopeError};

use crate::decode::decode_value;
use crate::error::Cause;
use crate::error::McpError;
use crate::integrations::rmcp::own;
use crate::json::Value;

/// One call to a server: what is known of it when it fails.
///
/// ```no_run
/// use mcp_errors::rmcp::Call;
/// use rmcp::{RoleClient, model::CallToolRequestParams, service::Peer};
///
/// async fn read(client: &Peer<RoleClient>) -> mcp_errors::Result<String> {
///     let call = Call::tool("notes", "read_note");
///     let result = call.tool_result(client.call_tool(CallToolRequestParams::new("read_note")).await)?;
///     Ok(format!("{:?}", result.content))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Call {
    server_name: String,
    operation: String,
    started: Instant,
}

impl Call {
    /// A call that begins now; `operation` is `connect`, `read_resource(notes://x)`, …
    pub fn new(server_name: impl Into<String>, operation: impl Into<String>) -> Self {
        Self { server_name: server_name.into(), operation: operation.into(), started: Instant::now() }
    }

    /// The call of a tool.
    pub fn tool(server_name: impl Into<String>, tool: &str) -> Self {
        Self::new(server_name, format!("call_tool({tool})"))
    }

    /// A tool result that did not fail; of one that did, the error that it carries.
    ///
    /// # Errors
    /// What the tool reported, or what went wrong on the way.
    pub fn tool_result(
        &self,
        result: Result<CallToolResult, ServiceError>,
    ) -> Result<CallToolResult, McpError> {
        let result = self.result(result)?;
        if result.is_error != Some(true) {
            return Ok(result);
        }
        Err(self.describe(
            decode_value(own(&result)).unwrap_or_else(|| McpError::tool("the tool failed").build()),
        ))
    }

    /// Any other result.
    ///
    /// # Errors
    /// What the server reported, or what went wrong on the way.
    pub fn result<T, E: Into<McpError>>(&self, result: Result<T, E>) -> Result<T, McpError> {
        result.map_err(|error| self.describe(error.into()))
    }

    /// What is known here, where the error does not say it itself.
    fn describe(&self, mut error: McpError) -> McpError {
        let elapsed = (self.started.elapsed().as_secs_f64() * 1e3).round() / 1e3;
        let facts = [
            ("server_name", Value::from(self.server_name.as_str())),
            ("operation", Value::from(self.operation.as_str())),
            ("elapsed_seconds", Value::from(elapsed)),
        ];
        let is_missing = |key: &str| error.context().get(key).is_none() && error.field(key).is_none();
        let missing: Vec<_> = facts.into_iter().filter(|(key, _)| is_missing(key)).collect();
        for (key, value) in missing {
            error.context_mut().insert(key, value);
        }
        error
    }
}

impl From<ServiceError> for McpError {
    /// A timeout, a lost connection, the server's own error, or a protocol that was not followed.
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::McpError(data) => data.into(),
            ServiceError::Timeout { timeout } => Self::timeout("the server did not answer in time")
                .timeout_seconds(timeout.as_secs_f64())
                .build(),
            ServiceError::TransportSend(error) => transport(&error),
            ServiceError::TransportClosed => Self::connection("the connection to the server was closed")
                .error_code("CONNECTION_CLOSED")
                .build(),
            ServiceError::Cancelled { reason } => {
                let builder =
                    Self::execution("the request was cancelled").error_code("CANCELLED").retryable(false);
                match reason {
                    Some(reason) => builder.context("reason", reason).build(),
                    None => builder.build(),
                }
            }
            other => Self::server(other.to_string()).build(),
        }
    }
}

impl From<ClientInitializeError> for McpError {
    /// Why a client could not connect.
    fn from(error: ClientInitializeError) -> Self {
        match error {
            ClientInitializeError::TransportError { error, .. } => transport(&error),
            ClientInitializeError::JsonRpcError(data) => data.into(),
            ClientInitializeError::LegacyFallbackFailed { fallback, .. } => (*fallback).into(),
            ClientInitializeError::ConnectionClosed(context) => {
                Self::connection("the server closed the connection while it was being opened")
                    .error_code("CONNECTION_CLOSED")
                    .context("while", context)
                    .build()
            }
            ClientInitializeError::Cancelled => {
                Self::connection("connecting was cancelled").error_code("CANCELLED").retryable(false).build()
            }
            other => Self::server(other.to_string()).build(),
        }
    }
}

/// What a transport could not send: a refusal to authenticate, an HTTP status, or no connection.
fn transport(error: &DynamicTransportError) -> McpError {
    let mut links: Vec<&(dyn Error + 'static)> = Vec::new();
    let mut next: Option<&(dyn Error + 'static)> = Some(error.error.as_ref());
    while let Some(link) = next.filter(|_| links.len() < crate::limits::MAX_CAUSES) {
        links.push(link);
        next = link.source();
    }
    let mut failure = classify(&links);
    // A link that says no more than the one before it is none.
    let mut messages: Vec<String> = Vec::new();
    for link in &links {
        let message = link.to_string();
        if messages.last() != Some(&message) {
            failure
                .parts_mut()
                .causes
                .push(Cause::new(crate::error::chain::type_name(*link), message.clone()));
            messages.push(message);
        }
    }
    failure
}

fn classify(links: &[&(dyn Error + 'static)]) -> McpError {
    for link in links {
        if let Some(refusal) = link.downcast_ref::<AuthRequiredError>() {
            return McpError::authentication("the server wants to know who is calling")
                .context("www_authenticate", refusal.www_authenticate_header.as_str())
                .context("http_status", 401)
                .hints(["Authorize as `www_authenticate` says, and connect again"])
                .build();
        }
        if let Some(refusal) = link.downcast_ref::<InsufficientScopeError>() {
            let scope = refusal.required_scope.clone().unwrap_or_else(|| "unknown".to_owned());
            return McpError::authentication("the server wants a permission that is missing")
                .permission_required(scope)
                .context("www_authenticate", refusal.www_authenticate_header.as_str())
                .context("http_status", 403)
                .build();
        }
    }
    match links.iter().find_map(|link| http_status(&link.to_string())) {
        Some(status @ (401 | 403)) => {
            let builder =
                McpError::authentication("the server refused the request").context("http_status", status);
            if status == 403 { builder.permission_required("unknown").build() } else { builder.build() }
        }
        Some(status @ (408 | 504)) => {
            McpError::timeout("the server did not answer in time").context("http_status", status).build()
        }
        Some(status) => {
            McpError::server("the server answered with an HTTP error").http_status(status).build()
        }
        None => {
            // The SDK hands the error of an HTTP client on without its sources, in which alone stands why it failed. What
            // is written for debugging has them.
            let debugged = links.first().map(|link| format!("{link:?}")).unwrap_or_default();
            if debugged.contains("TimedOut") {
                return McpError::timeout("the server could not be reached in time").build();
            }
            let builder = McpError::connection("the server could not be reached");
            match SYSTEM_CODES.iter().find(|(kind, _)| debugged.contains(kind)) {
                Some((_, code)) => builder.error_code(*code).build(),
                None => builder.build(),
            }
        }
    }
}

/// The codes that other hosts give the same failures, by the names of [`std::io::ErrorKind`].
const SYSTEM_CODES: &[(&str, &str)] = &[
    ("ConnectionRefused", "ECONNREFUSED"),
    ("ConnectionReset", "ECONNRESET"),
    ("ConnectionAborted", "ECONNABORTED"),
    ("BrokenPipe", "EPIPE"),
    ("HostUnreachable", "EHOSTUNREACH"),
    ("NetworkUnreachable", "ENETUNREACH"),
    ("failed to lookup address", "ENOTFOUND"),
];

/// The status that a text names: the SDK hands it on as text alone. `HTTP 503`, `HTTP status client error (403 Forbidden)`
fn http_status(text: &str) -> Option<i64> {
    let (_, after) = text.split_once("HTTP ")?;
    let digits =
        after.split(|character: char| !character.is_ascii_digit()).find(|digits| !digits.is_empty())?;
    digits.parse().ok().filter(|status| (400..600).contains(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_read_from_what_the_sdk_says() {
        let cases = [
            ("HTTP 503", Some(503)),
            ("HTTP status client error (403 Forbidden) for url (http://x:8080/)", Some(403)),
            ("unexpected server response: HTTP 404 Not Found: gone", Some(404)),
            ("Client error: error sending request for url (http://127.0.0.1:500/)", None),
            ("HTTP 200", None),
        ];
        for (text, expected) in cases {
            assert_eq!(http_status(text), expected, "{text}");
        }
    }
}
