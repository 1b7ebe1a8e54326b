// Loggers of any make: which arguments each gets, and that a logger or hook that fails does nothing else.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { format, promisify } from "node:util";
import { logWith, McpConnectionError, McpError } from "mcp-errors";
import { toolErrorHandler } from "mcp-errors/mcp-sdk";

const secret = ["pl8Zq4vW", "x0Kd83hs", "Lw02Mn7R"].join("");
const failure = () =>
  new McpConnectionError(`100% of postgres://app:${secret}@db:5432/crm failed`, { context: { attempt: 2 } });
const MESSAGE = "100% of postgres://app:[REDACTED]@db:5432/crm failed | Context: attempt=2";
const details = (/** @type {McpError} */ error) => ({ mcp_error: error.toDict() });

/** A logger that has `members`, and keeps what its methods are called with. @param {object} members @param {string[]} [methods] */
function loggerOf(members, methods = ["error", "warn", "info", "fatal"]) {
  /** @type {unknown[][]} */
  const calls = [];
  /** @type {any} */
  const logger = { ...members, calls };
  for (const method of methods) {
    logger[method] = function (/** @type {unknown[]} */ ...args) {
      // Methods of most makes need their logger.
      if (this === logger) calls.push([method, ...args]);
    };
  }
  return logger;
}

const nothing = () => undefined;
const hostile = () =>
  new Proxy(
    {},
    {
      get() {
        throw new Error("no");
      },
    },
  );

/** What recognizes a make; the real ones are in `telemetry`. @type {[name: string, members: object, order: "record" | "message"][]} */
const MAKES = [
  ["pino", { child: nothing, bindings: nothing, levels: { values: {}, labels: {} } }, "record"],
  ["pino, by its levels", { child: nothing, levels: { values: {}, labels: {} } }, "record"],
  ["bunyan", { child: nothing, addStream: nothing, fields: { name: "app" } }, "record"],
  ["winston", { child: nothing, configure: nothing, log: nothing, transports: [], levels: { error: 0 } }, "message"],
  ["a logger without more", {}, "message"],
  ["no make: `levels` is null", { child: nothing, levels: null }, "message"],
];

for (const [name, members, order] of MAKES) {
  test(`the arguments for ${name}`, () => {
    const error = failure();
    const expected = order === "record" ? [details(error), MESSAGE] : [MESSAGE, details(error)];
    const logger = loggerOf(members);
    error.logError(logger);
    error.logError(logWith(logger));
    logWith(logger)(error);
    logWith(logger, { level: "fatal" })(error);
    logWith(logger, { level: "verbose" })(error);
    const levels = ["error", "error", "error", "fatal", "error"];
    assert.deepEqual(
      logger.calls,
      levels.map((level) => [level, ...expected]),
    );
    const turned = loggerOf(members);
    logWith(turned, { order: order === "record" ? "message-first" : "record-first" })(error);
    assert.deepEqual(turned.calls, [["error", ...expected.reverse()]]);
  });
}

test("a placeholder in the message does not use up the details", () => {
  const winston = { configure: nothing, log: nothing, transports: [] };
  const console = { groupEnd: nothing, table: nothing };
  const pino = { child: nothing, bindings: nothing };
  /** @type {[message: string, escaped: string][]} */
  const messages = [
    ["100% of it", "100% of it"],
    ["100%s of it", "100%%s of it"],
    ["/caf%c3%a9", "/caf%%c3%a9"],
    ["%%d", "%%%%d"],
  ];
  for (const [message, escaped] of messages) {
    const error = new McpError(message);
    /** What a logger was called with. @param {object} members */
    const callOf = (members) => {
      const logger = loggerOf(members);
      error.logError(logger);
      return logger.calls[0].slice(1);
    };
    for (const members of [{}, console]) {
      const args = callOf(members);
      assert.deepEqual(args, [escaped, details(error)]);
      // As loggers do that format.
      assert.ok(format(...args).startsWith(`${message} {`));
    }
    assert.deepEqual(callOf(pino), [details(error), message]);
    const isPlain = message === escaped;
    assert.deepEqual(callOf(winston), isPlain ? [message, details(error)] : [{ message, ...details(error) }]);
  }
});

test("a console writes to stderr only", () => {
  const error = failure();
  const logger = loggerOf({ groupEnd: nothing, table: nothing }, ["error", "warn", "info", "log", "debug"]);
  for (const level of ["error", "warn", "info", "log", "debug", "dir", undefined]) logWith(logger, { level })(error);
  assert.deepEqual(
    logger.calls,
    ["error", "warn", "error", "error", "error", "error", "error"].map((method) => [method, MESSAGE, details(error)]),
  );
});

test("a function gets the record", () => {
  const error = failure();
  /** @type {any[]} */
  const records = [];
  error.logError(logWith((record) => records.push(record)));
  logWith((record) => records.push(record))(error);
  for (const { timestamp, level, message, mcp_error } of records) {
    assert.deepEqual({ level, message, mcp_error }, { level: "ERROR", message: MESSAGE, ...details(error) });
    assert.ok(Date.parse(timestamp) > 0);
  }
  assert.equal(records.length, 2);
});

test("whatever else is logged is redacted first", () => {
  const logger = loggerOf({});
  const log = logWith(logger);
  const url = `postgres://app:${secret}@db`;
  const forged = { level: "ERROR", message: url, mcp_error: { error_type: "MCPError", message: url } };
  for (const value of [new Error(url), url, forged, { message: url }, null, undefined, hostile()]) log(value);
  assert.equal(logger.calls.length, 7);
  assert.ok(!JSON.stringify(logger.calls).includes(secret), JSON.stringify(logger.calls));
});

const run = promisify(execFile);

/** Loggers and hooks that fail, as source. */
const FAILING = {
  throws: "() => { throw new Error('logger') }",
  "an async function": "async () => { throw new Error('logger') }",
  "rejects later": "() => new Promise((_, reject) => setTimeout(reject, 5))",
  "a thenable that rejects": "() => ({ then: (_, reject) => reject(new Error('logger')) })",
  "a thenable that throws": "() => ({ then() { throw new Error('logger') } })",
  "a thenable that is async": "() => ({ async then() { throw new Error('logger') } })",
  "a thenable that cannot be read": "() => ({ get then() { throw new Error('logger') } })",
};

/** Places where a logger or hook is called; `fail` is one of those above. */
const CALLS = {
  "logError of a function": "error.logError(fail)",
  "logError of a logger": "error.logError({ error: fail })",
  "logError of a pino": "error.logError({ error: fail, child() {}, bindings() {} })",
  "logError of a console": "error.logError({ error: fail, groupEnd() {}, table() {} })",
  "logWith of a logger": "logWith({ error: fail })(error)",
  "the option logger": "handle({ logger: fail })",
  "the option logger, of a logger": "handle({ logger: { error: fail } })",
  "the option onError": "handle({ logger: false, onError: fail })",
  "the option requestId": "handle({ logger: false, requestId: fail })",
  "a logError of a subclass": "handle({}, Object.assign(error, { logError: fail }))",
};

for (const [name, fail] of Object.entries(FAILING)) {
  test(`a logger or hook that fails ends no process: ${name}`, async () => {
    const calls = Object.entries(CALLS).map(
      ([place, call]) => `await attempt(${JSON.stringify(place)}, () => ${call});`,
    );
    const source = `
      import { logWith, McpError } from "mcp-errors";
      import { toolErrorHandler } from "mcp-errors/mcp-sdk";
      const fail = ${fail};
      let error, failed = [];
      const handle = (options, thrown = error) => toolErrorHandler("t", () => { throw thrown; }, options)().isError;
      process.on("unhandledRejection", () => failed.push(place + ": unhandled rejection"));
      let place;
      async function attempt(name, call) {
        place = name;
        error = new McpError("m");
        try { call(); } catch (thrown) { failed.push(place + ": " + thrown); }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      ${calls.join("\n")}
      console.log(JSON.stringify(failed));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", source], {
      cwd: import.meta.dirname,
    });
    assert.deepEqual(JSON.parse(stdout), []);
  });
}

test("what somebody put on Object.prototype is no option", async () => {
  const source = `
    import { logWith, McpError } from "mcp-errors";
    import { mcpLogger, toolErrorHandler } from "mcp-errors/mcp-sdk";
    const called = [];
    const polluted = {
      audience: "operator", logger: false, level: "fatal", order: "record-first", includeJsonText: true,
      onError: () => called.push("onError"), requestId: () => called.push("requestId"),
    };
    Object.assign(Object.prototype, polluted);
    const fail = () => { throw new Error("no /home/app/config.yaml") };
    const options = {};
    const sent = [];
    const server = { sendLoggingMessage: (message) => { sent.push(message) } };
    const results = [undefined, options].map((given) => toolErrorHandler("t", fail, given)());
    mcpLogger(server)(new McpError("no /home/app/config.yaml"));
    const logger = { error: (...args) => called.push(typeof args[0]), fatal: () => called.push("fatal") };
    logWith(logger, options)(new McpError("m"));
    for (const key of Object.keys(polluted)) delete Object.prototype[key];
    console.log(JSON.stringify({ called, results, sent }));`;
  const args = ["--input-type=module", "--eval", source];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: import.meta.dirname });
  const { called, results, sent } = JSON.parse(stdout);
  assert.deepEqual(called, ["string"]);
  assert.deepEqual(
    results.map((/** @type {any} */ { content }) => content.length),
    [1, 1],
  );
  assert.equal(sent[0].level, "error");
  assert.ok(!stdout.includes("/home/app"), stdout);
  // Both failures are logged.
  assert.equal(stderr.split("\n").filter((line) => line.startsWith("{")).length, 2, stderr);
});

test("the answer is the same when a logger fails", () => {
  const throws = () => {
    throw new Error("no");
  };
  const handle = toolErrorHandler("t", throws, { logger: throws, onError: throws });
  assert.equal(handle().isError, true);
});

test("without a usable logger, the record goes to stderr", async () => {
  const source = `
    import { logWith, McpError } from "mcp-errors";
    const error = new McpError("m");
    const lost = new Proxy({}, { get() { throw new Error("no") } });
    logWith()(error);
    logWith({})(error);
    error.logError({ error: 1 });
    logWith(console, { level: "info" })(error);
    logWith(lost)(error);
    error.logError();`;
  const args = ["--input-type=module", "--eval", source];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: import.meta.dirname });
  assert.equal(stdout, "");
  const lines = stderr.split("\n").filter((line) => line.startsWith("{"));
  assert.equal(lines.length, 5, stderr);
  for (const line of lines) assert.equal(JSON.parse(line).mcp_error.message, "m");
  assert.ok(McpError.is(JSON.parse(lines[0] ?? "").mcp_error) === false);
});
