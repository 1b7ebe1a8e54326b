// What `console.log` and `util.inspect` print: name, message, stack and, redacted, everything else that helps.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as library from "mcp-errors";
import { SECRET } from "./exits.mjs";

const { McpConnectionError, McpError, McpTimeoutError, McpToolError } = library;

/** @param {unknown} value @param {import("node:util").InspectOptions} [options] */
const lines = (value, options) =>
  inspect(value, options)
    .split("\n")
    .filter((line) => !/^ +at |matching cause stack trace/.test(line));

test("code, context, hints and causes are printed", () => {
  const error = new McpConnectionError(`login with password=${SECRET}`, {
    errorCode: "CONN_REFUSED",
    context: { attempt: 2, password: SECRET },
    hints: ["Wait.", `Use password=${SECRET}`],
    cause: Object.assign(new TypeError(`token=${SECRET}`), { code: "ECONNREFUSED", password: SECRET }),
  });
  assert.match(inspect(error), /^McpConnectionError: login with password=\[REDACTED\]\n {4}at /);
  assert.deepEqual(lines(error), [
    "McpConnectionError: login with password=[REDACTED]",
    "  code: -32603,",
    "  errorCode: 'CONN_REFUSED',",
    "  context: { attempt: 2, password: '[REDACTED]' },",
    "  hints: [ 'Wait.', 'Use password=[REDACTED]' ],",
    "  [cause]: TypeError: token=[REDACTED]",
    "    code: 'ECONNREFUSED',",
    "    password: '[REDACTED]'",
    "  }",
    "}",
  ]);
  assert.deepEqual(lines(new McpError("m")), ["McpError: m", "  code: -32603", "}"]);
  assert.deepEqual(lines([error], { depth: -1 }), ["[Array]"]);
  assert.equal(inspect({ error }, { depth: 0 }), "{ error: [McpConnectionError: login with password=[REDACTED]] }");
});

/** Errors with properties of their own. @type {[name: string, make: () => object, expected: RegExp][]} */
const PROPERTIES = [
  [
    "a field of a subclass",
    () => {
      class KeyError extends McpToolError {
        apiKey = SECRET;
        detail = { password: SECRET, attempt: 3 };
      }
      return new KeyError("m");
    },
    /^KeyError: m\n[\s\S]*apiKey: '\[REDACTED\]',\n {2}detail: \{ password: '\[REDACTED\]', attempt: 3 \}/,
  ],
  ["what a library assigned", () => Object.assign(new McpError("m"), { token: SECRET, level: 3 }), /level: 3/],
  [
    "a getter",
    () => Object.defineProperty(new McpError("m"), "login", { get: () => `password=${SECRET}`, enumerable: true }),
    /login: 'password=\[REDACTED\]'/,
  ],
  [
    "a getter that throws",
    () =>
      Object.defineProperty(new McpError("m"), "login", {
        get() {
          throw new Error(`password=${SECRET}`);
        },
        enumerable: true,
      }),
    /login: '\[unreadable\]'/,
  ],
  ["an error", () => Object.assign(new McpError("m"), { inner: new Error(`password=${SECRET}`) }), /inner: /],
  [
    "a stack that was defined",
    () => Object.defineProperty(new McpError("m"), "stack", { value: `mine password=${SECRET}` }),
    /^\[?mine password=\[REDACTED\]/,
  ],
  [
    "what the context says is secret",
    () => new McpError("m", { context: { password: SECRET }, cause: SECRET }),
    /cause/,
  ],
];

for (const [name, make, expected] of PROPERTIES) {
  test(`own properties are printed redacted: ${name}`, () => {
    const error = make();
    assert.match(inspect(error), expected);
    for (const options of [
      {},
      { getters: true },
      { showHidden: true },
      { getters: true, showHidden: true, depth: null },
    ]) {
      for (const value of [error, [error], new Error("outer", { cause: error }), new Map([[error, error]])]) {
        const text = inspect(value, { depth: 9, ...options });
        assert.ok(!text.includes(SECRET), text);
      }
    }
  });
}

test("control characters are escaped, and no line is forged", () => {
  const forged = "one\r\n    at forged (file.js:1:1)\u001b[31m\u202e";
  const error = new McpToolError(forged, { context: { forged }, cause: new TypeError(forged) });
  const text = inspect(error);
  assert.ok(text.startsWith("McpToolError: one\\r\\n    at forged (file.js:1:1)\\u001b[31m\\u202e\n"), text);
  assert.ok(!/^ +at forged/m.test(text), text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/.test(text), text);
});

test("cycles are recognized", () => {
  const cause = new Error("inner");
  const error = new McpToolError("outer", { cause });
  cause.cause = error;
  assert.match(inspect(error, { depth: null }), /^<ref \*1> McpToolError: outer\n[\s\S]*\[cause\]: \[Circular \*1\]/);
  const first = new McpToolError("first");
  const second = new McpTimeoutError("second", { cause: first });
  first.cause = second;
  assert.match(inspect(first, { depth: null }), /Circular/);
});

test("what is printed cannot be used to change the error", () => {
  const error = /** @type {any} */ (new McpToolError("m", { context: { a: { b: 1 } }, hints: ["wait"] }));
  const printed = error[inspect.custom](2);
  printed.context.a.b = 2;
  printed.hints.push("more");
  assert.deepEqual([error.context, error.hints], [{ a: { b: 1 } }, ["wait"]]);
});

test("names, codes and data are redacted when they are assigned", () => {
  const error = /** @type {any} */ (new McpToolError("m"));
  Object.assign(error, { name: `password=${SECRET}`, code: `token=${SECRET}`, data: { password: SECRET, n: 1 } });
  assert.deepEqual(
    [error.name, error.code, error.data],
    ["password=[REDACTED]", "token=[REDACTED]", { password: "[REDACTED]", n: 1 }],
  );
  assert.ok(!`${error}${error.stack}${inspect(error)}`.includes(SECRET));
  for (const value of [7, undefined, null, true]) {
    error.code = value;
    assert.equal(error.code, value);
  }
});

test("prototypes, and objects that inherit from an error, have readable getters", () => {
  const error = new McpConnectionError("refused", { context: { a: 1 }, cause: new Error("x") });
  for (const value of [
    Object.create(error),
    McpConnectionError.prototype,
    McpError.prototype,
    Object.create(McpError.prototype),
  ]) {
    for (let at = value; at !== null && at !== Error.prototype; at = Object.getPrototypeOf(at)) {
      for (const key of Object.getOwnPropertyNames(at)) void value[key];
    }
    for (const method of ["toDict", "toJSON", "toJsonString", "toString", "describe", "toJsonRpc", "toToolResult"])
      value[method]();
    value.toProblemDetails();
    value.logError(() => {});
    assert.equal(typeof inspect(value), "string");
  }
  const derived = Object.create(error);
  assert.deepEqual([derived.kind, derived.context, derived.toDict()], ["connection", { a: 1 }, error.toDict()]);
  derived.context = { own: 1 };
  assert.deepEqual([derived.context, error.context], [{ own: 1 }, { a: 1 }]);
});

test("hostile classes do not make their errors throw", () => {
  class Nameless extends McpError {
    static get name() {
      throw new Error("no name");
    }
    static get errorType() {
      throw new Error("no type");
    }
    static get sanitizer() {
      throw new Error("no sanitizer");
    }
  }
  class ReadOnly extends McpError {
    get context() {
      return Object.freeze({ fixed: 1 });
    }
  }
  const error = new Nameless("m", { context: { a: 1 } });
  assert.deepEqual(
    [error.message, error.toDict().context, typeof inspect(error), String(error)],
    ["m", { a: 1 }, "string", "McpError: m"],
  );
  const readOnly = new ReadOnly("m");
  assert.equal(readOnly.addContext({ more: 1 }), readOnly);
  assert.deepEqual(readOnly.context, { fixed: 1 });
});

test("a policy that is tightened later holds at once, at every exit", () => {
  const policy = { redact: [] };
  const error = new McpError(`internalId=${SECRET}`, { sanitizer: policy, hints: [`internalId=${SECRET}`] });
  const shown = () => [error.message, error.stack, error.hints, error.toJsonString(), error.describe(), inspect(error)];
  assert.ok(shown().every((text) => String(text).includes(SECRET)));
  /** @type {string[]} */ (policy.redact).push("internalId");
  for (const text of shown()) assert.ok(!String(text).includes(SECRET), String(text));
});
