// Compares how tools serialize hostile values. Writes docs/hostile-values.md.

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { ROWS } from "./hostile-rows.mjs";

const TOOLS = ["mcp-errors", "serialize-error", "pino-std-serializers", "@sentry/core"];
/** Milliseconds until a tool counts as hanging. */
const LIMIT = 3000;
/** Milliseconds from which a time is shown. */
const SLOW = 100;

/**
 * Runs one tool on one row in a process of its own, and describes the result.
 * @param {string} tool
 * @param {string} row
 * @returns {Promise<string>}
 */
function run(tool, row) {
  const script = fileURLToPath(new URL("hostile-run.mjs", import.meta.url));
  return new Promise((resolve) => {
    const limits = { timeout: LIMIT, killSignal: /** @type {const} */ ("SIGKILL"), maxBuffer: 2 ** 26 };
    execFile(process.execPath, [script, tool, row], limits, (problem, stdout) => {
      if (problem?.killed || problem?.signal === "SIGKILL") resolve("**hangs**");
      else if (problem !== null) resolve("**crashes**");
      else resolve(describe(JSON.parse(stdout)));
    });
  });
}

/** @param {any} result */
function describe({ thrown, isJson, leaks, missing, broken, ms }) {
  if (thrown !== undefined) return `**throws** ${thrown}`;
  if (!isJson) return "**not JSON**";
  const words = [missing.length > 0 || broken.length > 0 ? "loses data" : "survives"];
  if (leaks) words.push("leaks");
  if (ms > SLOW) words.push(`${ms} ms`);
  return words.join(", ");
}

/** The installed version of a package. @param {string} name */
function version(name) {
  const require = createRequire(import.meta.url);
  const folder = require.resolve.paths(name)?.find((path) => {
    try {
      return readFileSync(`${path}/${name}/package.json`);
    } catch {
      return false;
    }
  });
  return JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8")).version;
}

/** @type {string[][]} */
const table = [];
const waiting = ROWS.map((row, at) => ({ row, at }));
await Promise.all(
  cpus()
    .slice(0, 2)
    .map(async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const results = [];
        for (const tool of TOOLS) results.push(await run(tool, next.row.name));
        table[next.at] = [next.row.name, ...results];
        console.log(table[next.at]?.join(" | "));
      }
    }),
);

const lines = [
  "# Hostile values",
  "",
  "<!-- Written by `cargo xtask bench hostile`. Do not edit. -->",
  "",
  "Errors carry whatever was at hand when something failed. Each row is such a value, in the context of an error or as the error",
  "itself, and shows what happens when the error is serialized as JSON. Next to every value are a password, which must not arrive,",
  "and a text, which must.",
  "",
  `| value | ${TOOLS.join(" | ")} |`,
  `|---|${TOOLS.map(() => "---").join("|")}|`,
  ...table.map((cells) => `| ${cells.join(" | ")} |`),
  "",
  "- **survives**: JSON came out, with everything in it that could be read. **loses data**: JSON came out, and something that",
  "  could have been read is not in it.",
  `- **throws**, **hangs** (more than ${LIMIT / 1000} seconds) and **crashes** (out of memory): the error is lost, and the handler with it.`,
  "- **leaks**: the password is in the output. The other three do not claim to redact; it is listed because their output goes to",
  "  logs and clients. A time is given if it is over a tenth of a second.",
  "",
  "Each pair runs in a process of its own: `JSON.stringify(serializeError(error))`; `err(error)` written as pino does it, with",
  "`JSON.stringify` and, where that throws, safe-stable-stringify; `JSON.stringify(normalize(error))`;",
  "`new McpError(message, { context })` or `{ cause }`, and `toJsonString()`. The rows are in `benches/hostile-rows.mjs`, and",
  "`js-tests/hostile.test.mjs` tests the first column.",
  "",
  `Node ${process.versions.node}; ${TOOLS.map((tool) => `${tool} ${version(tool)}`).join(", ")}.`,
  "",
];
const out = process.argv[2] ?? fileURLToPath(new URL("../docs/hostile-values.md", import.meta.url));
writeFileSync(out, lines.join("\n"));
