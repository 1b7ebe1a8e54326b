// For servers and clients of the official TypeScript SDK, 1.x and 2.x. No SDK is imported: objects are used by the shape that
// both lines have.

import { ownOptions } from "../../define.js";
import { instrumentClient } from "./client.js";
import { instrumentServer } from "./server.js";

export { toolErrorHandler } from "./handler.js";
export { mcpLogger } from "./logger.js";

/** Servers and clients that are instrumented already. @type {WeakSet<object>} */
const instrumented = new WeakSet();

/**
 * Makes a server send, or a client throw, typed errors. Changes the object and returns it.
 * @param {any} target
 * @param {any} [options]
 * @returns {any}
 */
export function withMcpErrors(target, options) {
  const isClient = typeof target?.callTool === "function" && typeof target.connect === "function";
  const server = target?.server ?? target;
  if (!isClient && !(server?._requestHandlers instanceof Map)) {
    throw new TypeError("withMcpErrors wants a server or client of an MCP SDK");
  }
  if (instrumented.has(target)) return target;
  instrumented.add(target);
  if (isClient) instrumentClient(target, ownOptions(options));
  else instrumentServer(target, server, ownOptions(options));
  return target;
}
