// The code in the two READMEs compiles and does what they say, and what they show is what programs print.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { InMemoryTransport, McpServer } from "@modelcontextprotocol/server";
import { transformSync } from "esbuild";
import { closedPort } from "./closed-port.mjs";
import { assertCompiles } from "./compiler.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
// Next to the tests, so that the examples find the package.
const folder = mkdtempSync(join(here, "readme-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const port = await closedPort();
process.env.REPORT_URL = `http://127.0.0.1:${port}/report?api_key=hunter2`;

const repository = readme("README.md", "repository");
const npm = readme("pkg-template/README.md", "npm");

/**
 * A README and its TypeScript examples. An example is a file of its own, so that it has to import all that it uses.
 * @param {string} path
 * @param {string} name prefix of the examples' files
 */
function readme(path, name) {
  const text = readFileSync(join(here, "..", path), "utf8");
  const blocks = (/** @type {string} */ language) =>
    [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(([, code]) => code ?? "");
  const examples = blocks("ts").map((code, at) => {
    const [source, file] = ["mts", "mjs"].map((extension) => join(folder, `${name}-${at}.${extension}`));
    writeFileSync(source ?? "", code);
    writeFileSync(file ?? "", transformSync(code, { loader: "ts" }).code);
    return { code, source: source ?? "", file: file ?? "" };
  });
  /** The example with `marker` in its code. @param {string} marker */
  const example = (marker) => {
    const found = examples.filter(({ code }) => code.includes(marker));
    assert.equal(found.length, 1, `${found.length} examples in ${path} have ${marker}`);
    return /** @type {(typeof examples)[number]} */ (found[0]);
  };
  /** The module of that example. @param {string} marker @returns {Promise<any>} */
  const load = (marker) => import(pathToFileURL(example(marker).file).href);
  return { path, text, examples, blocks, example, load };
}

for (const { path, examples } of [repository, npm]) {
  test(`${path}: the compiler accepts the examples`, () => assertCompiles(examples.map(({ source }) => source)));
}

/** Replaces what differs from run to run. @param {string} text */
const masked = (text) => text.replace(/req-[0-9a-f-]{36}/g, "req-…").replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:8080");

/** @param {any} server @param {any} client */
async function connected(server, client) {
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(near), client.connect(far)]);
  return client;
}

/** A server with the tool of `server`, but not instrumented. @param {any} server */
function plainServer(server) {
  const plain = new McpServer({ name: "reports", version: "1.0.0" });
  const { description, inputSchema, handler } = server._registeredTools.fetch_report;
  plain.registerTool("fetch_report", { description, ...(inputSchema && { inputSchema }) }, handler);
  return plain;
}

/**
 * The texts that a model reads for each call, of the plain server and of the instrumented one, and what the instrumented server logs.
 * @param {any} server
 * @param {object[]} calls
 * @param {import("node:test").TestContext} context
 */
async function modelTexts(server, calls, context) {
  const { mock } = context.mock.method(console, "error", () => undefined);
  const texts = [];
  for (const from of [plainServer(server), server]) {
    const client = await connected(from, new Client({ name: "reader", version: "1.0.0" }));
    for (const given of calls) {
      const result = await client.callTool({ name: "fetch_report", ...given });
      assert.equal(result.isError, true);
      texts.push(masked(result.content[0].text));
    }
    await client.close();
  }
  return { texts, log: mock.calls.map(({ arguments: [line] }) => String(line)) };
}

test("README.md: model and client see what it shows", async (context) => {
  const { server } = await repository.load("new McpServer");
  const { client, fetchReport } = await repository.load("new Client");
  const { texts, log } = await modelTexts(server, [{ arguments: {} }], context);
  assert.deepEqual(
    repository.blocks("text"),
    texts.map((text) => `${text}\n`),
  );
  assert.equal(log.length, 1);
  assert.match(log[0] ?? "", /"host":"127\.0\.0\.1".*"request_id":"req-/);
  assert.ok(!log.join().includes("hunter2"));

  await connected(server, client);
  assert.equal(await fetchReport(), "reports is down, try again");
  const error = await client.callTool({ name: "fetch_report" }).catch((/** @type {unknown} */ thrown) => thrown);
  await client.close();
  const payload = error.toJSON();
  const shown = JSON.parse(repository.blocks("json")[0] ?? "");
  shown.timestamp = payload.timestamp;
  for (const key of ["port", "elapsed_seconds", "request_id"]) {
    assert.equal(typeof payload.context[key], typeof shown.context[key], key);
    shown.context[key] = payload.context[key];
  }
  assert.deepEqual(payload, shown);
  assert.equal(error.name, "McpConnectionError");
});

test("pkg-template/README.md: the model reads what it shows", async (context) => {
  const { server } = await npm.load("inputSchema");
  const url = `http://127.0.0.1:${port}/`;
  const calls = [400, 7].map((days) => ({ arguments: { url, days } }));
  const { texts } = await modelTexts(server, calls, context);
  const [plain, refused, typed, typedRefused] = texts;
  assert.equal(refused, "fetch failed");
  assert.ok(npm.text.includes("`fetch failed`"));
  assert.deepEqual(
    npm.blocks("text"),
    [plain, typed, typedRefused].map((text) => `${text}\n`),
  );
});

test("pkg-template/README.md: the client has what it says", async (context) => {
  context.mock.method(console, "error", () => undefined);
  const { server } = await npm.load("inputSchema");
  const { client, fetchReport } = await npm.load("new Client");
  await connected(server, client);
  const url = `http://127.0.0.1:${port}/`;
  assert.equal(await fetchReport(url, 400), "`days` must be at most 31");
  assert.equal(await fetchReport(url, 7), "ECONNREFUSED: try again");
  const asked = client.callTool({ name: "fetch_report", arguments: { url, days: 400 } });
  const error = await asked.catch((/** @type {unknown} */ thrown) => thrown);
  await client.close();
  const [, names = ""] = /catches an `McpValidationError` with (.*?)\./s.exec(npm.text) ?? [];
  const fields = [...names.matchAll(/`(\w+)`/g)].map(([, field]) => field ?? "");
  assert.equal(fields.length, 6);
  for (const field of fields) assert.ok(error[field]?.length > 0, field);
});

test("pkg-template/README.md: handlers return what the client decodes", async (context) => {
  context.mock.method(console, "error", () => undefined);
  const { readReport } = await npm.load("toolErrorHandler");
  const { fetchReport } = await npm.load("toToolResult");
  const { explain } = await npm.load("explain(");
  const url = `http://127.0.0.1:${port}/`;
  assert.equal(explain(await readReport({ url })), "the server is down: fetch failed");
  const result = await fetchReport(url);
  assert.equal(explain(JSON.parse(JSON.stringify(result))), "reports is down: Check that the report server is running");
  assert.ok(!JSON.stringify(result).includes("hunter2"));
  assert.equal(explain({ content: [] }), "fine");
});

test("pkg-template/README.md: the policy does what its comments say", async () => {
  const { sanitizer, BillingError, redacted } = await npm.load("createSanitizer");
  assert.match(redacted.internalId, /^\[REDACTED:[0-9a-f]{16}\]$/);
  assert.equal(redacted.session_token, "tab-3");
  assert.match(sanitizer.redactText(`acme_${"a1B2c3".repeat(4)}`), /^\[REDACTED:[0-9a-f]{16}\]$/);
  const error = new BillingError("m", { context: { "Internal-ID": 7, session_token: "token=a8Fk29sLq0" } });
  assert.match(error.toJsonString(), /"Internal-ID":"\[REDACTED:/);
  assert.match(error.toJsonString(), /"session_token":"token=\[REDACTED:/);
});

test("pkg-template/README.md: settings hold for the process", () => {
  // A process of its own: settings cannot be loosened again.
  const { href } = pathToFileURL(npm.example("configure(").file);
  const program = `import(${JSON.stringify(href)}).then(({ redacted }) => console.log(JSON.stringify(redacted)))`;
  const printed = execFileSync(process.execPath, ["-e", program], { encoding: "utf8", cwd: folder });
  assert.deepEqual(JSON.parse(printed), { tenantId: "[REDACTED]", region: "eu-1" });
});

test("pkg-template/README.md: errors of a traced server reach the client", async (context) => {
  context.mock.method(console, "error", () => undefined);
  const { server } = await npm.load("recordMcpError");
  server.registerTool("fails", {}, () => Promise.reject(new Error("no luck")));
  const client = await connected(server, new Client({ name: "reader", version: "1.0.0" }));
  const result = await client.callTool({ name: "fails" });
  await client.close();
  assert.match(result.content[0].text, /^no luck\n/);
});

test("pkg-template/README.md: lists every entry of the package", () => {
  const file = join(here, "../node_modules/mcp-errors/package.json");
  const entries = Object.keys(JSON.parse(readFileSync(file, "utf8")).exports)
    .filter((name) => name !== "./package.json")
    .map((name) => `mcp-errors${name.slice(1)}`);
  const [, table = ""] = /^## Entries\n\n(.*?)\n\n/ms.exec(npm.text) ?? [];
  const listed = table.split("\n").flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(.+?)`/g)]);
  assert.deepEqual(listed.map(([, name]) => name).sort(), entries.sort());
});
