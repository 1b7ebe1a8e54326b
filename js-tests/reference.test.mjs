// The documented examples of the exception system that this package implements, each with its documented result.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asyncHandleMcpError,
  decodeError,
  formatErrorChain,
  handleMcpError,
  McpAuthenticationError,
  McpConfigurationError,
  McpConnectionError,
  McpError,
  McpResourceError,
  McpServerError,
  McpTimeoutError,
  McpValidationError,
  rootCause,
} from "mcp-errors";

/** What `run` writes to stderr, line by line. @param {() => unknown} run */
async function logged(run) {
  const { error } = console;
  /** @type {string[]} */
  const lines = [];
  console.error = (/** @type {unknown} */ line) => lines.push(String(line));
  try {
    await run();
  } catch {
    // Other tests check what is thrown.
  } finally {
    console.error = error;
  }
  return lines;
}

test("an error becomes a dictionary", () => {
  const error = new McpError("Connection failed", {
    context: { server: "example-server", port: 8080 },
    errorCode: "CONN_FAILED",
    timestamp: new Date("2024-01-15T10:30:00Z"),
  });
  assert.deepEqual(error.toDict(), {
    error_type: "MCPError",
    message: "Connection failed",
    error_code: "CONN_FAILED",
    context: { server: "example-server", port: 8080 },
    timestamp: "2024-01-15T10:30:00.000000+00:00",
  });
  assert.equal(JSON.stringify(error), error.toJsonString());
});

test("contexts are sanitized", () => {
  const credentials = {
    username: "john_doe",
    password: "secret123",
    api_key: "sk-1234567890",
    server: "api.example.com",
  };
  const error = new McpError("Authentication failed", { context: credentials });
  assert.deepEqual(error.context, { ...credentials, password: "[REDACTED]", api_key: "[REDACTED]" });
  assert.equal(credentials.password, "secret123", "the caller's object is as it was");

  const sensitive = { auth_token: "bearer...", secret_key: "hidden", credential: "creds" };
  const kept = { username: "user123", server_url: "https://api.example.com", timeout: 30 };
  const { context } = new McpError("Operation failed", { context: { ...kept, ...sensitive } });
  assert.deepEqual(context, { ...kept, auth_token: "[REDACTED]", secret_key: "[REDACTED]", credential: "[REDACTED]" });
});

/** @type {[new (message: string, options: any) => McpError, Record<string, unknown>, Record<string, unknown>][]} */
const CLASSES = [
  [
    McpConnectionError,
    { serverName: "file-manager", transportType: "stdio", host: "localhost", port: 8080, retryCount: 3 },
    { server_name: "file-manager", transport_type: "stdio", host: "localhost", port: 8080, retry_count: 3 },
  ],
  [
    McpServerError,
    {
      serverCode: -32603,
      serverName: "code-executor",
      httpStatus: 500,
      responseData: { error: "Internal server error" },
    },
    {
      server_error_code: -32603,
      server_name: "code-executor",
      http_status: 500,
      response_data: { error: "Internal server error" },
    },
  ],
  [
    McpValidationError,
    { field: "timeout", value: "not_a_number", expectedType: "int", validationRule: "must_be_positive_integer" },
    { field: "timeout", value: "not_a_number", expected_type: "int", validation_rule: "must_be_positive_integer" },
  ],
  [
    McpTimeoutError,
    { timeoutSeconds: 30, operation: "call_tool(file_read)", elapsedSeconds: 30.5, serverName: "file-manager" },
    { timeout_seconds: 30, operation: "call_tool(file_read)", elapsed_seconds: 30.5, server_name: "file-manager" },
  ],
  [
    McpAuthenticationError,
    { authType: "api_key", username: "service_account", serverName: "secure-server", permissionRequired: "file:write" },
    {
      auth_type: "api_key",
      username: "service_account",
      server_name: "secure-server",
      permission_required: "file:write",
    },
  ],
  [
    McpConfigurationError,
    { configFile: "/path/to/config.yaml", configSection: "mcp_servers", missingKeys: ["name", "command"] },
    { config_file: "/path/to/config.yaml", config_section: "mcp_servers", missing_keys: ["name", "command"] },
  ],
  [
    McpResourceError,
    { resourceType: "file", resourceId: "file:///path/to/file.txt", operation: "read", serverName: "file-server" },
    { resource_type: "file", resource_id: "file:///path/to/file.txt", operation: "read", server_name: "file-server" },
  ],
];

for (const [Class, options, context] of CLASSES) {
  test(`${Class.name} keeps its attributes`, () => {
    const error = /** @type {any} */ (new Class("failed", { ...options, errorCode: "CODE" }));
    for (const [name, value] of Object.entries(options)) assert.deepEqual(error[name], value, name);
    assert.deepEqual(error.context, context);
    assert.equal(error.errorCode, "CODE");
    assert.ok(error instanceof Class && error instanceof McpError && error instanceof Error);
    assert.equal(error.name, Class.name);
  });
}

test("chains are formatted outermost first", () => {
  const network = Object.assign(new Error("Network unreachable"), { name: "ConnectionError" });
  const error = new McpConnectionError("Failed to connect to server", { cause: network });
  assert.equal(
    formatErrorChain(error),
    "MCPConnectionError: Failed to connect to server -> ConnectionError: Network unreachable",
  );
  const outer = new McpError("Service unavailable", { cause: error, errorCode: "SERVICE_UNAVAILABLE" });
  assert.equal(
    formatErrorChain(outer),
    "MCPError: Service unavailable -> MCPConnectionError: Failed to connect to server -> ConnectionError: Network unreachable",
  );
  assert.equal(rootCause(outer), network);
  assert.equal(outer.cause, error);
  assert.equal(formatErrorChain(network), "ConnectionError: Network unreachable");
});

test("wrapped functions throw errors of this package, and log them", async () => {
  const risky = handleMcpError(function riskySyncOperation() {
    throw new TypeError("Something went wrong");
  });
  assert.equal(risky.name, "riskySyncOperation");
  const lines = await logged(risky);
  assert.equal(lines.length, 1);
  const { level, message, mcp_error } = JSON.parse(lines[0] ?? "");
  assert.equal(level, "ERROR");
  assert.equal(
    message,
    "Unexpected error in riskySyncOperation: Something went wrong | Context: function=riskySyncOperation, original_error=TypeError",
  );
  assert.equal(mcp_error.error_type, "MCPError");
  assert.deepEqual(mcp_error.causes, [{ error_type: "TypeError", message: "Something went wrong" }]);

  const own = new McpTimeoutError("slow");
  const wrapped = asyncHandleMcpError(async () => {
    throw own;
  });
  const asynchronous = await logged(() => assert.rejects(wrapped(), (/** @type {unknown} */ thrown) => thrown === own));
  assert.equal(asynchronous.length, 1);
});

test("wrapped functions pass their arguments, their this and their results on", async () => {
  const counter = {
    start: 1,
    add: handleMcpError(function add(/** @type {number} */ by) {
      return /** @type {any} */ (this).start + by;
    }),
  };
  assert.equal(counter.add(2), 3);
  assert.equal(await asyncHandleMcpError(async (/** @type {number} */ x) => x * 2)(4), 8);
});

test("errors are logged to the given logger", () => {
  const error = new McpError("m", { context: { password: "x" } });
  /** @type {unknown[][]} */
  const calls = [];
  error.logError({ error: (...args) => calls.push(args) });
  error.logError((record) => calls.push([record.level, record.message, record.mcp_error]));
  assert.deepEqual(calls[0], ["m | Context: password=[REDACTED]", { mcp_error: error.toDict() }]);
  assert.deepEqual(calls[1], ["ERROR", "m | Context: password=[REDACTED]", error.toDict()]);
});

class CustomMcpError extends McpError {
  /** @override @param {Record<string, unknown>} context */
  sanitizeContext(context) {
    const sanitized = super.sanitizeContext(context);
    for (const key of Object.keys(sanitized)) {
      if (["internal_id", "session_token", "private_key"].some((word) => key.toLowerCase().includes(word))) {
        sanitized[key] = "[CUSTOM_REDACTED]";
      }
    }
    return sanitized;
  }
}

test("a subclass adds rules of its own", () => {
  const context = { internal_id: "12345", session_token: "sess_abc", public_data: "visible" };
  const error = new CustomMcpError("Custom error", { context });
  const expected = { internal_id: "[CUSTOM_REDACTED]", session_token: "[CUSTOM_REDACTED]", public_data: "visible" };
  assert.deepEqual(error.context, expected);
  assert.deepEqual(error.toDict().context, expected);
});

test("a hook that fails withholds the context", () => {
  class Broken extends McpError {
    /** @override @returns {any} */
    sanitizeContext() {
      throw new Error("no");
    }
  }
  const error = new Broken("m", { context: { a: 1 } });
  assert.deepEqual(error.context, { context_withheld: true });
  assert.deepEqual(error.toDict().context, { context_withheld: true });
});

test("a caller adds to the context and passes the error on", () => {
  const inner = new McpConnectionError("refused", { serverName: "files" });
  Object.assign(inner.context, { service: "MCPService", data_size: 12, session_token: "abc" });
  inner.addContext({ attempt: 2 });
  const context = {
    server_name: "files",
    service: "MCPService",
    data_size: 12,
    session_token: "[REDACTED]",
    attempt: 2,
  };
  assert.deepEqual(inner.toDict().context, context);
  const outer = new McpError(`Service unavailable: ${inner.originalMessage}`, {
    context: { service_operation: "data_processing", original_error: inner.toDict() },
    errorCode: "SERVICE_UNAVAILABLE",
    cause: inner,
  });
  assert.deepEqual(outer.context.original_error.context, context);
});

test("many errors at once are told apart", async () => {
  const outcomes = await Promise.allSettled([
    Promise.resolve(1),
    Promise.reject(new McpTimeoutError("slow", { timeoutSeconds: 30, operation: "batch_mcp_operations" })),
    Promise.reject(new Error("else")),
  ]);
  const reasons = outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason : undefined));
  assert.deepEqual(
    reasons.map((reason) => McpError.is(reason)),
    [false, true, false],
  );
  assert.ok(McpTimeoutError.is(reasons[1]) && !McpConnectionError.is(reasons[1]));
});

test("a dictionary comes back as the error it was", () => {
  const sent = new McpResourceError("Failed to read resource", { resourceId: "file:///x", cause: new Error("ENOENT") });
  const received = decodeError(JSON.parse(JSON.stringify(sent)));
  assert.ok(received instanceof McpResourceError);
  assert.equal(received.resourceId, "file:///x");
  assert.equal(received.toJsonString(), sent.toJsonString());
  assert.equal(formatErrorChain(received), formatErrorChain(sent));
});
