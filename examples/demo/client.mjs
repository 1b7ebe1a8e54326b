// The client of the demo: starts a server, calls its tools, and records everything that the server sends.

import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const LIMIT = { timeout: 15_000 };

/**
 * @typedef {{ tool: string, arguments: Record<string, unknown> }} Call
 *
 * @typedef {object} Recording
 * @property {Record<string, any>[]} results one for each call
 * @property {unknown[]} messages all messages of the server
 * @property {string} stderr what the server wrote to stderr
 */

/**
 * Runs the server in a mode, and calls its tools.
 * @param {"plain" | "typed"} mode
 * @param {import("./work.mjs").Settings} settings
 * @param {readonly Call[]} calls
 * @returns {Promise<Recording>}
 */
export async function record(mode, settings, calls) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(new URL("server.mjs", import.meta.url)), mode],
    env: { DEMO_SETTINGS: JSON.stringify(settings) },
    stderr: "pipe",
  });
  /** @type {Recording} */
  const recording = { results: [], messages: [], stderr: "" };
  // The client calls this handler first, then its own.
  transport.onmessage = (message) => recording.messages.push(message);
  transport.stderr?.on("data", (chunk) => {
    recording.stderr += chunk;
  });
  const client = new Client({ name: "demo", version: "1.0.0" });
  try {
    await client.connect(transport, LIMIT);
    for (const call of calls) {
      recording.results.push(await client.callTool({ name: call.tool, arguments: call.arguments }, undefined, LIMIT));
    }
    return recording;
  } finally {
    await client.close();
  }
}
