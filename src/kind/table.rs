//! The table of kinds.
//!
//! Everything about a kind stands in its row and nowhere else. The builders of this crate, the JavaScript classes, their typings, the
//! JSON Schema and the error reference are made from the rows. A new kind is a new row.

use crate::kind::spec::{FieldSpec, FieldType, Placement, Sensitivity, docs};

/// Passes the rows to `$callback!`: `kind` makes the enum and the specifications of them, `error/builder.rs` the builders.
///
/// A row reads `Variant (constructor, or_constructor) { attributes } { fields }`; a field reads
/// `name: Type, Placement, Sensitivity, attribute = value, …;`.
macro_rules! for_each_kind {
    ($callback:ident) => { $callback! {
        /// Anything that goes wrong in an MCP client or server and fits no kind of its own.
        Base (error, or_error) {
            class: "McpError", wire: "MCPError", name: "error", parent: None, error_code: None,
            json_rpc: INTERNAL_ERROR, json_rpc_legacy: INTERNAL_ERROR, http: 500, retry: Retry::Never,
        } {}

        /// A server could not be reached, or the connection to it was lost.
        Connection (connection, or_connection) {
            class: "McpConnectionError", wire: "MCPConnectionError", name: "connection", parent: Some(ErrorKind::Base),
            error_code: None, json_rpc: INTERNAL_ERROR, json_rpc_legacy: -32000, http: 503, retry: Retry::Always,
        } {
            /// Name of the server in the client's configuration.
            server_name: Text, Context, Public;
            /// Transport: `stdio`, `streamable-http`, `sse`, …
            transport_type: Text, Context, Public;
            /// Host name or address of the server.
            host: Text, Context, InternalHost;
            /// TCP port, 0 to 65535.
            port: Integer, Context, Public;
            /// Attempts made after the first one.
            retry_count: Integer, Context, Public;
        }

        /// A server answered with an error of its own.
        Server (server, or_server) {
            class: "McpServerError", wire: "MCPServerError", name: "server", parent: Some(ErrorKind::Base),
            error_code: None, json_rpc: INTERNAL_ERROR, json_rpc_legacy: INTERNAL_ERROR, http: 502, retry: Retry::ByHttpStatus,
        } {
            /// Code that the server gave: a JSON-RPC number or a name.
            server_code: Code, Context, Public, wire = "server_error_code", alias = "code";
            /// Name of the server in the client's configuration.
            server_name: Text, Context, Public;
            /// HTTP status of the answer, where the transport is HTTP.
            http_status: Integer, Context, Public;
            /// Data that the server sent with the error, redacted.
            response_data: Json, Context, Public;
        }

        /// An operation took longer than it may.
        Timeout (timeout, or_timeout) {
            class: "McpTimeoutError", wire: "MCPTimeoutError", name: "timeout", parent: Some(ErrorKind::Base),
            error_code: None, json_rpc: INTERNAL_ERROR, json_rpc_legacy: -32001, http: 504, retry: Retry::Always,
        } {
            /// Time allowed, in seconds.
            timeout_seconds: Number, Context, Public;
            /// What timed out, such as `call_tool(read_file)`.
            operation: Text, Context, Public;
            /// Time passed, in seconds.
            elapsed_seconds: Number, Context, Public;
            /// Name of the server in the client's configuration.
            server_name: Text, Context, Public;
        }

        /// Credentials were missing, wrong or not sufficient.
        Authentication (authentication, or_authentication) {
            class: "McpAuthenticationError", wire: "MCPAuthenticationError", name: "authentication",
            parent: Some(ErrorKind::Base), error_code: None,
            json_rpc: INTERNAL_ERROR, json_rpc_legacy: INTERNAL_ERROR, http: 401, retry: Retry::Never,
        } {
            /// Kind of authentication: `api_key`, `oauth2`, `basic`, … Never the credential itself.
            auth_type: Text, Context, Public;
            /// Account that was tried.
            username: Text, Context, Public;
            /// Name of the server in the client's configuration.
            server_name: Text, Context, Public;
            /// Permission that was missing; set, it makes the failure a matter of authorization (HTTP 403, not 401).
            permission_required: Text, Context, Public;
        }

        /// A configuration is missing, incomplete or contradicts itself.
        Configuration (configuration, or_configuration) {
            class: "McpConfigurationError", wire: "MCPConfigurationError", name: "configuration",
            parent: Some(ErrorKind::Base), error_code: None,
            json_rpc: INTERNAL_ERROR, json_rpc_legacy: INTERNAL_ERROR, http: 500, retry: Retry::Never,
        } {
            /// Path of the configuration file.
            config_file: Text, Context, ServerPath;
            /// Section within the file.
            config_section: Text, Context, Public;
            /// Names of the keys that are required and absent.
            missing_keys: TextList, Context, Public;
        }

        /// A resource could not be found, read, written or listed.
        Resource (resource, or_resource) {
            class: "McpResourceError", wire: "MCPResourceError", name: "resource", parent: Some(ErrorKind::Base),
            error_code: None, json_rpc: INTERNAL_ERROR, json_rpc_legacy: INTERNAL_ERROR, http: 500, retry: Retry::Never,
        } {
            /// Kind of resource: `file`, `table`, …
            resource_type: Text, Context, Public;
            /// Identifier of the resource, most often a URI.
            resource_id: Text, Context, Public;
            /// What was tried: `read`, `list`, `subscribe`, …
            operation: Text, Context, Public;
            /// Name of the server in the client's configuration.
            server_name: Text, Context, Public;
        }

        /// A tool failed; its hints tell a model, or a person, what to do next.
        Tool (tool, or_tool) {
            class: "McpToolError", wire: "MCPToolError", name: "tool", parent: Some(ErrorKind::Base),
            error_code: None, json_rpc: INTERNAL_ERROR, json_rpc_legacy: INTERNAL_ERROR, http: 500, retry: Retry::Never,
        } {
            /// Whether the payload shows all hints; if not, it shows two and says how many there are.
            verbose: Boolean, Local, Public;
        }

        /// An argument or a setting is not valid.
        Validation (validation, or_validation) {
            class: "McpValidationError", wire: "MCPValidationError", name: "validation", parent: Some(ErrorKind::Tool),
            error_code: Some("VALIDATION_ERROR"),
            json_rpc: INVALID_PARAMS, json_rpc_legacy: INVALID_PARAMS, http: 400, retry: Retry::Never,
        } {
            /// Path of the field that is not valid, such as `filters.0.limit`.
            field: Text, Context, Public;
            /// The value that is not valid: texts as they are, anything else as JSON; at most 100 characters.
            value: Shown, Context, Public;
            /// Type that was expected.
            expected_type: Text, Context, Public;
            /// Rule that the value breaks.
            validation_rule: Text, Context, Public;
            /// One sentence per problem, each beginning with the path of its field: `limit: must be positive`.
            validation_errors: TextList, Top, Public;
        }

        /// A tool was called correctly and failed while it ran.
        Execution (execution, or_execution) {
            class: "McpExecutionError", wire: "MCPExecutionError", name: "execution", parent: Some(ErrorKind::Tool),
            error_code: Some("EXECUTION_ERROR"),
            json_rpc: INTERNAL_ERROR, json_rpc_legacy: INTERNAL_ERROR, http: 500, retry: Retry::Never,
        } {
            /// What was being done, most often the name of the tool.
            operation: Text, Top, Public;
            /// Message of the error that ended it.
            original_error: ErrorText, Top, Public;
        }

        /// A selector (an id, a name, a pattern) matches nothing, too much, or cannot be read.
        Selector (selector, or_selector) {
            class: "McpSelectorError", wire: "MCPSelectorError", name: "selector", parent: Some(ErrorKind::Tool),
            error_code: Some("SELECTOR_ERROR"),
            json_rpc: INVALID_PARAMS, json_rpc_legacy: INVALID_PARAMS, http: 404, retry: Retry::Never,
        } {
            /// The selector that was given.
            selector: Text, Top, Public;
            /// What is wrong with it.
            error: Choice(&["not_found", "ambiguous", "invalid_format"]), Top, Public, default = "not_found";
            /// What it might have meant.
            candidates: JsonList, Top, Public;
        }
    } };
}
pub(crate) use for_each_kind;

/// Fields of every kind. `request_id` is the last key of the context.
pub static COMMON_FIELDS: &[FieldSpec] = &[
    FieldSpec::new(
        "hints",
        FieldType::TextList,
        Placement::Top,
        Sensitivity::Public,
        docs("What to do next, one sentence each."),
    ),
    FieldSpec::new(
        "retryable",
        FieldType::Boolean,
        Placement::Top,
        Sensitivity::Public,
        docs("Whether repeating may help, where the author knows better than the kind."),
    ),
    FieldSpec::new(
        "retry_after_ms",
        FieldType::Millis,
        Placement::Top,
        Sensitivity::Public,
        docs("Milliseconds to wait before repeating, at most a day."),
    ),
    FieldSpec::new(
        "request_id",
        FieldType::Text,
        Placement::Context,
        Sensitivity::Public,
        docs("Joins what a client sees with what a server logs."),
    ),
];
