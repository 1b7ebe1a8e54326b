// Policies of a sanitizer, a call, an error, a class and the process; valid, invalid and hostile ones. The process comes last,
// because what it adds stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "mcp-errors";

const { configure, createSanitizer, isSensitiveKey, McpConnectionError, McpError, McpToolError, redactText, sanitize } =
  library;

const SECRET = ["pl8Zq4vW", "x0Kd83hs", "Lw02Mn7R"].join("");

const own = createSanitizer({ redact: ["tenant"], keep: ["session_token"] });

/** Every exit. @type {Record<string, (error: any) => unknown>} */
const EXITS = {
  toJsonString: (error) => error.toJsonString(),
  toJSON: (error) => error,
  describe: (error) => error.describe(),
  toJsonRpc: (error) => error.toJsonRpc(),
  data: (error) => error.data,
  toToolResult: (error) => error.toToolResult({ includeJsonText: true, structuredContent: true }),
  toProblemDetails: (error) => error.toProblemDetails(),
  context: (error) => error.context,
  logError: (error) => {
    /** @type {unknown[]} */
    const written = [];
    error.logError({ error: (/** @type {unknown[]} */ ...args) => written.push(args) });
    return written;
  },
};

/** Ways to give an error a policy. @type {Record<string, (options: any) => any>} */
const WAYS = {
  "a sanitizer as option": (options) => new McpConnectionError("m", { ...options, sanitizer: own }),
  "a policy as option": (options) =>
    new McpConnectionError("m", { ...options, sanitizer: { redact: ["tenant"], keep: ["session_token"] } }),
  "a class": (options) =>
    new (class extends McpConnectionError {
      static sanitizer = own;
    })("m", options),
  "a subclass of that class": (options) => {
    class Base extends McpToolError {
      static sanitizer = own;
    }
    return new (class extends Base {})("m", options);
  },
  "a class with a hook": (options) =>
    new (class extends McpToolError {
      static sanitizer = own;
      /** @param {Record<string, unknown>} context @returns {Record<string, unknown>} */
      sanitizeContext(context) {
        return { ...super.sanitizeContext(context), hooked: true };
      }
    })("m", options),
};

for (const [way, make] of Object.entries(WAYS)) {
  test(`the policy of an error with ${way} holds at every exit`, () => {
    for (const [name, exit] of Object.entries(EXITS)) {
      for (const isChanged of [false, true]) {
        const error = make({ context: { session_token: "tab-37", tenant: "acme-7x", password: SECRET } });
        if (isChanged) Object.assign(error.context, { tenant: "acme-7x", more: `tenant=acme-7x` });
        // What its author puts into the context is sanitized when it leaves.
        if (isChanged && name === "context") continue;
        const text = JSON.stringify(exit(error));
        assert.match(text, /tab-37/, `${name}: kept`);
        assert.doesNotMatch(text, /acme/, `${name}: redacted`);
        assert.ok(!text.includes(SECRET), name);
      }
    }
    assert.match(JSON.stringify(new McpToolError("m", { context: { session_token: "tab-37" } })), /REDACTED/, "others");
  });
}

test("the three functions take a policy or a sanitizer, which has them as methods", () => {
  const policy = { redact: ["tenant"], keep: ["session_token"] };
  for (const given of [policy, own]) {
    assert.deepEqual(sanitize({ tenant: 1, sessionToken: "a" }, given), { tenant: "[REDACTED]", sessionToken: "a" });
    assert.equal(redactText("tenant=acme-7x", given), "tenant=[REDACTED]");
    assert.deepEqual([isSensitiveKey("Tenant", given), isSensitiveKey("session-token", given)], [true, false]);
  }
  assert.deepEqual(own.sanitize({ tenant: 1 }), { tenant: "[REDACTED]" });
  assert.equal(own.redactText("tenant=acme-7x"), "tenant=[REDACTED]");
  assert.equal(own.isSensitiveKey("tenant"), true);
  assert.deepEqual(createSanitizer().sanitize({ password: 1, a: 2 }), { password: "[REDACTED]", a: 2 });
});

test("hashes of equal secrets are equal, and differ from sanitizer to sanitizer unless they share a key", () => {
  const hash = (/** @type {any} */ policy, value = SECRET) =>
    createSanitizer({ replacement: "hash", ...policy }).sanitize({ password: value }).password;
  const hashKey = "sixteen letters!";
  assert.match(hash({}), /^\[REDACTED:[0-9a-f]{16}\]$/);
  for (const keyless of [{}, { hashKey: undefined }, { hashKey: null }]) assert.notEqual(hash(keyless), hash(keyless));
  assert.equal(hash({ hashKey }), hash({ hashKey }));
  assert.notEqual(hash({ hashKey }), hash({ hashKey }, `${SECRET}!`));
  const one = createSanitizer({ replacement: "hash" });
  assert.equal(one.sanitize({ password: SECRET }).password, one.sanitize({ token: SECRET }).token);
});

test("invalid policies are refused when a program starts, with what would be valid", () => {
  /** @type {[unknown, RegExp][]} */
  const cases = [
    [5, /a policy is an object/],
    [null, /a policy is an object/],
    [{ redacts: [] }, /`redacts` is not valid in a policy: it is one of `redact`, `keep`/],
    [{ redact: "ssn" }, /`redact` is not valid .* a list of up to 256 names/],
    [{ redact: Array.from({ length: 257 }, (_, at) => `n${at}`) }, /up to 256 names/],
    [{ keep: ["x".repeat(129)] }, /up to 128 bytes/],
    [{ patterns: [{ prefix: "ab", alphabet: "a-z", length: 5 }] }, /3 to 64 ASCII characters/],
    [{ patterns: Array.from({ length: 65 }, () => ({ prefix: "abc", alphabet: "a", length: 5 })) }, /up to 64/],
    [{ patterns: [{ prefix: "abc", alphabet: "a", length: 1e9 }] }, /up to 4096/],
    [{ profile: "lax" }, /`default`, `reference` or `strict`/],
    [{ hashKey: "short" }, /16 bytes or more/],
    [{ limits: { depth: 65 } }, /from 1 to their defaults: depth 64, nodes 50000/],
  ];
  for (const [policy, message] of cases) {
    assert.throws(() => createSanitizer(/** @type {any} */ (policy)), { name: "TypeError", message });
  }
});

/** Policies that act when they are read, or are too large. @type {Record<string, () => unknown>} */
const HOSTILE = {
  "a getter that throws": () => ({
    get redact() {
      throw new Error("no");
    },
  }),
  "a revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "a proxy whose traps throw": () =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
        ownKeys: () => {
          throw new Error("no");
        },
      },
    ),
  "a cycle": () => {
    const cycle = { redact: /** @type {unknown[]} */ ([]) };
    cycle.redact.push(cycle);
    return cycle;
  },
  "a huge list": () => ({ keep: Array.from({ length: 200_000 }, (_, at) => `password${at}`) }),
  "a toJSON that loosens and throws": () => ({
    toJSON() {
      throw new Error("no");
    },
    keep: ["password"],
  }),
  "a text": () => '{"keep":["password"]}',
  "a symbol": () => Symbol("policy"),
  "a function": () => () => ({ keep: ["password"] }),
  "an unknown profile with names to keep": () => ({ keep: ["password"], profile: "lax" }),
  "an invalid limit": () => ({ keep: ["password"], limits: { depth: -1 } }),
};

test("a call that handles an error uses the strict profile for an invalid policy, and says so once", (context) => {
  const logged = context.mock.method(console, "error", () => undefined);
  for (const [name, make] of Object.entries(HOSTILE)) {
    const policy = /** @type {any} */ (make());
    const clean = sanitize({ password: SECRET, key: 5, note: `saw ${SECRET}` }, policy);
    assert.deepEqual(clean, { password: "[REDACTED]", key: "[REDACTED]", note: "saw [REDACTED]" }, name);
    assert.equal(redactText(`password=${SECRET}`, policy), "password=[REDACTED]", name);
    assert.equal(isSensitiveKey("password", policy), true, name);
    const error = new McpToolError(`password=${SECRET}`, { context: { password: SECRET }, sanitizer: policy });
    for (const [exit, show] of Object.entries(EXITS)) {
      assert.ok(!JSON.stringify(show(error)).includes(SECRET), `${name}: ${exit}`);
    }
  }
  assert.equal(logged.mock.callCount(), 1);
});

test("an option `sanitizer` that throws is ignored", () => {
  const error = new McpToolError("m", {
    context: { password: SECRET },
    get sanitizer() {
      throw new Error("no");
    },
  });
  assert.equal(error.context.password, "[REDACTED]");
});

test("a policy that was passed as it is can be changed, that of a sanitizer cannot", () => {
  const policy = { redact: ["tenant"], keep: /** @type {string[]} */ ([]) };
  const fixed = createSanitizer(policy);
  class Own extends McpToolError {
    static sanitizer = policy;
  }
  const value = { tenant: "acme-7x", realm: "blue-3y" };
  const early = new McpToolError("m", { context: value, sanitizer: policy });
  const show = () => [
    ...[sanitize(value, policy), new McpToolError("m", { context: value, sanitizer: policy }).toDict().context],
    ...[new Own("m", { context: value }).toDict().context, sanitize(value, fixed)],
  ];
  const tenant = { ...value, tenant: "[REDACTED]" };
  assert.deepEqual(show(), [tenant, tenant, tenant, tenant]);
  policy.redact.push("realm");
  const both = { tenant: "[REDACTED]", realm: "[REDACTED]" };
  assert.deepEqual(show(), [both, both, both, tenant]);
  assert.deepEqual(early.context, tenant, "what was made before");
  assert.deepEqual(early.toDict().context, both, "after a look it is sanitized again");
  policy.redact.length = 0;
  assert.deepEqual(show(), [value, value, value, tenant]);
});

test("a changed policy keeps its random key", () => {
  const policy = { redact: ["tenant"], replacement: /** @type {const} */ ("hash") };
  const { tenant } = sanitize({ tenant: "acme-7x-blue" }, policy);
  policy.redact.push("realm");
  assert.equal(sanitize({ realm: "acme-7x-blue" }, policy).realm, tenant);
});

test("a sanitizer does not change with the object of its policy", () => {
  const policy = { redact: ["tenant"] };
  const sanitizer = createSanitizer(policy);
  policy.redact.length = 0;
  assert.deepEqual(sanitizer.sanitize({ tenant: 1 }), { tenant: "[REDACTED]" });
  assert.throws(() => {
    /** @type {any} */ (sanitizer).sanitize = (/** @type {unknown} */ value) => value;
  }, TypeError);
});

test("the process can only tighten", () => {
  for (const settings of [
    { keep: ["password"] },
    { profile: "reference" },
    { profile: "default" },
    { replacement: "hash" },
    { hashKey: "0123456789abcdef" },
  ]) {
    const problem = /not valid for the process, whose settings can only tighten: give it to `createSanitizer`/;
    assert.throws(() => configure(/** @type {any} */ (settings)), { name: "TypeError", message: problem });
  }
  assert.throws(() => configure({ limits: { depth: 100 } }), { name: "TypeError", message: /depth 64/ });
  assert.deepEqual(sanitize({ tenant: 1 }), { tenant: 1 });

  const before = new McpError("m", { context: { tenant: "acme-7x" } });
  configure({ redact: ["tenant", "größe"], limits: { width: 3 } });
  configure({ patterns: [{ prefix: "acme_", alphabet: "a-z0-9", length: { min: 8, max: 12 } }] });
  assert.deepEqual(sanitize({ tenant: 1, Größe: 2, a: "acme_a1b2c3d4" }), {
    tenant: "[REDACTED]",
    Größe: "[REDACTED]",
    a: "[REDACTED]",
  });
  assert.deepEqual(sanitize([1, 2, 3, 4]), [1, 2, "[truncated 2 items]"]);
  assert.equal(redactText("tenant=acme-7x"), "tenant=[REDACTED]");
  assert.equal(isSensitiveKey("tenant"), true);
  assert.doesNotMatch(JSON.stringify(before.toJsonRpc()), /acme/, "an error that was made before");
  assert.doesNotMatch(
    library
      .decodeError('{"error_type":"MCPError","message":"acme_a1b2c3d4","context":{"tenant":"acme-7x"}}')
      ?.toJsonString() ?? "acme",
    /acme/,
  );
  assert.doesNotMatch(McpError.from(new Error("acme_a1b2c3d4")).toJsonString(), /acme/);
  assert.doesNotMatch(library.formatErrorChain(new Error("acme_a1b2c3d4")), /acme/);
  // A sanitizer cannot keep what the process redacts.
  const loose = createSanitizer({ keep: ["tenant", "password"] });
  assert.deepEqual(loose.sanitize({ tenant: 1, password: "p" }), { tenant: "[REDACTED]", password: "p" });
  const full = createSanitizer({ redact: Array.from({ length: 256 }, (_, at) => `n${at}`), keep: ["session_token"] });
  assert.deepEqual(full.sanitize({ n255: 1, tenant: 1, session_token: "a" }), {
    n255: "[REDACTED]",
    tenant: "[REDACTED]",
    session_token: "a",
  });
  configure({ profile: "strict" });
  assert.deepEqual(sanitize({ key: 5 }), { key: "[REDACTED]" });
  assert.deepEqual(createSanitizer({ profile: "reference" }).sanitize({ sid: 5 }), { sid: 5 });
});
