// The TypeScript compiler, with the options of a user who copies an example.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const FLAGS = [
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

/**
 * Fails with the messages of the compiler about `files`, if there are any.
 * @param {string[]} files beside the packages that they import
 */
export function assertCompiles(files) {
  const compiler = join(here, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...FLAGS, ...files], {
    cwd: here,
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout);
}
