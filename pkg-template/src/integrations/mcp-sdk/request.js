// What a request says of itself, in either line of the SDK.

import { decodeError, McpError, McpValidationError } from "mcp-errors";
import { INVALID_PARAMS, PROTOCOL_CODES } from "../../../generated/constants.js";
import { tryOr } from "../../try-or.js";

/** The signal that ends a request. @param {any} extra @returns {AbortSignal | undefined} */
export const signalOf = (extra) => tryOr(() => extra.signal ?? extra.mcpReq.signal);

/** The id of a request in JSON-RPC. @param {any} extra @returns {string | number | undefined} */
export const idOf = (extra) => tryOr(() => extra.requestId ?? extra.mcpReq.id);

/** @param {any} extra */
const metaOf = (extra) => tryOr(() => extra._meta ?? extra.mcpReq._meta);

/**
 * The ids of a W3C `traceparent`, which a client puts into `_meta`.
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
 * Whether what was thrown is meant to travel as it is: the request has been cancelled, or the specification has a code for it.
 * @param {any} thrown
 * @param {any} extra
 */
export function isOfProtocol(thrown, extra) {
  if (signalOf(extra)?.aborted === true) return true;
  const code = tryOr(() => thrown.code);
  return Number.isInteger(code) && code >= PROTOCOL_CODES.first && code <= PROTOCOL_CODES.last;
}

/** Whether an SDK, or an author in its name, refuses the parameters. @param {any} thrown */
export const isInvalidParams = (thrown) => tryOr(() => thrown.code) === INVALID_PARAMS && !McpError.is(thrown);

/**
 * The typed error of whatever a handler threw. An SDK's error for bad parameters is no answer of another server.
 * @param {any} thrown
 * @param {Record<string, unknown>} facts
 * @returns {any}
 */
export function typed(thrown, facts) {
  const error = McpError.from(thrown, facts);
  if (!isInvalidParams(thrown) || error.kind !== "server") return error;
  return new McpValidationError(error.message, { cause: thrown, context: { response_data: thrown.data } });
}

/**
 * What a schema complains of in `input`, asked again: an SDK makes a text of it.
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

/** The text of an SDK's own error, without its prefixes. @param {any} failure a result, or what was thrown */
export const messageOf = (failure) =>
  decodeError(failure)?.message ?? tryOr(() => String(failure.message)) ?? "unknown error";

/** An entry of a registry, by its own name only. @param {any} registry @param {unknown} name @returns {any} */
export function entryOf(registry, name) {
  return tryOr(() =>
    Object.hasOwn(registry, /** @type {string} */ (name)) ? registry[/** @type {string} */ (name)] : undefined,
  );
}
