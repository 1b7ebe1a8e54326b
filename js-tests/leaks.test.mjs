// No secret leaves: it is planted in every part of an error, and searched in everything that an error shows.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as library from "mcp-errors";
import { EXITS, SECRET } from "./exits.mjs";

/** @type {[string, () => Record<string, any>][]} ways to plant it, as options of any error */
const PLACES = [
  ["nested context", () => ({ context: { a: [{ db: { password: SECRET } }] } })],
  ["text in the context", () => ({ context: { line: `Authorization: Bearer ${SECRET}` } })],
  ["URL in the context", () => ({ context: { url: `postgres://app:${SECRET}@db.example/app` } })],
  ["URL object", () => ({ context: { url: new URL(`https://app:${SECRET}@example.com/?api_key=${SECRET}`) } })],
  ["key of the context", () => ({ context: { [`token=${SECRET}`]: 1 } })],
  ["map and set", () => ({ context: { map: new Map([["api_key", SECRET]]), set: new Set([`password=${SECRET}`]) } })],
  [
    "header list",
    () => ({
      context: {
        headers: [
          ["Cookie", `sid=${SECRET}`],
          ["Host", "x"],
        ],
      },
    }),
  ],
  ["name and value", () => ({ context: { variables: [{ name: "API_KEY", value: SECRET }] } })],
  ["error in the context", () => ({ context: { error: new Error(`password=${SECRET}`) } })],
  ["cause", () => ({ cause: new Error(`connect to redis://:${SECRET}@cache failed`) })],
  ["cause of a cause", () => ({ cause: new Error("outer", { cause: new Error(`token=${SECRET}`) }) })],
  ["cause of ours", () => ({ cause: new library.McpTimeoutError("slow", { context: { client_secret: SECRET } }) })],
  [
    "member of an aggregate",
    () => ({ cause: new AggregateError([new Error("a"), new Error(`api_key=${SECRET}`)], "all failed") }),
  ],
  ["cause that is no error", () => ({ cause: `password=${SECRET}` })],
  ["hints", () => ({ hints: [`curl -H 'Authorization: Bearer ${SECRET}' https://example.com`] })],
  ["error code", () => ({ errorCode: `password=${SECRET}` })],
  ["request id", () => ({ requestId: `token=${SECRET}` })],
];

for (const Class of library.CLASSES) {
  test(`${Class.name} shows no secret`, () => {
    const plants = [...PLACES, ...fieldPlants(Class)];
    for (const [place, options] of plants) {
      const error = new Class(`login with password=${SECRET} failed`, /** @type {any} */ (options()));
      for (const [exit, show] of Object.entries(EXITS)) {
        const shown = show(error);
        const text = typeof shown === "string" ? shown : (JSON.stringify(shown) ?? "");
        assert.ok(!text.includes(SECRET), `${place} leaks through ${exit}: ${text}`);
      }
    }
  });
}

/**
 * Returns the fields of a class that take a text, each with a text that holds the secret.
 * @param {any} Class
 * @returns {[string, () => Record<string, any>][]}
 */
function fieldPlants(Class) {
  const names = [
    "serverName",
    "transportType",
    "host",
    "responseData",
    "operation",
    "username",
    "configFile",
    "resourceId",
  ];
  const more = ["field", "value", "validationErrors", "originalError", "selector", "candidates", "missingKeys"];
  return [...names, ...more]
    .filter((name) => name in Class.prototype)
    .flatMap((name) => {
      const text = `https://app:${SECRET}@example.com/?access_token=${SECRET}`;
      return [text, [text], { password: SECRET }].map(
        (value) => /** @type {any} */ ([`field ${name}`, () => ({ [name]: value })]),
      );
    });
}

test("a context that is assigned replaces the fields in it", () => {
  const error = new library.McpError("m", { context: { a: 1 } });
  error.context = { api_key: SECRET };
  assert.deepEqual(error.toDict().context, { api_key: "[REDACTED]" });
});

/** A secret with characters that encodings change, and of no known format. */
const ODD = ["Zq4/vW", 'x0 Kd"8', "\\3+hs%"].join("");

/** The encoded forms of a found secret. @type {Record<string, string>} */
const FORMS = {
  "as it is": ODD,
  "percent-encoded": encodeURIComponent(ODD),
  "percent-encoded, small": encodeURIComponent(ODD).replace(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase()),
  "as a form": new URLSearchParams({ q: ODD }).toString().slice(2),
  "as JSON": JSON.stringify(ODD).slice(1, -1),
  base64: Buffer.from(ODD).toString("base64"),
  "base64 without padding": Buffer.from(ODD).toString("base64").replace(/=+$/, ""),
  "base64 for URLs": Buffer.from(ODD).toString("base64url"),
};

/** What identifies the secret. @type {Record<string, any>} */
const FOUND = {
  "by its key": { context: { password: ODD } },
  "by its key, deep": { context: { a: [{ b: { password: ODD } }] } },
  "beside its name": { context: { variables: [{ name: "API_KEY", value: ODD }] } },
  "in a list that is hidden as a whole": { context: { passwords: ["x", ODD] } },
  "in a text": { context: { line: `{"password": ${JSON.stringify(ODD)}}` } },
  "in a hint": { hints: [`{"password": ${JSON.stringify(ODD)}}`] },
};

/** Where else the secret occurs. @type {Record<string, (text: string) => any>} */
const ELSEWHERE = {
  message: (text) => ({ message: text }),
  context: (text) => ({ context: { seen: text, list: [{ deep: text }] } }),
  hints: (text) => ({ hints: [text] }),
  originalError: (text) => ({ originalError: text }),
  cause: (text) => ({ cause: new Error(text, { cause: new TypeError(text) }) }),
  "cause of ours": (text) => ({ cause: new library.McpToolError("inner", { cause: new Error(text) }) }),
};

for (const [form, text] of Object.entries(FORMS)) {
  test(`a found secret leaves nowhere ${form}`, () => {
    for (const [found, options] of Object.entries(FOUND)) {
      for (const [place, plant] of Object.entries(ELSEWHERE)) {
        const { message = "m", context, hints, ...rest } = plant(`see <${text}> there`);
        const error = new library.McpExecutionError(message, {
          ...rest,
          context: { ...options.context, ...context },
          hints: [...(options.hints ?? []), ...(hints ?? [])],
        });
        for (const [exit, show] of Object.entries(EXITS)) {
          const shown = show(error);
          // Also as the exit escapes it: JSON in JSON.
          const texts = [text, JSON.stringify(text).slice(1, -1)];
          const out = typeof shown === "string" ? shown : (JSON.stringify(shown) ?? "");
          assert.ok(!texts.some((each) => out.includes(each)), `${found}, ${place}, through ${exit}: ${out}`);
        }
        const again = library.decodeError(error.toJsonString());
        assert.equal(again?.toJsonString(), error.toJsonString(), `${found}, ${place}: a second time`);
      }
    }
  });
}

test("a secret found by a cause of this package stays hidden in its causes", () => {
  const inner = new library.McpConnectionError("inner", {
    context: { password: ODD },
    cause: new Error(`cannot use ${Buffer.from(ODD).toString("base64")}`),
  });
  const outer = new library.McpToolError("outer", { cause: inner });
  for (const text of [outer.toJsonString(), library.formatErrorChain(outer), library.formatErrorChain(inner)]) {
    assert.match(text, /cannot use \[REDACTED\]/);
  }
});

/** Ways to print an error at the end of a process. */
const ENDS = {
  "uncaught error": "throw error",
  "unhandled rejection": "Promise.reject(error)",
  "console.error": "console.error(error); process.exit(1)",
  "console.dir": "console.dir(error, { showHidden: true, depth: 9, customInspect: false }); process.exit(1)",
};

for (const [end, statement] of Object.entries(ENDS)) {
  test(`a process that ends with an ${end} prints no secret`, () => {
    const program = `
      import { McpConnectionError } from "mcp-errors";
      const secret = ["pl8Zq4vW", "x0Kd83hs", "Lw02Mn7R"].join("");
      const later = ["kU7mWq2Z", "r9Tn4xLc"].join("");
      const error = new McpConnectionError("password=" + secret + " for " + later, {
        context: { password: secret, n: { url: "https://u:" + secret + "@h" } },
        cause: new AggregateError([new Error("token=" + secret)], "api_key=" + secret, { cause: new Error("pwd=" + secret) }),
      });
      error.context.later = { password: later };
      ${statement};
    `;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      encoding: "utf8",
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      timeout: 30_000,
    });
    assert.equal(status, 1, stderr);
    assert.match(stdout + stderr, /McpConnectionError/);
    // Node prints the line that threw, which does not have the secret.
    for (const secret of [SECRET, ["kU7mWq2Z", "r9Tn4xLc"].join("")]) {
      assert.ok(!(stdout + stderr).includes(secret), stdout + stderr);
    }
  });
}

test("the secret part of a value leaves nowhere by itself", () => {
  const secret = ["Zq7xKp93", "VtLm2"].join("");
  const wrapped = {
    Authorization: `Bearer ${secret}`,
    cookie: `sid=${secret}; theme=dark`,
    DATABASE_URL: `postgres://app:${secret}@db/app`,
    connectionString: `Server=db;Password=${secret};`,
    credentials: { value: secret },
  };
  for (const [name, value] of Object.entries(wrapped)) {
    const error = new library.McpError(`401 for ${secret}`, { context: { [name]: value } });
    assert.equal(error.message, "401 for [REDACTED]", name);
    assert.equal(library.sanitize({ [name]: value, text: secret }).text, "[REDACTED]", name);
  }
});
