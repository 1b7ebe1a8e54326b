// The first column of docs/sanitizer-comparison.md: this package has to pass every row.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sanitize } from "mcp-errors";
import { ROWS } from "../benches/hostile-rows.mjs";
import { CASES } from "../benches/redaction-cases.mjs";

for (const { group, name, value, gone, kept } of CASES) {
  test(`${group}: ${name}`, () => {
    const text = JSON.stringify(sanitize(value));
    for (const secret of gone ?? []) assert.ok(!text.includes(secret), text);
    for (const part of kept ?? []) assert.ok(text.includes(part), text);
    // Checks the case itself: what has to be redacted has to be in the input.
    for (const part of gone ?? []) assert.ok(JSON.stringify(value).includes(part), part);
  });
}

test("the table has every case, and the first column has no fault", () => {
  const table = readFileSync(new URL("../docs/sanitizer-comparison.md", import.meta.url), "utf8");
  const rows = [...table.matchAll(/^\| (.+?) \| (.+?) \|/gm)].map(([, name, first]) => ({ name, first }));
  const own = rows.filter(
    ({ name }) => CASES.some((sample) => sample.name === name) || ROWS.some((row) => row.name === name),
  );
  assert.equal(own.length, CASES.length + ROWS.filter((row) => row.odd !== undefined).length);
  for (const { name, first } of own) assert.equal(first, "ok", name);
});
