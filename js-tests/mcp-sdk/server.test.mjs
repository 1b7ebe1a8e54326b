// What a plain client receives of the failures of an instrumented server: both lines of the SDK, each in its newest and its
// oldest supported version, over stdio and over HTTP.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeError, META_KEY } from "mcp-errors";
import { callTool, LIMIT, overHttp, overStdio, password, startHttp, thrownBy } from "./processes.mjs";
import { isV2, LINES } from "./sdks.mjs";

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {(line: import("./sdks.mjs").Line, client: any) => Promise<unknown>} call
 * @property {"result" | "error" | ((line: import("./sdks.mjs").Line) => "result" | "error")} channel
 * @property {Record<string, unknown>} expect properties of the decoded error
 * @property {(error: any, arrived: any, line: import("./sdks.mjs").Line) => void} [also]
 */

/** @param {string} name @param {Record<string, unknown>} [args] @returns {Case["call"]} */
const tool = (name, args) => (line, client) => callTool(line, client, name, args);
/** @param {string} uri @returns {Case["call"]} */
const resource = (uri) => (_line, client) => client.readResource({ uri }, { timeout: 10_000 });
/** @param {string} name @param {Record<string, string>} [args] @returns {Case["call"]} */
const prompt = (name, args) => (_line, client) =>
  client.getPrompt({ name, arguments: args ?? {} }, { timeout: 10_000 });

/** @type {Case[]} */
const CASES = [
  {
    name: "a system error",
    call: tool("refused"),
    channel: "result",
    expect: { name: "McpConnectionError", errorCode: "ECONNREFUSED", isRetryable: true },
  },
  {
    name: "any other exception",
    call: tool("plain"),
    channel: "result",
    expect: { name: "McpExecutionError", message: "index 7 is out of range", operation: "plain" },
    also: (error) => {
      assert.deepEqual(
        error.toDict().causes.map((/** @type {any} */ cause) => cause.error_type),
        ["RangeError", "TypeError"],
      );
    },
  },
  {
    name: "an error of ours",
    call: tool("typed"),
    channel: "result",
    expect: { name: "McpTimeoutError", operation: "count", timeoutSeconds: 3, hints: ["Count less"] },
  },
  {
    name: "a tool that is registered later",
    call: tool("late"),
    channel: "result",
    expect: { name: "McpExecutionError", message: "too late" },
  },
  {
    name: "a tool without a schema",
    call: tool("no_schema"),
    channel: "result",
    expect: { name: "McpExecutionError", message: "nothing to take" },
  },
  { name: "throw null", call: tool("null"), channel: "result", expect: { name: "McpExecutionError", message: "null" } },
  {
    name: "throw undefined",
    call: tool("undefined"),
    channel: "result",
    expect: { name: "McpExecutionError", message: "undefined" },
  },
  {
    name: "a cycle and a BigInt in the data",
    call: tool("cycle"),
    channel: "result",
    expect: { name: "McpServerError", message: "a cycle" },
    also: (error) => assert.equal(error.responseData.token, "[REDACTED]"),
  },
  {
    name: "an abort inside the tool",
    call: tool("aborted"),
    channel: "result",
    expect: { name: "McpExecutionError", errorCode: "CANCELLED", isRetryable: false },
  },
  {
    name: "an SDK's error for parameters, thrown by the author",
    call: tool("invalid"),
    channel: "result",
    expect: { name: "McpValidationError", message: "the range is empty" },
  },
  {
    name: "bad arguments",
    call: tool("query", { status: "gone", limit: 5000, secret_key: "Zq" }),
    channel: "result",
    expect: { name: "McpValidationError", field: "status", value: "gone", operation: undefined },
    also: (error) => {
      assert.deepEqual(
        error.validationErrors.map((/** @type {string} */ problem) => problem.split(":")[0]),
        ["status", "limit", "secret_key"],
      );
      assert.deepEqual(error.hints, [
        '`status` must be one of "open","shipped"',
        "`limit` must be at most 100",
        "`secret_key` must be at least 3 characters",
      ]);
      assert.equal(error.message, "the input of `query` is not valid: `status`, `limit`, `secret_key`");
    },
  },
  {
    name: "no arguments",
    call: tool("query"),
    channel: "result",
    expect: { name: "McpValidationError", field: "status" },
    also: (error) => assert.equal(error.validationErrors.length, 3),
  },
  {
    name: "a tool that is not there",
    call: tool("refusd"),
    channel: (line) => (line === "v1" ? "result" : "error"),
    expect: { name: "McpSelectorError", selector: "refusd", error: "not_found" },
    also: (error) => assert.ok(error.candidates.includes("refused")),
  },
  {
    name: "a tool that is named as what every object has",
    call: tool("constructor"),
    channel: (line) => (line === "v1" ? "result" : "error"),
    expect: { name: "McpSelectorError", selector: "constructor" },
  },
  {
    name: "an output schema, and an error of ours",
    call: tool("counted"),
    channel: "result",
    expect: { name: "McpTimeoutError", timeoutSeconds: 3 },
    also: (_error, arrived) => assert.equal(arrived.structuredContent, undefined),
  },
  {
    name: "a result that does not fit the output schema",
    call: tool("miscounted"),
    channel: "result",
    expect: { name: "McpExecutionError", operation: "miscounted" },
    also: (error) => assert.match(error.message, /structured content/i),
  },
  {
    name: "a result that is no JSON",
    call: tool("unwritable"),
    channel: "result",
    expect: { name: "McpExecutionError", message: "the result cannot be written as JSON" },
    also: (error) => assert.match(error.toDict().causes[0].message, /BigInt/),
  },
  {
    name: "a handler of its own, with an output schema",
    call: tool("handled"),
    channel: "result",
    expect: { name: "McpExecutionError", message: "handled here", operation: "handled" },
  },
  {
    name: "a resource that breaks",
    call: resource("report://broken"),
    channel: "error",
    expect: { name: "McpExecutionError", code: -32603 },
  },
  {
    name: "a resource that throws ours",
    call: resource("report://gone"),
    channel: "error",
    expect: { name: "McpResourceError", resourceId: "report://gone", hints: ["List the reports"] },
  },
  {
    name: "a resource that throws null",
    call: resource("report://null"),
    channel: "error",
    expect: { name: "McpExecutionError", message: "null" },
  },
  {
    name: "a resource that is not there",
    call: resource("report://nothing"),
    channel: "error",
    expect: { name: "McpResourceError", resourceId: "report://nothing", errorCode: "RESOURCE_NOT_FOUND", code: -32602 },
  },
  {
    name: "a prompt that fails",
    call: prompt("summary", { name: "ada" }),
    channel: "error",
    expect: { name: "McpAuthenticationError", message: "no such user" },
  },
  {
    name: "a prompt with bad arguments",
    call: prompt("summary", { name: "ada lovelace" }),
    channel: "error",
    expect: { name: "McpValidationError", field: "name", hints: ["`name` must be at most 5 characters"], code: -32602 },
  },
  {
    name: "a prompt that is not there",
    call: prompt("sumary"),
    channel: "error",
    expect: { name: "McpSelectorError", selector: "sumary", candidates: ["summary"], code: -32602 },
  },
];

/**
 * Runs every case against a client.
 * @param {import("node:test").TestContext} context
 * @param {import("./sdks.mjs").Line} line
 * @param {any} client
 */
async function runCases(context, line, client) {
  for (const { name, call, channel, expect, also } of CASES) {
    await context.test(name, async () => {
      const wanted = typeof channel === "function" ? channel(line) : channel;
      const arrived =
        wanted === "result" ? /** @type {any} */ (await call(line, client)) : await thrownBy(call(line, client));
      const error = /** @type {any} */ (decodeError(arrived));
      assert.ok(error !== undefined, `nothing to decode: ${JSON.stringify(arrived)}`);
      for (const [key, value] of Object.entries(expect)) {
        if (value !== undefined) assert.deepEqual(error[key], value, `${key} of ${error.describe()}`);
      }
      assert.equal(error.provenance.lossy, false);
      assert.match(error.requestId, /^req-[0-9a-f-]{36}$/);
      assert.equal(typeof error.context.elapsed_seconds, "number");
      if (wanted === "result") {
        assert.equal(arrived.isError, true);
        assert.ok(Object.hasOwn(arrived._meta, META_KEY));
        assert.match(arrived.content[0].text, new RegExp(`\\[mcp-error type=${error.errorType} .*request_id=`));
      }
      also?.(error, arrived, line);
      assert.ok(!JSON.stringify(arrived).includes(password));
    });
  }
}

for (const line of LINES) {
  test(`${line} over stdio`, LIMIT, async (context) => {
    const connection = await overStdio(line);
    const { client, messages, stderr } = connection;
    context.after(() => connection.close());
    // From now on the client validates results against the output schemas.
    await client.listTools(undefined, { timeout: 10_000 });
    await runCases(context, line, client);

    await context.test("a result with isError stays as the tool returned it", async () => {
      const result = await callTool(line, client, "itself");
      assert.deepEqual([result.content, result._meta], [[{ type: "text", text: "my own words" }], { mine: true }]);
    });

    await context.test("errors of the protocol stay as they are", async () => {
      const thrown = await thrownBy(callTool(line, client, "elicit"));
      assert.equal(thrown.code, -32042);
      assert.deepEqual(thrown.data, { elicitations: [] });
    });

    await context.test("a cancelled request ends without an error", async () => {
      const ending = new AbortController();
      const called = thrownBy(callTool(line, client, "sleep", {}, { signal: ending.signal }));
      setTimeout(() => ending.abort(), 100);
      await called;
      while (!stderr().includes("sleep was cancelled")) await new Promise((resolve) => setTimeout(resolve, 10));
      await callTool(line, client, "itself");
      assert.ok(!/onError .*"name":"sleep"/.test(stderr()));
    });

    await context.test("every error was passed to onError, and logged to the client", () => {
      const infos = [...stderr().matchAll(/^onError (.*)$/gm)].map(([, text]) =>
        JSON.parse(/** @type {string} */ (text)),
      );
      const of = (/** @type {string} */ name) => infos.find((info) => info.name === name);
      assert.deepEqual(
        [of("plain").method, of("plain").error, of("plain").isToolError],
        ["tools/call", "MCPExecutionError", true],
      );
      assert.equal(of("report://broken").isToolError, false);
      assert.equal(of("itself"), undefined);
      const logged = /** @type {any[]} */ (messages).filter(({ method }) => method === "notifications/message");
      const ids = logged.map(({ params }) => params.data.mcp_error.context.request_id);
      assert.ok(ids.includes(of("plain").requestId));
      assert.equal(logged[0].params.level, "error");
    });

    await context.test("no secret was sent, and nothing internal of the server", () => {
      const sent = JSON.stringify(messages);
      assert.ok(sent.includes("[REDACTED]"));
      for (const text of [password, "10.0.0.7", "/srv/reports", "server.mjs"]) assert.ok(!sent.includes(text), text);
    });
  });
}

for (const line of LINES.filter((name) => name !== "v2-oldest")) {
  for (const path of ["", "json"]) {
    test(`${line} over HTTP, ${path || "SSE"}`, LIMIT, async (context) => {
      const server = await startHttp(line);
      context.after(() => server.close());
      const { client, close } = await overHttp(line, server.url + path);
      context.after(close);
      await client.listTools(undefined, { timeout: 10_000 });
      await runCases(context, line, client);
    });
  }
}

for (const line of LINES) {
  test(`${line}, a low-level server`, LIMIT, async (context) => {
    const connection = await overStdio(line, { way: "low" });
    context.after(() => connection.close());
    /** @param {string} name @param {Record<string, unknown>} [args] */
    const errorOf = async (name, args) => {
      const result = await callTool(line, connection.client, name, args);
      assert.deepEqual([result.isError, result.structuredContent], [true, undefined], name);
      return /** @type {any} */ (decodeError(result));
    };
    assert.deepEqual((await errorOf("typed")).hints, ["Count less"]);
    assert.equal((await errorOf("null")).name, "McpExecutionError");
    assert.equal((await errorOf("cycle")).responseData.token, "[REDACTED]");
    assert.equal((await errorOf("nothing")).operation, "nothing");
    const checked = await errorOf("checked", { limit: 5000 });
    assert.deepEqual([checked.name, checked.field], ["McpValidationError", "limit"]);
    assert.deepEqual(checked.hints, ["`limit` must be at most 100"]);
    assert.equal((await callTool(line, connection.client, "itself"))._meta?.[META_KEY], undefined);
    assert.equal((await thrownBy(callTool(line, connection.client, "elicit"))).code, -32042);
  });
}

test("options reach the wire", LIMIT, async (context) => {
  const connection = await overStdio("v1", { options: { includeJsonText: true, requestId: "r-7" } });
  context.after(() => connection.close());
  const result = await callTool("v1", connection.client, "plain");
  assert.equal(JSON.parse(result.content[1].text).error_type, "MCPExecutionError");
  assert.equal(result.structuredContent.error_type, "MCPExecutionError");
  assert.equal(decodeError(result)?.requestId, "r-7");
});

test("an operator sees hosts and paths, and no secrets", LIMIT, async (context) => {
  const connection = await overStdio("v2", { options: { audience: "operator" } });
  context.after(() => connection.close());
  const result = decodeError(await callTool("v2", connection.client, "refused"));
  const thrown = decodeError(await thrownBy(connection.client.readResource({ uri: "report://broken" })));
  assert.equal(result?.message, "connect ECONNREFUSED postgres://app:[REDACTED]@10.0.0.7:5432/crm");
  assert.equal(thrown?.message, "cannot read /srv/reports with password=[REDACTED]");
});

test("a client sees the paths that it has sent, and no other ones", LIMIT, async (context) => {
  for (const line of LINES) {
    const connection = await overStdio(line);
    context.after(() => connection.close());
    const args = { source: "/srv/notes/today.md", options: { target: "/srv/notes/archive" } };
    const error = decodeError(await callTool(line, connection.client, "move", args));
    assert.equal(error?.message, "ENOENT: no such file or directory, rename '/srv/notes/today.md' -> '[PATH]'", line);
    assert.equal(error?.context.resource_id, "/srv/notes/today.md", line);
    const uri = "file:///srv/notes/none.md";
    const thrown = decodeError(await thrownBy(connection.client.readResource({ uri })));
    assert.equal(thrown?.context.resource_id, uri, line);
  }
});

test("a client of 2.x recognizes an unknown resource", LIMIT, async (context) => {
  const connection = await overStdio("v2", { options: { plainNotFound: true } });
  context.after(() => connection.close());
  const thrown = await thrownBy(connection.client.readResource({ uri: "report://nothing" }));
  assert.deepEqual([thrown.name, thrown.code, thrown.data], ["ProtocolError", -32602, { uri: "report://nothing" }]);
  assert.equal(thrown.constructor.name, "ResourceNotFoundError");
});

test("trace ids come from `_meta`", LIMIT, async (context) => {
  for (const line of LINES) {
    const connection = await overStdio(line);
    context.after(() => connection.close());
    const trace = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"];
    const _meta = { traceparent: `00-${trace.join("-")}-01` };
    const rest = isV2(line) ? [] : [undefined];
    const result = await connection.client.callTool({ name: "plain", arguments: {}, _meta }, ...rest);
    const { trace_id, span_id } = /** @type {any} */ (decodeError(result)).context;
    assert.deepEqual([trace_id, span_id], trace, line);
  }
});
