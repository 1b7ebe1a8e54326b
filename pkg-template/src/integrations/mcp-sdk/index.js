// For servers and clients of the official TypeScript SDK, 1.x and 2.x. No SDK is loaded: what is handed in is used by the
// shape that both lines have.

import { coverClient } from "./client.js";
import { coverServer } from "./server.js";

export { toolErrorHandler } from "./handler.js";
export { mcpLogger } from "./logger.js";

/** What has been covered already. @type {WeakSet<object>} */
const covered = new WeakSet();

/**
 * Makes a server send, or a client throw, typed errors. In place; the same object is returned.
 * @param {any} target
 * @param {any} [options]
 * @returns {any}
 */
export function withMcpErrors(target, options = {}) {
  const isClient = typeof target?.callTool === "function" && typeof target.connect === "function";
  const server = target?.server ?? target;
  if (!isClient && !(server?._requestHandlers instanceof Map)) {
    throw new TypeError("withMcpErrors wants a server or client of an MCP SDK");
  }
  if (covered.has(target)) return target;
  covered.add(target);
  if (isClient) coverClient(target, options ?? {});
  else coverServer(target, server, options ?? {});
  return target;
}
