//! Names of OpenTelemetry's semantic conventions, and the one of ours: what the integration writes in Rust, and that of the npm
//! package in JavaScript.

/// The names as constants, and as one table.
macro_rules! attributes {
    ($($name:ident: $text:literal,)+) => {
        $(
            #[doc = concat!("`", $text, "`")]
            pub(crate) const $name: &str = $text;
        )+

        /// Every name, by that of its constant.
        pub(crate) const ATTRIBUTES: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

attributes! {
    ERROR_TYPE: "error.type",
    EXCEPTION: "exception",
    EXCEPTION_MESSAGE: "exception.message",
    EXCEPTION_STACKTRACE: "exception.stacktrace",
    EXCEPTION_TYPE: "exception.type",
    MCP_ERROR_CODE: "mcp_errors.error_code",
    METHOD_NAME: "mcp.method.name",
    PROMPT_NAME: "gen_ai.prompt.name",
    REQUEST_ID: "jsonrpc.request.id",
    SESSION_ID: "mcp.session.id",
    STATUS_CODE: "rpc.response.status_code",
    TOOL_ERROR: "tool_error",
    TOOL_NAME: "gen_ai.tool.name",
}
