// How often the package calls its engine: once to make an error, and again only where something has changed.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

let crossings = 0;
const { Instance } = WebAssembly;
/** @type {any} */ (WebAssembly).Instance = function counted(/** @type {any} */ module, /** @type {any} */ imports) {
  const { exports } = new Instance(module, imports);
  const call = (/** @type {unknown[]} */ ...args) => {
    crossings += 1;
    return /** @type {Function} */ (exports.call)(...args);
  };
  return { exports: { ...exports, call } };
};
const { McpConnectionError, decodeError, sanitize } = createRequire(import.meta.url)("mcp-errors");

class Hooked extends McpConnectionError {
  sanitizeContext(/** @type {any} */ context) {
    return { ...context, hooked: true };
  }
}

const make = () =>
  new McpConnectionError("refused", { serverName: "files", context: { a: { b: 1 } }, hints: ["wait"] });

/** Everything that is read from the serialized form. @param {any} error */
function readAll(error) {
  const { message, originalMessage, stack, kind, code, hints, serverName, requestId, errorCode, errorType } = error;
  const { isRetryable, retryAfterMs, timestamp, provenance } = error;
  const first = [message, originalMessage, stack, kind, code, hints, serverName, requestId, errorCode, errorType];
  return [
    ...first,
    isRetryable,
    retryAfterMs,
    timestamp,
    provenance,
    error.toDict(),
    error.toJsonString(),
    String(error),
  ];
}

/** @param {any} error @param {number} value */
function change(error, value) {
  error.context.a.b = value;
  return error;
}

/** @type {[name: string, prepare: () => any, act: (given: any) => unknown, crossings: number][]} */
const ROWS = [
  ["constructor", () => undefined, make, 1],
  ["getters, toDict, toJsonString, toString", make, readAll, 0],
  ["toJsonRpc", make, (error) => error.toJsonRpc(), 1],
  ["describe", make, (error) => error.describe(), 1],
  ["decodeError", () => make().toJsonString(), decodeError, 1],
  ["sanitize", () => ({ a: 1 }), sanitize, 1],
  ["a look at the context", make, (error) => error.context, 0],
  ["everything after a look", () => change(make(), 1), readAll, 0],
  ["everything after a change", () => change(make(), 2), readAll, 1],
  ["everything a second time", () => change(make(), 2), (error) => [readAll(error), readAll(error)], 1],
  ["two changes", () => change(make(), 2), (error) => [readAll(error), readAll(change(error, 3))], 2],
  ["addContext, ten times", make, (error) => Array.from({ length: 10 }, (_, at) => error.addContext({ at })), 0],
  ["a message", make, (error) => [Object.assign(error, { message: "m" }), readAll(error), readAll(error)], 1],
  ["a hook", () => new Hooked("refused"), (error) => [readAll(error), readAll(error)], 1],
  ["toJsonRpc after a change", () => change(make(), 2), (error) => error.toJsonRpc(), 2],
];

for (const [name, prepare, act, expected] of ROWS) {
  test(`${name}: ${expected} crossings`, () => {
    const given = prepare();
    const before = crossings;
    act(given);
    assert.equal(crossings - before, expected);
  });
}
