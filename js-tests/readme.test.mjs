// The TypeScript of the README is checked by the compiler, and does what the README says.

import assert from "node:assert/strict";
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
const readme = readFileSync(join(here, "../README.md"), "utf8");
const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => /** @type {string} */ (code));
// Beside the tests, so that the examples find the package.
const folder = mkdtempSync(join(here, "readme-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The examples in the order of the README, as modules. @type {Promise<any[]>} */
let modules;
const load = () =>
  (modules ??= Promise.all(
    blocks.map((code, at) => {
      const file = join(folder, `example-${at}.mjs`);
      writeFileSync(file, transformSync(code, { loader: "ts" }).code);
      return import(pathToFileURL(file).href);
    }),
  ));

test("the README has its five examples", () => assert.equal(blocks.length, 5));

test("the compiler accepts them", () => {
  const files = blocks.map((code, at) => {
    const file = join(folder, `example-${at}.mts`);
    writeFileSync(file, code);
    return file;
  });
  assertCompiles(files);
});

/** What differs from run to run. @param {string} text */
const masked = (text) =>
  text
    .replace(/req-[0-9a-f-]{36}/g, "req-…")
    .replace(/"elapsed_seconds": [0-9.]+/g, '"elapsed_seconds": …')
    .replace(/"timestamp": "[^"]+"/g, '"timestamp": "…"');

test("model and client see what the README shows", async (context) => {
  const [{ server }, { client, fetchReport }] = await load();
  context.mock.method(console, "error", () => undefined);
  const input = { name: "fetch_report", arguments: { url: `http://127.0.0.1:${await closedPort()}/`, days: 400 } };

  // The same tool in a server that is not covered, asked by a client that is not covered.
  const plainServer = new McpServer({ name: "reports", version: "1.0.0" });
  const { description, inputSchema, handler } = server._registeredTools.fetch_report;
  plainServer.registerTool("fetch_report", { description, inputSchema }, handler);
  const without = await connected(plainServer, new Client({ name: "reader", version: "1.0.0" }));
  const model = await connected(server, new Client({ name: "reader", version: "1.0.0" }));
  /** @type {(client: any, days: number) => Promise<any>} */
  const call = (asker, days) => asker.callTool({ ...input, arguments: { ...input.arguments, days } });

  const plain = await call(without, 400);
  const typed = await call(model, 400);
  const refused = [await call(without, 7), await call(model, 7)];
  await model.close();
  await connected(server, client);
  const error = await call(client, 400).catch((/** @type {unknown} */ thrown) => thrown);
  assert.equal(await fetchReport(input.arguments.url, 400), "`days` must be at most 31");
  assert.equal(await fetchReport(input.arguments.url, 7), "ECONNREFUSED: try again");
  await Promise.all([client.close(), without.close()]);

  const shown = {
    "the model without": plain.content[0].text,
    "the model with": typed.content[0].text,
    "the client without": JSON.stringify(plain, undefined, 2),
    "the client with": JSON.stringify(error, undefined, 2),
    "refused, without": `\`${refused[0].content[0].text}\``,
    "refused, with": refused[1].content[0].text,
  };
  for (const [place, text] of Object.entries(shown)) {
    assert.ok(masked(readme).includes(masked(text)), `${place}:\n${masked(text)}`);
  }
});

/** @param {any} server @param {any} client */
async function connected(server, client) {
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(near), client.connect(far)]);
  return client;
}

test("the client gets back what the tool returned", async () => {
  const [, , tool, reader] = await load();
  const result = await tool.fetchReport(`http://127.0.0.1:${await closedPort()}/latest`);
  assert.equal(
    reader.explain(JSON.parse(JSON.stringify(result))),
    "reports is down: Check that the report server is running",
  );
  assert.ok(!JSON.stringify(result).includes("hunter2"));
  assert.equal(reader.explain({ content: [] }), "fine");
});

test("the policy does what its comments say", async () => {
  const { sanitizer, BillingError, redacted } = (await load())[4];
  assert.match(redacted.internalId, /^\[REDACTED:[0-9a-f]{16}\]$/);
  assert.equal(redacted.session_token, "tab-3");
  assert.match(sanitizer.redactText(`acme_${"a1B2c3".repeat(4)}`), /^\[REDACTED:[0-9a-f]{16}\]$/);
  const error = new BillingError("m", { context: { "Internal-ID": 7, session_token: "token=a8Fk29sLq0" } });
  assert.match(error.toJsonString(), /"Internal-ID":"\[REDACTED:/);
  assert.match(error.toJsonString(), /"session_token":"token=\[REDACTED:/);
});
