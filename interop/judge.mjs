// Compares what arrived with what was raised.

import { readFileSync } from "node:fs";

/** The payloads that the servers raise. @type {Record<string, any>} */
export const RAISED = JSON.parse(readFileSync(new URL("raised.json", import.meta.url), "utf8"));

/**
 * The failures, in the order of the table: what each is, and what must arrive. `raised` is a whole payload; where the SDKs make
 * the error, `type` and `facts` are what a client needs of it.
 * @type {Record<string, { title: string, about: string, raised?: any, type?: string, facts?: Record<string, (payload: any) => boolean> }>}
 */
export const FAILURES = {
  thrown: { title: "thrown", about: "A typed error, thrown in a tool", raised: RAISED.thrown },
  returned: { title: "returned", about: "A typed error, returned by a tool as its result", raised: RAISED.returned },
  resource: { title: "resource", about: "A typed error, thrown in the handler of a resource", raised: RAISED.resource },
  unknown_tool: {
    title: "unknown tool",
    about: "A tool that does not exist",
    type: "MCPSelectorError",
    facts: { selector: (payload) => payload.selector === "no_such_tool" },
  },
  bad_arguments: {
    title: "bad arguments",
    about: "A text where the tool wants a number, and a number where it wants a text",
    type: "MCPValidationError",
    facts: {
      "the first field": (payload) => names(payload, "limit"),
      "the second field": (payload) => names(payload, "name"),
    },
  },
  timeout: {
    title: "timeout",
    about: "A tool that takes longer than the client waits",
    type: "MCPTimeoutError",
    facts: { timeout_seconds: (payload) => payload.context.timeout_seconds > 0 },
  },
  killed: {
    title: "killed",
    about: "The server is killed in the middle of a call",
    type: "MCPConnectionError",
    facts: {},
  },
  refused: {
    title: "refused",
    about: "Nobody listens; over stdio, the program does not exist",
    type: "MCPConnectionError",
    facts: {},
  },
  unauthorized: { title: "401", about: "The server wants another token", type: "MCPAuthenticationError", facts: {} },
  forbidden: {
    title: "403",
    about: "The token lacks a scope, which the challenge names",
    type: "MCPAuthenticationError",
    facts: { permission_required: (payload) => payload.context.permission_required === "reports:read" },
  },
  panic: {
    title: "panic",
    about: "A bug in a tool: a panic in Rust, elsewhere the end of the stack",
    type: "MCPExecutionError",
    facts: {},
  },
  nothing: {
    title: "throw null",
    about: "Nothing is thrown: `throw null`, in Rust a panic without a message, in Python `raise None`",
    type: "MCPExecutionError",
    facts: {},
  },
  cycle: { title: "cycle", about: "A typed error whose context contains itself", raised: RAISED.cycle },
};

/** What cannot happen over stdio. */
export const HTTP_ONLY = ["unauthorized", "forbidden"];

/** @param {any} payload @param {string} field */
function names(payload, field) {
  const problems = payload.validation_errors;
  return Array.isArray(problems) && problems.some((problem) => String(problem).includes(field));
}

/**
 * What is missing of `failure` in what arrived: nothing if it is equal.
 * @param {string} failure
 * @param {any} payload
 * @returns {string[]}
 */
export function missing(failure, payload) {
  const { raised, type, facts = {} } = /** @type {any} */ (FAILURES[/** @type {"thrown"} */ (failure)]);
  const wanted = raised?.error_type ?? type;
  if (payload.error_type !== wanted) return ["class"];
  const lost = Object.entries(facts).filter(([, holds]) => !(/** @type {any} */ (holds)(payload)));
  return [...lost.map(([name]) => name), ...(raised === undefined ? [] : differences(raised, payload))];
}

/**
 * What of `raised` is not in `payload`. What stations on the way have added does not count; of causes, the types belong to the
 * language of the server.
 * @param {any} raised
 * @param {any} payload
 */
function differences(raised, payload) {
  const lost = [];
  for (const [key, value] of Object.entries(raised)) {
    if (key === "context") {
      for (const [name, entry] of Object.entries(value)) {
        if (!same(entry, payload.context[name])) lost.push(name === "request_id" ? "request id" : name);
      }
    } else if (key === "causes") {
      const messages = (/** @type {any[]} */ causes) => (causes ?? []).map(({ message }) => message);
      if (!same(messages(value), messages(payload.causes))) lost.push("causes");
    } else if (!same(value, payload[key])) lost.push(key);
  }
  return lost;
}

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** JSON libraries on the way may sort keys. @param {any} value @returns {any} */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
