// An MCP server with typed errors: `node server.js` over stdio, `node server.js 3000` over streamable HTTP.
//
// The tools may throw anything. `withMcpErrors` turns it into typed errors with a request id, and logs them to stderr.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { McpConnectionError, McpSelectorError } from "mcp-errors";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { z } from "zod";

const NOTES = process.env.NOTES_FOLDER ?? "notes";
const DATABASE = process.env.DATABASE_URL ?? "http://127.0.0.1:5984/";
const headers = { authorization: `Bearer ${process.env.DATABASE_TOKEN}` };
const REPORTS = ["2024-q3", "2024-q4"];

function makeServer(): McpServer {
  const server = new McpServer({ name: "reports", version: "1.0.0" });

  server.registerTool(
    "read_note",
    { description: "Reads a note", inputSchema: z.object({ name: z.string().max(40) }) },
    // No try and catch: a missing file becomes an `McpResourceError`.
    async ({ name }) => ({ content: [{ type: "text", text: await readFile(join(NOTES, basename(name)), "utf8") }] }),
  );

  server.registerTool(
    "fetch_report",
    { description: "Fetches the report of a quarter", inputSchema: z.object({ quarter: z.string() }) },
    async ({ quarter }) => {
      if (!REPORTS.includes(quarter)) {
        // For the model: what was wrong, and what would have been right.
        throw new McpSelectorError(`there is no report for ${quarter}`, {
          selector: quarter,
          error: "not_found",
          candidates: REPORTS,
        });
      }
      const response = await fetch(DATABASE, { headers }).catch((cause) => {
        // For the operator. The token is redacted.
        throw new McpConnectionError("the report database does not answer", {
          serverName: "report-db",
          context: { url: DATABASE, headers },
          hints: ["Try again in a minute", "Ask for a note instead, which needs no database"],
          cause,
        });
      });
      return { content: [{ type: "text", text: await response.text() }] };
    },
  );

  return withMcpErrors(server);
}

const port = process.argv[2];
if (port === undefined) {
  serveStdio(makeServer);
} else {
  const http = createServer(toNodeHandler(createMcpHandler(makeServer)));
  http.listen(Number(port), "127.0.0.1", () => console.error(`listening on ${JSON.stringify(http.address())}`));
}
