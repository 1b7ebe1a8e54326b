// Loggers of any make as loggers of this package.

import { McpError } from "./error.js";
import { isRecord, writeRecord } from "./loggers.js";
import { quietly } from "./quietly.js";

/**
 * Returns a function that writes to a logger of any make. It takes the records of `logError`, or an error itself, as a hook does.
 * @param {any} [logger]
 * @param {import("./loggers.js").Options} [options]
 * @returns {(value: unknown) => void}
 */
export function logWith(logger, options) {
  return function log(value) {
    if (isRecord(value)) writeRecord(logger ?? {}, value, options);
    // Anything else may be raw: it is made an error, which redacts it.
    else quietly(() => /** @type {any} */ (McpError).from(value).logError(log));
  };
}
