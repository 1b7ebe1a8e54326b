// All benchmarks, one after the other: `node --expose-gc main.mjs <markdown to write> <tarball>`.

import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { median } from "./measure.mjs";
import { comparisons, judged, table } from "./report.mjs";
import { create, decoding, linearity, objects, texts, versions, wireText } from "./speed.mjs";

const [, , out, tarball] = process.argv;
const STARTS = 15;

/** What a script of this folder prints. @param {string} script @param {...string} flags @returns {any} */
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

const crossings = /** @type {{ operation: string, calls: number, all: number, most: number }[]} */ (
  script("crossings.mjs")
);
section(
  "Crossings",
  "Calls into wasm per operation, counted on the exports of the running instance. The second number has allocations and the\nfetching of results in it.",
  table(
    ["operation", "crossings", "calls of any kind", "target", ""],
    crossings.map(({ operation, calls, all, most }) => [operation, `${calls}`, `${all}`, judged(calls, { most })]),
  ),
);
section(
  "Making an error",
  "The constructor and `toJsonString()`, over `new Error(message)` and `JSON.stringify` of the same payload, which redacts\nnothing and survives no hostile value. Both ten frames deep.",
  comparisons(create()),
);
section(
  "Sanitizing",
  "`sanitize` looks at all keys and all texts. deep-redact is told eight keys, and nine shapes of secrets\nwhere it looks at texts; fast-redact and @pinojs/redact are told the paths, and give JSON text; secret-scrubber finds\nsecrets and replaces them everywhere.",
  comparisons(objects()),
);
section(
  "Wire text of data",
  "`JSON.stringify(sanitize(value))`, keys and texts, against a stringifier whose replacer looks at keys only.",
  comparisons(wireText()),
);
section(
  "Scanning texts",
  "`redactText` knows some three hundred shapes of secrets; the regular expression knows nine.",
  comparisons(texts()),
);
section("Decoding", "A payload to its typed error, over what it takes to read it untyped.", comparisons(decoding()));
section(
  "Growth",
  "Nanoseconds per byte of JSON, and of text. Linear means that the column does not grow; what is over the bounds of an error\n(4 MB, 50,000 values) is read and cut, which costs less.",
  table(
    ["size", "bytes of JSON", "`sanitize`, ns per byte", "`redactText`, ns per byte"],
    linearity().map(({ name, bytes, object, text }) => [name, `${bytes}`, object.toFixed(2), text?.toFixed(2) ?? ""]),
  ),
);

const folder = dirname(createRequire(import.meta.url).resolve("mcp-errors/package.json"));
/** @type {[string, number, number][]} */
const weights = [
  ["wasm, gzip", gzipSync(readFileSync(join(folder, "mcp_errors.wasm")), { level: 9 }).length, 128_000],
  ["browser file, brotli", brotliCompressSync(readFileSync(join(folder, "index.mjs"))).length, 140_000],
  ...(tarball === undefined
    ? []
    : [/** @type {[string, number, number]} */ (["tarball", statSync(tarball).size, 1_200_000])]),
];
section(
  "Weight",
  "Bytes.",
  table(
    ["what", "bytes", "target", ""],
    weights.map(([what, bytes, most]) => [what, `${bytes}`, judged(bytes, { most })]),
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
      ["both", start("all").toFixed(1), judged(start("all"), { most: 10 }, " ms")],
    ],
  ),
);

const { errors, marks } = script("memory.mjs", "--expose-gc");
const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(2);
/** The last three marks over the first three, by their medians: a single mark has whatever the collector left. @param {string} key */
const growth = (key) => {
  const values = marks.map((/** @type {Record<string, number>} */ mark) => mark[key]);
  return median(values.slice(-3)) / median(values.slice(0, 3));
};
const grown = { heap: growth("heap"), wasm: growth("wasm") };
section(
  "Memory",
  `Megabytes after each tenth of ${errors.toLocaleString("en")} errors, every tenth of them decoded again, a new key in each.`,
  `${table(
    [
      "",
      ...marks.map((/** @type {unknown} */ _, /** @type {number} */ at) => `${at + 1}/10`),
      "last three over first three",
      "target",
      "",
    ],
    /** @type {const} */ (["heap", "wasm"]).map((key) => [
      key,
      ...marks.map((/** @type {Record<string, number>} */ mark) => megabytes(mark[key] ?? 0)),
      grown[key].toFixed(3),
      judged(grown[key], { most: 1.05 }),
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
  "slows all of them down. Ratios within a row can be compared, times on different machines cannot.",
  `${missed === 0 ? "All targets are met." : `${missed} targets are missed; they are marked.`}`,
];
console.log(`\n${head.at(-1)}`);
if (out !== undefined) writeFileSync(out, `${head.join("\n")}\n\n${parts.join("\n\n")}\n`);
