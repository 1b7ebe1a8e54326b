// Registers a tool for each failure and a resource that fails on a TypeScript server. The typed errors are those of
// `raised.json`, made with the package as an author makes them.

import { setTimeout as wait } from "node:timers/promises";
import { McpConnectionError, McpExecutionError, McpResourceError, McpSelectorError } from "mcp-errors";
import { z } from "zod";

/** Servers with mcp-errors raise typed errors; servers without it, ordinary ones. */
export const isTyped = process.env.INTEROP_MODE !== "plain";

const timestamp = "2026-01-15T10:30:00.123456+00:00";

function unreachable() {
  if (!isTyped) return new Error("cannot reach the report server");
  const refused = new Error("connect ECONNREFUSED");
  return new McpConnectionError("cannot reach the report server", {
    serverName: "reports",
    transportType: "streamable-http",
    port: 8443,
    retryCount: 2,
    errorCode: "REPORTS_DOWN",
    requestId: "req-thrown",
    context: { attempt: { number: 3, of: 5 } },
    hints: ["Check that the report server is running", "Try again in a minute"],
    retryAfterMs: 60000,
    timestamp,
    cause: new TypeError("fetch failed", { cause: refused }),
  });
}

function ambiguous() {
  return new McpSelectorError("two reports match rpt_12", {
    selector: "rpt_12",
    error: "ambiguous",
    candidates: ["rpt_120", "rpt_121"],
    requestId: "req-returned",
    hints: ["Give the full id of the report"],
    timestamp,
  }).toToolResult();
}

/** @param {string} uri */
function gone(uri) {
  if (!isTyped) return new Error("the report has been deleted");
  return new McpResourceError("the report has been deleted", {
    resourceType: "report",
    resourceId: uri,
    operation: "read",
    errorCode: "REPORT_GONE",
    requestId: "req-resource",
    hints: ["List the reports first"],
    timestamp,
    cause: new Error("no row"),
  });
}

function circular() {
  /** @type {any} */
  const data = { report: "rpt_12" };
  data.self = data;
  if (!isTyped) return Object.assign(new Error("the report contains itself"), { code: -31000, data });
  return new McpExecutionError("the report contains itself", {
    context: { data },
    requestId: "req-cycle",
    hints: ["Ask for another report"],
    timestamp,
  });
}

/** @returns {number} */
const descend = () => 1 + descend();

const empty = z.object({});
/** @type {Record<string, [z.ZodObject<any>, (args: any) => any]>} */
const TOOLS = {
  thrown: [
    empty,
    () => {
      throw unreachable();
    },
  ],
  returned: [
    empty,
    () => (isTyped ? ambiguous() : { content: [{ type: "text", text: "two reports match rpt_12" }], isError: true }),
  ],
  bad_arguments: [
    z.object({ limit: z.number().int().min(1), name: z.string().optional() }),
    () => ({ content: [{ type: "text", text: "fine" }] }),
  ],
  timeout: [empty, () => wait(20_000).then(() => ({ content: [] }))],
  killed: [empty, () => wait(200).then(() => process.kill(process.pid, "SIGKILL"))],
  panic: [empty, () => descend()],
  nothing: [
    empty,
    () => {
      throw null;
    },
  ],
  cycle: [
    empty,
    () => {
      throw circular();
    },
  ],
};

/**
 * Registers the tools and the resource on a server of either SDK.
 * @param {any} server
 */
export function register(server) {
  for (const [name, [inputSchema, handler]] of Object.entries(TOOLS)) {
    server.registerTool(name, { description: name, inputSchema }, handler);
  }
  server.registerResource(
    "resource",
    "report://gone",
    { description: "A report that was deleted" },
    (/** @type {URL} */ uri) => {
      throw gone(uri.href);
    },
  );
}
