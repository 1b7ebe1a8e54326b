// The installed package in Node: imported and required, it is one and the same.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

test("nothing runs at import", () => {
  // `--disallow-code-generation-from-strings` and a global object without wasm: an import must not need either.
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
  assert.equal(typeof require("mcp-errors/schema").$schema, "string");
  const wasm = readFileSync(require.resolve("mcp-errors/mcp_errors.wasm"));
  assert.ok(WebAssembly.validate(wasm));
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
