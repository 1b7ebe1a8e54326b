// Errors from a real server to a real client, through the official SDK: everything arrives, and no secret does.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import {
  decodeError,
  formatErrorChain,
  McpAuthenticationError,
  McpConnectionError,
  McpError,
  McpResourceError,
  McpTimeoutError,
  META_KEY,
} from "mcp-errors";

/** Planted in the server; assembled here, so that scanners of this repository do not take them for real ones. */
const secrets = Object.fromEntries(
  ["message", "cause", "password", "query", "hint", "connection", "bearer", "token", "client"].map((place) => [
    place,
    ["Zq7", place, "x9K2m4"].join("-"),
  ]),
);

const TIME = { timeout: 10_000 };
const LIMIT = { timeout: 20_000 };

const transport = new StdioClientTransport({
  command: process.execPath,
  args: [fileURLToPath(new URL("skeleton-server.mjs", import.meta.url))],
  env: { SKELETON_SECRETS: JSON.stringify(secrets) },
  stderr: "pipe",
});
const client = new Client({ name: "skeleton-test", version: "1.0.0" });

/** Everything that the server has sent. @type {unknown[]} */
const messages = [];
let stderr = "";
/** @type {number | null} */
let pid = null;

before(async () => {
  // The client calls this handler before its own.
  transport.onmessage = (message) => messages.push(message);
  transport.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  await client.connect(transport, TIME);
  pid = transport.pid;
}, LIMIT);

after(async () => {
  // Ends the server's input, then the server, within four seconds.
  await client.close();
  assert.ok(pid !== null, "the server never ran");
  assert.throws(() => process.kill(/** @type {number} */ (pid), 0), { code: "ESRCH" }, "the server is still running");
}, LIMIT);

/**
 * Returns what `call` is rejected with.
 * @param {Promise<unknown>} call
 * @returns {Promise<any>}
 */
const thrownBy = (call) =>
  call.then(
    (value) => assert.fail(`it did not fail: ${JSON.stringify(value)}`),
    (error) => error,
  );

test("the result of a tool is decoded to its class, with everything in it", LIMIT, async () => {
  const result = await client.callTool({ name: "fetch_report", arguments: { name: "sales" } }, undefined, TIME);
  assert.equal(result.isError, true);
  assert.ok(Object.hasOwn(result._meta ?? {}, META_KEY), "the payload stands in _meta");
  const error = decodeError(result);
  assert.ok(error instanceof McpConnectionError && error instanceof McpError && error instanceof Error);
  assert.equal(error.constructor, McpConnectionError);
  assert.equal(error.name, "McpConnectionError");
  assert.equal(error.kind, "connection");
  assert.equal(error.message, "cannot fetch sales from https://app:[REDACTED]@reports.example/latest");
  assert.deepEqual(
    [error.serverName, error.transportType, error.host, error.port, error.retryCount],
    ["reports", "streamable-http", "reports.example", 5432, 2],
  );
  assert.equal(error.errorCode, "CONN_REFUSED");
  assert.equal(error.requestId, "req-7");
  assert.equal(error.isRetryable, true);
  assert.deepEqual(error.hints, [
    "Check that the report server is running",
    "Do not send Authorization: Bearer [REDACTED]",
  ]);
  assert.equal(error.context.password, "[REDACTED]");
  assert.equal(error.context.url, "https://reports.example/latest?api_key=[REDACTED]");
  assert.deepEqual(error.context.attempt, { number: 3 });
  assert.deepEqual(error.toDict().causes, [
    { error_type: "TypeError", message: "fetch failed" },
    { error_type: "Error", message: "connect ECONNREFUSED postgres://app:[REDACTED]@10.0.0.7:5432/reports" },
  ]);
  assert.equal(
    formatErrorChain(error),
    "MCPConnectionError: cannot fetch sales from https://app:[REDACTED]@reports.example/latest -> TypeError: fetch failed" +
      " -> Error: connect ECONNREFUSED postgres://app:[REDACTED]@10.0.0.7:5432/reports",
  );
  assert.deepEqual(error.provenance, { dialect: "mcp-errors", channel: "_meta", lossy: false });
  assert.ok(Math.abs(Date.now() - error.timestamp.getTime()) < 60_000);
});

test("a client that keeps only the text still learns what to do", LIMIT, async () => {
  const result = await client.callTool({ name: "fetch_report", arguments: { name: "sales" } }, undefined, TIME);
  const [{ text }] = /** @type {{ text: string }[]} */ (result.content);
  const lines = text.split("\n");
  assert.equal(lines[1], "Hint: Check that the report server is running");
  assert.equal(lines.at(-1), "[mcp-error type=MCPConnectionError code=CONN_REFUSED request_id=req-7]");
});

test("a tool with an output schema may fail, also for a client that validates results", LIMIT, async () => {
  // Listing the tools makes the client compile the schemas: from now on it validates.
  await client.listTools(undefined, TIME);
  const result = await client.callTool({ name: "count_rows", arguments: { table: "orders" } }, undefined, TIME);
  const error = decodeError(result);
  assert.ok(error instanceof McpTimeoutError);
  assert.equal(error.message, "counting orders took too long");
  assert.deepEqual([error.timeoutSeconds, error.elapsedSeconds, error.operation], [30, 30.5, "count_rows"]);
  assert.equal(error.requestId, "req-8");
  assert.deepEqual(error.hints, ["Count a smaller table"]);
  assert.equal(error.isRetryable, true);
  assert.match(error.context.connection, /^Server=db;User Id=app;Password=\[REDACTED\];?$/);
});

test("the error of a resource arrives through the SDK's own format", LIMIT, async () => {
  const thrown = await thrownBy(client.readResource({ uri: "report://latest" }, TIME));
  const error = decodeError(thrown);
  assert.ok(error instanceof McpResourceError);
  assert.equal(error.constructor, McpResourceError);
  assert.equal(error.message, "no report at report://latest");
  assert.deepEqual(
    [error.resourceType, error.resourceId, error.operation, error.serverName],
    ["report", "report://latest", "read", "reports"],
  );
  assert.equal(error.errorCode, "RESOURCE_GONE");
  assert.equal(error.requestId, "req-9");
  assert.equal(thrown.code, error.code);
  assert.deepEqual(error.hints, ["List the reports first"]);
  assert.deepEqual(error.context.headers, { authorization: "[REDACTED]" });
  assert.deepEqual(error.toDict().causes, [
    {
      error_type: "MCPAuthenticationError",
      message: "the store wants credentials",
      context: { token: "[REDACTED]", auth_type: "basic" },
    },
  ]);
  assert.deepEqual(error.provenance, { dialect: "mcp-errors", channel: "error.data", lossy: false });
});

test("the error of a prompt arrives", LIMIT, async () => {
  const error = decodeError(await thrownBy(client.getPrompt({ name: "summary" }, TIME)));
  assert.ok(error instanceof McpAuthenticationError);
  assert.deepEqual([error.authType, error.username, error.permissionRequired], ["oauth2", "ada", "summary:read"]);
  assert.equal(error.toProblemDetails().status, 403);
  assert.equal(error.requestId, "req-10");
  assert.deepEqual(error.hints, ["Ask for the permission"]);
  assert.equal(error.isRetryable, false);
});

test("an error of the SDK itself is decoded, and marked as lossy", LIMIT, async () => {
  const error = decodeError(await client.callTool({ name: "no_such_tool", arguments: {} }, undefined, TIME));
  assert.ok(error instanceof McpError);
  assert.match(error.message, /^Tool no_such_tool not found/);
  assert.equal(error.provenance?.lossy, true);
});

// The last test: it searches what all others received.
test("no secret is anywhere in what the server sent", LIMIT, () => {
  const received = JSON.stringify(messages);
  assert.ok(messages.length >= 7, `only ${messages.length} messages were seen`);
  assert.ok(received.includes("[REDACTED]"));
  for (const [place, secret] of Object.entries(secrets)) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").slice(0, -3)]) {
      assert.ok(!received.includes(form), `the secret in the ${place} was sent`);
      assert.ok(!stderr.includes(form), `the secret in the ${place} was written to stderr`);
    }
  }
});
