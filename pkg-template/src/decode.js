// Makes typed errors of what arrived and of what was thrown.

import { CHAIN_DEPTH, METADATA_KEYS } from "../generated/constants.js";
import { define, propertyOf } from "./define.js";
import { call } from "./engine.js";
import { fromPayload, isOurs, McpError, originalCause } from "./error.js";
import { isError, messageOf, nameOf, toJson } from "./read.js";
import { policyText } from "./sanitizer.js";
import { tryOr } from "./try-or.js";

/**
 * Finds the typed error in whatever arrived. Never throws.
 * @param {unknown} input
 * @returns {McpError | undefined}
 */
export function decodeError(input) {
  return tryOr(() => {
    if (isOurs(input)) return /** @type {McpError} */ (input);
    const data = dataOf(input);
    const text = typeof data === "string" ? data : toJson(data);
    return text === undefined ? undefined : fromPayload(call("decode", policyText(), text));
  });
}

/**
 * Returns `input` as the core reads it: texts as they are, bytes as text, errors with the `code`, `data` and `status` that
 * reading them as data would leave out.
 * @param {any} input
 * @returns {unknown}
 */
function dataOf(input) {
  if (input instanceof Uint8Array || input instanceof ArrayBuffer) return new TextDecoder().decode(input);
  if (McpError.is(input)) return tryOr(() => input.toDict());
  if (!isError(input)) return input;
  const [code, data, status] = ["code", "data", "status"].map((key) => propertyOf(input, key));
  // The codes of DOM exceptions are not those of JSON-RPC.
  const isDom = typeof DOMException === "function" && input instanceof DOMException;
  return { name: classOf(input), message: messageOf(input), code: isDom ? undefined : code, data, status };
}

/**
 * Returns the name of an error, or of its class if the name is `Error`: not every SDK sets `name`.
 * @param {any} error
 * @returns {string}
 */
function classOf(error) {
  const name = nameOf(error);
  return name === "Error" ? nameOf({ constructor: error.constructor }) : name;
}

/**
 * Turns whatever was thrown into the right typed error. Never throws.
 * @param {any} caught
 * @param {any} [facts]
 * @returns {McpError}
 */
function fromThrown(caught, facts) {
  if (isOurs(caught)) return caught;
  const { startedAt, ...options } = /** @type {any} */ ({ __proto__: null, ...tryOr(() => ({ ...facts }), {}) });
  if (typeof startedAt === "number") options.elapsedSeconds ??= (Date.now() - startedAt) / 1000;
  const made = tryOr(() => {
    const issues = issuesOf(caught);
    const thrown = tryOr(() => dataOf(caught));
    const input = toJson({ thrown, links: chainOf(caught), issues, options });
    return fromPayload(call("fromThrown", policyText(), input ?? "{}"), { cause: caught });
  });
  return made ?? new McpError(messageOf(caught), { cause: caught });
}

// Set here, because this module imports the class.
define(McpError, "from", fromThrown);

/**
 * Returns the issues of a schema: `issues` of Zod and Standard Schema, `errors` of Ajv, also as a list alone. The `errors` of an
 * `AggregateError` are not issues.
 * @param {any} caught
 * @returns {unknown[] | undefined}
 */
function issuesOf(caught) {
  return tryOr(() => {
    const issues = propertyOf(caught, "issues");
    for (const list of [issues, propertyOf(caught, "errors"), caught]) {
      if (!Array.isArray(list) || list.length === 0) continue;
      const first = list[0];
      const isIssue = typeof first?.message === "string" && !isError(first);
      if (isIssue && (list === issues || typeof first.instancePath === "string")) return list;
    }
    return undefined;
  });
}

/**
 * Returns a thrown value and its causes, outermost first: name, message and metadata of each.
 * @param {any} caught
 */
function chainOf(caught) {
  const out = [];
  const seen = new Set();
  let current = caught;
  while (current !== undefined && current !== null && !seen.has(current) && out.length < CHAIN_DEPTH) {
    seen.add(current);
    const error = current;
    if (typeof error !== "object") {
      out.push({ name: "Error", message: messageOf(error) });
      break;
    }
    /** @type {Record<string, unknown>} */
    const link = { name: nameOf(error), message: messageOf(error) };
    for (const key of METADATA_KEYS) {
      const value = tryOr(() => propertyOf(error, key));
      if (typeof value === "string" || typeof value === "number") link[key] = value;
    }
    out.push(link);
    current = isOurs(error) ? originalCause(error) : tryOr(() => propertyOf(error, "cause"));
  }
  if (out.length === 0) out.push({ name: "Error", message: String(caught) });
  return out;
}
