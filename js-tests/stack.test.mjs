// The stack and the message: they are read and assigned as on a plain error, and redacted.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import * as library from "mcp-errors";
import { SECRET } from "./exits.mjs";

const { McpError, McpToolError } = library;

/** @param {string} [message] @param {any} [Class] */
const failing = (message = "refused", Class = McpToolError) => new Class(message);

test("the stack is an own property that is not enumerable", () => {
  const own = Object.getOwnPropertyDescriptors(failing());
  assert.deepEqual(Object.keys(own), ["stack"]);
  assert.equal(own.stack?.enumerable, false);
  assert.equal(own.stack?.configurable, true);
  assert.equal(Object.getOwnPropertyDescriptor(failing(), "stack")?.get, own.stack?.get, "one getter for all");
});

class Sub extends McpToolError {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.more = 1;
  }
}

/** @type {[name: string, make: () => Error, firstLines: string[]][]} */
const FIRST_LINES = [
  ["a message", () => failing(), ["McpToolError: refused"]],
  ["no message", () => failing(""), ["McpToolError"]],
  ["two lines", () => failing("refused\n    at dawn"), ["McpToolError: refused", "    at dawn"]],
  ["a message like a first line", () => failing("Error"), ["McpToolError: Error"]],
  ["a subclass with a constructor", () => failing("refused", Sub), ["Sub: refused"]],
  ["a replacement pattern", () => failing("$& $1"), ["McpToolError: $& $1"]],
  ["a name that was assigned", () => Object.assign(failing(), { name: "Renamed" }), ["Renamed: refused"]],
  ["a message that was assigned", () => Object.assign(failing(), { message: "later" }), ["McpToolError: later"]],
];

for (const [name, make, firstLines] of FIRST_LINES) {
  test(`the stack of an error with ${name}`, () => {
    const lines = (make().stack ?? "").split("\n");
    assert.deepEqual(lines.slice(0, firstLines.length), firstLines);
    assert.match(lines[firstLines.length] ?? "", /^ {4}at failing /);
    assert.equal(lines.filter((line) => line.includes("failing")).length, 1);
  });
}

/** Results of `Error.prepareStackTrace`. @type {[name: string, hook: (error: Error, frames: NodeJS.CallSite[]) => unknown, expected: (stack: any) => void][]} */
const HOOKS = [
  ["frames", (_, frames) => frames, (stack) => assert.equal(stack[0].getFunctionName(), "failing")],
  ["nothing", () => undefined, (stack) => assert.equal(stack, undefined)],
  [
    "the usual text",
    (error, frames) => `${error}\n${frames.map((frame) => `  at ${frame}`).join("\n")}`,
    (stack) => assert.match(stack, /^McpToolError: refused\n {2}at failing /),
  ],
  ["frames alone", (_, [frame]) => `at ${frame}`, (stack) => assert.match(stack, /^at failing /)],
];

for (const [name, hook, expected] of HOOKS) {
  test(`a hook for stacks that returns ${name}`, () => {
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = hook;
    try {
      expected(failing().stack);
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  });
}

test("without frames the stack is the first line", () => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    assert.equal(failing().stack, "McpToolError: refused");
    assert.equal(Error.stackTraceLimit, 0);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
});

test("stack, name and code are assigned as on a plain error", () => {
  for (const stack of ["mine", "", undefined, 7, ["a"]]) {
    const error = /** @type {any} */ (failing());
    error.stack = stack;
    assert.equal(error.stack, stack);
    error.context.more = 1;
    assert.equal(error.stack, stack, "after a change");
  }
  const error = /** @type {any} */ (failing());
  Object.assign(error, { name: "Renamed", code: "E_MINE" });
  assert.deepEqual([error.name, error.code, String(error)], ["Renamed", "E_MINE", "Renamed: refused"]);
  Object.defineProperty(error, "stack", { value: "defined" });
  assert.equal(error.stack, "defined");
  assert.deepEqual(Object.keys(error), []);
});

test("an assigned stack is redacted", () => {
  const error = failing();
  error.stack += `\ncaused by: password=${SECRET}`;
  assert.match(error.stack ?? "", /^McpToolError: refused\n {4}at failing [\s\S]*caused by: password=\[REDACTED\]$/);
});

test("an assigned message is redacted and sent", () => {
  const error = failing();
  error.message = `login with password=${SECRET}`;
  const expected = "login with password=[REDACTED]";
  assert.deepEqual([error.message, error.originalMessage, error.toDict().message], [expected, expected, expected]);
  assert.match(error.stack ?? "", /^McpToolError: login with password=\[REDACTED\]\n/);
  assert.equal(library.decodeError(error.toJsonString())?.message, expected);
  assert.deepEqual([Object.keys(error), Object.hasOwn(error, "message")], [[], false]);
  for (const [given, shown] of /** @type {[any, string][]} */ ([
    [42, "42"],
    [undefined, ""],
    [null, "null"],
  ])) {
    error.message = given;
    assert.equal(error.message, shown);
    assert.equal(error.toDict().message, shown);
  }
});

test("an assigned message leaves everything else as it was", () => {
  const error = new McpToolError("m", {
    ...{ context: { a: 1 }, hints: ["one", "two", "three"], verbose: false, jsonRpcCode: 7, retryAfterMs: 5 },
    cause: new Error("inner"),
  });
  const { message: _, ...before } = error.toDict();
  error.message = "other";
  const { message, ...after } = error.toDict();
  assert.equal(message, "other");
  assert.deepEqual(after, before);
  assert.deepEqual([error.hints, error.verbose, error.code], [["one", "two", "three"], false, 7]);
  assert.equal(error.provenance, undefined);
});

test("the constructor of a subclass may assign a message, but decoding keeps the message of the sender", () => {
  class Prefixed extends McpToolError {
    static errorType = "PrefixedError";
    /** @param {string} message @param {any} [options] */
    constructor(message, options) {
      super(message, options);
      this.message = `prefixed ${this.message}`;
    }
  }
  library.registerErrorClass(Prefixed);
  const sent = new Prefixed("m");
  assert.equal(sent.toDict().message, "prefixed m");
  const received = library.decodeError(sent.toJsonString());
  assert.ok(received instanceof Prefixed);
  assert.equal(received.message, "prefixed m");
  assert.equal(received.toJsonString(), sent.toJsonString());
});

test("a hook does not run in the base constructor, runs once, and runs again if it failed", () => {
  let calls = 0;
  class Hooked extends McpError {
    seen = this.message;
    #rules = ["internal"];
    /** @param {Record<string, unknown>} context */
    sanitizeContext(context) {
      calls += 1;
      return { ...super.sanitizeContext(context), rules: this.#rules };
    }
  }
  class Quiet extends McpError {
    sanitizeContext() {
      calls += 1;
      return { a: this.message };
    }
  }
  const quiet = new Quiet("quiet");
  assert.equal(calls, 0);
  assert.deepEqual(
    [quiet.message, quiet.toDict().context, quiet.context, calls],
    ["quiet", { a: "quiet" }, { a: "quiet" }, 1],
  );
  const early = new Hooked("early", { context: { a: 1 } });
  assert.equal(early.seen, "early");
  assert.deepEqual(early.toDict().context, { a: 1, rules: ["internal"] });
});

test("objects that inherit from an error read its message and stack, and have their own", () => {
  const error = failing();
  const derived = Object.create(error);
  assert.deepEqual([derived.message, derived.stack], [error.message, error.stack]);
  derived.message = "own";
  derived.stack = "own";
  assert.deepEqual([derived.message, derived.stack, error.message], ["own", "own", "refused"]);
  assert.equal(McpError.prototype.message, "");
  /** @type {any} */
  const endless = new Proxy(error, { getPrototypeOf: () => endless });
  assert.equal(endless.message, "");
});

test("a clone keeps the stack, and a worker's error its message", async () => {
  const clone = structuredClone(failing("see [REDACTED]"));
  assert.match(clone.stack ?? "", /^McpToolError: see \[REDACTED\]\n {4}at failing /);
  const program = 'import { McpToolError } from "mcp-errors"; throw new McpToolError("thrown there");';
  const worker = new Worker(
    new URL(
      `data:text/javascript,${encodeURIComponent(program.replace('"mcp-errors"', JSON.stringify(import.meta.resolve("mcp-errors"))))}`,
    ),
  );
  const error = await new Promise((resolve) => worker.on("error", resolve));
  assert.deepEqual([error.name, error.message], ["McpToolError", "thrown there"]);
});

test("source maps leave the first line as it is", () => {
  const program = 'const { McpToolError } = require("mcp-errors"); console.log(new McpToolError("refused").stack)';
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const { stdout } = spawnSync(process.execPath, ["--enable-source-maps", "--eval", program], {
    cwd,
    encoding: "utf8",
  });
  assert.match(stdout, /^McpToolError: refused\n {4}at /);
});

test("inspect shows the current message", () => {
  const error = failing(`see ${SECRET}`);
  assert.match(inspect(error), new RegExp(`^McpToolError: see ${SECRET}\n {4}at failing`));
  error.addContext({ password: SECRET });
  assert.match(inspect(error), /^McpToolError: see \[REDACTED\]\n {4}at failing/);
});
