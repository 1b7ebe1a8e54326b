// Hosts without WebAssembly, and instances that are lost: errors keep their type, and show nothing that was not sanitized. Each
// test runs in a process of its own, since the engine is made once.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/**
 * Runs a program. Returns the JSON that it prints, and its stderr.
 * @param {string} program
 * @returns {{ printed: any, stderr: string }}
 */
function run(program) {
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=commonjs", "--eval", program], {
    cwd,
    encoding: "utf8",
  });
  assert.ok(stdout !== "", stderr);
  return { printed: JSON.parse(stdout), stderr };
}

/** Hosts without an engine; each counts in `asked` how often it is asked for one. @type {Record<string, string>} */
const MISSING = {
  "that is forbidden": `
    WebAssembly.Module = function () {
      asked += 1;
      throw new WebAssembly.CompileError("Wasm code generation disallowed by embedder");
    };`,
  "that cannot be instantiated": `
    WebAssembly.Instance = function () {
      asked += 1;
      throw new WebAssembly.LinkError("no memory for you");
    };`,
  "that does not exist": `
    delete globalThis.WebAssembly;
    Object.defineProperty(globalThis, "WebAssembly", { get() { asked += 1; return undefined; } });`,
};

for (const [way, setUp] of Object.entries(MISSING)) {
  test(`an engine ${way} is asked for once, and reported once`, () => {
    const { printed, stderr } = run(`
      let asked = 0;
      ${setUp}
      const library = require("mcp-errors");
      const attempts = [];
      for (let at = 0; at < 200; at += 1) {
        new library.McpConnectionError("refused");
        attempts.push(asked);
      }
      console.log(JSON.stringify({ attempts: [attempts[0], attempts[199]], init: library.init(), after: asked }));
    `);
    const [first] = printed.attempts;
    assert.ok(first >= 1);
    assert.deepEqual(printed, { attempts: [first, first], init: false, after: first });
    assert.equal(stderr.match(/WebAssembly cannot run here/g)?.length, 1, stderr);
  });
}

test("without an engine nothing is shown that was not sanitized", () => {
  const { printed } = run(`
    ${MISSING["that is forbidden"]}
    let asked = 0;
    const { McpConnectionError, redactText, sanitize } = require("mcp-errors");
    const secret = ["pl8Zq4vW", "x0Kd83hs"].join("");
    const error = new McpConnectionError("see " + secret, { errorCode: "CODE", context: { password: secret } });
    const shown = () => [error.message, error.stack, error.hints, String(error), error.toJsonString(), error.describe(), error.toJsonRpc()];
    const first = shown();
    error.context.password = secret;
    error.addContext({ secret });
    const second = shown();
    error.message = "see " + secret;
    error.stack = "see " + secret;
    for (const stack of [10n, Symbol("s"), { get a() { throw new Error("no"); } }]) {
      const odd = new McpConnectionError("x");
      odd.stack = stack;
      odd.describe();
      odd.toToolResult();
      odd.toJsonRpc();
    }
    class Hooked extends McpConnectionError {
      sanitizeContext() {
        return { secret };
      }
    }
    const hooked = new Hooked(secret);
    const third = [...shown(), hooked.message, hooked.toJsonString(), sanitize({ a: secret }), redactText(secret)];
    const text = JSON.stringify([first, second, third]);
    console.log(JSON.stringify({ leaks: text.includes(secret), kept: [error.name, error.errorCode, error.code, first[0], third[0]] }));
  `);
  assert.deepEqual(printed, {
    leaks: false,
    kept: ["McpConnectionError", "CODE", -32603, "[REDACTED]", "[REDACTED]"],
  });
});

test("an engine that could not be made at the end of the stack is made later", () => {
  const { printed } = run(`
    const { McpConnectionError } = require("mcp-errors");
    let made = 0;
    const descend = () => {
      try {
        descend();
      } catch (problem) {
        // A frame further up each time, so that some attempts fail while the engine is made.
        if (made < 40) {
          made += 1;
          new McpConnectionError("deep");
        }
        throw problem;
      }
    };
    try {
      descend();
    } catch {}
    const { message, context } = new McpConnectionError("flat", { context: { a: 1 } });
    console.log(JSON.stringify({ made, message, context }));
  `);
  assert.deepEqual(printed, { made: 40, message: "flat", context: { a: 1 } });
});

test("a lost instance is replaced, and the error of that call withholds what it could not sanitize", () => {
  // The first instance traps in the third call, and in every call after that.
  const { printed, stderr } = run(`
    const { Instance } = WebAssembly;
    let made = 0;
    WebAssembly.Instance = function (module, imports) {
      const { exports } = new Instance(module, imports);
      made += 1;
      if (made > 1) return { exports };
      let calls = 0;
      const call = (...args) => {
        calls += 1;
        if (calls >= 3) throw new WebAssembly.RuntimeError("unreachable");
        return exports.call(...args);
      };
      return { exports: { ...exports, call } };
    };
    const { McpConnectionError } = require("mcp-errors");
    const errors = [1, 2, 3, 4].map((n) => new McpConnectionError("call " + n, { errorCode: "CODE", context: { n } }));
    console.log(JSON.stringify(errors.map((error) => [error.name, error.errorCode, error.message, error.context])));
  `);
  const expected = [1, 2, 3, 4].map((n) =>
    n === 3 ? ["McpConnectionError", "CODE", "[REDACTED]", {}] : ["McpConnectionError", "CODE", `call ${n}`, { n }],
  );
  assert.deepEqual(printed, expected, stderr);
});

test("an engine that is first asked for at the end of the stack works afterwards", () => {
  const { printed, stderr } = run(`
    const file = require.resolve("mcp-errors");
    const broken = [];
    for (let left = 1; left < 700; left += 2) {
      delete require.cache[file];
      const { McpConnectionError } = require(file);
      let back = 0;
      // The stack is full, and so many frames of it are left: somewhere on the way they suffice for a part of the engine.
      const dive = () => {
        try {
          dive();
        } catch (problem) {
          back += 1;
          if (back === left) new McpConnectionError("deep");
          throw problem;
        }
      };
      try {
        dive();
      } catch {}
      if (new McpConnectionError("as it was").message !== "as it was") broken.push(left);
    }
    console.log(JSON.stringify(broken));
  `);
  assert.deepEqual(printed, []);
  assert.equal(stderr, "");
});

test("what is withheld keeps its time, and a stack that was assigned is not replaced", () => {
  const { printed } = run(`
    ${MISSING["that is forbidden"]}
    let asked = 0;
    const { McpConnectionError } = require("mcp-errors");
    const error = new McpConnectionError("x");
    error.stack = "at home";
    error.context.a = 1;
    const first = error.toDict().timestamp;
    const end = Date.now() + 20;
    while (Date.now() < end);
    console.log(JSON.stringify([first === error.toDict().timestamp, error.stack]));
  `);
  assert.deepEqual(printed, [true, "[REDACTED]"]);
});
