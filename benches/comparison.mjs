// Compares the sanitizer with other redactors, on secrets and on look-alikes. Writes docs/sanitizer-comparison.md.

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { ROWS } from "./hostile-rows.mjs";
import { CASES } from "./redaction-cases.mjs";
import { REDACTORS } from "./redactors.mjs";
import { table } from "./report.mjs";

/** Milliseconds until a redactor counts as hanging. */
const LIMIT = 3000;
const NAMES = Object.keys(REDACTORS);
const HOSTILE = ROWS.filter((row) => row.odd !== undefined);

/**
 * The fault of a redactor in a case; empty if it has none.
 * @param {import("./redactors.mjs").Redactor} redact
 * @param {import("./redaction-cases.mjs").Case} sample
 */
function faultOf(redact, { value, gone, kept }) {
  let text;
  try {
    text = redact(structuredClone(value));
  } catch (problem) {
    return `throws ${problem instanceof Error ? problem.name : typeof problem}`;
  }
  // Searched in the whole text: the secret may have changed its type or its place.
  if (gone?.some((secret) => text.includes(secret))) return "leaks";
  return kept?.every((part) => text.includes(part)) === false ? "masks" : "";
}

/**
 * The fault of a redactor with a hostile value, found in a process of its own; empty if it has none.
 * @param {string} tool
 * @param {string} row
 * @returns {Promise<string>}
 */
function hostileFaultOf(tool, row) {
  const script = fileURLToPath(new URL("redaction-run.mjs", import.meta.url));
  return new Promise((resolve) => {
    const limits = { timeout: LIMIT, killSignal: /** @type {const} */ ("SIGKILL"), maxBuffer: 2 ** 26 };
    execFile(process.execPath, [script, tool, row], limits, (problem, stdout) => {
      if (problem?.killed) return resolve("hangs");
      if (problem !== null) return resolve("crashes");
      const { thrown, leaks, loses } = JSON.parse(stdout);
      resolve(thrown ? `throws ${thrown}` : leaks ? "leaks" : loses ? "loses data" : "");
    });
  });
}

/** The installed version of a package. @param {string} name */
function version(name) {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const path of paths) {
    try {
      return JSON.parse(readFileSync(`${path}/${name}/package.json`, "utf8")).version;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error(`${name} is not installed`);
}

/** Table rows by group: the name of the case, and the fault of each redactor. @type {Map<string, string[][]>} */
const groups = new Map();
const redactors = await Promise.all(NAMES.map((name) => REDACTORS[name]?.load()));
for (const sample of CASES) {
  const faults = redactors.map((redact) => (redact ? faultOf(redact, sample) : "-"));
  const name = sample.name.replaceAll("|", "\\|");
  groups.set(sample.group, [...(groups.get(sample.group) ?? []), [name, ...faults]]);
}
const hostileRows = [];
for (const row of HOSTILE) {
  const faults = [];
  for (const name of NAMES) faults.push(REDACTORS[name]?.isReference ? "-" : await hostileFaultOf(name, row.name));
  hostileRows.push([row.name, ...faults]);
  console.log(row.name, faults.join(" | "));
}
groups.set("hostile values", hostileRows);

const counts = [...groups].map(([group, rows]) => [
  group,
  ...NAMES.map((_, at) => {
    const faults = rows.map((row) => row[at + 1]).filter((fault) => fault !== "-");
    return faults.length === 0 ? "" : `${faults.filter((fault) => fault === "").length} of ${faults.length}`;
  }),
]);
const details = [...groups].flatMap(([group, rows]) => {
  const marked = rows.map(([name, ...faults]) => [
    name ?? "",
    ...faults.map((fault) => (fault === "" ? "ok" : fault === "-" ? "" : `**${fault}**`)),
  ]);
  return [`## ${group[0]?.toUpperCase()}${group.slice(1)}`, "", table(["", ...NAMES], marked), ""];
});
const lines = [
  "# Redactors side by side",
  "",
  "<!-- Written by `cargo xtask bench comparison`. Do not edit. -->",
  "",
  "How many cases each redactor gets right. A secret case is right if the secret is in no part of the output. A look-alike is",
  "right if it is in the output unchanged. A hostile value is right if JSON comes out in time, with everything that could be read",
  "and without the password next to it.",
  "",
  table(["", ...NAMES], counts),
  "",
  "They have different purposes. `@pinojs/redact` and `fast-redact` mask known paths of known objects, fast, and do not look at",
  "text. `deep-redact` masks known names at any depth, and text by patterns that its user writes; it has none by default, so it has",
  "none here. `secret-scrubber` guesses by names and by URLs. The list of names has two dozen common ones; a name that is not in it",
  "leaks, as some cases show. The cases are ours. They are what errors carry, and some were chosen because mcp-errors once missed",
  "them, so it gets them right now.",
  "",
  ...Object.entries(REDACTORS).map(
    ([name, { package: id, about }]) => `- **${name}**${id === undefined ? "" : ` ${version(id)}`}: ${about}.`,
  ),
  "",
  "The names and paths are in `benches/redactors.mjs`, the cases in `benches/redaction-cases.mjs` and `benches/hostile-rows.mjs`.",
  "The two rules come from Python programs, so the hostile values of JavaScript do not apply to them.",
  "",
  ...details,
  `Node ${process.versions.node}.`,
  "",
];
const out = process.argv[2] ?? fileURLToPath(new URL("../docs/sanitizer-comparison.md", import.meta.url));
writeFileSync(out, lines.join("\n"));
