// Loggers of any make. They differ in the order of their arguments, and are recognized by members of their own. What a record
// says comes from the engine.

import { ownOptions } from "./define.js";
import { quietly } from "./quietly.js";
import { tryOr } from "./try-or.js";

/**
 * See `LogOptions` in core.d.ts.
 * @typedef {object} Options
 * @property {string} [level]
 * @property {"record-first" | "message-first"} [order]
 */

/** The methods of a console that write to stderr. The others write to stdout, which belongs to the protocol in a stdio server. */
const STDERR_METHODS = ["error", "warn", "trace"];

/** @param {any} value */
const isFunction = (value) => typeof value === "function";

/** pino in Node and in browsers, and what is a pino too: its children and the logger of Fastify. @param {any} logger */
const isPino = (logger) => isFunction(logger.child) && (isFunction(logger.bindings) || isNamed(logger.levels));

/** Whether `levels` is pino's: numbers by names and names by numbers. @param {any} levels */
const isNamed = (levels) => typeof levels?.values === "object" && typeof levels.labels === "object";

/** @param {any} logger */
const isBunyan = (logger) => isFunction(logger.addStream) && typeof logger.fields === "object";

/** winston, and the module itself. @param {any} logger */
const isWinston = (logger) => isFunction(logger.configure) && isFunction(logger.log) && "transports" in logger;

/** What loggers replace by a further argument, as `util.format` does; `%c3` of a URL is one too. */
const PLACEHOLDER = /%(?=[scdjifoO%])/g;

/** @param {any} logger */
const isConsole = (logger) => isFunction(logger.groupEnd) && isFunction(logger.table);

/** The records that were made here, so they are redacted. @type {WeakSet<object>} */
const records = new WeakSet();

/** @param {any} value */
export const isRecord = (value) => records.has(value);

/**
 * Hands a record to a logger. Ignores what the logger throws, at once or later.
 * @param {any} logger
 * @param {any} record
 * @param {Options} [options]
 */
export function writeRecord(logger, record, options) {
  records.add(record);
  quietly(() => {
    if (isFunction(logger)) return logger(record);
    const { level, order = isRecordFirst(logger) ? "record-first" : "message-first" } = ownOptions(options);
    const { message } = record;
    const details = { mcp_error: record.mcp_error };
    const escaped = message.replace(PLACEHOLDER, "%%");
    if (tryOr(() => isConsole(logger))) {
      const method = STDERR_METHODS.includes(String(level)) ? String(level) : "error";
      return logger[method](escaped, details);
    }
    const method = [level, "error"].find((name) => name !== undefined && tryOr(() => isFunction(logger[name])));
    // Without such a method the record would be lost.
    if (method === undefined) return console.error(JSON.stringify(record));
    if (order === "record-first") return logger[method](details, message);
    // winston drops the details of such a message, and shows `%%` as it is.
    const isWhole = escaped !== message && tryOr(() => isWinston(logger));
    return isWhole ? logger[method]({ message, ...details }) : logger[method](escaped, details);
  });
}

/** Returns whether a logger takes the record before the message. @param {any} logger */
const isRecordFirst = (logger) => tryOr(() => isPino(logger)) === true || tryOr(() => isBunyan(logger)) === true;
