// An MCP client that handles typed errors: `node client.js` starts the server over stdio, `node client.js http://…` calls one
// over streamable HTTP.

import { fileURLToPath } from "node:url";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { McpConnectionError, McpError, McpResourceError, McpSelectorError, McpValidationError } from "mcp-errors";
import { withMcpErrors } from "mcp-errors/mcp-sdk";

const url = process.argv[2];
const client = withMcpErrors(new Client({ name: "reader", version: "1.0.0" }), { serverName: "reports" });

/** Advice for the user, by the class of the error and its fields. */
function explain(error: unknown): string {
  if (error instanceof McpValidationError) return `bad argument ${error.field}: ${error.hints.join("; ")}`;
  if (error instanceof McpSelectorError) return `no such thing, take one of ${error.candidates?.join(", ")}`;
  if (error instanceof McpResourceError) return `missing: ${error.resourceType ?? "file"} (${error.errorCode})`;
  if (error instanceof McpConnectionError && error.isRetryable)
    return `down, retry later: ${error.hints[0] ?? error.message}`;
  if (error instanceof McpError) return `${error.describe()} [${error.requestId}]`;
  throw error;
}

async function call(name: string, args: Record<string, unknown>): Promise<void> {
  try {
    const result = await client.callTool({ name, arguments: args });
    console.log(`${name}: ${JSON.stringify(result.content)}`);
  } catch (error) {
    console.log(`${name}: ${explain(error)}`);
  }
}

try {
  await client.connect(
    url === undefined
      ? new StdioClientTransport({
          command: process.execPath,
          args: [fileURLToPath(new URL("server.js", import.meta.url))],
          env: Object.fromEntries(
            ["NOTES_FOLDER", "DATABASE_URL", "DATABASE_TOKEN"].map((name) => [name, process.env[name] ?? ""]),
          ),
          // `withMcpErrors` reads it: if the server crashes, the end of its stderr is in the error.
          stderr: "pipe",
        })
      : new StreamableHTTPClientTransport(new URL(url)),
  );
  await call("read_note", { name: "welcome.md" });
  await call("read_note", { name: "nothing.md" });
  await call("read_note", { name: 7 });
  await call("fetch_report", { quarter: "2025-q1" });
  await call("fetch_report", { quarter: "2024-q3" });
} catch (error) {
  console.log(explain(error));
} finally {
  await client.close();
}
