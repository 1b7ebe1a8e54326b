// Responses for typed errors: adds the metadata of the request, calls the logger and `onError`, and converts the error.

import { quietly } from "../../quietly.js";
import { tryOr } from "../../try-or.js";
import { idOf, sentBy, traceOf } from "./request.js";

/**
 * See `McpErrorInfo` in types.d.ts.
 * @typedef {object} Info
 * @property {string} method
 * @property {string} [name] of the tool or prompt, or the URI of the resource
 * @property {string} requestId
 * @property {string | number} [jsonRpcRequestId]
 * @property {string} [sessionId]
 * @property {string} [traceId]
 * @property {string} [spanId]
 * @property {number} elapsedMs
 * @property {boolean} isToolError whether it is sent as the result of a tool
 */

/** The requests of infos. They are no part of them, because `onError` gets those. @type {WeakMap<Info, any>} */
const requests = new WeakMap();

/** The entries that `annotate` has added: an error that is thrown again gets those of its new request. @type {WeakMap<object, Record<string, unknown>>} */
const annotations = new WeakMap();

/**
 * Adds entries to the context of an error. Entries of its author or of a peer stay.
 * @param {any} error
 * @param {Record<string, unknown>} entries
 */
export function annotate(error, entries) {
  const own = annotations.get(error) ?? {};
  const { context } = error;
  const fresh = Object.fromEntries(
    Object.entries(entries).filter(
      ([key, value]) => value !== undefined && (context[key] === undefined || context[key] === own[key]),
    ),
  );
  error.addContext(fresh);
  tryOr(() => annotations.set(error, { ...own, ...fresh }));
}

/** Returns the seconds since a time, to the millisecond. @param {number} startedAt */
export const secondsSince = (startedAt) => Math.round(Date.now() - startedAt) / 1000;

/** @param {any} settings @param {Info} info */
function newRequestId(settings, info) {
  const chosen = typeof settings.requestId === "function" ? tryOr(() => settings.requestId(info)) : settings.requestId;
  if (typeof chosen === "string" && chosen !== "") return chosen;
  // The promise of an async function is no id, and its rejection would end the process.
  quietly(() => chosen);
  return `req-${tryOr(() => globalThis.crypto.randomUUID()) ?? Math.random().toString(36).slice(2)}`;
}

/**
 * Returns what is known of a failed request.
 * @param {any} settings
 * @param {string} method
 * @param {any} request
 * @param {any} extra
 * @param {number} startedAt
 * @returns {Info}
 */
export function infoOf(settings, method, request, extra, startedAt) {
  const name = tryOr(() => request.params.name ?? request.params.uri);
  const sessionId = tryOr(() => extra.sessionId);
  const id = idOf(extra);
  /** @type {Info} */
  const info = {
    method,
    ...(typeof name === "string" && { name }),
    requestId: "",
    ...(id !== undefined && { jsonRpcRequestId: id }),
    ...(typeof sessionId === "string" && { sessionId }),
    ...traceOf(extra),
    elapsedMs: Date.now() - startedAt,
    isToolError: false,
  };
  info.requestId = newRequestId(settings, info);
  requests.set(info, request);
  return info;
}

/**
 * Adds the metadata of the request to the error, logs it, and calls `onError`.
 * @param {any} settings
 * @param {any} error
 * @param {Info} info
 */
function report(settings, error, info) {
  tryOr(() =>
    annotate(error, {
      elapsed_seconds: Math.round(info.elapsedMs) / 1000,
      trace_id: info.traceId,
      span_id: info.spanId,
      request_id: info.requestId,
    }),
  );
  info.requestId = error.requestId ?? info.requestId;
  const { logger } = settings;
  // A subclass may have a `logError` of its own.
  if (logger !== false && logger !== null) quietly(() => error.logError(logger));
  quietly(() => settings.onError?.(error, info));
}

/** @param {any} settings @param {Info} info */
const wireOptions = ({ audience = "client", codeProfile }, info) => ({
  audience,
  ...(audience !== "operator" && { sent: sentBy(requests.get(info)) }),
  ...(codeProfile !== undefined && { codeProfile }),
});

/**
 * Reports the error, and returns it as the result of a tool.
 * @param {any} settings
 * @param {any} error
 * @param {Info} info
 * @param {boolean} structuredContent
 */
export function toolResult(settings, error, info, structuredContent) {
  info.isToolError = true;
  report(settings, error, info);
  return error.toToolResult({
    ...wireOptions(settings, info),
    includeJsonText: settings.includeJsonText === true,
    structuredContent,
  });
}

/**
 * Reports the error, and returns what an SDK makes a JSON-RPC error of: an error with `code`, `message` and `data`.
 * @param {any} settings
 * @param {any} error
 * @param {Info} info
 * @param {unknown} [code] the code that the author of the thrown error chose
 */
export function protocolError(settings, error, info, code) {
  report(settings, error, info);
  const object = error.toJsonRpc(wireOptions(settings, info));
  const chosen = Number.isSafeInteger(code) ? code : object.code;
  return Object.assign(new Error(object.message), { name: error.name, code: chosen, data: object.data });
}
