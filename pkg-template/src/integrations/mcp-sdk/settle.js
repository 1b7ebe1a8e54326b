// What becomes of a typed error on its way out of a server: ids and times are added, those who asked are told, and it takes
// the shape of an answer.

import { tryOr } from "../../try-or.js";
import { idOf, traceOf } from "./request.js";

/**
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

/** What this module has written into contexts: an error that is thrown again gets the ids of its new request. @type {WeakMap<object, Record<string, unknown>>} */
const written = new WeakMap();

/**
 * Adds entries to the context of an error, without touching those of its author or of a peer.
 * @param {any} error
 * @param {Record<string, unknown>} entries
 */
export function stamp(error, entries) {
  const own = written.get(error) ?? {};
  const { context } = error;
  const fresh = Object.fromEntries(
    Object.entries(entries).filter(
      ([key, value]) => value !== undefined && (context[key] === undefined || context[key] === own[key]),
    ),
  );
  error.addContext(fresh);
  tryOr(() => written.set(error, { ...own, ...fresh }));
}

/** Seconds, to the millisecond. @param {number} began */
export const secondsSince = (began) => Math.round(Date.now() - began) / 1000;

/** @param {any} settings @param {Info} info */
function newRequestId(settings, info) {
  const chosen = typeof settings.requestId === "function" ? tryOr(() => settings.requestId(info)) : settings.requestId;
  if (typeof chosen === "string" && chosen !== "") return chosen;
  return `req-${tryOr(() => globalThis.crypto.randomUUID()) ?? Math.random().toString(36).slice(2)}`;
}

/**
 * What a failed request was about.
 * @param {any} settings
 * @param {string} method
 * @param {any} request
 * @param {any} extra
 * @param {number} began
 * @returns {Info}
 */
export function describe(settings, method, request, extra, began) {
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
    elapsedMs: Date.now() - began,
    isToolError: false,
  };
  info.requestId = newRequestId(settings, info);
  return info;
}

/**
 * Adds what is known of the request, and tells those who asked.
 * @param {any} settings
 * @param {any} error
 * @param {Info} info
 */
function report(settings, error, info) {
  tryOr(() =>
    stamp(error, {
      elapsed_seconds: Math.round(info.elapsedMs) / 1000,
      trace_id: info.traceId,
      span_id: info.spanId,
      request_id: info.requestId,
    }),
  );
  info.requestId = error.requestId ?? info.requestId;
  if (settings.logger !== false && settings.logger !== null) error.logError(settings.logger);
  tryOr(() => {
    const done = settings.onError?.(error, info);
    if (typeof done?.then === "function") done.then(undefined, () => undefined);
  });
}

/** @param {any} settings */
const wireOptions = ({ audience = "client", codeProfile }) => ({
  audience,
  ...(codeProfile !== undefined && { codeProfile }),
});

/**
 * The error as the result of a tool.
 * @param {any} settings
 * @param {any} error
 * @param {Info} info
 * @param {boolean} structuredContent
 */
export function toolResult(settings, error, info, structuredContent) {
  info.isToolError = true;
  report(settings, error, info);
  return error.toToolResult({
    ...wireOptions(settings),
    includeJsonText: settings.includeJsonText === true,
    structuredContent,
  });
}

/**
 * The error as what an SDK makes a JSON-RPC error of: it takes `code`, `message` and `data` of whatever is thrown.
 * @param {any} settings
 * @param {any} error
 * @param {Info} info
 * @param {unknown} [code] what the author chose, which stays
 */
export function protocolError(settings, error, info, code) {
  report(settings, error, info);
  const object = error.toJsonRpc(wireOptions(settings));
  const chosen = Number.isSafeInteger(code) ? code : object.code;
  return Object.assign(new Error(object.message), { name: error.name, code: chosen, data: object.data });
}
