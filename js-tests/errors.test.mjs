// Errors as JavaScript values: classes, members, decoding and `from`.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as library from "mcp-errors";
import { closedPort } from "./closed-port.mjs";

const { McpConnectionError, McpError, McpResourceError, McpToolError, McpValidationError } = library;

test("the stack begins at the caller", () => {
  function failing() {
    return new McpConnectionError("refused");
  }
  const [head, first] = failing().stack?.split("\n") ?? [];
  assert.equal(head, "McpConnectionError: refused");
  assert.match(first ?? "", /failing/);
  assert.equal(typeof Error.stackTraceLimit, "number");
  assert.ok((new Error("after").stack ?? "").includes("\n"), "the limit is as it was");
});

test("no property is enumerable", () => {
  const error = new McpConnectionError("refused", { serverName: "files", cause: new Error("x") });
  assert.deepEqual(Object.keys(error), []);
  const listed = [];
  for (const key in error) listed.push(key);
  assert.deepEqual(
    listed.filter((key) => ["name", "code", "message", "stack", "cause", "data"].includes(key)),
    [],
  );
});

test("an error is an instance of its class and the parents, and has their names", () => {
  const error = new McpValidationError("bad");
  assert.ok(error instanceof McpToolError && error instanceof McpError && error instanceof Error);
  assert.equal(error.name, "McpValidationError");
  assert.equal(error.kind, "validation");
  assert.equal(error.errorType, "MCPValidationError");
  assert.equal(Object.prototype.toString.call(error), "[object Error]");
});

test("import and require give the same classes", () => {
  const required = createRequire(import.meta.url)("mcp-errors");
  assert.equal(required.McpConnectionError, McpConnectionError);
  assert.equal(required.decodeError, library.decodeError);
});

test("names and codes can be assigned, as on any error", () => {
  const error = new McpError("m");
  error.name = "Renamed";
  /** @type {any} */ (error).code = 7;
  assert.equal(String(error), "Renamed: m");
  assert.equal(error.code, 7);
  assert.deepEqual(Object.keys(error), []);
});

test("subclasses keep private fields, and come back when they are registered", () => {
  class FilesError extends McpResourceError {
    #path = "private";
    static errorType = "FilesError";
    get path() {
      return this.#path;
    }
  }
  library.registerErrorClass(FilesError);
  const error = new FilesError("gone", { resourceId: "file:///x" });
  assert.equal(error.name, "FilesError");
  assert.deepEqual(error.toDict().kind, "resource");
  const back = library.decodeError(error.toJsonString());
  assert.ok(back instanceof FilesError);
  assert.equal(back.path, "private");
  assert.equal(back.toJsonString(), error.toJsonString());
});

test("a subclass whose constructor fails while decoding gives the built-in class", () => {
  class Demanding extends McpError {
    static errorType = "Demanding";
    constructor(/** @type {string} */ message, /** @type {any} */ options) {
      super(message, options);
      if (options.needed === undefined) throw new Error("needed");
    }
  }
  library.registerErrorClass(Demanding);
  const sent = new Demanding("m", { needed: 1 });
  const back = library.decodeError(sent.toDict());
  assert.ok(back instanceof McpError && !(back instanceof Demanding));
  assert.equal(back.errorType, "Demanding");
});

test("an unreadable part leaves the other parts as they are", () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  assert.equal(new McpError("hello", proxy).message, "hello");
  const aggregate = Object.assign(new Error("inner"), { errors: proxy });
  const error = new McpError("outer", { cause: aggregate, context: { a: 1 } });
  assert.equal(error.message, "outer");
  assert.deepEqual(error.toDict().context, { a: 1 });
  assert.match(library.formatErrorChain(aggregate), /inner/);
});

test("whatever is thrown becomes an error, also if its prototype cannot be read", (t) => {
  t.mock.method(console, "error", () => {});
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  /** @type {any} */
  const endless = new Proxy({}, { getPrototypeOf: () => endless });
  const hollow = Object.create(McpError.prototype);
  for (const thrown of [proxy, endless, hollow]) {
    assert.equal(typeof McpError.from(thrown).toJsonString(), "string");
    const handled = library.handleMcpError(() => {
      throw thrown;
    });
    assert.throws(handled, McpError);
  }
});

test("a secret that is added later is hidden in the message", () => {
  const secret = ["Zq7xKp93", "VtLm2"].join("");
  /** @type {Record<string, unknown>[]} */
  const contexts = [
    { password: secret },
    { cookie: `sid=${secret}; b=1` },
    { database: `postgres://u:${secret}@h/db` },
    { note: JSON.stringify({ password: secret }) },
    { a: { b: { c: { d: { e: { password: secret } } } } } },
    { map: new Map([["password", secret]]) },
    { url: new URL(`https://u:${secret}@example.com/`) },
  ];
  for (const context of contexts) {
    const error = new McpError(`login with ${secret}`).addContext(context);
    for (const text of [error.message, String(error), error.stack ?? "", error.originalMessage]) {
      assert.ok(text.includes("login with [REDACTED]") && !text.includes(secret), text);
    }
  }
});

test("adding to a context takes linear time and calls no exit", () => {
  class Own extends McpError {
    /** @returns {any} */
    toDict() {
      throw new Error("not to be called");
    }
  }
  const error = new Own("m");
  for (let at = 0; at < 20_000; at += 1) error.addContext({ [`k${at}`]: "v".repeat(100) });
  assert.equal(error.message, "m");
});

test("unknown entries of a peer's cause are redacted by their keys", () => {
  const cause = { error_type: "Error", message: "x", password: "pl8Zq4vW", context: { api_key: "pl8Zq4vW" } };
  const error = library.decodeError({ error_type: "MCPError", message: "m", causes: [cause] });
  assert.deepEqual(error?.toDict().causes, [
    { error_type: "Error", message: "x", context: { api_key: "[REDACTED]" }, password: "[REDACTED]" },
  ]);
});

test("a text that grows by redaction is cut, and only once", () => {
  const clean = library.sanitize("password=abc ".repeat(5041));
  assert.ok(clean.length <= 65_536);
  assert.equal(library.sanitize(clean), clean);
});

test("constructors take any arguments", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  /** @type {any[][]} */
  const inputs = [
    [],
    [undefined],
    [null],
    [42],
    [Symbol("s")],
    [{}],
    [Object.create(null)],
    ["m", null],
    ["m", 42],
    ["m", "x"],
  ];
  inputs.push(["m", revoked.proxy], [revoked.proxy], ["m", { context: revoked.proxy, cause: revoked.proxy }]);
  inputs.push([
    "m",
    {
      get context() {
        throw new Error("no");
      },
      get cause() {
        throw new Error("no");
      },
    },
  ]);
  inputs.push(["m", { timestamp: new Date(Number.NaN), hints: 5, requestId: {}, retryAfterMs: "x", verbose: "y" }]);
  for (const Class of library.CLASSES) {
    for (const [at, input] of inputs.entries()) {
      const error = new Class(.../** @type {[any, any]} */ (input));
      assert.equal(typeof error.toJsonString(), "string", `${Class.name} ${at}`);
      assert.ok(library.decodeError(error.toDict()) instanceof Class, `${Class.name} ${at}`);
    }
  }
});

test("decoding takes any value", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const inputs = [
    undefined,
    null,
    0,
    1n,
    Symbol("s"),
    "",
    "{",
    "null",
    [],
    {},
    () => 1,
    new Map(),
    revoked.proxy,
    new Uint8Array([0xff, 0xfe]),
  ];
  for (const input of inputs) assert.equal(library.decodeError(input), undefined);
  assert.equal(library.decodeError(new Error("plain")), undefined);
  const own = new McpError("m");
  assert.equal(library.decodeError(own), own);
});

test("an error that an SDK has rebuilt is decoded", () => {
  const sent = new McpConnectionError("refused", { serverName: "files" });
  const { code, message, data } = sent.toJsonRpc();
  const rebuilt = Object.assign(new Error(`MCP error ${code}: ${message}`), { code, data });
  const back = library.decodeError(rebuilt);
  assert.ok(back instanceof McpConnectionError);
  assert.equal(back.serverName, "files");
});

test("bytes are decoded as text", () => {
  const sent = new McpError("Überlast 😀");
  const bytes = new TextEncoder().encode(sent.toJsonString());
  assert.equal(library.decodeError(bytes)?.message, "Überlast 😀");
  assert.equal(library.decodeError(bytes.buffer)?.message, "Überlast 😀");
});

test("is() knows errors of another copy of the package", () => {
  const brand = Symbol.for("mcp-errors/1");
  const other = { [brand]: ["connection", "error"] };
  assert.ok(McpError.is(other) && McpConnectionError.is(other) && !McpToolError.is(other));
  for (const value of [null, undefined, 1, {}, { [brand]: 1 }, new Error("x")]) assert.ok(!McpError.is(value));
});

test("sanitize copies, and leaves its input as it was", () => {
  const input = Object.freeze({ password: "x", nested: Object.freeze({ list: Object.freeze([1]) }) });
  const output = library.sanitize(input);
  assert.deepEqual(output, { password: "[REDACTED]", nested: { list: [1] } });
  assert.notEqual(output.nested, input.nested);
  assert.equal(library.sanitize(undefined), undefined);
  assert.equal(library.sanitize(null), null);
});

/** @type {[string, () => unknown, string, Record<string, unknown>][]} */
const THROWN = [
  [
    "system code",
    () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", address: "127.0.0.1", port: 9 }),
    "McpConnectionError",
    { errorCode: "ECONNREFUSED", host: "127.0.0.1", port: 9, isRetryable: true },
  ],
  ["timeout", () => AbortSignal.timeout(0).reason ?? new DOMException("late", "TimeoutError"), "McpTimeoutError", {}],
  [
    "abort",
    () => new DOMException("stopped", "AbortError"),
    "McpExecutionError",
    { errorCode: "CANCELLED", isRetryable: false },
  ],
  [
    "missing file",
    () => Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT", path: "/x", syscall: "open" }),
    "McpResourceError",
    { errorCode: "RESOURCE_NOT_FOUND", resourceId: "/x", operation: "open" },
  ],
  ["HTTP status", () => Object.assign(new Error("busy"), { status: 503 }), "McpServerError", { httpStatus: 503 }],
  ["forbidden", () => Object.assign(new Error("no"), { status: 403 }), "McpAuthenticationError", {}],
  ["anything else", () => new RangeError("too large"), "McpExecutionError", { originalError: "too large" }],
  ["text", () => "just text", "McpExecutionError", { message: "just text" }],
  ["null", () => null, "McpExecutionError", { message: "null" }],
  ["undefined", () => undefined, "McpExecutionError", { message: "undefined" }],
  ["a payload", () => new McpConnectionError("refused").toDict(), "McpConnectionError", { message: "refused" }],
];

for (const [name, thrown, className, expected] of THROWN) {
  test(`from: ${name}`, () => {
    const caught = thrown();
    const error = /** @type {any} */ (McpError.from(caught, { requestId: "r-1", tool: "read" }));
    assert.equal(error.name, className);
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(error[key], value, key);
    if (caught instanceof Error && !(caught instanceof McpError)) {
      assert.equal(library.originalCause(error), caught);
      assert.equal(error.cause.message, caught.message);
      assert.equal(error.requestId, "r-1");
      assert.equal(error.context.tool, "read");
      assert.equal(error.toDict().causes[0].message, caught.message);
    }
  });
}

test("from: a failed fetch says why", async () => {
  const port = await closedPort();
  const caught = await fetch(`http://127.0.0.1:${port}/`).catch((error) => error);
  const error = McpError.from(caught, { operation: "fetch_report", startedAt: Date.now() - 1500 });
  assert.ok(error instanceof McpConnectionError, error.describe());
  assert.equal(error.port, port);
  assert.equal(error.context.operation, "fetch_report");
  assert.ok(error.context.elapsed_seconds >= 1.5);
});

test("what is added to a context is data, and unreadable entries are marked", () => {
  const error = new McpError("m", { context: { a: 1 } });
  error.addContext(JSON.parse('{"__proto__":{"z":1},"b":2}'));
  error.addContext({
    a: 3,
    get c() {
      throw new Error("no");
    },
    d: 4,
  });
  for (const none of [null, undefined, 1]) error.addContext(/** @type {any} */ (none));
  assert.equal(Object.getPrototypeOf(error.context), Object.prototype);
  const context = '{"a":3,"__proto__":{"z":1},"b":2,"c":"[unreadable]","d":4}';
  assert.ok(error.toJsonString().includes(`"context":${context}`), error.toJsonString());
});

test("from returns an error of this package as it is", () => {
  const own = new McpConnectionError("refused");
  assert.equal(McpError.from(own), own);
});

test("errors can be made until the stack ends", () => {
  /** Also in the middle of the engine. @returns {number} */
  function descend() {
    const error = new McpConnectionError("deep", { context: { password: "x", list: [1, [2, [3]]] } });
    assert.ok(!error.toJsonString().includes('"x"'));
    return 1 + descend();
  }
  assert.throws(descend, RangeError);
  assert.deepEqual(new McpConnectionError("m", { context: { password: "x", a: 1 } }).context, {
    password: "[REDACTED]",
    a: 1,
  });
  assert.equal(library.init(), true);
});
