// The failures, and what must arrive of each.

import { readFileSync } from "node:fs";

/** The payloads that the servers raise. @type {Record<string, any>} */
export const RAISED = JSON.parse(readFileSync(new URL("raised.json", import.meta.url), "utf8"));

/**
 * The failures, in the order of the table. If the server raises a typed error, `raised` is its payload. If an SDK makes the
 * error, `type` is the class that a client should see, and `checks` what it needs to know.
 * @type {Record<string, { title: string, description: string, raised?: any, type?: string, checks?: Record<string, (payload: any) => boolean> }>}
 */
export const FAILURES = {
  thrown: { title: "thrown", description: "A typed error, thrown in a tool", raised: RAISED.thrown },
  returned: {
    title: "returned",
    description: "A typed error, returned by a tool as its result",
    raised: RAISED.returned,
  },
  resource: {
    title: "resource",
    description: "A typed error, thrown in the handler of a resource",
    raised: RAISED.resource,
  },
  unknown_tool: {
    title: "unknown tool",
    description: "A tool that does not exist",
    type: "MCPSelectorError",
    checks: { selector: (payload) => payload.selector === "no_such_tool" },
  },
  bad_arguments: {
    title: "bad arguments",
    description: "A text where the tool wants a number, and a number where it wants a text",
    type: "MCPValidationError",
    checks: {
      "the first field": (payload) => mentions(payload, "limit"),
      "the second field": (payload) => mentions(payload, "name"),
    },
  },
  timeout: {
    title: "timeout",
    description: "A tool that takes longer than the timeout of the client",
    type: "MCPTimeoutError",
    checks: { timeout_seconds: (payload) => payload.context.timeout_seconds > 0 },
  },
  killed: {
    title: "killed",
    description: "The server is killed in the middle of a call",
    type: "MCPConnectionError",
    checks: {},
  },
  refused: {
    title: "refused",
    description: "No server listens; over stdio, the program does not exist",
    type: "MCPConnectionError",
    checks: {},
  },
  unauthorized: {
    title: "401",
    description: "The server rejects the token",
    type: "MCPAuthenticationError",
    checks: {},
  },
  forbidden: {
    title: "403",
    description: "The token lacks a scope, which the challenge names",
    type: "MCPAuthenticationError",
    checks: { permission_required: (payload) => payload.context.permission_required === "reports:read" },
  },
  panic: {
    title: "panic",
    description: "A bug in a tool: a panic in Rust, elsewhere the end of the stack",
    type: "MCPExecutionError",
    checks: {},
  },
  nothing: {
    title: "throw null",
    description: "Nothing is thrown: `throw null`, in Rust a panic without a message, in Python `raise None`",
    type: "MCPExecutionError",
    checks: {},
  },
  cycle: { title: "cycle", description: "A typed error whose context contains itself", raised: RAISED.cycle },
};

/** The failures that cannot happen over stdio. */
export const HTTP_ONLY = ["unauthorized", "forbidden"];

/** Whether a validation error mentions a field. @param {any} payload @param {string} field */
function mentions(payload, field) {
  const problems = payload.validation_errors;
  return Array.isArray(problems) && problems.some((problem) => String(problem).includes(field));
}

/**
 * Lists what is missing in the payload that arrived; nothing if it is equal.
 * @param {string} failure
 * @param {any} payload
 * @returns {string[]}
 */
export function missing(failure, payload) {
  const { raised, type, checks = {} } = /** @type {any} */ (FAILURES[/** @type {"thrown"} */ (failure)]);
  const wanted = raised?.error_type ?? type;
  if (payload.error_type !== wanted) return ["class"];
  const lost = Object.entries(checks).filter(([, holds]) => !(/** @type {any} */ (holds)(payload)));
  return [...lost.map(([name]) => name), ...(raised === undefined ? [] : differences(raised, payload))];
}

/**
 * Lists the parts of `raised` that are not in `payload`. Additions are ignored: SDKs and clients add fields. Of causes, only
 * messages are compared, because their types belong to the language of the server.
 * @param {any} raised
 * @param {any} payload
 */
function differences(raised, payload) {
  const lost = [];
  for (const [key, value] of Object.entries(raised)) {
    if (key === "context") {
      for (const [name, entry] of Object.entries(value)) {
        if (!isEqual(entry, payload.context[name])) lost.push(name === "request_id" ? "request id" : name);
      }
    } else if (key === "causes") {
      const messages = (/** @type {any[]} */ causes) => (causes ?? []).map(({ message }) => message);
      if (!isEqual(messages(value), messages(payload.causes))) lost.push("causes");
    } else if (!isEqual(value, payload[key])) lost.push(key);
  }
  return lost;
}

/** @param {unknown} one @param {unknown} other */
const isEqual = (one, other) => JSON.stringify(withSortedKeys(one)) === JSON.stringify(withSortedKeys(other));

/** Sorts the keys of objects: JSON libraries on the way may reorder them. @param {any} value @returns {any} */
function withSortedKeys(value) {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, withSortedKeys(value[key])]),
  );
}
