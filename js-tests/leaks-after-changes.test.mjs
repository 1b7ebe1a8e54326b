// Secrets that are identified only after an error was made, by a change of its context: every getter and exit hides them from
// then on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as library from "mcp-errors";
import { EXITS, SECRET } from "./exits.mjs";

/** Errors that hold the secret as `see SECRET`, which nothing identifies. @type {Record<string, (Class: (kind: any) => any) => any>} */
const UNSUSPECTED = {
  base: (of) => make(of(library.McpError), { requestId: `see ${SECRET}`, errorCode: `see ${SECRET}` }),
  connection: (of) => make(of(library.McpConnectionError), { serverName: `see ${SECRET}`, host: `see ${SECRET}` }),
  server: (of) => make(of(library.McpServerError), { responseData: { seen: [`see ${SECRET}`] } }),
  validation: (of) =>
    make(of(library.McpValidationError), {
      field: `see ${SECRET}`,
      value: `see ${SECRET}`,
      validationErrors: [`a: see ${SECRET}`],
    }),
  execution: (of) =>
    make(of(library.McpExecutionError), { originalError: `see ${SECRET}`, operation: `see ${SECRET}` }),
  "execution, with hints that are not shown": (of) => make(of(library.McpExecutionError), { verbose: false }),
  selector: (of) => make(of(library.McpSelectorError), { selector: `see ${SECRET}`, candidates: [`see ${SECRET}`] }),
  decoded: () => library.decodeError(make(library.McpToolError, {}).toJsonString()),
  "with a stack that was assigned": (of) => {
    const error = make(of(library.McpToolError), {});
    error.stack = `${error.stack}\ncaused by: see ${SECRET}`;
    return error;
  },
};

/** @param {any} Class @param {Record<string, unknown>} options */
function make(Class, options) {
  return new Class(`see ${SECRET}`, {
    hints: ["first", `see ${SECRET}`, `and see ${SECRET}`],
    cause: new Error(`see ${SECRET}`, { cause: new library.McpToolError(`see ${SECRET}`) }),
    context: { seen: `see ${SECRET}`, a: { b: [{}] } },
    ...options,
  });
}

/** Changes that identify the secret. @type {Record<string, (error: any) => unknown>} */
const MUTATIONS = {
  addContext: (error) => error.addContext({ password: SECRET }),
  "addContext, nested": (error) => error.addContext({ more: [{ db: { password: SECRET } }] }),
  "addContext, then another context": (error) => {
    error.addContext({ password: SECRET });
    error.context = { seen: "nothing" };
  },
  "addContext to a frozen context": (error) => {
    error.context = Object.freeze({ seen: `see ${SECRET}` });
    error.addContext({ password: SECRET });
  },
  "entry of the context": (error) => {
    error.context.password = SECRET;
  },
  "deep in the context": (error) => {
    error.context.more = { b: [{}] };
    error.context.more.b[0].password = SECRET;
  },
  "text in the context": (error) => {
    error.context.line = `Authorization: Bearer ${SECRET}`;
  },
  "map in the context": (error) => {
    error.context.map = new Map([["password", SECRET]]);
  },
  "context that was kept": (error) => {
    const { context } = error;
    error.toJsonString();
    context.password = SECRET;
  },
  "another context": (error) => {
    error.context = { password: SECRET };
  },
  "entry that was there for one exit": (error) => {
    error.context.password = SECRET;
    error.toJsonString();
    error.context = {};
  },
  message: (error) => {
    error.message = `login with password=${SECRET}`;
  },
  "context, then the message": (error) => {
    error.context.password = SECRET;
    error.toJsonString();
    error.message = `see ${SECRET}`;
  },
  "context, then the stack": (error) => {
    error.context.password = SECRET;
    error.toJsonString();
    error.stack = `${error.stack}\ncaused by: see ${SECRET}`;
  },
  "hook of one error": (error) => {
    error.sanitizeContext = (/** @type {object} */ context) => ({ ...context, password: SECRET });
  },
};

/** Hooks of subclasses that identify the secret. @type {Record<string, (context: Record<string, any>) => object>} */
const HOOKS = {
  "hook that adds an entry": (context) => ({ ...context, password: SECRET }),
  "hook that changes what it is given": (context) => Object.assign(context, { deep: [{ password: SECRET }] }),
};

/** Every getter that an error has. `context` hands out what its author put in. @param {any} error */
function getters(error) {
  const names = new Set();
  for (let at = error; at !== Error.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(at))) if (get) names.add(name);
  }
  return [...names].filter((name) => name !== "context");
}

/** @param {any} error @param {string} way */
function assertHidden(error, way) {
  const { context: _, ...exits } = EXITS;
  const shown = Object.entries(exits).map(([exit, show]) => [exit, show(error)]);
  for (const name of getters(error)) shown.push([`getter ${name}`, error[name]]);
  for (const [exit, value] of shown) {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    assert.ok(!text.includes(SECRET), `${way}: leaks through ${exit}: ${text}`);
  }
}

/** What is read before the change: it must not be cached. @type {Record<string, (error: any) => unknown>} */
const BEFORE = {
  "never looked at": () => undefined,
  "shown before": (error) => assert.ok(inspect(error) + error.toJsonString() !== ""),
  "its context was looked at before": (error) => error.context,
};

for (const [kind, create] of Object.entries(UNSUSPECTED)) {
  test(`getters after mutation: ${kind}`, () => {
    const plain = (/** @type {any} */ Class) => Class;
    assert.ok(create(plain).message.includes(SECRET) && create(plain).stack.includes(SECRET), "nothing is tested");
    for (const [way, change] of Object.entries(MUTATIONS)) {
      for (const [before, look] of Object.entries(BEFORE)) {
        const error = create(plain);
        // A hook runs when the context is first read, and not again.
        if (way.startsWith("hook") && look === BEFORE["its context was looked at before"]) continue;
        look(error);
        change(error);
        assertHidden(error, `${way}, ${before}`);
      }
    }
    for (const [way, sanitizeContext] of Object.entries(HOOKS)) {
      const hooked = (/** @type {any} */ Class) => Object.assign(class extends Class {}, { errorType: "Hooked" });
      const withHook = (/** @type {any} */ Class) => {
        const Made = hooked(Class);
        Made.prototype.sanitizeContext = sanitizeContext;
        return Made;
      };
      if (kind !== "decoded") assertHidden(create(withHook), way);
    }
  });
}

test("each getter hides by itself what was put into the context", () => {
  for (const [kind, create] of Object.entries(UNSUSPECTED)) {
    const plain = (/** @type {any} */ Class) => Class;
    for (const name of getters(create(plain))) {
      const error = create(plain);
      error.context.password = SECRET;
      const text = inspect(error[name], { customInspect: false, depth: 20 });
      assert.ok(!text.includes(SECRET), `${kind}, ${name}: ${text}`);
    }
  }
});
