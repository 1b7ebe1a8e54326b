// What every consumer prints of an error: no secret, and what docs/loggers.md says.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { lineOf } from "./page.mjs";
import { ROWS } from "./rows.mjs";
import { run } from "./run.mjs";

const page = readFileSync(new URL("../../docs/loggers.md", import.meta.url), "utf8").split("\n");

describe("consumers", { concurrency: 2 }, () => {
  for (const row of ROWS) {
    test(`${row.name} shows no secret, and what the page says`, async () => {
      const { text, raw, arrived } = await run(row);
      assert.deepEqual(raw, [], text);
      // A program that printed nothing of the error would hide every secret.
      assert.ok(arrived.includes("message"), text);
      const parts = ["class", "code", "message", "context"];
      if (row.isOurs)
        assert.deepEqual(
          parts.filter((part) => !arrived.includes(part)),
          [],
          text,
        );
      const line = lineOf(row, { raw, arrived });
      assert.ok(page.includes(line), `docs/loggers.md differs; \`cargo xtask telemetry\` writes it\n${line}\n${text}`);
    });
  }
});

test("loggers of all makes have the type that is asked for", async () => {
  const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
  const done = promisify(execFile)(process.execPath, [tsc, "--noEmit", "-p", "."], { cwd: import.meta.dirname });
  await done.catch(({ stdout }) => assert.fail(stdout));
});
