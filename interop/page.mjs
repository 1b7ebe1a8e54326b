// docs/interop.md: written from the cells, and read to hold cells against it.

import { SDKS } from "./cells.mjs";
import { FAILURES, HTTP_ONLY } from "./judge.mjs";
import { reason, versions } from "./reasons.mjs";

const TRANSPORTS = /** @type {Record<string, string>} */ ({ stdio: "stdio", http: "streamable HTTP" });
const EQUAL = "=";
const NEVER = "·";

/** @typedef {import("./cells.mjs").Cell} Cell */

/** @param {Cell[]} cells */
export function render(cells) {
  const found = versions();
  const notes = notesOf(cells);
  const unknown = [...notes.values()].filter((note) => note.why === undefined);
  if (unknown.length > 0) {
    throw new Error(`cells that say nothing about why:\n${unknown.map(({ example }) => describe(example)).join("\n")}`);
  }
  const count = cells.filter(({ outcome }) => outcome === "equal").length;
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
    `${count} of ${cells.length} cells are equal (\`${EQUAL}\`): the class, every field, the hints, the request id and the causes that`,
    "were raised. If an SDK makes the error, its class and what a client needs from it count. A number says what is lost, and why",
    `no client of that SDK can know it. \`${NEVER}\` cannot happen.`,
    ...Object.keys(TRANSPORTS).flatMap((transport) => grid(cells, transport, notes)),
    "",
    "## What is lost, and why",
    "",
    ...[...notes.values()].map((note) => `${note.number}. ${note.outcome}. ${note.why}.`),
    "",
    "## What is raised, and what arrives",
    ...Object.keys(FAILURES).flatMap((failure) => details(cells, failure)),
  ].join("\n");
}

/**
 * One note for each thing that is lost, numbered in the order of the table.
 * @param {Cell[]} cells
 */
function notesOf(cells) {
  /** @type {Map<string, { number: number, outcome: string, why: string | undefined, example: Cell }>} */
  const notes = new Map();
  for (const cell of cells) {
    if (cell.outcome === "equal") continue;
    const key = keyOf(cell);
    if (!notes.has(key)) {
      const outcome = `${titleOf(cell.failure)} ${cell.outcome}`;
      notes.set(key, { number: notes.size + 1, outcome, why: reason(cell), example: cell });
    }
  }
  return notes;
}

/** @param {Cell} cell */
const keyOf = (cell) => `${cell.failure} ${cell.outcome} ${reason(cell)}`;

/** @param {string} failure */
const titleOf = (failure) => FAILURES[failure]?.title ?? failure;

/** @param {Cell} cell */
const describe = ({ server, client, transport, failure, outcome, payload }) =>
  `${transport}, ${server} -> ${client}, ${failure}: ${outcome} ${JSON.stringify(payload ?? {})}`;

/**
 * @param {Cell[]} cells
 * @param {string} transport
 * @param {Map<string, { number: number }>} notes
 */
function grid(cells, transport, notes) {
  const rows = new Map();
  for (const cell of cells.filter((cell) => cell.transport === transport)) {
    const name = `${cell.server} → ${cell.client}`;
    const row = rows.get(name) ?? {};
    row[cell.failure] = cell.outcome === "equal" ? EQUAL : notes.get(keyOf(cell))?.number;
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
 * What arrived of a failure; pairs that got the same share a line.
 * @param {Cell[]} cells
 * @param {string} failure
 */
function details(cells, failure) {
  const { about, raised, title } = /** @type {any} */ (FAILURES[failure]);
  /** What arrived, at which pairs, over which transports. @type {Map<string, Map<string, string[]>>} */
  const seen = new Map();
  for (const cell of cells.filter((cell) => cell.failure === failure)) {
    const arrived = cell.payload === undefined ? `| ${cell.outcome} | | | | |` : summary(cell.payload);
    const pairs = seen.get(arrived) ?? new Map();
    const pair = `${cell.server} → ${cell.client}`;
    seen.set(arrived, pairs.set(pair, [...(pairs.get(pair) ?? []), cell.transport]));
  }
  const isOnly = (/** @type {string[]} */ over) =>
    over.length < Object.keys(TRANSPORTS).length && !HTTP_ONLY.includes(failure);
  const shown = (/** @type {Map<string, string[]>} */ pairs) =>
    [...pairs].map(([pair, over]) => (isOnly(over) ? `${pair} (${over})` : pair)).join(", ");
  return [
    "",
    `### ${title}`,
    "",
    `${about}.`,
    "",
    "| class | fields | hints | request id | causes | server → client |",
    "|---|---|---|---|---|---|",
    ...(raised === undefined ? [] : [`${summary(raised)} *raised* |`]),
    ...[...seen].map(([arrived, pairs]) => `${arrived} ${shown(pairs)} |`),
  ];
}

/** Keys of a payload that say nothing of what failed. */
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
 * What is not as the page says.
 * @param {Cell[]} cells
 * @param {string} page
 * @returns {string[]}
 */
export function compare(cells, page) {
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
  return cells.flatMap((cell) => {
    const title = titleOf(cell.failure);
    const wanted = expected.get(`${cell.transport} ${cell.server} → ${cell.client} ${title}`);
    const said = cell.outcome === "equal" ? "equal" : `${title} ${cell.outcome}`;
    return said === wanted ? [] : [`${describe(cell)}\n  the page says: ${wanted ?? "nothing"}`];
  });
}
