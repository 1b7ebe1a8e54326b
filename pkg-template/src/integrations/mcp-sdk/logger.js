// A logger that sends notifications of the protocol.

import { decodeError } from "mcp-errors";
import { ownOptions } from "../../define.js";
import { quietly } from "../../quietly.js";

/**
 * Returns a logger that sends errors to the client, as `notifications/message`, in the view of its audience.
 * @param {any} server
 * @param {{ level?: string, logger?: string, audience?: "client" | "operator" }} [options]
 */
export function mcpLogger(server, options) {
  const { level = "error", logger = "mcp-errors", audience = "client" } = ownOptions(options);
  /** @param {any} record */
  return (record) => {
    const error = /** @type {any} */ (decodeError(record));
    if (error === undefined) return;
    const { message, data } = error.toJsonRpc({ audience });
    // Early releases have `sendLoggingMessage` on the low-level server only.
    const sender = typeof server?.sendLoggingMessage === "function" ? server : server?.server;
    // It rejects if no client is connected, or the client wants no logs.
    quietly(() => sender.sendLoggingMessage({ level, logger, data: { message, mcp_error: data } }));
  };
}
