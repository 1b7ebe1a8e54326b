// Five failures of a real MCP server, seen by a real client: first without mcp-errors, then with it. Exits with 1 if a class,
// a field or a hint was lost on the way, or a secret was not.

import { fileURLToPath } from "node:url";
import { formatErrorChain } from "mcp-errors";
import { closedPort, startBackend } from "./backend.mjs";
import { record } from "./client.mjs";
import { decodeAndCompare, findText } from "./compare.mjs";
import { failures as allFailures, SUCCESSES } from "./failures.mjs";
import { headline, NO_BREAK_SPACE, print, row, table } from "./screen.mjs";
import { secrets } from "./secrets.mjs";

/** @typedef {import("./screen.mjs").Piece} Piece */

const watchdog = setTimeout(() => {
  console.error("the demo hangs: it took longer than a minute");
  process.exit(1);
}, 60_000).unref();

const backend = await startBackend();
const databasePort = await closedPort();
const failures = allFailures(databasePort);
const settings = {
  databaseUrl: `postgres://app:${secrets.databasePassword.value}@127.0.0.1:${databasePort}/crm`,
  reportsUrl: `http://127.0.0.1:${backend.port}`,
  apiKey: secrets.apiKey.value,
  bearerToken: secrets.bearerToken.value,
  session: { user: "reporting", password: secrets.sessionPassword.value },
  notes: fileURLToPath(new URL("notes", import.meta.url)),
};
const calls = [...SUCCESSES, ...failures];
const [plain, typed] = await Promise.all([record("plain", settings, calls), record("typed", settings, calls)]);
backend.close();
clearTimeout(watchdog);

/** What did not work. @type {string[]} */
const problems = [];
for (const [at, { tool }] of SUCCESSES.entries()) {
  for (const { results } of [plain, typed]) if (results[at].isError) problems.push(`${tool} does not work`);
}

print(["bold", "mcp-errors: five failures of an MCP server, as its client sees them"]);
print([
  "dim",
  "One server, run twice over stdio. Both times its tools put URLs, headers and sessions into their errors. `without` " +
    "throws plain errors. `with` throws typed errors from a server with withMcpErrors(server), and the client calls " +
    "decodeError(result).",
]);

/** @type {Piece[][]} */
const summary = [["failure", "without", "with", "arrived", "leaked without / with"]];
for (const [at, failure] of failures.entries()) summary.push(show(at, failure));

for (const { title, value } of Object.values(secrets)) {
  for (const place of findText(typed, value)) problems.push(`the ${title} leaked in ${place}`);
}

headline("In short");
table(summary, 3);
console.log();
if (problems.length === 0) {
  print(["green", "Every class, field and hint arrived, and no secret did."]);
} else {
  for (const problem of problems) print(["red", `✗ ${problem}`]);
  process.exitCode = 1;
}

/**
 * Prints one failure.
 * @param {number} at
 * @param {import("./failures.mjs").Failure} failure
 * @returns {Piece[]} its row in the summary
 */
function show(at, failure) {
  const [without, result] = [plain, typed].map(({ results }) => results[SUCCESSES.length + at]);
  const { error, losses } = decodeAndCompare(result, failure);
  for (const loss of losses) problems.push(`${failure.title}: lost ${loss}`);
  const secret = failure.secret === undefined ? undefined : secrets[failure.secret];

  headline(`${at + 1} ${failure.title}`, `${failure.tool}(${JSON.stringify(failure.arguments)})`);
  row("red", "without", ...highlighted(JSON.stringify(without)));
  const leaksWithout = leaks(plain, secret);
  if (error !== undefined) {
    const Class = failure.Class.name;
    row(
      "green",
      "with",
      ["bold", error.name],
      ["dim", "  error instanceof "],
      Class,
      ["dim", " → "],
      String(error instanceof failure.Class),
    );
    row(
      "dim",
      "fields",
      ...entriesText(Object.keys(failure.fields).map((name) => [name, /** @type {any} */ (error)[name]])),
    );
    const context = Object.entries(error.context).filter(([key]) => !isField(key, failure));
    if (context.length > 0) row("dim", "context", ...entriesText(context));
    for (const hint of error.hints) row("dim", "hint", hint);
    row("dim", "retry", error.isRetryable ? ["blue", "may help"] : "does not help");
    row("dim", "chain", ...highlighted(formatErrorChain(error)));
  }
  for (const loss of losses) row("red", "lost", ["red", loss]);
  const leaksWith = leaks(typed, secret);
  if (secret === undefined) row("dim", "secrets", ["dim", "none in this tool"]);
  else
    row(
      "dim",
      "secrets",
      `${secret.title}: `,
      ...leakText(leaksWithout),
      " without, ",
      ...leakText(leaksWith),
      " with",
    );

  const { length } = Object.keys(failure.fields);
  return [
    failure.title,
    "text alone",
    losses.length === 0 ? ["green", failure.Class.name] : ["red", `${losses.length} lost`],
    `${length} fields, ${failure.hints.length} hint`,
    [
      leaksWith.length > 0 ? "red" : "",
      secret === undefined ? "no secret" : `${leaksWithout.length} / ${leaksWith.length}`,
    ],
  ];
}

/**
 * @param {import("./client.mjs").Recording} recording
 * @param {{ value: string } | undefined} secret
 */
function leaks(recording, secret) {
  return secret === undefined ? [] : findText(recording, secret.value);
}

/** @param {string[]} places @returns {Piece[]} */
function leakText(places) {
  return places.length === 0 ? [["green", "not found anywhere"]] : [["red", `leaked in ${places.join(", ")}`]];
}

/** Whether a key of the context belongs to a field, which has a row of its own. @param {string} key @param {import("./failures.mjs").Failure} failure */
function isField(key, { fields }) {
  return Object.hasOwn(
    fields,
    key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
  );
}

/** @param {[string, unknown][]} entries @returns {Piece[]} */
function entriesText(entries) {
  return entries.flatMap(([name, value], at) => [
    ["dim", `${at === 0 ? "" : "  "}${name}${NO_BREAK_SPACE}`],
    ...highlighted(String(JSON.stringify(value))),
  ]);
}

/** A text in which secrets and redactions are highlighted. @param {string} text @returns {Piece[]} */
function highlighted(text) {
  const known = Object.values(secrets).map(({ value }) => value);
  return text.split(new RegExp(`(${known.join("|")}|\\[REDACTED\\])`)).map((part) => {
    if (known.includes(part)) return [["red", "inverse"], part];
    return part === "[REDACTED]" ? ["magenta", part] : part;
  });
}
