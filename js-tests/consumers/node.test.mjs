// The installed package in Node, imported and required.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import * as imported from "mcp-errors";

const require = createRequire(import.meta.url);

test("ESM and CommonJS share each class and function", () => {
  const required = require("mcp-errors");
  const names = Object.keys(required).sort();
  assert.ok(names.length > 0);
  assert.deepEqual(Object.keys(imported).sort(), names);
  for (const [name, value] of Object.entries(imported)) assert.equal(value, required[name], name);
});

test("classes and functions have the names that they are exported by", () => {
  for (const [name, value] of Object.entries(imported)) {
    if (typeof value === "function") assert.equal(value.name, name);
  }
});

test("the entries without the engine say what the package says", async () => {
  for (const constants of [await import("mcp-errors/constants"), require("mcp-errors/constants")]) {
    const { META_KEY, REDACTED, version } = constants;
    assert.deepEqual([META_KEY, version], [imported.META_KEY, imported.version]);
    assert.equal(REDACTED, imported.redactText("password=hunter2hunter2").replace("password=", ""));
  }
  for (const { schema } of [await import("mcp-errors/schema"), require("mcp-errors/schema")]) {
    assert.deepEqual(schema(), imported.schema());
  }
});

test("nothing runs at import", () => {
  // An import needs neither wasm nor the generation of code from strings.
  const program = `
    delete globalThis.WebAssembly;
    await import("mcp-errors");
    console.log("imported");`;
  const args = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", program];
  const options = { cwd: new URL(".", import.meta.url), encoding: "utf8" };
  assert.equal(execFileSync(process.execPath, args, options).trim(), "imported");
});

test("the files beside the code are exported", () => {
  const manifest = require("mcp-errors/package.json");
  assert.equal(manifest.version, imported.version);
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(require("mcp-errors/schema.json").properties, require("mcp-errors/schema").schema().properties);
  const wasm = readFileSync(require.resolve("mcp-errors/mcp_errors.wasm"));
  assert.ok(WebAssembly.validate(wasm));
});

test("source maps lead to the modules of the package, and have no wasm in them", () => {
  const folder = dirname(require.resolve("mcp-errors/package.json"));
  const bundles = readdirSync(folder).filter((name) => existsSync(join(folder, `${name}.map`)));
  assert.deepEqual(bundles, [
    "constants.cjs",
    "constants.mjs",
    "index.cjs",
    "index.mjs",
    "mcp-sdk.cjs",
    "mcp-sdk.mjs",
    "opentelemetry.cjs",
    "opentelemetry.mjs",
    "schema.cjs",
    "schema.mjs",
    "workerd.mjs",
  ]);
  for (const name of bundles) {
    assert.ok(readFileSync(join(folder, name), "utf8").endsWith(`//# sourceMappingURL=${name}.map\n`), name);
    const text = readFileSync(join(folder, `${name}.map`), "utf8");
    assert.ok(text.length < 250_000, `${name}.map has ${text.length} characters`);
    for (const source of JSON.parse(text).sources) assert.match(source, /^(?:src|generated|glue)\/[\w/-]+\.js$/, name);
  }
});

test("with `--enable-source-maps`, a stack trace names the module and its line", () => {
  const program = `
    const { createSanitizer } = require("mcp-errors");
    try { createSanitizer(1); } catch (error) { console.log(error.stack); }`;
  const options = { cwd: new URL(".", import.meta.url), encoding: "utf8" };
  const stack = execFileSync(process.execPath, ["--enable-source-maps", "--eval", program], options);
  assert.match(stack, /mcp-errors\/src\/sanitizer\.js:\d+:\d+/);
});

test("where the host has no TextDecoder, the package brings its own", () => {
  const program = `
    delete globalThis.TextDecoder;
    delete globalThis.TextEncoder;
    const { McpError } = require("mcp-errors");
    console.log(new McpError("naïve 日本語 🦀 \\ud800").toJsonString());`;
  const options = { cwd: new URL(".", import.meta.url), encoding: "utf8" };
  const text = execFileSync(process.execPath, ["--eval", program], options);
  assert.match(JSON.parse(text).message, /^naïve 日本語 🦀/);
});
