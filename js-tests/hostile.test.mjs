// Every row of docs/hostile-values.md, for this package: it does not throw, it ends, and the result is JSON with everything that
// can be read and no secret.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { sanitize } from "mcp-errors";
import { KEPT, ROWS, SECRET } from "../benches/hostile-rows.mjs";

const RUN = fileURLToPath(new URL("../benches/hostile-run.mjs", import.meta.url));
/** Milliseconds. Other tests run at the same time. */
const LIMIT = 6000;

test("every row is in the table, and every row of the table is here", () => {
  const table = readFileSync(new URL("../docs/hostile-values.md", import.meta.url), "utf8");
  const rows = [...table.matchAll(/^\| (.+?) \| (.+?) \|/gm)].slice(1).map(([, name, verdict]) => [name, verdict]);
  assert.deepEqual(
    rows.map(([name]) => name),
    ROWS.map(({ name }) => name),
  );
  for (const [name, verdict] of rows) assert.match(verdict ?? "", /^survives(, \d+ ms)?$/, name);
});

for (const row of ROWS) {
  // In a process of its own: a value that never ends would stop the other tests.
  test(`an error with ${row.name}`, async () => {
    const child = spawn(process.execPath, [RUN, "mcp-errors", row.name], { timeout: LIMIT, killSignal: "SIGKILL" });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const [code, signal] = await once(child, "close");
    assert.equal(signal, null, `it was not done after ${LIMIT} ms`);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    const { ms: _ms, ...cell } = JSON.parse(stdout);
    assert.deepEqual(cell, { isJson: true, leaks: false, missing: [], broken: [] });
  });

  if (row.odd === undefined) continue;
  const { odd } = row;
  test(`sanitize of ${row.name}`, () => {
    const text = JSON.stringify(sanitize({ kept: KEPT, password: SECRET, odd: odd() }));
    assert.ok(!text.includes(SECRET));
    for (const part of [KEPT, ...(row.shows ?? []), ...(row.ours ?? [])]) assert.ok(text.includes(part), part);
  });
}
