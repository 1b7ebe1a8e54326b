// Beside a polluted `Object.prototype` the package loads, and does what it does anyway: what an object only inherits is no option.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { SECRET } from "./exits.mjs";

const program = fileURLToPath(new URL("consumers/polluted.mjs", import.meta.url));
const commonJs = fileURLToPath(import.meta.resolve("mcp-errors")).replace("node.mjs", "index.cjs");
const FILES = [commonJs, commonJs.replace("index.cjs", "index.mjs")];

/** Members of descriptors, members that the language asks for, and names that the package reads. */
const NAMES = [
  ...["value", "writable", "get", "set", "enumerable", "configurable", "toJSON", "then"],
  ...[
    "sanitizer",
    "context",
    "cause",
    "causes",
    "errors",
    "errorCode",
    "errorType",
    "hints",
    "code",
    "data",
    "jsonRpcCode",
  ],
  ...[
    "message",
    "audience",
    "codeProfile",
    "profile",
    "keep",
    "policies",
    "problem",
    "found",
    "ours",
    "stack",
    "group",
  ],
];

/** @param {string} name @param {string} kind @param {string} file */
function run(name, kind, file) {
  const { stdout, stderr } = spawnSync(process.execPath, [program, name, kind, file], {
    encoding: "utf8",
    input: SECRET,
  });
  return { stdout, stderr };
}

for (const file of FILES) {
  const expected = run("", "", file).stdout;
  test(`without any pollution: ${file.slice(-9)}`, () => {
    assert.ok(expected.includes("[REDACTED]") && !expected.includes("threw") && !expected.includes(SECRET), expected);
  });
  for (const name of NAMES) {
    test(`beside Object.prototype.${name}: ${file.slice(-9)}`, () => {
      const { stdout, stderr } = run(name, ["get", "set", "toJSON"].includes(name) ? "function" : "object", file);
      assert.ok(!stdout.includes(SECRET), stdout);
      assert.equal(stdout, expected, stderr);
    });
  }
}
