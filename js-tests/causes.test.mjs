// Causes: `error.cause` is a redacted view of what was given, and `originalCause` gives the original.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect, types } from "node:util";
import { runInNewContext } from "node:vm";
import * as library from "mcp-errors";
import { SECRET } from "./exits.mjs";

const { McpConnectionError, McpError, McpTimeoutError, McpToolError, decodeError, originalCause } = library;

/** Everything that printing may find in a value. @param {unknown} value */
const shown = (value) =>
  [{}, { customInspect: false }]
    .map((options) => inspect(value, { showHidden: true, getters: true, depth: null, ...options }))
    .join("\n");

/** @param {unknown} value @param {string} [about] */
function assertClean(value, about) {
  const text = shown(value);
  assert.ok(!text.includes(SECRET), `${about}: ${text}`);
}

/** An error of a library: a class of its own with fields, private ones too, getters and methods. */
class DatabaseError extends Error {
  #connection = SECRET;
  /** @param {string} message @param {ErrorOptions} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = "DatabaseError";
    this.code = "ECONNREFUSED";
    this.password = SECRET;
    this.config = { headers: { authorization: `Bearer ${SECRET}` }, url: `postgres://app:${SECRET}@db/x`, retries: 3 };
    Object.defineProperty(this, "hidden", { value: `token=${SECRET}`, enumerable: false });
  }
  get connection() {
    return `password=${this.#connection}`;
  }
  get length() {
    return this.#connection.length;
  }
  toJSON() {
    return { password: this.#connection };
  }
  toString() {
    return `DatabaseError of ${this.#connection}`;
  }
  [inspect.custom]() {
    return this.#connection;
  }
}

function failing() {
  const inner = new AggregateError([new TypeError(`token=${SECRET}`), `password=${SECRET}`], `api_key=${SECRET}`);
  return new DatabaseError(`login with password=${SECRET} failed`, { cause: inner });
}

test("the cause is an error of the same class, with its name and code, and everything else redacted", () => {
  const original = failing();
  const error = new McpConnectionError("refused", { cause: original });
  const cause = /** @type {any} */ (error.cause);
  assert.equal(originalCause(error), original);
  assert.ok(cause instanceof DatabaseError && types.isNativeError(cause) && cause !== original);
  assert.equal(error.cause, cause, "it is made once");
  const { name, code, message, password, config, hidden, connection, length } = cause;
  assert.deepEqual([name, code, message], ["DatabaseError", "ECONNREFUSED", "login with password=[REDACTED] failed"]);
  assert.equal(password, "[REDACTED]");
  assert.deepEqual(config, {
    headers: { authorization: "[REDACTED]" },
    url: "postgres://app:[REDACTED]@db/x",
    retries: 3,
  });
  assert.deepEqual([hidden, connection, length], ["token=[REDACTED]", "password=[REDACTED]", SECRET.length]);
  assert.deepEqual(Object.keys(cause), ["code", "password", "config"]);
  assert.equal(cause.stack, original.stack?.replace(SECRET, "[REDACTED]"));
  assert.equal(JSON.stringify(cause), '{"password":"[REDACTED]"}');
  assert.equal(String(cause), "DatabaseError: login with password=[REDACTED] failed");
  const aggregate = cause.cause;
  assert.ok(aggregate instanceof AggregateError);
  assert.equal(aggregate.message, "api_key=[REDACTED]");
  assert.ok(aggregate.errors[0] instanceof TypeError);
  assert.deepEqual(
    aggregate.errors.map((member) => String(member?.message ?? member)),
    ["token=[REDACTED]", "password=[REDACTED]"],
  );
  for (const value of [error, cause, aggregate, aggregate.errors, error.causes]) assertClean(value);
  assert.equal(original.password, SECRET, "the original is as it was");
});

test("originalCause answers for errors of this package", () => {
  const cause = new Error("x");
  assert.equal(originalCause(new McpError("m", { cause })), cause);
  for (const value of [new McpError("m"), new Error("m", { cause }), undefined, null, { cause }, "text"]) {
    assert.equal(originalCause(value), undefined);
  }
});

test("an error without a cause has none", () => {
  const error = new McpError("m");
  assert.deepEqual([error.cause, error.causes], [undefined, []]);
  assert.ok(!inspect(error).includes("[cause]"));
});

test("an error of this package stays itself, and hides what was found in the other", () => {
  const inner = new McpTimeoutError(`see ${SECRET}`);
  const outer = new McpToolError("outer", {
    cause: new Error("between", { cause: inner }),
    context: { password: SECRET },
  });
  assert.equal(/** @type {any} */ (outer.cause).cause, inner);
  for (const value of [outer, outer.cause, inner.message, inner.stack]) assertClean(value);
});

/** Causes that are no errors. @type {[name: string, cause: unknown, expected: unknown][]} */
const OTHERS = [
  ["a text", `password=${SECRET}`, "password=[REDACTED]"],
  ["a number", 42, 42],
  ["null", null, null],
  ["a symbol", Symbol(`password=${SECRET}`), undefined],
  ["a function", () => SECRET, undefined],
  ["an object", { password: SECRET, at: new Date(0) }, { password: "[REDACTED]", at: "1970-01-01T00:00:00.000Z" }],
  ["a list", ["a", `token=${SECRET}`], ["a", "token=[REDACTED]"]],
];

for (const [name, cause, expected] of OTHERS) {
  test(`a cause that is ${name} is a redacted copy`, () => {
    const error = new McpError("m", { cause });
    assert.deepEqual(error.cause, expected);
    assert.equal(error.cause, error.cause);
    assert.equal(originalCause(error), cause);
    assertClean(error);
  });
}

const revoked = (/** @type {object} */ target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const throwing = () => {
  throw new Error(`token=${SECRET}`);
};
const trapped = (/** @type {string[]} */ ...traps) =>
  new Proxy(new Error(`token=${SECRET}`), Object.fromEntries(traps.map((trap) => [trap, throwing])));
const withProperty = (/** @type {PropertyKey} */ key, /** @type {PropertyDescriptor} */ descriptor) =>
  Object.defineProperty(new Error(`token=${SECRET}`), key, descriptor);
const withPrototype = (/** @type {object | null} */ prototype) =>
  Object.setPrototypeOf(new Error(`token=${SECRET}`), prototype);

/** @type {[name: string, cause: () => unknown][]} */
const HOSTILE = [
  ["frozen", () => Object.freeze(failing())],
  ["sealed", () => Object.seal(failing())],
  [
    "of another realm",
    () => runInNewContext("new TypeError('token=' + secret, { cause: [secret] })", { secret: SECRET }),
  ],
  ["a DOM exception", () => new DOMException(`token=${SECRET}`, "AbortError")],
  ["a revoked proxy", () => revoked({})],
  ["a revoked proxy of an error", () => revoked(new Error("x"))],
  ["a proxy that throws", () => trapped("get", "has", "ownKeys", "getOwnPropertyDescriptor")],
  ["a proxy without a prototype", () => trapped("getPrototypeOf")],
  ["below a throwing prototype", () => withPrototype(trapped("get", "getOwnPropertyDescriptor", "ownKeys"))],
  ["without a prototype", () => withPrototype(null)],
  ["with a name that throws", () => withProperty("name", { get: throwing })],
  ["with a name that is a symbol", () => withProperty("name", { value: Symbol(SECRET) })],
  ["with a name that holds a secret", () => withProperty("name", { value: `password=${SECRET}` })],
  ["with a message that throws", () => withProperty("message", { get: throwing })],
  ["with a message that is no text", () => withProperty("message", { value: { token: SECRET } })],
  ["with a stack that throws", () => withProperty("stack", { get: throwing })],
  ["with a stack that is no text", () => withProperty("stack", { value: [SECRET] })],
  ["with a cause that throws", () => withProperty("cause", { get: throwing })],
  ["with members that throw", () => withProperty("errors", { get: throwing })],
  ["with members that are a revoked proxy", () => withProperty("errors", { value: revoked([]) })],
  ["with a property that throws", () => withProperty("detail", { get: throwing, enumerable: true })],
  ["with a property that is named by a secret", () => withProperty(`token=${SECRET}`, { value: 1, enumerable: true })],
  ["with a property that is an error", () => withProperty("parent", { value: failing(), enumerable: true })],
  [
    "with a property named __proto__",
    () => withProperty("__proto__", { value: { password: SECRET }, enumerable: true }),
  ],
  ["with a constructor that throws", () => withProperty("constructor", { get: throwing })],
  ["with a class that prints itself", () => withProperty(inspect.custom, { value: throwing })],
];

for (const [name, make] of HOSTILE) {
  test(`a cause ${name} neither throws nor shows anything`, () => {
    const cause = make();
    const error = new McpToolError("outer", { cause });
    assertClean(error, name);
    assertClean(error.cause, name);
    for (const text of [library.formatErrorChain(error), error.toJsonString(), JSON.stringify([error.cause])]) {
      assert.ok(!text.includes(SECRET), text);
    }
    assert.ok(originalCause(error) === cause);
    assertClean(McpError.from(cause), `from, ${name}`);
  });
}

test("cycles keep their identity, and long chains end", () => {
  const first = new Error("first");
  const error = new McpToolError("outer", { cause: first });
  first.cause = new Error("second", { cause: first });
  const cause = /** @type {any} */ (error.cause);
  assert.equal(cause.cause.cause, cause);
  first.cause = error;
  const again = new McpToolError("again", { cause: first });
  assert.equal(/** @type {any} */ (again.cause).cause, error);
  assert.match(inspect(again, { depth: null }), /Circular/);

  let deep = new Error("deepest");
  for (let depth = 0; depth < 1000; depth += 1) deep = new Error(`at ${depth}`, { cause: deep });
  let length = 0;
  for (let at = /** @type {any} */ (new McpError("m", { cause: deep })); at !== undefined; at = at.cause) length += 1;
  assert.equal(length, 33);
  const wide = new AggregateError(Array.from({ length: 1000 }, (_, at) => new Error(`member ${at}`)));
  const { errors } = /** @type {any} */ (new McpError("m", { cause: wide }).cause);
  assert.deepEqual([errors.length, errors.at(-1)], [32, "[truncated 969 items]"]);
});

test("what is found in the error is hidden in its causes too, also later", () => {
  const original = Object.assign(new Error(`see ${SECRET}`), { detail: [`see ${SECRET}`] });
  const error = new McpToolError("m", { cause: original, context: { password: SECRET } });
  assertClean(error.cause, "found when it was made");
  const later = new McpToolError("m", { cause: original });
  const { cause } = /** @type {any} */ (later);
  assert.ok(shown(cause).includes(SECRET), "nothing says that it is one");
  later.addContext({ password: SECRET });
  assert.equal(later.cause, cause, "it is still the same object");
  assertClean(cause, "found later");
});

test("an assigned cause is redacted and sent", () => {
  const error = new McpToolError("m", { cause: new Error("first") });
  const assigned = failing();
  error.cause = assigned;
  assert.equal(originalCause(error), assigned);
  assert.ok(error.cause instanceof DatabaseError);
  assert.deepEqual(error.causes.map(({ message }) => message).slice(0, 2), [
    "login with password=[REDACTED] failed",
    "api_key=[REDACTED]",
  ]);
  assert.deepEqual(error.toDict().causes, error.causes);
  assertClean(error);
  assert.deepEqual(Object.keys(error), []);
  error.cause = undefined;
  assert.deepEqual([error.cause, error.causes], [undefined, []]);
});

test("a policy of the error holds for its causes", () => {
  const cause = Object.assign(new Error("m"), { internalId: SECRET, password: "kept" });
  const error = new McpError("m", { cause, sanitizer: { redact: ["internalId"], keep: ["password"] } });
  const { internalId, password } = /** @type {any} */ (error.cause);
  assert.deepEqual([internalId, password], ["[REDACTED]", "kept"]);
});

test("a decoded error has the causes that its sender listed, typed where they can be", () => {
  const members = [
    new Error("a"),
    new AggregateError([new TypeError("x")], "b"),
    new McpTimeoutError("slow", { operation: "o" }),
  ];
  const aggregate = new AggregateError(members, "all failed", { cause: new RangeError("root") });
  const sent = new McpConnectionError("outer", {
    cause: new McpToolError("inner", { cause: aggregate, context: { a: 1 }, errorCode: "E_INNER" }),
  });
  const error = decodeError(sent.toJsonString());
  assert.ok(error !== undefined);
  assert.deepEqual(error.causes, sent.toDict().causes);
  const cause = /** @type {any} */ (error.cause);
  assert.ok(cause instanceof McpToolError);
  assert.equal(error.cause, cause);
  assert.deepEqual([cause.message, cause.errorCode, cause.context], ["inner", "E_INNER", { a: 1 }]);
  const { name, message, errors, cause: root } = cause.cause;
  assert.deepEqual([name, message], ["AggregateError", "all failed"]);
  assert.ok(types.isNativeError(cause.cause));
  assert.deepEqual(errors.map(String), ["Error: a", "AggregateError: b", "McpTimeoutError: slow"]);
  assert.equal(errors[2].operation, "o");
  assert.deepEqual(errors[1].errors.map(String), ["TypeError: x"]);
  assert.equal(String(root), "RangeError: root");
  assert.equal(library.rootCause(error), root);
  assert.equal(library.formatErrorChain(error), library.formatErrorChain(sent));
  assert.equal(originalCause(error), undefined);
  assert.equal(error.toJsonString(), sent.toJsonString());
});

test("functions that act on errors act on the originals", () => {
  const refused = Object.assign(new Error(`connect token=${SECRET}`), { code: "ECONNREFUSED" });
  const error = new McpToolError("outer", { cause: refused });
  assert.equal(library.rootCause(error), refused);
  const again = McpError.from(new Error("wrapped", { cause: error }));
  assert.equal(again.kind, McpError.from(new Error("wrapped", { cause: refused })).kind);
  assertClean(again);
  /** @type {any} */
  let caught;
  try {
    readFileSync("/nowhere/at/all");
  } catch (problem) {
    caught = problem;
  }
  const { code, errno, syscall, path } = /** @type {any} */ (new McpError("m", { cause: caught }).cause);
  assert.deepEqual([code, errno, syscall, path], [caught.code, caught.errno, caught.syscall, caught.path]);
});
