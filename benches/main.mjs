// Runs all benchmarks and writes a page: `node --expose-gc main.mjs <page> <tarball>`.

import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { median } from "./measure.mjs";
import { comparisons, table, targetCells } from "./report.mjs";
import { create, decoding, linearity, objects, texts, versions, wireText } from "./speed.mjs";

const [, , out, tarball] = process.argv;
const STARTS = 15;

/** Runs a script of this folder, and parses what it prints. @param {string} name @param {...string} flags @returns {any} */
function script(name, ...flags) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [...flags, file], { encoding: "utf8" }));
}

/** @type {string[]} */
const parts = [];

/** @param {string} title @param {string} note @param {string} body */
function section(title, note, body) {
  parts.push(`## ${title}\n\n${note}\n\n${body}`);
  console.log(`\n${title}\n${body}`);
}

const crossings = /** @type {{ operation: string, crossings: number, all: number, most: number }[]} */ (
  script("crossings.mjs")
);
section(
  "Crossings",
  "Calls into wasm per operation, counted on the exports of the running instance. The second number includes allocations\nand the fetching of results.",
  table(
    ["operation", "crossings", "calls of any kind", "target", ""],
    crossings.map(({ operation, crossings, all, most }) => [
      operation,
      `${crossings}`,
      `${all}`,
      targetCells(crossings, { most }),
    ]),
  ),
);
section(
  "Making an error",
  "The constructor and `toJsonString()`, compared with `new Error(message)` and `JSON.stringify` of the same payload, which\nredacts nothing and survives no hostile value. Both ten frames deep.",
  comparisons(create()),
);
section(
  "Sanitizing",
  "`sanitize` checks all keys and all texts. deep-redact gets eight keys, and one regular expression of nine rules where it\nscans texts. fast-redact and @pinojs/redact get the paths, and return JSON text. secret-scrubber finds secrets and replaces\nthem everywhere.",
  comparisons(objects()),
);
section(
  "Wire text of data",
  "`JSON.stringify(sanitize(value))`, keys and texts, compared with a stringifier whose replacer checks keys only.",
  comparisons(wireText()),
);
section(
  "Scanning texts",
  "`redactText` knows about three hundred formats of secrets; the regular expression knows nine.",
  comparisons(texts()),
);
section("Decoding", "From a payload to its typed error, compared with reading it untyped.", comparisons(decoding()));
section(
  "Growth",
  "Nanoseconds per byte of JSON, and of text. If the cost is linear, the column does not grow. What exceeds the limits of an\nerror (4 MB, 50,000 values) is read and cut, which costs less.",
  table(
    ["size", "bytes of JSON", "`sanitize`, ns per byte", "`redactText`, ns per byte"],
    linearity().map(({ name, bytes, object, text }) => [name, `${bytes}`, object.toFixed(2), text?.toFixed(2) ?? ""]),
  ),
);

const folder = dirname(createRequire(import.meta.url).resolve("mcp-errors/package.json"));
/** @type {[string, number, number][]} */
const sizes = [
  ["wasm, gzip", gzipSync(readFileSync(join(folder, "mcp_errors.wasm")), { level: 9 }).length, 128_000],
  ["browser file, brotli", brotliCompressSync(readFileSync(join(folder, "index.mjs"))).length, 140_000],
  ...(tarball === undefined
    ? []
    : [/** @type {[string, number, number]} */ (["tarball", statSync(tarball).size, 1_200_000])]),
];
section(
  "Size",
  "Bytes.",
  table(
    ["what", "bytes", "target", ""],
    sizes.map(([what, bytes, most]) => [what, `${bytes}`, targetCells(bytes, { most })]),
  ),
);

const starts = Array.from({ length: STARTS }, () => script("start.mjs"));
const start = (/** @type {string} */ key) => median(starts.map((each) => each[key]));
section(
  "Start",
  `Milliseconds, median of ${STARTS} fresh processes.`,
  table(
    ["what", "ms", "target", ""],
    [
      ["import", start("import").toFixed(1), " | "],
      ["first error", start("error").toFixed(1), " | "],
      ["both", start("all").toFixed(1), targetCells(start("all"), { most: 10 }, " ms")],
    ],
  ),
);

const { errors, samples } = script("memory.mjs", "--expose-gc");
const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(2);
/** The median of the last three samples divided by that of the first three: a single sample depends on the collector. @param {string} key */
const growth = (key) => {
  const values = samples.map((/** @type {Record<string, number>} */ sample) => sample[key]);
  return median(values.slice(-3)) / median(values.slice(0, 3));
};
const grown = { heap: growth("heap"), wasm: growth("wasm") };
section(
  "Memory",
  `Megabytes after each tenth of ${errors.toLocaleString("en")} errors. Each error has a new key; every tenth is decoded again.`,
  `${table(
    [
      "",
      ...samples.map((/** @type {unknown} */ _, /** @type {number} */ at) => `${at + 1}/10`),
      "last three / first three",
      "target",
      "",
    ],
    /** @type {const} */ (["heap", "wasm"]).map((key) => [
      key,
      ...samples.map((/** @type {Record<string, number>} */ sample) => megabytes(sample[key] ?? 0)),
      grown[key].toFixed(3),
      targetCells(grown[key], { most: 1.05 }),
    ]),
  )}`,
);

const missed = parts.join("\n").split("**missed**").length - 1;
const head = [
  "# Benchmarks",
  "",
  "<!-- Written by `cargo xtask bench speed`. Do not edit. -->",
  "",
  `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}.`,
  `Against ${versions().join(", ")}.`,
  "",
  "Times are medians of 31 interleaved rounds in one process: a short burst of each candidate in turn, so that a busy machine",
  "slows all of them down. Ratios can be compared between machines, times cannot.",
  `${missed === 0 ? "All targets are met." : `${missed} targets are missed; they are marked.`}`,
];
console.log(`\n${head.at(-1)}`);
if (out !== undefined) writeFileSync(out, `${head.join("\n")}\n\n${parts.join("\n\n")}\n`);
