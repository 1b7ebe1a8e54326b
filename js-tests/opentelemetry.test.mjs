// Failures on real spans: OpenTelemetry's own tracer and its in-memory exporter.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { Client } from "@modelcontextprotocol/client";
import { InMemoryTransport, McpServer } from "@modelcontextprotocol/server";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { McpError, McpServerError, McpTimeoutError } from "mcp-errors";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { recordMcpError } from "mcp-errors/opentelemetry";

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer("test");
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
after(() => provider.shutdown());

/** Assembled here, so that scanners of this repository do not take it for a real one. */
const secret = ["Zq7", "password", "x9K2m4"].join("-");

/** The span that `run` records on. @param {(span: import("@opentelemetry/api").Span) => unknown} run */
async function spanOf(run) {
  exporter.reset();
  await tracer.startActiveSpan("span", async (span) => {
    await run(span);
    span.end();
  });
  const [span] = exporter.getFinishedSpans();
  assert.ok(span !== undefined);
  return span;
}

const failure = () =>
  new McpTimeoutError(`postgres://app:${secret}@db/crm took too long`, {
    cause: new Error(`password=${secret}`),
    errorCode: "SLOW",
  });

/** @type {[name: string, error: unknown, options: any, attributes: Record<string, unknown>][]} */
const CASES = [
  [
    "a tool",
    failure(),
    { method: "tools/call", name: "fetch_report", jsonRpcRequestId: 7, isToolError: true },
    {
      "error.type": "tool_error",
      "mcp.method.name": "tools/call",
      "gen_ai.tool.name": "fetch_report",
      "jsonrpc.request.id": "7",
    },
  ],
  [
    "a tool that is not there, answered with an error",
    failure(),
    { method: "tools/call", name: "fetch_reprot", isToolError: false },
    {
      "error.type": "-32603",
      "rpc.response.status_code": "-32603",
      "mcp.method.name": "tools/call",
      "gen_ai.tool.name": "fetch_reprot",
    },
  ],
  [
    "a resource",
    new McpServerError(`postgres://app:${secret}@db/crm`, { serverCode: -32602 }),
    { method: "resources/read", name: "report://x", sessionId: "s-1" },
    {
      "error.type": "-32602",
      "rpc.response.status_code": "-32602",
      "mcp.method.name": "resources/read",
      "mcp.session.id": "s-1",
    },
  ],
  [
    "anything else that was thrown",
    new RangeError(`postgres://app:${secret}@db/crm`),
    { method: "prompts/get", name: "summary" },
    {
      "error.type": "-32603",
      "rpc.response.status_code": "-32603",
      "mcp.method.name": "prompts/get",
      "gen_ai.prompt.name": "summary",
    },
  ],
];

for (const [name, error, options, attributes] of CASES) {
  test(name, async () => {
    const span = await spanOf(() => assert.equal(recordMcpError(error, options), true));
    assert.deepEqual(span.attributes, attributes);
    assert.equal(span.status.code, SpanStatusCode.ERROR);
    assert.match(span.status.message ?? "", /^postgres:\/\/app:\[REDACTED\]@db\/crm/);
    const [event] = span.events;
    assert.equal(event?.name, "exception");
    assert.match(String(event?.attributes?.["exception.type"]), /^MCP.*Error$/);
    assert.match(String(event?.attributes?.["exception.stacktrace"]), /opentelemetry\.test\.mjs/);
    assert.equal(event?.attributes?.["mcp_errors.error_code"], McpError.from(error).errorCode);
    assert.ok(!JSON.stringify([span.attributes, span.status, span.events]).includes(secret));
  });
}

test("the span may be given, or the API", async () => {
  const outer = await spanOf((span) =>
    context.with(trace.deleteSpan(context.active()), () => recordMcpError(failure(), { span })),
  );
  assert.equal(outer.events.length, 1);
  const active = await spanOf(() => recordMcpError(failure(), { trace }));
  assert.equal(active.events.length, 1);
});

test("without a span nothing happens, and nothing throws", () => {
  const hostile = {
    setAttributes() {
      throw new Error("no");
    },
  };
  for (const options of [undefined, null, {}, { span: null }, { span: 1 }, { span: hostile }]) {
    assert.equal(recordMcpError(failure(), /** @type {any} */ (options)), false);
  }
  for (const thrown of [null, undefined, 1n, {}]) assert.equal(recordMcpError(thrown), false);
});

test("import and require give the same functions", async () => {
  const required = createRequire(import.meta.url)("mcp-errors/opentelemetry");
  assert.equal(required.recordMcpError, recordMcpError);
});

test("a server's failures are recorded by its hook", async () => {
  const server = new McpServer({ name: "traced", version: "1.0.0" }, { capabilities: { tools: {} } });
  const fail = async () => {
    throw new RangeError(`password=${secret}`);
  };
  server.registerTool("fail", { description: "fails" }, fail);
  /** @type {any} */
  let recorded;
  withMcpErrors(server, {
    logger: false,
    onError: (error, info) => {
      recorded = info;
      const span = tracer.startSpan("failure");
      recordMcpError(error, { ...info, span });
      span.end();
    },
  });
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "test", version: "1.0.0" });
  await Promise.all([server.connect(near), client.connect(far)]);
  after(() => client.close());
  exporter.reset();
  await client.callTool({ name: "fail", arguments: {} });
  const span = exporter.getFinishedSpans().find(({ name }) => name === "failure");
  assert.deepEqual(span?.attributes, {
    "error.type": "tool_error",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "fail",
    "jsonrpc.request.id": String(recorded.jsonRpcRequestId),
  });
});
