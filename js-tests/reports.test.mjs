// What test runners print about failures with errors of this package: real runs of Vitest and Jest.

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
  ...["inner", "property", "member", "node", "text", "data", "circle"],
];

/** A secret for each place, none of them part of another. */
const planted = Object.fromEntries(
  PLACES.map((place, at) => [place, ["pl8Zq4vW", "x0Kd83hs", `Lw02Mn${at + 10}`].join("")]),
);

/** How many tests of the specs fail, and how many pass. */
const FAILED = 16;
const PASSED = 3;

/** Ways to run tests that pass errors through different code, processes or realms. @type {[name: string, args: string[]][]} */
const VITEST = [
  ["in processes", ["--pool=forks"]],
  ["in threads", ["--pool=threads"]],
  ["in realms", ["--pool=vmThreads"]],
  ["as data", ["--reporter=default", "--reporter=json", "--reporter=junit"]],
];

/** @type {[name: string, args: string[]][]} */
const JEST = [
  ["in one process", ["--runInBand"]],
  ["in processes", ["--maxWorkers=2"]],
  ["in threads", ["--maxWorkers=2", "--workerThreads"]],
  ["in a browser's shape", ["--runInBand", "--env=jsdom"]],
  ["as data", ["--runInBand", "--json"]],
];

const jestConfig = { rootDir: folder, testMatch: ["**/*.spec.mjs"], transform: {} };

const RUNS = [
  ...VITEST.map(([name, args]) => ({
    name: `vitest ${name}`,
    program: "vitest/vitest.mjs",
    args: ["run", "--globals", "--root", folder, ...args],
    env: {},
  })),
  ...JEST.map(([name, args]) => ({
    name: `jest ${name}`,
    program: "jest/bin/jest.js",
    args: ["--config", JSON.stringify(jestConfig), "--no-cache", "--ci", ...args],
    env: { NODE_OPTIONS: "--experimental-vm-modules" },
  })),
];

for (const { name, program, args, env } of RUNS) {
  test(`${name} shows no secret of a cause`, async () => {
    const [home = ""] = program.split("/");
    const script = join(dirname(require.resolve(`${home}/package.json`)), program.slice(home.length + 1));
    const child = spawn(process.execPath, [script, ...args], {
      cwd: folder,
      env: { ...process.env, ...env, PLANTED: JSON.stringify(planted), CI: "1", NO_COLOR: "1", FORCE_COLOR: "0" },
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
    // The report has to be about these failures, or finding no secret would mean nothing.
    assert.match(report, new RegExp(`Tests:? +${FAILED} failed\\W+${PASSED} passed`), report);
    assert.ok(report.includes("login with password=[REDACTED] failed"), report);
    const shown = PLACES.filter((place) => report.includes(/** @type {string} */ (planted[place])));
    assert.deepEqual(shown, [], report);
  });
}
