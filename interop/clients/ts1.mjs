// A client with @modelcontextprotocol/sdk 1.x.

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { runFailures } from "./run-failures.mjs";

await runFailures(async ({ url, command, args }) => {
  const client = withMcpErrors(new Client({ name: "ts1", version: "1.0.0" }), { serverName: "failing" });
  const transport =
    url === undefined
      ? new StdioClientTransport({ command, args, env: { ...process.env }, stderr: "ignore" })
      : new StreamableHTTPClientTransport(new URL(url));
  await client.connect(transport);
  return {
    call: (name, args, timeout) => client.callTool({ name, arguments: args }, undefined, { timeout }),
    read: (uri) => client.readResource({ uri }),
    close: () => client.close(),
  };
});
