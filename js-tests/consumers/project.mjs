// Temporary projects with the installed package in them, and the program that each of them runs.

import assert from "node:assert/strict";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { McpTimeoutError } from "mcp-errors";

const PACKAGE = dirname(createRequire(import.meta.url).resolve("mcp-errors/package.json"));
const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
});

/** The payload that every consumer decodes. */
export const PAYLOAD = new McpTimeoutError("too slow: naïve 😀", {
  operation: "read_file",
  timeoutSeconds: 30.5,
  context: { 10: "ten", b: [1e21, null], a: { password: "x" } },
  timestamp: "2024-01-15T10:30:00.123456+00:00",
  cause: new Error("socket hang up"),
}).toJsonString();

/** The module that every consumer runs: it decodes the payload and describes the error. */
export const PROGRAM = `
import { decodeError, McpError, McpTimeoutError } from "mcp-errors";

export function answer(payload) {
  const error = decodeError(payload);
  return {
    isTyped: error instanceof McpTimeoutError && error instanceof McpError && error instanceof Error,
    bytes: error.toJsonString(),
    made: new McpError("m", { context: { password: "x" } }).context,
  };
}
`;

/** @param {any} answer */
export function assertAnswer(answer) {
  assert.deepEqual(answer, { isTyped: true, bytes: PAYLOAD, made: { password: "[REDACTED]" } });
}

/**
 * Makes a folder with these files and the package in its `node_modules`. The end of the test removes it.
 * @param {import("node:test").TestContext} context
 * @param {Record<string, string>} files
 */
export function project(context, files) {
  const folder = mkdtempSync(join(tmpdir(), "mcp-errors-consumer-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(PACKAGE, join(folder, "node_modules/mcp-errors"), { recursive: true });
  const all = { "package.json": '{ "private": true, "type": "module" }', "program.js": PROGRAM, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/**
 * Serves a folder for as long as the test runs.
 * @param {import("node:test").TestContext} context
 * @param {string} folder
 * @returns {Promise<string>} the origin
 */
export async function serve(context, folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = join(folder, pathname === "/" ? "index.html" : pathname);
    try {
      const body = readFileSync(file);
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
}
