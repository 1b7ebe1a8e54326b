// The shared vectors on the installed package.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as library from "mcp-errors";
import { reportVectors } from "./report-vectors.mjs";
import { runVectors } from "./run-vectors.mjs";

const folder = process.env.MCP_ERRORS_VECTORS ?? new URL("../vectors/", import.meta.url).pathname;

test("every vector gives the expected bytes", () => {
  const files = Object.fromEntries(
    readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))]),
  );
  const report = runVectors(library, files, "tarball-node");
  reportVectors(report);
  console.log(`and ${report.javascriptOnly} cases that only JavaScript has`);
  assert.ok(report.cases > 0 && report.javascriptOnly > 0);
  assert.deepEqual(report.failures, [], report.failures.join("\n"));
});
