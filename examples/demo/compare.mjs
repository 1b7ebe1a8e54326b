// Finds secrets in what the client received, and compares errors with what the server threw.

import { isDeepStrictEqual } from "node:util";
import { decodeError, McpError } from "mcp-errors";

/**
 * Finds a text in the received messages; returns paths such as `content[0].text`.
 * @param {import("./client.mjs").Recording} recording
 * @param {string} text
 * @returns {string[]}
 */
export function findText(recording, text) {
  /** @type {Set<string>} */
  const places = new Set();
  /** @param {unknown} value @param {string} path */
  const search = (value, path) => {
    if (typeof value === "string") {
      if (value.includes(text)) places.add(path);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        const here = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
        if (key.includes(text)) places.add(here);
        search(item, here);
      }
    }
  };
  for (const message of /** @type {any[]} */ (recording.messages)) search(message.result ?? message, "");
  if (recording.stderr.includes(text)) places.add("stderr");
  return [...places];
}

/**
 * Decodes the error of a result, and lists what it lost on the way.
 * @param {Record<string, any>} result
 * @param {import("./failures.mjs").Failure} failure
 * @returns {{ error: McpError | undefined, losses: string[] }}
 */
export function decodeAndCompare(result, failure) {
  const error = decodeError(result);
  if (!(error instanceof McpError)) return { error: undefined, losses: ["everything"] };
  const losses = [];
  if (!(error instanceof failure.Class) || error.constructor !== failure.Class)
    losses.push(`class: it is ${error.name}`);
  const expected = { ...failure.fields, hints: failure.hints, isRetryable: failure.isRetryable };
  for (const [name, value] of Object.entries(expected)) {
    const arrived = /** @type {any} */ (error)[name];
    if (!isDeepStrictEqual(arrived, value))
      losses.push(`${name}: ${JSON.stringify(arrived)}, not ${JSON.stringify(value)}`);
  }
  return { error, losses };
}
