// Runs every server with every client, over every transport, through every failure.
//
// `node run.mjs` writes docs/interop.md to stdout. `node run.mjs --short FILE` runs a part, compares it with the page, and
// writes `{ passed, failed }` to FILE.

import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { differencesFrom, render } from "./page.mjs";
import { ALL_FAILURES, runPair, SDKS } from "./run-pair.mjs";

const [option, file] = process.argv.slice(2);
const isShort = option === "--short" && file !== undefined;
const names = (process.env.INTEROP_SDKS ?? Object.keys(SDKS).join()).split(",");
const page = new URL("../docs/interop.md", import.meta.url);

/** Without Python, HTTP and the slow failures, a run takes less than a minute. */
const sdks = isShort ? names.filter((name) => name !== "python") : names;
const transports = isShort ? ["stdio"] : ["stdio", "http"];
const failures = isShort
  ? ALL_FAILURES.filter((failure) => failure !== "timeout" && failure !== "refused")
  : ALL_FAILURES;

const waiting = sdks.flatMap((server) =>
  sdks.flatMap((client) => transports.map((transport) => ({ server, client, transport }))),
);
/** @type {import("./run-pair.mjs").Result[]} */
const results = [];

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { server, client, transport } = next;
    results.push(...(await runPair(server, client, transport, failures)));
    console.error(`${server} -> ${client}, ${transport}`);
  }
}
// More than there are cores: the processes mostly wait.
await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));

const order = Object.keys(SDKS);
results.sort(
  (one, other) =>
    transports.indexOf(one.transport) - transports.indexOf(other.transport) ||
    order.indexOf(one.server) - order.indexOf(other.server) ||
    order.indexOf(one.client) - order.indexOf(other.client) ||
    failures.indexOf(one.failure) - failures.indexOf(other.failure),
);
if (process.env.INTEROP_RAW !== undefined) for (const result of results) console.error(JSON.stringify(result));

if (isShort) {
  const wrong = differencesFrom(results, readFileSync(page, "utf8"));
  for (const line of wrong) console.log(line);
  writeFileSync(file, JSON.stringify({ passed: results.length - wrong.length, failed: wrong.length }));
  process.exitCode = wrong.length === 0 ? 0 : 1;
} else {
  console.log(render(results));
}
