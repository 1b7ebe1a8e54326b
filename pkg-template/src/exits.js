// The exits of an error: the forms in which it leaves. The engine writes them; without an engine little is shown.

import { call } from "./engine.js";
import { titleOf } from "./kinds.js";
import { writeRecord } from "./loggers.js";
import { toJson } from "./read.js";
import { policyText } from "./sanitizer.js";
import { headerOf, headerTextOf, withheld } from "./serialized.js";
import { exitOptions, isLegacy, isRestricted } from "./settings.js";
import { tryOr } from "./try-or.js";

/**
 * An error as it leaves: what it is serialized to, and what else its exits need.
 * @typedef {object} Leaving
 * @property {any} error
 * @property {import("./serialized.js").Serialized} current
 * @property {unknown} sanitizer
 */

/**
 * Returns an exit of the error as the engine writes it; undefined without an engine.
 * @param {Leaving} leaving
 * @param {"describe" | "toJsonRpc" | "toLogRecord" | "toProblemDetails" | "toToolResult"} name
 * @param {...string} options
 */
const exit = ({ current, sanitizer }, name, ...options) =>
  call(name, policyText(sanitizer), headerTextOf(current), current.text, ...options);

/** Returns the line that names an error. @param {Leaving} leaving */
const title = ({ error, current }) => `${error.name}: ${headerOf(current).message}`;

/**
 * Returns the JSON-RPC code in the profile of an exit, or of the process.
 * @param {import("./serialized.js").Serialized} current
 * @param {import("./settings.js").ExitOptions} [options]
 */
export function codeOf(current, options) {
  const { code, legacy_code: legacy = code } = headerOf(current);
  return isLegacy(options) ? legacy : code;
}

/**
 * Returns the payload where the engine is missing, which writes the view of a client: without message and context for clients.
 * @param {Leaving} leaving
 * @param {import("./settings.js").ExitOptions} options
 */
function unfiltered({ error, current }, options) {
  const { errorCode } = error;
  return JSON.parse((isRestricted(options) ? withheld(error.constructor, { errorCode }) : current).text);
}

/** @param {Leaving} leaving */
export const describe = (leaving) => exit(leaving, "describe") ?? title(leaving);

/** @param {Leaving} leaving @param {object} [options] */
export function toJsonRpc(leaving, options) {
  const { error, current } = leaving;
  const given = exitOptions(options);
  // A code that was assigned, as on a plain error, replaces the error's own.
  const assigned = tryOr(() => (Object.hasOwn(error, "code") ? error.code : undefined));
  if (given.code === undefined && typeof assigned === "number") given.code = assigned;
  const text = exit(leaving, "toJsonRpc", toJson(given) ?? "{}");
  if (typeof text === "string") return JSON.parse(text);
  const data = unfiltered(leaving, given);
  return { code: codeOf(current, given), message: data.message, data };
}

/** @param {Leaving} leaving @param {object} [options] */
export function toToolResult(leaving, options) {
  const given = exitOptions(options);
  const text = exit(leaving, "toToolResult", toJson(given) ?? "{}");
  if (typeof text === "string") return JSON.parse(text);
  const message = `${leaving.error.name}: ${unfiltered(leaving, given).message}`;
  return { content: [{ type: "text", text: message }], isError: true };
}

/** @param {Leaving} leaving @param {object} [options] */
export function toProblemDetails(leaving, options) {
  const text = exit(leaving, "toProblemDetails", toJson(exitOptions(options)) ?? "{}");
  if (typeof text !== "string") return { title: leaving.error.name, status: 500 };
  const details = JSON.parse(text);
  details.title = titleOf(details.type.slice(details.type.lastIndexOf(":") + 1));
  return details;
}

/** @param {Leaving} leaving @param {any} [logger] */
export function logError(leaving, logger) {
  const text = exit(leaving, "toLogRecord");
  if (logger === undefined || logger === null) return console.error(text ?? title(leaving));
  const isMade = typeof text === "string";
  const mcp_error = isMade ? undefined : JSON.parse(leaving.current.text);
  writeRecord(logger, isMade ? JSON.parse(text) : { message: title(leaving), mcp_error });
}
