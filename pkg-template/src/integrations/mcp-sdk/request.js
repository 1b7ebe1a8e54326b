// What a handler is told about its request, in either line of the SDK.

import { decodeError, McpError, McpValidationError } from "mcp-errors";
import { INVALID_PARAMS, PROTOCOL_CODES } from "../../../generated/constants.js";
import { tryOr } from "../../try-or.js";

/** Returns the signal that cancels a request. @param {any} extra @returns {AbortSignal | undefined} */
export const signalOf = (extra) => tryOr(() => extra.signal ?? extra.mcpReq.signal);

/** Returns the id of a request in JSON-RPC. @param {any} extra @returns {string | number | undefined} */
export const idOf = (extra) => tryOr(() => extra.requestId ?? extra.mcpReq.id);

/** How many values of a request are looked at, and the longest text: a path in a longer one is hidden from the caller. */
const SENT = { values: 1000, chars: 1024 };

/**
 * Returns the texts that the caller sent: the URI that it asked for, and those in its arguments. They are no secret of the server.
 * @param {any} request
 * @returns {string[]}
 */
export function sentBy(request) {
  /** @type {string[]} */
  const texts = [];
  tryOr(() => {
    const waiting = [request.params.uri, request.params.arguments];
    for (let at = 0; at < waiting.length && at < SENT.values; at += 1) {
      const value = waiting[at];
      if (typeof value === "string") {
        if (value.length <= SENT.chars) texts.push(value);
      } else if (typeof value === "object" && value !== null) {
        for (const inner of Object.values(value).slice(0, SENT.values)) waiting.push(inner);
      }
    }
  });
  return texts;
}

/** @param {any} extra */
const metaOf = (extra) => tryOr(() => extra._meta ?? extra.mcpReq._meta);

/**
 * Returns the ids of a W3C `traceparent`, which a client puts into `_meta`.
 * @param {any} extra
 * @returns {{ traceId: string, spanId: string } | undefined}
 */
export function traceOf(extra) {
  const header = tryOr(() => metaOf(extra).traceparent);
  const match =
    typeof header === "string" && /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(header);
  if (!match || /^0+$/.test(match[1] ?? "") || /^0+$/.test(match[2] ?? "")) return undefined;
  return { traceId: /** @type {string} */ (match[1]), spanId: /** @type {string} */ (match[2]) };
}

/**
 * Returns whether what was thrown is to be sent as it is: the request was cancelled, or its code is one of the specification.
 * @param {any} thrown
 * @param {any} extra
 */
export function isOfProtocol(thrown, extra) {
  if (signalOf(extra)?.aborted === true) return true;
  const code = tryOr(() => thrown.code);
  return Number.isInteger(code) && code >= PROTOCOL_CODES.first && code <= PROTOCOL_CODES.last;
}

/** Returns whether an error is an SDK's own for invalid parameters. @param {any} thrown */
export const isInvalidParams = (thrown) => tryOr(() => thrown.code) === INVALID_PARAMS && !McpError.is(thrown);

/**
 * Turns what a handler threw into a typed error. An SDK's error for invalid parameters is a validation error, and not the answer
 * of another server.
 * @param {any} thrown
 * @param {Record<string, unknown>} known
 * @returns {any}
 */
export function typed(thrown, known) {
  const error = McpError.from(thrown, known);
  if (!isInvalidParams(thrown) || error.kind !== "server") return error;
  return new McpValidationError(error.message, { cause: thrown, context: { response_data: thrown.data } });
}

/**
 * Validates `input` again, for the issues that an SDK has made a text of.
 * @param {any} schema
 * @param {unknown} input
 * @returns {Promise<readonly unknown[] | undefined>}
 */
export async function issuesOf(schema, input) {
  try {
    const standard = schema["~standard"];
    if (standard !== undefined) return (await standard.validate(input)).issues;
    return (await schema.safeParseAsync(input)).error?.issues;
  } catch {
    return undefined;
  }
}

/** Returns the text of an SDK's own error, without its prefixes. @param {any} failure a result, or what was thrown */
export const messageOf = (failure) =>
  decodeError(failure)?.message ?? tryOr(() => String(failure.message)) ?? "unknown error";

/** Returns an own entry of a registry. @param {any} registry @param {unknown} name @returns {any} */
export function entryOf(registry, name) {
  return tryOr(() =>
    Object.hasOwn(registry, /** @type {string} */ (name)) ? registry[/** @type {string} */ (name)] : undefined,
  );
}
