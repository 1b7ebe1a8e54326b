// A TypeScript client of a Rust server: the kinds in Rust are the classes in TypeScript.
//
//   cargo build --features rmcp --example notes_server
//   node mixed.js target/debug/examples/notes_server

import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { McpError, McpSelectorError, McpValidationError } from "mcp-errors";
import { withMcpErrors } from "mcp-errors/mcp-sdk";

const command = process.argv[2] ?? "target/debug/examples/notes_server";
const client = withMcpErrors(new Client({ name: "reader", version: "1.0.0" }), { serverName: "notes" });

function explain(error: unknown): string {
  if (error instanceof McpSelectorError) return `one of ${error.candidates?.join(", ")}`;
  if (error instanceof McpValidationError) return `bad argument ${error.field}: ${error.hints.join("; ")}`;
  if (error instanceof McpError) return `${error.errorType}: ${error.message} ${error.hints.join(" ")}`;
  throw error;
}

try {
  await client.connect(new StdioClientTransport({ command, stderr: "pipe" }));
  for (const name of ["mil", "m", "", "zebra"]) {
    try {
      const { content } = await client.callTool({ name: "read_note", arguments: { name } });
      console.log(`${JSON.stringify(name)}: ${JSON.stringify(content)}`);
    } catch (error) {
      console.log(`${JSON.stringify(name)}: ${explain(error)}`);
    }
  }
} catch (error) {
  console.log(explain(error));
} finally {
  await client.close();
}
