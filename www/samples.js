// Sample errors. Their secrets are joined at run time, so that no secret scanner takes them for real ones.

const join = (/** @type {string[]} */ ...pieces) => pieces.join("");
const PASSWORD = join("hunter", "2-is-", "not-safe");
const TOKEN = join("vX3nT8", "qLw5Zp0R", "kD7sHy2c");

/** @param {object} payload */
const toolResult = (payload) => ({
  content: [{ type: "text", text: "the payload is in _meta" }],
  isError: true,
  _meta: { "io.github.mcp-errors/error": payload },
});

const TIMEOUT = {
  error_type: "MCPTimeoutError",
  message: "read_file timed out after 30.5 s",
  error_code: "TOOL_TIMEOUT",
  context: {
    path: "/srv/reports/2024.csv",
    attempt: { number: 3, of: 3, waits_ms: [100, 400] },
    store: `postgres://app:${PASSWORD}@reports.internal/latest`,
    timeout_seconds: 30,
    operation: "call_tool(read_file)",
    elapsed_seconds: 30.5,
    server_name: "files",
    request_id: "req-7f31",
  },
  timestamp: "2024-01-15T10:30:00.123456+00:00",
  hints: ["Read the file in parts: pass offset and length", "Ask for a longer timeout"],
  retry_after_ms: 1500,
  causes: [
    {
      error_type: "MCPConnectionError",
      message: "lost the connection to the store",
      context: { host: "reports.internal", port: 5432 },
    },
    { error_type: "Error", message: `connect ECONNREFUSED postgres://app:${PASSWORD}@reports.internal` },
  ],
};

const BAD_ARGUMENT = {
  jsonrpc: "2.0",
  id: 7,
  error: {
    code: -32602,
    message: "limit and since are not valid",
    data: {
      error_type: "MCPValidationError",
      message: "limit and since are not valid",
      error_code: "VALIDATION_ERROR",
      context: { field: "limit", value: "5000", expected_type: "integer", validation_rule: "1 to 100" },
      timestamp: "2024-01-15T10:31:12.000000+00:00",
      validation_errors: ["limit: must be between 1 and 100", "since: must be a date, such as 2024-01-15"],
      hints: ["Use a limit of at most 100, and ask for more pages"],
    },
  },
};

const EXPIRED = {
  error_type: "MCPAuthenticationError",
  message: `GET https://api.example.com/invoices?access_token=${TOKEN} answered 401`,
  error_code: "TOKEN_EXPIRED",
  context: {
    headers: { authorization: `Bearer ${TOKEN}`, accept: "application/json" },
    session: { user: "ada", password: PASSWORD },
    auth_type: "oauth2",
    username: "ada",
    server_name: "invoices",
    request_id: "req-90c2",
  },
  timestamp: "2024-01-15T10:32:44.5+00:00",
  hints: ["Sign in again: the token has expired"],
};

const TEXT_ALONE = {
  content: [{ type: "text", text: "MCP error -32603: ENOENT: no such file or directory, open '/srv/notes/q3.md'" }],
  isError: true,
};

const TASK_GROUP = {
  error_type: "MCPExecutionError",
  message: "two of three sources failed",
  error_code: "EXECUTION_ERROR",
  context: { request_id: "req-11d0" },
  timestamp: "2024-01-15T10:33:02.250000+00:00",
  operation: "merge_reports",
  original_error: "unhandled errors in a TaskGroup (2 sub-exceptions)",
  causes: [
    { error_type: "ExceptionGroup", message: "unhandled errors in a TaskGroup (2 sub-exceptions)" },
    {
      error_type: "MCPConnectionError",
      message: "cannot reach the archive",
      context: { host: "archive.internal" },
      group: 1,
    },
    { error_type: "PermissionError", message: "[Errno 13] Permission denied: '/srv/archive'", group: 1 },
  ],
};

const LOG = [
  "2024-01-15T10:34:00Z info  files: call_tool read_file",
  `2024-01-15T10:34:01Z error files: ${JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: -32000, message: "Connection closed" } })}`,
  "2024-01-15T10:34:05Z info  files: reconnected",
  `2024-01-15T10:34:09Z error files: ${JSON.stringify({ jsonrpc: "2.0", id: 2, result: toolResult(TIMEOUT) })}`,
].join("\n");

const pretty = (/** @type {unknown} */ value) => JSON.stringify(value, null, 2);

/** @type {readonly { title: string, format: string, text: string }[]} */
export const SAMPLES = [
  { title: "A timeout, with its causes", format: "tool result", text: pretty(toolResult(TIMEOUT)) },
  { title: "A bad argument", format: "JSON-RPC error", text: pretty(BAD_ARGUMENT) },
  { title: "An expired token in a URL", format: "payload", text: pretty(EXPIRED) },
  { title: "A crash with one line of text", format: "tool result", text: pretty(TEXT_ALONE) },
  { title: "A Python TaskGroup", format: "payload", text: pretty(TASK_GROUP) },
  { title: "A log with two failures", format: "text", text: LOG },
];
