// Writes docs/loggers.md: `node page.mjs FILE`. Prints the page without a file.

import { writeFileSync } from "node:fs";
import { PARTS } from "./planted.mjs";
import { GROUPS, ROWS } from "./rows.mjs";
import { run, version } from "./run.mjs";

/** What a run showed. @typedef {{ raw: string[], arrived: string[] }} Result */

const COLUMNS = Object.keys(PARTS);

/** @param {string[]} cells */
const line = (cells) => `| ${cells.join(" | ")} |`;

/**
 * Returns the line of a row in the page.
 * @param {import("./rows.mjs").Row} row
 * @param {Result} result
 */
export function lineOf({ name, how, note = "" }, { raw, arrived }) {
  const marks = COLUMNS.map((part) => (arrived.includes(part) ? "yes" : ""));
  return line([name, how, raw.length === 0 ? "none" : `**${raw.join(", ")}**`, ...marks, note]);
}

/** Runs all rows, two at a time. @returns {Promise<Map<string, Result>>} */
async function runAll() {
  /** @type {Map<string, Result>} */
  const results = new Map();
  const left = [...ROWS];
  const work = async () => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) {
      results.set(row.name, await run(row));
      console.error(row.name);
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

const PACKAGES = [
  ...["pino", "winston", "bunyan", "consola", "@sentry/node", "@opentelemetry/sdk-trace-base", "fastify", "next"],
  ...["superjson", "serialize-error", "vitest", "jest", "bun", "deno"],
];

const HEAD = `# Loggers, reporters and runtimes

<!-- Written by \`cargo xtask telemetry\`. Do not edit. -->

What programs that are handed an error of this package print or send of it. The error has a secret in its message, context and
hint, and its cause is an \`AggregateError\` with secrets in its message, stack, own fields, members and causes. The column
*secrets* names those that came out. The others say whether something harmless came out: the class, the code of the error or of its
cause, the message, the context, the message of a cause, and that of a member of an \`AggregateError\`.

- \`error.logError(log)\`, the option \`logger\` of \`withMcpErrors\`, and \`logWith(log)\` as \`onError\` hand over everything. They
  recognize pino (by \`child\`, and \`bindings\` or \`levels\`) and bunyan (by \`addStream\` and \`fields\`), and call these with
  \`({ mcp_error }, message)\`. Any other logger, winston for one, is called with \`(message, { mcp_error })\`, a function with the
  record. \`logWith(log, { level, order })\` chooses another level, or the order for a make that is not recognized.
- In a server over stdio, stdout belongs to the protocol. What this package itself prints goes to stderr, also through a console.
  pino, winston and bunyan write to stdout until they are told otherwise: \`pino(pino.destination(2))\`, \`stderrLevels\` of
  winston's \`Console\`, \`stream: process.stderr\` of bunyan.
- \`code\` is the JSON-RPC code, because MCP SDKs send it. Some programs print it as the code of an exception, or take it for its
  type. The code for programs is \`errorCode\`.
- To send an error to another thread or process, send \`error.toDict()\` and read it with \`decodeError\`.
`;

/** @param {Map<string, Result>} results */
function page(results) {
  const lines = [HEAD];
  for (const [group, rows] of Object.entries(GROUPS)) {
    lines.push(`## ${group}`, "", line(["consumer", "use", "secrets", ...COLUMNS, ""]));
    lines.push(line(["", "", "", ...COLUMNS, ""].map(() => "---")));
    for (const row of rows) lines.push(lineOf(row, /** @type {Result} */ (results.get(row.name))));
    lines.push("");
  }
  const versions = PACKAGES.map((name) => `${name} ${version(name)}`);
  return `${lines.join("\n")}\n${versions.join(", ")}; Node ${process.versions.node.split(".")[0]}.\n`;
}

if (process.argv[1] === import.meta.filename) {
  const [, , file] = process.argv;
  const text = page(await runAll());
  if (file === undefined) console.log(text);
  else writeFileSync(file, text);
}
