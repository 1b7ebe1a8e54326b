// A server with @modelcontextprotocol/server 2.x.

import { NodeStreamableHTTPServerTransport } from "@modelcontextprotocol/node";
import { McpServer } from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { isTyped, register } from "./failures.mjs";
import { serveHttp } from "./http.mjs";

function make() {
  const server = new McpServer({ name: "ts2", version: "1.0.0" });
  register(server);
  // Nobody reads the stderr of these servers.
  return isTyped ? withMcpErrors(server, { logger: false }) : server;
}

if (process.argv[2] === "http") serveHttp(NodeStreamableHTTPServerTransport, make);
else await make().connect(new StdioServerTransport());
