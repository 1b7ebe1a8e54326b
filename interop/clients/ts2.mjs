// A client with @modelcontextprotocol/client 2.x.

import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { runFailures } from "./run-failures.mjs";

await runFailures(async ({ url, command, args }) => {
  const client = withMcpErrors(new Client({ name: "ts2", version: "1.0.0" }), { serverName: "failing" });
  const transport =
    url === undefined
      ? new StdioClientTransport({ command, args, env: { ...process.env }, stderr: "ignore" })
      : new StreamableHTTPClientTransport(new URL(url));
  await client.connect(transport);
  return {
    call: (name, args, timeout) => client.callTool({ name, arguments: args }, { timeout }),
    read: (uri) => client.readResource({ uri }),
    close: () => client.close(),
  };
});
