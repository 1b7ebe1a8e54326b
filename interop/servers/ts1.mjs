// A server with @modelcontextprotocol/sdk 1.x.

import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { isTyped, register } from "./failures.mjs";
import { serveHttp } from "./http.mjs";

function make() {
  const server = new McpServer({ name: "ts1", version: "1.0.0" });
  register(server);
  // Nobody reads the stderr of these servers.
  return isTyped ? withMcpErrors(server, { logger: false }) : server;
}

if (process.argv[2] === "http") serveHttp(StreamableHTTPServerTransport, make);
else await make().connect(new StdioServerTransport());
