// The settings of the process, and their effect on the exits. The tests depend on their order: an audience is never widened
// again. Each test file has a process of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { configure, decodeError, McpConnectionError, McpError, McpTimeoutError, McpToolError } from "mcp-errors";

const make = () =>
  new McpToolError("cannot open '/srv/app/x.db' on db.prod.internal:5432\n    at open (/srv/app/store.js:10:5)", {
    hints: ["Pass `id`, not /srv/app/x.db"],
    context: { cwd: "/srv/app", host: "db01", url: "http://10.0.0.5/x" },
    cause: new Error("EACCES, open '/srv/app/x.db'"),
  });

const HIDDEN = /\/srv|internal|db01|10\.0\.0\.5|store\.js|5432/;

/** Every exit that a client may read. @type {Record<string, (error: McpError, options?: any) => unknown>} */
const EXITS = {
  toJsonRpc: (error, options) => error.toJsonRpc(options),
  toToolResult: (error, options) => error.toToolResult({ ...options, includeJsonText: true, structuredContent: true }),
  toProblemDetails: (error, options) => error.toProblemDetails(options),
};

test("each exit takes an audience", () => {
  for (const [name, exit] of Object.entries(EXITS)) {
    assert.match(JSON.stringify(exit(make())), HIDDEN, `${name}: an operator sees all`);
    const text = JSON.stringify(exit(make(), { audience: "client" }));
    assert.doesNotMatch(text, HIDDEN, name);
    assert.match(text, /Pass `id`, not \[PATH\]/, `${name}: hints stay`);
    const changed = make();
    changed.context.other = "/srv/other";
    assert.doesNotMatch(JSON.stringify(exit(changed, { audience: "client" })), HIDDEN, `${name}: after a look`);
  }
});

test("invalid options do not throw, and show no more than a client may see", () => {
  const throwing = {
    get audience() {
      throw new Error("no");
    },
  };
  const odd = [{ audience: "public" }, { audience: 1 }, { audience: {} }, { audience: true }, { audience: 1n }];
  for (const [name, exit] of Object.entries(EXITS)) {
    for (const options of odd) assert.doesNotMatch(JSON.stringify(exit(make(), options)), HIDDEN, name);
    const plain = (/** @type {any} */ given) => /** @type {any} */ (make())[name](given);
    assert.doesNotThrow(() => plain(throwing), name);
    for (const options of [5, "x", [], { code: 1n, codeProfile: Symbol("x") }]) {
      assert.doesNotThrow(() => exit(make(), options), name);
    }
  }
  assert.equal(make().toJsonRpc(/** @type {any} */ ({ code: "E", codeProfile: "1999" })).code, -32603);
});

test("the view of a client stays the same when it is sent on", () => {
  for (const [name, exit] of Object.entries(EXITS)) {
    const once = JSON.stringify(exit(make(), { audience: "client" }));
    const decoded = decodeError(name === "toProblemDetails" ? JSON.parse(once).error : once);
    assert.ok(decoded instanceof McpToolError, name);
    assert.deepEqual(decoded.toJsonRpc({ audience: "client" }).data, decoded.toDict(), name);
  }
});

test("codes of the profile, of an assignment, and of an option", () => {
  const timeout = new McpTimeoutError("slow");
  assert.equal(timeout.toJsonRpc({ codeProfile: "legacy" }).code, -32001);
  assert.equal(timeout.toJsonRpc({ codeProfile: "legacy", code: -32602 }).code, -32602);
  assert.equal(timeout.toJsonRpc({ codeProfile: "legacy", code: 404 }).code, -32001);
  assert.equal(timeout.code, -32603);
  /** @type {any} */ (timeout).code = 7;
  assert.equal(timeout.toJsonRpc().code, 7);
  assert.equal(timeout.toJsonRpc({ code: 8 }).code, 8);
});

test("invalid settings are refused with what would be valid, and change nothing", () => {
  const cases = [
    [{ audiense: "client" }, /audiense is not valid: settings are an object with `audience`/],
    [{ codeProfile: "legacy", audience: "public" }, /audience is not valid: .*`operator` or `client`/],
    [{ codeProfile: 2026 }, /codeProfile is not valid: .*`2026`, or `legacy`/],
    ["client", /this is not valid: settings are an object/],
    [undefined, /this is not valid: settings are an object/],
  ];
  for (const [settings, message] of cases) {
    assert.throws(() => configure(/** @type {any} */ (settings)), { name: "TypeError", message });
    assert.equal(new McpTimeoutError("x").code, -32603);
    assert.match(JSON.stringify(make().data), HIDDEN);
  }
  configure({});
  configure({ audience: null });
});

test("the settings hold for `.code` and `.data`, which SDKs read by themselves", () => {
  const before = new McpTimeoutError("slow");
  configure({ codeProfile: "legacy", audience: "client" });
  assert.equal(before.code, -32001);
  assert.equal(new McpConnectionError("gone").code, -32000);
  assert.equal(make().toJsonRpc({ codeProfile: "2026" }).code, -32603);
  const decoded = decodeError(new McpTimeoutError("slow").toJsonString());
  assert.equal(decoded?.code, -32001);
  const error = make();
  assert.doesNotMatch(JSON.stringify(error.data), HIDDEN);
  for (const [name, exit] of Object.entries(EXITS)) assert.doesNotMatch(JSON.stringify(exit(error)), HIDDEN, name);
  assert.match(error.toJsonString(), HIDDEN, "logs have all of it");
  assert.match(JSON.stringify(error.toJsonRpc({ audience: "operator" })), HIDDEN, "one exit may be told otherwise");
});

test("an audience is not widened again", () => {
  assert.throws(() => configure({ audience: "operator" }), { name: "TypeError", message: /can only tighten/ });
  configure({ codeProfile: "2026" });
  assert.equal(new McpTimeoutError("slow").code, -32603);
  assert.doesNotMatch(JSON.stringify(make().data), HIDDEN);
});

test("without an engine a client sees no more", () => {
  const error = new McpError("cannot open /srv/app/x.db");
  // The call ends at the end of the stack.
  const deep = (/** @type {number} */ left) => {
    try {
      return left === 0 ? [] : [JSON.stringify(error.toJsonRpc()), ...deep(left - 1)];
    } catch {
      return [JSON.stringify(error.toJsonRpc())];
    }
  };
  for (const text of deep(20_000)) assert.doesNotMatch(text, HIDDEN);
});
