// The MCP server of the demo, over stdio: `node server.mjs plain|typed`. The modes differ in how the tools fail.

import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { z } from "zod";

/** @typedef {Record<string, (args: any) => Promise<string>>} Tools */

/** @type {import("./work.mjs").Settings} */
const settings = JSON.parse(process.env.DEMO_SETTINGS ?? "{}");
const isTyped = process.argv[2] === "typed";
const tools = isTyped
  ? (await import("./typed.mjs")).typedTools(settings)
  : (await import("./plain.mjs")).plainTools(settings);

/** @type {Record<string, { description: string, inputSchema: Record<string, z.ZodType> }>} */
const DEFINITIONS = {
  list_customers: { description: "Lists the customers in the database", inputSchema: {} },
  fetch_report: { description: "Fetches a report over HTTP", inputSchema: { name: z.string() } },
  query_orders: { description: "Queries the orders", inputSchema: { status: z.string(), limit: z.number() } },
  fetch_invoice: { description: "Fetches an invoice over HTTP", inputSchema: { id: z.string() } },
  read_note: { description: "Reads a note from a file", inputSchema: { name: z.string() } },
};

const server = new McpServer({ name: `demo-${isTyped ? "typed" : "plain"}`, version: "1.0.0" });
for (const [name, definition] of Object.entries(DEFINITIONS)) {
  server.registerTool(name, definition, async (/** @type {any} */ args) => ({
    content: [{ type: "text", text: await tools[name](args) }],
  }));
}
// All that a server needs. The audience is the operator, because the demo shows hosts.
if (isTyped) withMcpErrors(server, { audience: "operator", logger: false });
await server.connect(new StdioServerTransport());
