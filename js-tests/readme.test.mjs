// The TypeScript of the README is checked by the compiler, and does what the README says.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transformSync } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const readme = readFileSync(join(here, "../README.md"), "utf8");
const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => /** @type {string} */ (code));
// Beside the tests, so that the examples find the package.
const folder = mkdtempSync(join(here, "readme-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("the README has its two examples", () => assert.equal(blocks.length, 2));

test("the compiler accepts them", () => {
  const files = blocks.map((code, at) => {
    const file = join(folder, `example-${at}.mts`);
    writeFileSync(file, code);
    return file;
  });
  const compiler = join(here, "node_modules/typescript/bin/tsc");
  const flags = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--types",
    "node",
    "--ignoreConfig",
  ];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...flags, ...files], {
    cwd: here,
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout);
});

test("the client gets back what the tool returned", async () => {
  const [server, client] = await Promise.all(
    blocks.map(async (code, at) => {
      const file = join(folder, `example-${at}.mjs`);
      writeFileSync(file, transformSync(code, { loader: "ts" }).code);
      return import(pathToFileURL(file).href);
    }),
  );
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (closed.address());
  closed.close();
  await once(closed, "close");
  const result = await server.fetchReport(`http://127.0.0.1:${port}/latest`);
  assert.equal(
    client.explain(JSON.parse(JSON.stringify(result))),
    "reports is down: Check that the report server is running",
  );
  assert.ok(!JSON.stringify(result).includes("hunter2"));
  assert.equal(client.explain({ content: [] }), "fine");
});
