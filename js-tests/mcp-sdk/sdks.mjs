// The SDKs that are tested: both lines, each in its newest and its oldest supported version, under the same few names.

import { z as zod4 } from "zod";
import { z as zod3 } from "zod3";

/** @typedef {"v1" | "v1-oldest" | "v2" | "v2-oldest"} Line */

/** @type {readonly Line[]} */
export const LINES = ["v1", "v1-oldest", "v2", "v2-oldest"];

/** @param {Line} line */
export const isV2 = (line) => line.startsWith("v2");

/**
 * Loads what servers need.
 * @param {Line} line
 * @returns {Promise<any>}
 */
export async function serverSdk(line) {
  if (line === "v1" || line === "v1-oldest") {
    const name = line === "v1" ? "@modelcontextprotocol/sdk" : "mcp-sdk-oldest";
    const [mcp, low, stdio, http, types] = await Promise.all(
      ["server/mcp.js", "server/index.js", "server/stdio.js", "server/streamableHttp.js", "types.js"].map(
        (path) => import(`${name}/${path}`),
      ),
    );
    return {
      z: line === "v1" ? zod4 : zod3,
      McpServer: mcp.McpServer,
      Server: low.Server,
      StdioServerTransport: stdio.StdioServerTransport,
      HttpTransport: http.StreamableHTTPServerTransport,
      onCallTool: types.CallToolRequestSchema,
      ProtocolError: types.McpError,
    };
  }
  const name = line === "v2" ? "@modelcontextprotocol/server" : "mcp-server-oldest";
  const [main, stdio] = await Promise.all([import(name), import(`${name}/stdio`)]);
  return {
    z: zod4,
    McpServer: main.McpServer,
    Server: main.Server,
    StdioServerTransport: stdio.StdioServerTransport,
    HttpTransport: (await import("@modelcontextprotocol/node")).NodeStreamableHTTPServerTransport,
    onCallTool: "tools/call",
    ProtocolError: main.ProtocolError,
  };
}

/**
 * Loads what clients need.
 * @param {Line} line
 * @returns {Promise<any>}
 */
export async function clientSdk(line) {
  if (line === "v1" || line === "v1-oldest") {
    const name = line === "v1" ? "@modelcontextprotocol/sdk" : "mcp-sdk-oldest";
    const [main, stdio, http] = await Promise.all(
      ["client/index.js", "client/stdio.js", "client/streamableHttp.js"].map((path) => import(`${name}/${path}`)),
    );
    return {
      Client: main.Client,
      StdioClientTransport: stdio.StdioClientTransport,
      HttpClientTransport: http.StreamableHTTPClientTransport,
    };
  }
  const name = line === "v2" ? "@modelcontextprotocol/client" : "mcp-client-oldest";
  const [main, stdio] = await Promise.all([import(name), import(`${name}/stdio`)]);
  return {
    Client: main.Client,
    StdioClientTransport: stdio.StdioClientTransport,
    HttpClientTransport: main.StreamableHTTPClientTransport,
  };
}
