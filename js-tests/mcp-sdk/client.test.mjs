// What an instrumented client throws: both lines of the SDK, each in its newest and its oldest supported version, against real servers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { McpConnectionError, McpError } from "mcp-errors";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { closedPort } from "../closed-port.mjs";
import { callTool, LIMIT, overHttp, overStdio, password, startHttp, TIME, thrownBy } from "./processes.mjs";
import { clientSdk, LINES } from "./sdks.mjs";

/** @param {any} client */
const instrument = (client) => withMcpErrors(client, { serverName: "crm" });

/** @param {any} error @param {string} operation @param {string} transport */
function assertFacts(error, operation, transport) {
  const { server_name, transport_type, operation: done, elapsed_seconds } = error.context;
  assert.deepEqual([server_name, transport_type, done], ["crm", transport, operation], error.describe());
  assert.ok(elapsed_seconds >= 0 && elapsed_seconds < 30);
}

for (const line of LINES) {
  test(`${line} over stdio`, LIMIT, async (context) => {
    const connection = await overStdio(line, { instrument });
    context.after(() => connection.close());
    const { client } = connection;

    await context.test("a failed tool throws its error", async () => {
      const error = await thrownBy(callTool(line, client, "refused"));
      assert.ok(error instanceof McpConnectionError);
      assert.equal(error.errorCode, "ECONNREFUSED");
      assertFacts(error, "refused", "stdio");
      assert.match(error.requestId ?? "", /^req-/);
    });

    await context.test("the context of the server is not replaced", async () => {
      const error = await thrownBy(callTool(line, client, "typed"));
      assert.deepEqual([error.name, error.operation, error.timeoutSeconds], ["McpTimeoutError", "count", 3]);
    });

    await context.test("a failed resource and a failed prompt throw theirs", async () => {
      const gone = await thrownBy(client.readResource({ uri: "report://gone" }, TIME));
      assert.deepEqual([gone.name, gone.resourceId], ["McpResourceError", "report://gone"]);
      assertFacts(gone, "read_resource(report://gone)", "stdio");
      const denied = await thrownBy(client.getPrompt({ name: "summary", arguments: { name: "ada" } }, TIME));
      assert.equal(denied.name, "McpAuthenticationError");
      assertFacts(denied, "summary", "stdio");
    });

    await context.test("a request that takes too long is a timeout, with the time allowed", async () => {
      const error = await thrownBy(callTool(line, client, "sleep", {}, { timeout: 100 }));
      assert.deepEqual([error.name, error.isRetryable, error.timeoutSeconds], ["McpTimeoutError", true, 0.1]);
      assert.ok(error.context.elapsed_seconds >= 0.1);
      assertFacts(error, "call_tool(sleep)", "stdio");
    });

    await context.test("an aborted request throws the caller's reason", async () => {
      const ending = new AbortController();
      setTimeout(() => ending.abort(), 50);
      const thrown = await thrownBy(callTool(line, client, "sleep", {}, { signal: ending.signal }));
      assert.equal(thrown, ending.signal.reason);
      assert.equal(thrown.name, "AbortError");
      const late = await thrownBy(callTool(line, client, "sleep", {}, { signal: AbortSignal.timeout(50) }));
      assert.deepEqual([late.name, late.isRetryable], ["McpTimeoutError", true]);
    });

    await context.test("errors of the protocol stay as they are", async () => {
      const thrown = await thrownBy(callTool(line, client, "elicit"));
      assert.ok(!(thrown instanceof McpError));
      assert.equal(thrown.code, -32042);
    });

    await context.test("successful results stay as they are", async () => {
      const { tools } = await client.listTools(undefined, TIME);
      assert.ok(tools.length > 10);
      const result = await callTool(line, client, "query", { status: "open", limit: 1, secret_key: "abc" });
      assert.equal(result.content[0].text, "ok");
    });

    await context.test("the error of a crashed server has its exit code and the end of its stderr", async () => {
      const error = await thrownBy(callTool(line, client, "die"));
      assert.ok(error instanceof McpConnectionError, error.describe());
      assertFacts(error, "call_tool(die)", "stdio");
      assert.equal(error.context.exit_code, 7);
      assert.match(error.context.stderr, /fatal: cannot open postgres:\/\/app:\[REDACTED\]@10\.0\.0\.7\/crm\n?$/);
      assert.ok(error.context.stderr.length <= 2048 && !error.toJsonString().includes(password));
      const after = await thrownBy(callTool(line, client, "plain"));
      assert.deepEqual([after.name, after.context.exit_code], ["McpConnectionError", 7], after.describe());
    });
  });

  test(`${line}: servers that cannot be reached`, LIMIT, async (context) => {
    const { Client, StdioClientTransport, HttpClientTransport } = await clientSdk(line);
    /** @param {any} transport */
    const failure = async (transport) => {
      const client = instrument(new Client({ name: "test", version: "1.0.0" }));
      context.after(() => client.close());
      return thrownBy(client.connect(transport, TIME));
    };

    await context.test("no such program", async () => {
      const error = await failure(new StdioClientTransport({ command: "/no/such/server", stderr: "pipe" }));
      assert.deepEqual([error.name, error.errorCode], ["McpConnectionError", "ENOENT"]);
      assertFacts(error, "connect", "stdio");
    });

    await context.test("a program that ends at once", async () => {
      const program = `console.error("no config: password=${password}"); process.exit(3)`;
      const error = await failure(
        new StdioClientTransport({ command: process.execPath, args: ["-e", program], stderr: "pipe" }),
      );
      assert.equal(error.name, "McpConnectionError", error.describe());
      assert.equal(error.context.exit_code, 3);
      assert.match(error.context.stderr, /^no config: password=\[REDACTED\]/);
    });

    await context.test("a port without a server", async () => {
      const port = await closedPort();
      const error = await failure(new HttpClientTransport(new URL(`http://127.0.0.1:${port}/`)));
      assert.deepEqual([error.name, error.port], ["McpConnectionError", port], error.describe());
      assertFacts(error, "connect", "streamable-http");
    });

    await context.test("missing and insufficient credentials", async () => {
      const server = await startHttp("v1");
      context.after(() => server.close());
      for (const path of ["unauthorized", "forbidden"]) {
        const error = await failure(new HttpClientTransport(new URL(server.url + path)));
        assert.equal(error.name, "McpAuthenticationError", `${path}: ${error.describe()}`);
        assert.equal(error.isRetryable, false);
        assertFacts(error, "connect", "streamable-http");
      }
    });
  });
}

test("tool errors can stay results", LIMIT, async (context) => {
  const connection = await overStdio("v2", {
    instrument: (client) => withMcpErrors(client, { throwToolErrors: false }),
  });
  context.after(() => connection.close());
  assert.equal((await callTool("v2", connection.client, "plain")).isError, true);
});

test("a client that is instrumented after it has connected", LIMIT, async (context) => {
  const connection = await overStdio("v1");
  context.after(() => connection.close());
  const error = await thrownBy(callTool("v1", instrument(connection.client), "die"));
  assert.deepEqual([error.name, error.context.exit_code], ["McpConnectionError", 7]);
});

for (const line of LINES.filter((name) => name !== "v2-oldest")) {
  test(`${line} over HTTP`, LIMIT, async (context) => {
    const server = await startHttp(line);
    context.after(() => server.close());
    const { client, close } = await overHttp(line, server.url, instrument);
    context.after(close);
    const error = await thrownBy(callTool(line, client, "plain"));
    assert.equal(error.name, "McpExecutionError");
    assertFacts(error, "call_tool(plain)", "streamable-http");
  });
}

test("anything but a server or a client is refused", () => {
  for (const target of [undefined, null, {}, new Map()]) {
    assert.throws(() => withMcpErrors(/** @type {any} */ (target)), TypeError);
  }
});
