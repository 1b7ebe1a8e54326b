// Writes docs/interop.md from results, and compares results with it.

import { FAILURES, HTTP_ONLY } from "./compare.mjs";
import { reason, versions } from "./reasons.mjs";
import { SDKS } from "./run-pair.mjs";

const TRANSPORTS = /** @type {Record<string, string>} */ ({ stdio: "stdio", http: "streamable HTTP" });
const EQUAL = "=";
const NEVER = "·";

/** @typedef {import("./run-pair.mjs").Result} Result */

/** @param {Result[]} results */
export function render(results) {
  const found = versions();
  const notes = notesOf(results);
  const unknown = [...notes.values()].filter((note) => note.why === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `differences without a reason in reasons.mjs:\n${unknown.map(({ example }) => describe(example)).join("\n")}`,
    );
  }
  const count = results.filter(({ outcome }) => outcome === "equal").length;
  return [
    "<!-- Written by `cargo xtask interop`. Do not edit. -->",
    "",
    "# Interoperability",
    "",
    "Every server of each SDK with every client, as processes, through every failure: what a client decodes, compared with what the",
    "server raised. TypeScript and Rust use mcp-errors. Python servers send its payload as plain dictionaries, and what Python clients",
    "get is decoded afterwards.",
    "",
    ...Object.entries(SDKS).map(
      ([name, { title }]) => `- \`${name}\`: ${title}, ${found[/** @type {"ts1"} */ (name)]}`,
    ),
    "",
    `${count} of ${results.length} combinations are equal (\`${EQUAL}\`): the class, every field, the hints, the request id and the causes that`,
    "were raised. If an SDK makes the error, its class and what a client needs from it count. A number says what is lost, and why",
    `no client of that SDK can know it. \`${NEVER}\` cannot happen.`,
    ...Object.keys(TRANSPORTS).flatMap((transport) => grid(results, transport, notes)),
    "",
    "## What is lost, and why",
    "",
    ...[...notes.values()].map((note) => `${note.number}. ${note.outcome}. ${note.why}.`),
    "",
    "## What is raised, and what arrives",
    ...Object.keys(FAILURES).flatMap((failure) => details(results, failure)),
  ].join("\n");
}

/**
 * One note for each kind of loss, numbered in the order of the table.
 * @param {Result[]} results
 */
function notesOf(results) {
  /** @type {Map<string, { number: number, outcome: string, why: string | undefined, example: Result }>} */
  const notes = new Map();
  for (const result of results) {
    if (result.outcome === "equal") continue;
    const key = keyOf(result);
    if (!notes.has(key)) {
      const outcome = `${titleOf(result.failure)} ${result.outcome}`;
      notes.set(key, { number: notes.size + 1, outcome, why: reason(result), example: result });
    }
  }
  return notes;
}

/** @param {Result} result */
const keyOf = (result) => `${result.failure} ${result.outcome} ${reason(result)}`;

/** @param {string} failure */
const titleOf = (failure) => FAILURES[failure]?.title ?? failure;

/** @param {Result} result */
const describe = ({ server, client, transport, failure, outcome, payload }) =>
  `${transport}, ${server} -> ${client}, ${failure}: ${outcome} ${JSON.stringify(payload ?? {})}`;

/**
 * @param {Result[]} results
 * @param {string} transport
 * @param {Map<string, { number: number }>} notes
 */
function grid(results, transport, notes) {
  const rows = new Map();
  for (const result of results.filter((result) => result.transport === transport)) {
    const name = `${result.server} → ${result.client}`;
    const row = rows.get(name) ?? {};
    row[result.failure] = result.outcome === "equal" ? EQUAL : notes.get(keyOf(result))?.number;
    rows.set(name, row);
  }
  const columns = Object.keys(FAILURES);
  return [
    "",
    `## Over ${TRANSPORTS[transport]}`,
    "",
    `| server → client | ${columns.map(titleOf).join(" | ")} |`,
    `|---|${columns.map(() => "---").join("|")}|`,
    ...[...rows].map(([name, row]) => `| ${name} | ${columns.map((failure) => row[failure] ?? NEVER).join(" | ")} |`),
  ];
}

/**
 * The section of a failure: what arrived. Pairs that got the same share a row.
 * @param {Result[]} results
 * @param {string} failure
 */
function details(results, failure) {
  const { description, raised, title } = /** @type {any} */ (FAILURES[failure]);
  /** The rows: what arrived, with the pairs and the transports. @type {Map<string, Map<string, string[]>>} */
  const seen = new Map();
  for (const result of results.filter((result) => result.failure === failure)) {
    const arrived = result.payload === undefined ? `| ${result.outcome} | | | | |` : summary(result.payload);
    const pairs = seen.get(arrived) ?? new Map();
    const pair = `${result.server} → ${result.client}`;
    seen.set(arrived, pairs.set(pair, [...(pairs.get(pair) ?? []), result.transport]));
  }
  const isOnly = (/** @type {string[]} */ over) =>
    over.length < Object.keys(TRANSPORTS).length && !HTTP_ONLY.includes(failure);
  const shown = (/** @type {Map<string, string[]>} */ pairs) =>
    [...pairs].map(([pair, over]) => (isOnly(over) ? `${pair} (${over})` : pair)).join(", ");
  return [
    "",
    `### ${title}`,
    "",
    `${description}.`,
    "",
    "| class | fields | hints | request id | causes | server → client |",
    "|---|---|---|---|---|---|",
    ...(raised === undefined ? [] : [`${summary(raised)} *raised* |`]),
    ...[...seen].map(([arrived, pairs]) => `${arrived} ${shown(pairs)} |`),
  ];
}

/** Keys that every payload has. */
const GENERAL = ["error_type", "message", "error_code", "context", "timestamp", "hints", "causes"];

/** @param {any} payload */
function summary(payload) {
  const { request_id: id, ...context } = payload.context;
  const fields = [...Object.keys(context), ...Object.keys(payload).filter((key) => !GENERAL.includes(key))];
  const shown = [...new Set(fields)].sort().map((field) => `\`${field}\``);
  const counts = [payload.hints?.length ?? 0, id === undefined ? "no" : "yes", payload.causes?.length ?? 0];
  return `| \`${payload.error_type}\` | ${shown.join(" ")} | ${counts.join(" | ")} |`;
}

/**
 * Lists the results that differ from the page.
 * @param {Result[]} results
 * @param {string} page
 * @returns {string[]}
 */
export function differencesFrom(results, page) {
  const notes = new Map([...page.matchAll(/^(\d+)\. (.*?)\. /gm)].map(([, number, outcome]) => [number, outcome]));
  const expected = new Map();
  let transport = "";
  /** @type {string[]} */
  let columns = [];
  for (const line of page.split("\n")) {
    transport = Object.keys(TRANSPORTS).find((name) => line === `## Over ${TRANSPORTS[name]}`) ?? transport;
    const entries = line
      .split("|")
      .slice(1, -1)
      .map((entry) => entry.trim());
    if (entries[0] === "server → client") columns = entries.slice(1);
    else if (/^\w+ → \w+$/.test(entries[0] ?? "")) {
      for (const [at, symbol] of entries.slice(1).entries()) {
        expected.set(`${transport} ${entries[0]} ${columns[at]}`, symbol === EQUAL ? "equal" : notes.get(symbol));
      }
    }
  }
  return results.flatMap((result) => {
    const title = titleOf(result.failure);
    const wanted = expected.get(`${result.transport} ${result.server} → ${result.client} ${title}`);
    const actual = result.outcome === "equal" ? "equal" : `${title} ${result.outcome}`;
    return actual === wanted ? [] : [`${describe(result)}\n  the page has: ${wanted ?? "nothing"}`];
  });
}
