// The cost of the sanitizer and of the view for clients in steps, which do not depend on the load of the machine: the wasm of
// the package has a counter in each function and each loop. For every kind of text, twice the text takes twice the steps, and no
// text takes many times the steps of a log.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import binaryen from "binaryen";

const SIZE = 32_768;
/** Steps per byte, as a multiple of those of a log. */
const MOST = 7;

const LOG =
  "2024-01-15T10:30:00Z INFO request_id=7f3a method=GET path=/v1/items?page=2&limit=10 status=200 user=ada dur=12ms\n";

/** Texts that detectors search for, and from which they search back and ahead. */
const UNITS = [
  ...'a= key= token=( password:=( a=b: : = == :// ://a@ @ a:b@tcp( :thin:a/ a: \' " \\ \\" \\\\\\" ` \'" -- - . 1 , \n'.split(
    " ",
  ),
  ...[
    "eyJ",
    "eyJ.",
    "eyJaaaaaaaaaaaaaa.",
    "ghp_",
    "sk-",
    "sk_live_",
    "glpat-",
    "AAA",
    "xoxb-",
    "AKIA",
    "MTa",
    "3Q~",
    "123|",
  ],
  ...["NRAL", "atlasv1.", "a-us1", " 00D", "5K", "s.", "$2a$", "1234567890:"],
  ...[
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\na:b\n",
    "-----BEGIN PRIVATE KEY-----\na:b",
    "-----END",
    "-----B",
    "---",
  ],
  ...[
    " -p a",
    " -u a:b",
    " --x",
    " -pabc1",
    "curl -u a",
    " --password ",
    "mysql ",
    "<key>",
    '<a b="">',
    "<password>",
    "<",
  ],
  ...[
    "Cookie: a=1;",
    "Cookie: a={a=",
    "Bearer ",
    "Bearer=",
    "Basic ",
    "Digest ",
    "Authorization: ",
    'Authorization: "',
  ],
  ...[
    "%3D",
    "%3Da",
    "%22key%22%3A",
    "%",
    "\\u0022a",
    "\\n",
    '","',
    'password", "',
    " is ",
    "password is ",
    "password '",
    "by '",
  ],
  ...[
    "password: ",
    "password = (",
    "IDENTIFIED BY '",
    "**:",
    '["',
    'key: ["',
    "a: Some(",
    "token:[",
    "token=[a ",
    "token: Array(",
    "password:a:",
    's:8:"token";s:1:"',
    "token：",
    "token: “",
    "key → a ",
    'token = "a" -> "',
    "{token,",
    "token: \\u0022",
    "X-Api-Key: a ",
    "?code=a&",
    "&state=",
    'value "a" ',
    "input_value=",
    "rejected value [a",
    "password` (`",
    "OTP 1",
    '"data":',
    '{"input":',
    '{"value":"a","name":',
    '{"name":"a",',
    '<a value="b" ',
    "value: a\nname: ",
    '"key":"token","value":"',
    'name="',
    'value="',
    "name=value=",
  ],
  ...[
    "[REDACTED]",
    "password=[REDACTED]",
    "key ",
    "API_KEY ",
    "a_",
    "aA1",
    "é",
    "\u{feff}",
    "=é=key",
    "key=&quot;",
    "&quot;key&quot;:",
    "AUTH PLAIN ",
    "Private-Lines: 1\n",
    'kty"d":"',
    "eyJ-",
    "eyJaaaaaaaaaaaaaa-",
    "%2F%2Fa%3A",
    "%2F%2F%3A",
    "A_KEY=]\n",
    "xxxx",
    "****",
    "{",
    "}",
  ],
  ...[
    "\x1b",
    "\x1b[",
    "\x1b[1m",
    "\x1b[1ma",
    "\x1b[1mkey=",
    "\x1b]8;;",
    "\x9b",
    "\\x1b[1m",
    "\\\\\\u001b[1m",
    "\\u0022key",
  ],
];

/** Beginnings of paths, hosts and stacks, which are hidden from clients. */
const INTERNAL = ["/", "'/a ", "\\\\a", "a:", "::", "1.", "[", "/a b ", "\\\\a\\ ", "at (1", "http://", "~", "\nat "];

let steps = 0;

/** The package, with an engine that counts. */
function counted() {
  const require = createRequire(import.meta.url);
  const module = binaryen.readBinary(readFileSync(require.resolve("mcp-errors/mcp_errors.wasm")));
  const { BulkMemory, Multivalue, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt, SIMD128 } =
    binaryen.Features;
  module.setFeatures(
    BulkMemory | Multivalue | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt | SIMD128,
  );
  module.runPasses(["log-execution"]);
  const compiled = new WebAssembly.Module(/** @type {BufferSource} */ (/** @type {unknown} */ (module.emitBinary())));
  const log_execution = () => {
    steps += 1;
  };
  const { Instance } = WebAssembly;
  WebAssembly.Instance = /** @type {any} */ (
    class {
      /** @param {WebAssembly.Module} _ @param {WebAssembly.Imports} imports */
      constructor(_, imports) {
        const [name = ""] = Object.keys(imports);
        // biome-ignore lint/correctness/noConstructorReturn: stands for the instance itself.
        return new Instance(compiled, { ...imports, [name]: { ...imports[name], log_execution } });
      }
    }
  );
  const { McpError, redactText, sanitize } = require("mcp-errors");
  redactText("x");
  WebAssembly.Instance = Instance;
  return { McpError, redactText, sanitize };
}

const { McpError, redactText, sanitize } = counted();

/** @param {string} unit @param {number} size @param {(text: string) => unknown} [work] @param {string} [end] */
function cost(unit, size, work = redactText, end = "") {
  const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size) + end;
  steps = 0;
  work(text);
  return steps / Buffer.byteLength(text);
}

test("steps are counted", () => {
  assert.ok(cost("a", SIZE) > 0.5);
  assert.ok(cost(LOG, SIZE) > cost("a", SIZE));
});

/**
 * Returns the steps of an exit, without those of making the error.
 * @param {string} text
 * @param {"client" | "operator"} [audience]
 */
function leave(text, audience = "client") {
  const error = new McpError("failed", { context: { text } });
  steps = 0;
  return error.toJsonRpc({ audience });
}

test("the view for clients is counted", () => {
  assert.ok(cost(LOG, SIZE, leave) > 1.5 * cost(LOG, SIZE, (text) => leave(text, "operator")));
  assert.equal(leave("no /srv/app/notes.db").data.context.text, "no [PATH]");
});

/** @type {[place: string, units: string[], size: number, work: (text: string) => unknown][]} */
const WORK = [
  ["in a text", UNITS, SIZE, redactText],
  ["on its way to a client", [...INTERNAL, `a${" ".repeat(65)}`], SIZE / 8, leave],
];

for (const [place, units, size, work] of WORK) {
  for (const unit of units) {
    test(`twice the text takes twice the steps: ${JSON.stringify(unit)} ${place}`, () => {
      const once = cost(unit, size, work);
      const twice = cost(unit, 2 * size, work);
      // Quadratic growth would double this. Buffers grow in leaps.
      assert.ok(twice < 1.5 * once + 0.5, `${once.toFixed(2)} steps per byte became ${twice.toFixed(2)}`);
      const times = once / cost(LOG, size, work);
      assert.ok(times < MOST, `${once.toFixed(2)} steps per byte are ${times.toFixed(2)} times those of a log`);
      if (process.env.STEPS)
        console.log(`${once.toFixed(2).padStart(8)} ${times.toFixed(2)} ${JSON.stringify(unit)} ${place}`);
    });
  }
}

/** Texts that detectors search ahead for: they complete a match of everything before them, or almost. */
const ENDS = [".", ".a", ".aaaaaaaaaaaa", "@h", "%40", "'", '"', ")", "&quot;", "</a>", "\n", ": x", "-----END", "{}"];

for (const end of ENDS) {
  test(`twice the text takes twice the steps, whatever ends in ${JSON.stringify(end)}`, () => {
    for (const unit of UNITS) {
      const once = cost(unit, SIZE / 8, redactText, end);
      const twice = cost(unit, SIZE / 4, redactText, end);
      assert.ok(
        twice < 1.5 * once + 0.5,
        `${JSON.stringify(unit)}: ${once.toFixed(2)} per byte became ${twice.toFixed(2)}`,
      );
      const times = once / cost(LOG, SIZE / 8);
      assert.ok(times < 2 * MOST, `${JSON.stringify(unit)}: ${times.toFixed(2)} times the steps of a log`);
    }
  });
}

test("twice the text takes twice the steps: ten megabytes of `eyJ`, in a value", () => {
  const once = cost("eyJ", 1_000_000, (text) => sanitize({ text }));
  const tenfold = cost("eyJ", 10_000_000, (text) => sanitize({ text }));
  assert.ok(tenfold < 1.1 * once, `${once.toFixed(2)} steps per byte became ${tenfold.toFixed(2)}`);
});

/** Items of a JSON array, which are judged as trees. */
const ITEMS = [
  '{"secret":{"a":1}},',
  '{"tokens":["k3J9aQ0zX7"]},',
  '{"args":["mysql","-phunter22"]},',
  '{"a":"{\\"secret\\":[1]}"},',
  '{"properties":{"password":{"default":"x1"}}},',
  '{"path":["password"],"input":"k3J9aQ0zX7"},',
  '{"kind":"Secret","data":{"a":"x"}},',
  '{"contraseña":"x","a":1,"a":2},',
];

for (const item of ITEMS) {
  test(`twice the JSON takes twice the steps: ${item}`, () => {
    const list = (/** @type {string} */ text) => `[${text.slice(0, text.lastIndexOf("},") + 1)}]`;
    const lines = (/** @type {string} */ text) => text.replaceAll("},", "}\n");
    for (const work of [
      (/** @type {string} */ text) => redactText(list(text)),
      (/** @type {string} */ text) => redactText(lines(text)),
      (/** @type {string} */ text) => sanitize({ body: list(list(text)) }),
    ]) {
      const once = cost(item, SIZE / 8, work);
      const twice = cost(item, SIZE / 4, work);
      assert.ok(twice < 1.5 * once + 0.5, `${once.toFixed(2)} per byte became ${twice.toFixed(2)}`);
      const times = once / cost(LOG, SIZE / 8);
      assert.ok(times < 4 * MOST, `${times.toFixed(2)} times the steps of a log`);
    }
  });
}
