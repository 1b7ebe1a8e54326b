// The server of skeleton.test.mjs: the official SDK over stdio, with a failure in each place where a server can fail.

import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { McpAuthenticationError, McpConnectionError, McpResourceError, McpTimeoutError } from "mcp-errors";
import { z } from "zod";

/** The secrets that the test plants. @type {Record<string, string>} */
const secrets = JSON.parse(process.env.SKELETON_SECRETS ?? "{}");

const server = new McpServer({ name: "skeleton", version: "1.0.0" });

server.registerTool(
  "fetch_report",
  { description: "Cannot reach what it needs", inputSchema: { name: z.string() } },
  ({ name }) => {
    const refused = new Error(`connect ECONNREFUSED postgres://app:${secrets.cause}@10.0.0.7:5432/reports`);
    const failed = new TypeError("fetch failed", { cause: refused });
    return new McpConnectionError(`cannot fetch ${name} from https://app:${secrets.message}@reports.example/latest`, {
      serverName: "reports",
      transportType: "streamable-http",
      host: "reports.example",
      port: 5432,
      retryCount: 2,
      errorCode: "CONN_REFUSED",
      requestId: "req-7",
      context: {
        password: secrets.password,
        url: `https://reports.example/latest?api_key=${secrets.query}`,
        attempt: { number: 3 },
      },
      hints: ["Check that the report server is running", `Do not send Authorization: Bearer ${secrets.hint}`],
      cause: failed,
    }).toToolResult();
  },
);

server.registerTool(
  "count_rows",
  {
    description: "Declares what it returns, and does not return it",
    inputSchema: { table: z.string() },
    outputSchema: { rows: z.number() },
  },
  ({ table }) =>
    new McpTimeoutError(`counting ${table} took too long`, {
      timeoutSeconds: 30,
      elapsedSeconds: 30.5,
      operation: "count_rows",
      context: { connection: `Server=db;User Id=app;Password=${secrets.connection};` },
      hints: ["Count a smaller table"],
      requestId: "req-8",
    }).toToolResult(),
);

server.registerResource("report", "report://latest", { description: "Is not there" }, (uri) => {
  throw new McpResourceError(`no report at ${uri.href}`, {
    resourceType: "report",
    resourceId: uri.href,
    operation: "read",
    serverName: "reports",
    errorCode: "RESOURCE_GONE",
    requestId: "req-9",
    context: { headers: { authorization: `Bearer ${secrets.bearer}` } },
    hints: ["List the reports first"],
    cause: new McpAuthenticationError("the store wants credentials", {
      authType: "basic",
      context: { token: secrets.token },
    }),
  });
});

server.registerPrompt("summary", { description: "Wants credentials" }, () => {
  throw new McpAuthenticationError("the summary is not yours", {
    authType: "oauth2",
    username: "ada",
    permissionRequired: "summary:read",
    requestId: "req-10",
    context: { client_secret: secrets.client },
    hints: ["Ask for the permission"],
  });
});

await server.connect(new StdioServerTransport());
