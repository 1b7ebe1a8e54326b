// The TypeScript examples: the compiler accepts them, and they print what they should, over stdio and over HTTP.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { transformSync } from "esbuild";
import { closedPort } from "./closed-port.mjs";
import { assertCompiles } from "./compiler.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
// Next to the tests, so that the examples find their packages.
const folder = mkdtempSync(join(here, "examples-"));
const LIMIT = { timeout: 60_000 };
const EXAMPLES = ["server", "client", "mixed"];

/** Assembled here, so that scanners of this repository do not take it for a real one. */
const password = ["Zq7", "database", "x9K2m4"].join("-");
const nowhere = `http://127.0.0.1:${await closedPort()}/`;
const env = {
  ...process.env,
  NOTES_FOLDER: join(here, "../examples/demo/notes"),
  DATABASE_URL: nowhere,
  DATABASE_TOKEN: password,
};

const EXPECTED = [
  /^read_note: \[\{"type":"text","text":".+"\}\]$/,
  /^read_note: missing: file \(RESOURCE_NOT_FOUND\)$/,
  /^read_note: bad argument name: `name` must be a string$/,
  /^fetch_report: no such thing, take one of 2024-q3, 2024-q4$/,
  /^fetch_report: down, retry later: Try again in a minute$/,
];

const MIXED = [
  /^"mil": \[\{"type":"text","text":".+"\}\]$/,
  /^"m": one of milk, monday, money$/,
  /^"": bad argument name: Pass the beginning of a name, such as `mo`$/,
  /^"zebra": one of milk, monday, money$/,
];

before(() => {
  for (const name of EXAMPLES) {
    const source = join(here, "../examples/typescript", `${name}.ts`);
    copyFileSync(source, join(folder, `${name}.ts`));
    writeFileSync(join(folder, `${name}.js`), transformSync(readFileSync(source, "utf8"), { loader: "ts" }).code);
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("the compiler accepts them", LIMIT, () => assertCompiles(EXAMPLES.map((name) => join(folder, `${name}.ts`))));

/** What the client prints. @param {string[]} args */
async function runClient(args) {
  const run = promisify(execFile)(process.execPath, [join(folder, "client.js"), ...args], { env, timeout: 30_000 });
  const { stdout } = await run;
  return stdout.trim().split("\n");
}

/** @param {string[]} lines */
function assertLines(lines) {
  assert.equal(lines.length, EXPECTED.length, lines.join("\n"));
  for (const [at, pattern] of EXPECTED.entries()) assert.match(/** @type {string} */ (lines[at]), pattern);
  assert.ok(!lines.join("").includes(password));
}

test("over stdio", LIMIT, async () => assertLines(await runClient([])));

test("over HTTP, and the server's log has the request id", LIMIT, async (context) => {
  const server = spawn(process.execPath, [join(folder, "server.js"), "0"], {
    env,
    stdio: ["ignore", "inherit", "pipe"],
  });
  context.after(() => server.kill());
  let stderr = "";
  server.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  while (!stderr.includes("listening")) await once(server.stderr, "data");
  const port = /"port":(\d+)/.exec(stderr)?.[1];
  assertLines(await runClient([`http://127.0.0.1:${port}/`]));
  const records = stderr.split("\n").filter((line) => line.startsWith("{"));
  assert.equal(records.length, 4);
  for (const record of records) assert.match(JSON.parse(record).mcp_error.context.request_id, /^req-/);
  assert.ok(!stderr.includes(password));
});

test("a client in TypeScript and a server in Rust", LIMIT, async () => {
  const server = process.env.MCP_ERRORS_NOTES_SERVER ?? "";
  assert.ok(server, "MCP_ERRORS_NOTES_SERVER names no program; run `cargo xtask test tarball`");
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "mixed.js"), server], {
    timeout: 30_000,
  });
  const lines = stdout.trim().split("\n");
  assert.equal(lines.length, MIXED.length, stdout);
  for (const [at, pattern] of MIXED.entries()) assert.match(/** @type {string} */ (lines[at]), pattern);
});

test("a server that is not there", LIMIT, async () => {
  const [line, ...rest] = await runClient([nowhere]);
  assert.match(line ?? "", /^down, retry later: fetch failed/);
  assert.deepEqual(rest, []);
});
