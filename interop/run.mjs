// The matrix: every server with every client, over every transport, through every failure.
//
// `node run.mjs` writes docs/interop.md to stdout; `--short` runs a few cells and holds them against the page.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { ALL_FAILURES, run, SDKS } from "./cells.mjs";
import { compare, render } from "./page.mjs";

const isShort = process.argv.includes("--short");
const names = (process.env.INTEROP_SDKS ?? Object.keys(SDKS).join()).split(",");
const page = new URL("../docs/interop.md", import.meta.url);

/** Everything, or what shows within a minute that something has broken. */
const sdks = isShort ? names.filter((name) => name !== "python") : names;
const transports = isShort ? ["stdio"] : ["stdio", "http"];
const failures = isShort
  ? ALL_FAILURES.filter((failure) => failure !== "timeout" && failure !== "refused")
  : ALL_FAILURES;

const waiting = sdks.flatMap((server) =>
  sdks.flatMap((client) => transports.map((transport) => ({ server, client, transport }))),
);
/** @type {import("./cells.mjs").Cell[]} */
const cells = [];

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { server, client, transport } = next;
    cells.push(...(await run(server, client, transport, failures)));
    console.error(`${server} -> ${client}, ${transport}`);
  }
}
// Processes mostly wait for each other: more of them than there are cores.
await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));

const order = Object.keys(SDKS);
cells.sort(
  (one, other) =>
    transports.indexOf(one.transport) - transports.indexOf(other.transport) ||
    order.indexOf(one.server) - order.indexOf(other.server) ||
    order.indexOf(one.client) - order.indexOf(other.client) ||
    failures.indexOf(one.failure) - failures.indexOf(other.failure),
);
if (process.env.INTEROP_RAW !== undefined) for (const cell of cells) console.error(JSON.stringify(cell));

if (isShort) {
  const wrong = compare(cells, readFileSync(page, "utf8"));
  for (const line of wrong) console.log(line);
  console.log(`interop: passed=${cells.length - wrong.length} failed=${wrong.length}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} else {
  console.log(render(cells));
}
