// Logs as notifications of the protocol.

import { decodeError } from "mcp-errors";
import { tryOr } from "../../try-or.js";

/**
 * A logger that sends what it is given to the client, as `notifications/message`. What a client may see is decided here, too.
 * @param {any} server
 * @param {{ level?: string, logger?: string, audience?: "client" | "operator" }} [options]
 */
export function mcpLogger(server, { level = "error", logger = "mcp-errors", audience = "client" } = {}) {
  /** @param {any} record */
  return (record) => {
    const error = /** @type {any} */ (decodeError(record));
    if (error === undefined) return;
    const { message, data } = error.toJsonRpc({ audience });
    // Early releases have it on the low-level server alone.
    const sender = typeof server?.sendLoggingMessage === "function" ? server : server?.server;
    const sent = tryOr(() => sender.sendLoggingMessage({ level, logger, data: { message, mcp_error: data } }));
    // Nobody is connected, or the client wants no logs: no reason to fail.
    if (typeof sent?.then === "function") sent.then(undefined, () => undefined);
  };
}
