// The MCP server of the demo: `node server.mjs plain|typed`, over stdio. The two differ in how their tools fail.

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
// The one line. The demo plays the operator, too, and wants to see hosts.
if (isTyped) withMcpErrors(server, { audience: "operator", logger: false });
await server.connect(new StdioServerTransport());
