//! Clients: failures of the SDK as typed errors with the server and the operation.

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
use crate::error::foreign::{source_of, text, text_of};
use crate::integrations::rmcp::own;
use crate::json::Value;

/// A call to a server, whose facts complete its error.
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
    /// A call that begins now. The operation is `connect`, `read_resource(notes://x)`, …
    pub fn new(server_name: impl Into<String>, operation: impl Into<String>) -> Self {
        Self { server_name: server_name.into(), operation: operation.into(), started: Instant::now() }
    }

    /// A call of a tool that begins now.
    pub fn tool(server_name: impl Into<String>, tool: &str) -> Self {
        Self::new(server_name, format!("call_tool({tool})"))
    }

    /// Returns a tool result that did not fail.
    ///
    /// # Errors
    /// The error that the tool result carries, or a failure of the connection.
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

    /// Returns any other result.
    ///
    /// # Errors
    /// The server's error, or a failure of the connection.
    pub fn result<T, E: Into<McpError>>(&self, result: Result<T, E>) -> Result<T, McpError> {
        result.map_err(|error| self.describe(error.into()))
    }

    /// Adds the facts of the call that the error does not have.
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
    /// A timeout, a lost connection, the server's error, or a violation of the protocol.
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::McpError(data) => data.into(),
            ServiceError::Timeout { timeout } => Self::timeout("the server did not answer in time")
                .timeout_seconds(timeout.as_secs_f64())
                .build(),
            ServiceError::TransportSend(error) => transport(error),
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
    /// The reason why a client could not connect.
    fn from(error: ClientInitializeError) -> Self {
        match error {
            ClientInitializeError::TransportError { error, .. } => transport(error),
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

/// A failure of the transport: refused authentication, an HTTP status, or no connection.
fn transport(error: DynamicTransportError) -> McpError {
    let mut chain: Vec<&(dyn Error + 'static)> = Vec::new();
    let mut next: Option<&(dyn Error + 'static)> = Some(error.error.as_ref());
    while let Some(error) = next.filter(|_| chain.len() < crate::limits::MAX_CAUSES) {
        chain.push(error);
        next = source_of(error);
    }
    let mut failure = classify(&chain);
    let causes = &mut failure.parts_mut().causes;
    for error in &chain {
        let cause = Cause::new(crate::error::chain::type_name(*error), text_of(error));
        // An error that repeats the message of the one before adds nothing.
        if causes.last().map(Cause::message) != Some(cause.message()) {
            causes.push(cause);
        }
    }
    failure.parts_mut().source = Some(error.error.into());
    failure
}

/// The error of a failure with this chain of errors.
fn classify(chain: &[&(dyn Error + 'static)]) -> McpError {
    for error in chain {
        if let Some(challenge) = error.downcast_ref::<AuthRequiredError>() {
            return McpError::authentication("the server wants to know who is calling")
                .context("www_authenticate", challenge.www_authenticate_header.as_str())
                .context("http_status", 401)
                .hints(["Authorize as `www_authenticate` says, and connect again"])
                .build();
        }
        if let Some(challenge) = error.downcast_ref::<InsufficientScopeError>() {
            let scope = challenge.required_scope.clone().unwrap_or_else(|| "unknown".to_owned());
            return McpError::authentication("the server wants a permission that is missing")
                .permission_required(scope)
                .context("www_authenticate", challenge.www_authenticate_header.as_str())
                .context("http_status", 403)
                .build();
        }
    }
    match chain.iter().find_map(|error| http_status(&text_of(error))) {
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
            // The SDK passes the error of an HTTP client on without its sources, which alone tell the reason. The debug
            // format has them.
            let debugged = chain.first().map(|error| text(format_args!("{error:?}"))).unwrap_or_default();
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

/// Names of [`std::io::ErrorKind`] and messages, and the system code of the same failure.
const SYSTEM_CODES: &[(&str, &str)] = &[
    ("ConnectionRefused", "ECONNREFUSED"),
    ("ConnectionReset", "ECONNRESET"),
    ("ConnectionAborted", "ECONNABORTED"),
    ("BrokenPipe", "EPIPE"),
    ("HostUnreachable", "EHOSTUNREACH"),
    ("NetworkUnreachable", "ENETUNREACH"),
    ("failed to lookup address", "ENOTFOUND"),
];

/// The HTTP status in a message of the SDK: `HTTP 503`, `HTTP status client error (403 Forbidden)`.
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
    fn statuses_are_read_from_messages_of_the_sdk() {
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
