// The ways in: what arrived, and what was thrown.

import { CLUE_DEPTH, METADATA_KEYS } from "../generated/constants.js";
import { call } from "./engine.js";
import { fromPayload, isOurs, McpError } from "./error.js";
import { messageOf, nameOf, toJson } from "./read.js";
import { policyText } from "./sanitizer.js";
import { tryOr } from "./try-or.js";

/**
 * The typed error in whatever arrived, or undefined. Never throws.
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
 * `input` as the core reads it: texts as they are, bytes as text, errors with what the reading of an error as data would
 * leave out.
 * @param {any} input
 * @returns {unknown}
 */
function dataOf(input) {
  if (input instanceof Uint8Array || input instanceof ArrayBuffer) return new TextDecoder().decode(input);
  if (McpError.is(input)) return tryOr(() => input.toDict());
  if (!(input instanceof Error)) return input;
  const { code, data, status } = /** @type {any} */ (input);
  // The numbers of DOM exceptions are no codes of JSON-RPC.
  const isDom = typeof DOMException === "function" && input instanceof DOMException;
  return { name: classOf(input), message: messageOf(input), code: isDom ? undefined : code, data, status };
}

/**
 * The name of an error, or of its class where it does not say its own: not every SDK sets `name`.
 * @param {any} error
 * @returns {string}
 */
function classOf(error) {
  const name = nameOf(error);
  return name === "Error" ? nameOf({ constructor: error.constructor }) : name;
}

/**
 * Whatever was thrown, as the right typed error. Total.
 * @param {any} caught
 * @param {any} [facts]
 * @returns {McpError}
 */
function fromThrown(caught, facts) {
  if (isOurs(caught)) return caught;
  const { startedAt, ...options } = tryOr(() => ({ ...facts }), {});
  if (typeof startedAt === "number") options.elapsedSeconds ??= (Date.now() - startedAt) / 1000;
  const made = tryOr(() => {
    const issues = issuesOf(caught);
    const thrown = tryOr(() => dataOf(caught));
    const input = toJson({ thrown, links: links(caught), issues, options });
    return fromPayload(call("fromThrown", policyText(), input ?? "{}"), { cause: caught });
  });
  return made ?? new McpError(messageOf(caught), { cause: caught });
}

// Here and not in the class: what makes errors of what others threw stands above it.
Object.defineProperty(McpError, "from", { value: fromThrown, configurable: true, writable: true });

/**
 * What a schema complained of: `issues` of Zod and Standard Schema, `errors` of Ajv, also as a list alone. The errors of an
 * aggregate are none.
 * @param {any} caught
 * @returns {unknown[] | undefined}
 */
function issuesOf(caught) {
  return tryOr(() => {
    for (const list of [caught.issues, caught.errors, caught]) {
      if (!Array.isArray(list) || list.length === 0) continue;
      const first = list[0];
      const isIssue = typeof first?.message === "string" && !(first instanceof Error);
      if (isIssue && (list === caught.issues || typeof first.instancePath === "string")) return list;
    }
    return undefined;
  });
}

/**
 * A thrown value and its causes, outermost first.
 * @param {any} caught
 */
function links(caught) {
  const out = [];
  const seen = new Set();
  let current = caught;
  while (current !== undefined && current !== null && !seen.has(current) && out.length < CLUE_DEPTH) {
    seen.add(current);
    const error = current;
    if (typeof error !== "object") {
      out.push({ name: "Error", message: messageOf(error) });
      break;
    }
    /** @type {Record<string, unknown>} */
    const link = { name: nameOf(error), message: messageOf(error) };
    for (const clue of METADATA_KEYS) {
      const value = tryOr(() => error[clue]);
      if (typeof value === "string" || typeof value === "number") link[clue] = value;
    }
    out.push(link);
    current = tryOr(() => error.cause);
  }
  if (out.length === 0) out.push({ name: "Error", message: String(caught) });
  return out;
}
