// The wrappers infer: a handler takes the arguments of its schema, and the wrapper returns what it is given.

import { Client as Client2 } from "@modelcontextprotocol/client";
import { Client as Client1 } from "@modelcontextprotocol/sdk/client/index.js";
import { Server as Server1 } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer as McpServer1 } from "@modelcontextprotocol/sdk/server/mcp.js";
import { McpServer as McpServer2, Server as Server2 } from "@modelcontextprotocol/server";
import { logWith, type McpError } from "mcp-errors";
import { type McpErrorInfo, mcpLogger, toolErrorHandler, withMcpErrors } from "mcp-errors/mcp-sdk";
import { recordMcpError } from "mcp-errors/opentelemetry";
import { z } from "zod";

/** Fails to compile unless both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;

const about = { name: "typed", version: "1.0.0" };
const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

// A target keeps its type.
const server1: McpServer1 = withMcpErrors(new McpServer1(about), { includeJsonText: true });
const server2: McpServer2 = withMcpErrors(new McpServer2(about), { onError: recordMcpError });
export const low1: Server1 = withMcpErrors(new Server1(about), { logger: mcpLogger(server1) });
export const low2: Server2 = withMcpErrors(new Server2(about), { audience: "operator", codeProfile: "legacy" });
export const client1: Client1 = withMcpErrors(new Client1(about), { serverName: "reports" });
export const client2: Client2 = withMcpErrors(new Client2(about), { throwToolErrors: false });

// The arguments are those of the schema.
server1.registerTool(
  "query",
  { inputSchema: { status: z.enum(["open", "shut"]), limit: z.number().optional() } },
  toolErrorHandler("query", async (args, extra) => {
    same<typeof args.status, "open" | "shut">(true);
    same<typeof args.limit, number | undefined>(true);
    const { signal }: { signal: AbortSignal } = extra;
    return text(`${args.status} ${args.limit ?? 0} ${signal.aborted}`);
  }),
);
server2.registerTool(
  "query",
  { inputSchema: z.object({ status: z.enum(["open", "shut"]), limit: z.number().optional() }) },
  toolErrorHandler("query", async (args, context) => {
    same<typeof args.status, "open" | "shut">(true);
    same<typeof args.limit, number | undefined>(true);
    const { signal }: { signal: AbortSignal } = context.mcpReq;
    return text(`${args.status} ${args.limit ?? 0} ${signal.aborted}`);
  }),
);

// Without a schema, the first argument is the SDK's own.
server1.registerTool(
  "now",
  { description: "takes nothing" },
  toolErrorHandler("now", (extra) => text(String(extra.requestId satisfies string | number))),
);
server2.registerTool(
  "now",
  { description: "takes nothing" },
  toolErrorHandler("now", (context) => text(String(context.mcpReq.id satisfies string | number))),
);

server1.registerTool(
  "wrong",
  { inputSchema: { status: z.string() } },
  // @ts-expect-error: the schema has no such argument
  toolErrorHandler("wrong", async ({ nothing }) => text(String(nothing))),
);

// A function keeps its type.
const add = toolErrorHandler("add", (a: number, b: number) => a + b);
same<typeof add, (a: number, b: number) => number>(true);
const generic = toolErrorHandler("generic", async <T>(value: T) => value);
export const kept: Promise<"x"> = generic("x" as const);

withMcpErrors(server1, {
  onError: (error, info) => {
    same<typeof error, McpError>(true);
    same<typeof info, McpErrorInfo>(true);
  },
});

// A logger of any make is a logger, and a hook by `logWith`.
withMcpErrors(server1, { logger: console, onError: logWith(console, { level: "warn" }) });
withMcpErrors(server1, { logger: async (record) => record.mcp_error.message, onError: async () => undefined });
withMcpErrors(server1, { logger: logWith({ error: () => true }, { order: "record-first" }) });
// @ts-expect-error: no such order
logWith(console, { order: "message-last" });
// @ts-expect-error: not a logger
withMcpErrors(server1, { logger: { warn: () => undefined } });

// @ts-expect-error: no such audience
withMcpErrors(server1, { audience: "everybody" });
// @ts-expect-error: neither a server nor a client
withMcpErrors({});
// @ts-expect-error: no function
toolErrorHandler("none", 1);
