// What test runners print about failures with errors of ours in them: real runs of Vitest and Jest.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL("consumers/reports/", import.meta.url));
const PLACES = [
  ...["message", "field", "context", "url", "deep", "inContext", "hint", "ours", "oursContext", "cause", "aggregated"],
];

/** A secret per place, none of them part of another. */
const planted = Object.fromEntries(
  PLACES.map((place, at) => [place, ["pl8Zq4vW", "x0Kd83hs", `Lw02Mn${at + 10}`].join("")]),
);

/**
 * The places that a report shows. None, where we have a say. A runner that asks an error for its `cause` gets the very
 * value that was given, and prints what it finds there: the messages of foreign errors, never anything of ours.
 * @type {{ runner: string, args: string[], env?: Record<string, string>, spec: string, failures: number, shows: string[] }[]}
 */
const RUNS = [
  { runner: "vitest/vitest.mjs", args: vitest(), spec: "thrown.spec.mjs", failures: 5, shows: [] },
  // The difference of two values has all that the values have.
  {
    runner: "vitest/vitest.mjs",
    args: vitest(),
    spec: "compared.spec.mjs",
    failures: 3,
    shows: ["cause", "aggregated"],
  },
  { ...jest(), spec: "thrown.spec.mjs", failures: 5, shows: ["cause", "aggregated"] },
  { ...jest(), spec: "compared.spec.mjs", failures: 3, shows: [] },
];

function vitest() {
  return ["run", "--globals", "--root", folder];
}

function jest() {
  return {
    runner: "jest/bin/jest.js",
    args: ["--config", JSON.stringify({ rootDir: folder, testMatch: ["**/*.spec.mjs"], transform: {} }), "--no-cache"],
    env: { NODE_OPTIONS: "--experimental-vm-modules" },
  };
}

for (const { runner, args, env, spec, failures, shows } of RUNS) {
  const [name = ""] = runner.split("/");
  test(`${name} on ${spec} shows ${shows.length === 0 ? "no secret" : shows.join(" and ")}`, async () => {
    const script = join(dirname(require.resolve(`${name}/package.json`)), runner.slice(name.length + 1));
    const child = spawn(process.execPath, [script, ...args, spec], {
      cwd: folder,
      env: { ...process.env, ...env, PLANTED: JSON.stringify(planted), NO_COLOR: "1", FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
    let report = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        report += chunk;
      });
    }
    await once(child, "close");
    // It has to be a report of these failures, or nothing would be shown by nobody.
    assert.match(report, new RegExp(`Tests:? +${failures} failed`), report);
    assert.ok(report.includes("login with password=[REDACTED] failed"), report);
    const shown = PLACES.filter((place) => report.includes(/** @type {string} */ (planted[place])));
    assert.deepEqual(shown, shows, report);
  });
}
