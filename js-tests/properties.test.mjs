// Properties that hold for every input, tested with generated ones: JSON values with odd keys, numbers of all sizes, any text,
// planted secrets, and hostile values. The seed is fixed; MCP_ERRORS_SEED sets another.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import * as library from "mcp-errors";
import {
  benign,
  context,
  hostile,
  json,
  key,
  leaky,
  leakyText,
  made,
  patience,
  revealing,
  SECRET,
  secretKey,
  text,
} from "./arbitraries.mjs";

const { CLASSES, decodeError, formatErrorChain, isSensitiveKey, McpError, redactText, rootCause, sanitize } = library;

const SEED = Number(process.env.MCP_ERRORS_SEED ?? 20_240_115);
const TIMESTAMP = "2024-01-15T10:30:00.123456+00:00";

/** Every part of the secret of 8 characters. */
const PARTS = Array.from({ length: SECRET.length - 7 }, (_, at) => SECRET.slice(at, at + 8));

// --- generators of errors

/** By name, which the report of a failure shows. */
const Class = fc.constantFrom(...CLASSES.map(({ name }) => name));
const classes = /** @type {Record<string, any>} */ (Object.fromEntries(CLASSES.map((Made) => [Made.name, Made])));
const options = fc.record(
  {
    context,
    errorCode: fc.oneof(text, fc.constantFrom("CONN_TIMEOUT", "E")),
    timestamp: fc.oneof(fc.constant(TIMESTAMP), fc.date(), json),
    requestId: text,
    hints: fc.array(text, { maxLength: 4 }),
    retryable: fc.boolean(),
    retryAfterMs: fc.double(),
    jsonRpcCode: fc.integer(),
    field: text,
    value: json,
    serverName: text,
    port: fc.integer(),
    toolName: text,
    validationErrors: fc.array(text, { maxLength: 4 }),
    cause: fc.oneof(
      text.map((message) => new Error(message)),
      text.map((message) => new AggregateError([new Error(message), message], "several")),
      text.map((message) => new McpError(message, { context: { message } })),
    ),
  },
  { requiredKeys: [] },
);

// --- properties

/** @param {unknown} value */
const wire = (value) => JSON.stringify(value);

/** What an error says, by every way out. @param {any} error @returns {Record<string, string>} */
function exits(error) {
  return {
    message: error.message,
    stack: String(error.stack),
    toString: String(error),
    toJsonString: error.toJsonString(),
    describe: error.describe(),
    toJsonRpc: wire(error.toJsonRpc()),
    toToolResult: wire(error.toToolResult({ includeJsonText: true, structuredContent: true })),
    toProblemDetails: wire(error.toProblemDetails()),
    formatErrorChain: formatErrorChain(error),
    context: wire(error.context),
    updated: error.toJsonString(),
  };
}

/** What an error shows whose author has put a secret into its context: all but that context. @param {any} error */
function exitsButContext(error) {
  const { hints, originalError, validationErrors, serverName, host, selector, candidates, responseData } = error;
  const { context: _, ...shown } = exits(error);
  const fields = { hints, originalError, validationErrors, serverName, host, selector, candidates, responseData };
  return { ...shown, fields: wire(fields), originalMessage: error.originalMessage };
}

/** Ways to put a value into a context. @type {Record<string, (error: any, value: unknown) => unknown>} */
const CHANGES = {
  addContext: (error, value) => error.addContext({ value }),
  entry: (error, value) => {
    error.context.value = value;
  },
  deep: (error, value) => {
    error.context.list = [{}];
    error.context.list[0].value = value;
  },
  "another context": (error, value) => {
    error.context = { value };
  },
  hook: (error, value) => {
    error.sanitizeContext = (/** @type {object} */ context) => ({ ...context, value });
  },
};

/** @param {string} shown @param {string} where */
function withoutSecret(shown, where) {
  assert.equal(typeof shown, "string", where);
  for (const part of PARTS) assert.ok(!shown.includes(part), `${where}: ${shown}`);
}

/** @param {any} value @returns {any} */
function deepFreeze(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** Nothing but plain objects, arrays and what JSON has. @param {any} value */
function assertPlain(value) {
  if (typeof value === "object" && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    assert.ok(prototype === (Array.isArray(value) ? Array.prototype : Object.prototype), "a foreign prototype");
    assert.deepEqual(Object.getOwnPropertySymbols(value), []);
    Object.values(value).forEach(assertPlain);
  } else {
    assert.ok(value === null || ["string", "number", "boolean"].includes(typeof value), typeof value);
    assert.ok(typeof value !== "number" || Number.isFinite(value), String(value));
  }
}

/** @type {[name: string, runs: number, arbitrary: fc.Arbitrary<any>, holds: (value: any) => void][]} */
const PROPERTIES = [
  [
    "sanitize is idempotent",
    2000,
    fc.oneof(json, leaky),
    (value) => {
      const once = sanitize(value);
      assert.equal(wire(sanitize(once)), wire(once));
    },
  ],
  [
    "sanitize leaves its input as it was",
    1000,
    json,
    (value) => {
      const before = structuredClone(value);
      const clean = wire(sanitize(value));
      assert.deepEqual(value, before);
      assert.equal(wire(sanitize(deepFreeze(value))), clean, "frozen");
    },
  ],
  [
    "sanitize gives plain JSON",
    2000,
    fc.oneof(json, leaky, hostile),
    (value) => {
      const clean = sanitize(made(value));
      if (clean === undefined) return;
      assertPlain(clean);
      assert.deepEqual(JSON.parse(wire(clean)), clean);
    },
  ],
  ["sanitize shows no secret", 2000, leaky, (value) => withoutSecret(wire(sanitize(value)), "sanitize")],
  [
    "an error shows no secret",
    500,
    fc.tuple(Class, leakyText, leaky),
    ([name, message, value]) => {
      const cause = new Error(message, { cause: new AggregateError([new Error(message), value], message) });
      const made = new classes[name](message, { context: { value }, hints: [message], requestId: message, cause });
      for (const [exit, shown] of Object.entries(exits(made))) withoutSecret(shown, exit);
      const added = new classes[name]("m").addContext({ value });
      withoutSecret(added.toJsonString(), "addContext");
      withoutSecret(redactText(message), "redactText");
      withoutSecret(formatErrorChain(cause), "formatErrorChain");
    },
  ],
  [
    "what is put into a context later is hidden everywhere",
    1000,
    fc.tuple(Class, context, revealing, fc.constantFrom(...Object.keys(CHANGES)), fc.boolean(), fc.boolean()),
    ([name, given, value, change, verbose, isShown]) => {
      const seen = `see ${SECRET}`;
      const fields = { originalError: seen, validationErrors: [seen], serverName: seen, host: seen, selector: seen };
      const error = new classes[name](seen, {
        ...{ ...fields, candidates: [seen], responseData: [seen], verbose, hints: [seen, "a", seen] },
        context: { ...given, seen },
        cause: new Error(seen),
      });
      if (isShown && change !== "hook") exits(error);
      CHANGES[change]?.(error, value);
      for (const [exit, shown] of Object.entries(exitsButContext(error))) withoutSecret(shown, `${change}: ${exit}`);
    },
  ],
  [
    "toDict, JSON.stringify and toJsonString agree",
    1000,
    fc.tuple(Class, text, options),
    ([name, message, given]) => {
      const error = new classes[name](message, given);
      const sent = error.toJsonString();
      assert.equal(wire(error), sent);
      assert.equal(wire(error.toDict()), sent);
      assert.deepEqual(error.toDict(), JSON.parse(sent));
      assert.deepEqual(error.toJsonRpc().data, error.toDict());
      void error.context;
      assert.equal(error.toJsonString(), sent, "after a look at the context");
    },
  ],
  [
    "decode then encode gives the same bytes",
    1000,
    fc.tuple(Class, text, options),
    ([name, message, given]) => {
      const error = new classes[name](message, given);
      const expected = error.toJsonString();
      /** @type {Record<string, unknown>} */
      const forms = {
        text: expected,
        bytes: new TextEncoder().encode(expected),
        dict: error.toDict(),
        "JSON-RPC": error.toJsonRpc(),
        "tool result": error.toToolResult(),
      };
      for (const [form, sent] of Object.entries(forms)) {
        const received = decodeError(sent);
        assert.equal(received?.toJsonString(), expected, form);
        assert.equal(received?.constructor, classes[name], form);
      }
    },
  ],
  [
    "constructors take anything",
    1000,
    fc.tuple(Class, hostile, hostile, hostile),
    ([name, ...recipes]) => {
      const [message, given, other] = recipes.map(made);
      for (const error of [
        new classes[name](message, given),
        new classes[name](message, { cause: given, context: other }),
        new classes[name](message, Object.fromEntries(OPTIONS.map((name) => [name, given]))),
      ]) {
        assert.ok(error instanceof classes[name]);
        assertPlain(error.toDict());
        assert.equal(decodeError(error.toJsonString())?.toJsonString(), error.toJsonString());
        for (const [exit, shown] of Object.entries(exits(error))) withoutSecret(shown, exit);
        error.addContext(other).context = given;
        assertPlain(error.toDict());
      }
    },
  ],
  [
    "functions take anything",
    2000,
    hostile,
    (recipe) => {
      const value = made(recipe);
      const error = decodeError(value);
      assert.ok(error === undefined || error instanceof McpError);
      assert.equal(typeof formatErrorChain(value), "string");
      assert.equal(typeof redactText(value), "string");
      assert.equal(typeof isSensitiveKey(value), "boolean");
      assert.equal(typeof McpError.is(value), "boolean");
      rootCause(value);
      assert.ok(!patience.isLost, "an endless chain was followed");
    },
  ],
  [
    "redactText is idempotent",
    3000,
    fc.oneof(text, leakyText),
    (value) => {
      const once = redactText(value);
      assert.equal(redactText(once), once);
    },
  ],
  ["redactText leaves ordinary words alone", 1000, benign, (value) => assert.equal(redactText(value), value)],
];
const OPTIONS = [
  ...["context", "errorCode", "timestamp", "cause", "jsonRpcCode", "hints", "requestId", "retryable", "retryAfterMs"],
  ...["serverName", "host", "port", "field", "value", "expectedType", "toolName", "uri", "operation", "statusCode"],
  ...["validationErrors", "candidates", "verbose", "responseData", "serverCode", "timeoutSeconds", "availableTools"],
];

for (const [name, numRuns, arbitrary, holds] of PROPERTIES) {
  test(`${name} (${numRuns} runs, seed ${SEED})`, () => {
    fc.assert(fc.property(arbitrary, holds), { seed: SEED, numRuns });
  });
}

/** Input for the native calls, and what the package makes of the same. @type {Record<string, [number, fc.Arbitrary<any>, (value: any) => [input: string, answer: string]]>} */
const CALLS = {
  sanitize: [2000, fc.oneof(json, leaky.filter(isJson)), (value) => [wire(value), wire(sanitize(value))]],
  create: [
    1000,
    fc.tuple(Class, text, context, fc.array(text, { maxLength: 3 })),
    ([name, message, given, hints]) => {
      const error = new classes[name](message, { context: given, hints, timestamp: TIMESTAMP });
      const input = { kind: error.kind, message, options: { context: given, hints, timestamp: TIMESTAMP } };
      return [wire(input), error.toJsonString()];
    },
  ],
  decode: [1000, fc.oneof(json, context.map(asPayload)), (value) => [wire(value), decoded(wire(value))]],
  redact: [2000, fc.oneof(text, leakyText), (value) => [value, redactText(value)]],
  key: [
    2000,
    fc.oneof(
      key,
      secretKey,
      fc.tuple(key, secretKey).map(([a, b]) => `${a}_${b}`),
    ),
    (value) => [value, String(isSensitiveKey(value))],
  ],
};

/** @param {any} value */
function isJson(value) {
  return wire(value) === wire(JSON.parse(wire(value), (_, item) => item)) && !/\{\}/.test(wire(value));
}

/** @param {Record<string, unknown>} given */
function asPayload(given) {
  return { error_type: "MCPToolError", message: "m", context: given, ...given, timestamp: TIMESTAMP };
}

/** @param {string} text */
const decoded = (text) => decodeError(text)?.toJsonString() ?? "";

for (const [name, [runs, arbitrary, make]] of Object.entries(CALLS)) {
  test(`native equals wasm: ${name} (${runs} runs, seed ${SEED})`, () => {
    const binary = process.env.MCP_ERRORS_CALLS;
    assert.ok(
      binary,
      "MCP_ERRORS_CALLS names no binary; run `cargo xtask test tarball`, or `cargo build --example calls`",
    );
    const calls = fc.sample(arbitrary, { seed: SEED, numRuns: runs }).map(make);
    const asked = calls.map(([input]) => `${JSON.stringify({ call: name, input })}\n`).join("");
    const { stdout, stderr, status } = spawnSync(binary, { input: asked, encoding: "utf8", maxBuffer: 2 ** 30 });
    assert.equal(status, 0, stderr);
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(answers.length, runs);
    for (const [at, [input, expected]] of calls.entries()) {
      assert.equal(expected.toWellFormed?.() ?? expected, answers[at], `run ${at}: ${JSON.stringify(input)}`);
    }
  });
}
