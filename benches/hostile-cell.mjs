// One cell of the comparison, in a process of its own, since some of them do not end: `node hostile-cell.mjs <tool> <row>`.
// Prints what came of it, as JSON.

import { KEPT, ROWS, SECRET } from "./hostile-rows.mjs";

/** @typedef {import("./hostile-rows.mjs").Row} Row */

/**
 * How each tool is used to put an error on the wire. @type {Record<string, () => Promise<(row: Row) => string>>}
 */
const TOOLS = {
  "mcp-errors": async () => {
    const { McpError } = await import("mcp-errors");
    return (row) =>
      new McpError(KEPT, row.error ? { cause: errorOf(row) } : { context: contextOf(row) }).toJsonString();
  },
  "serialize-error": async () => {
    const { serializeError } = await import("serialize-error");
    return (row) => JSON.stringify(serializeError(errorOf(row)));
  },
  "pino-std-serializers": async () => {
    const { default: serializers } = await import("pino-std-serializers");
    const { default: safe } = await import("safe-stable-stringify");
    return (row) => {
      const serialized = serializers.err(/** @type {any} */ (errorOf(row)));
      // As pino does it.
      try {
        return JSON.stringify(serialized);
      } catch {
        return /** @type {string} */ (safe(serialized));
      }
    };
  },
  "@sentry/core": async () => {
    const { normalize } = await import("@sentry/core");
    return (row) => JSON.stringify(normalize(errorOf(row)));
  },
};

/** @param {Row} row */
const contextOf = (row) => ({ kept: KEPT, password: SECRET, odd: row.odd?.() });

/** @param {Row} row */
function errorOf(row) {
  const error = row.error ? row.error() : Object.assign(new Error(KEPT), { context: contextOf(row) });
  // Refused by a frozen one, which has its own.
  Reflect.set(/** @type {object} */ (error), "password", SECRET);
  return error;
}

const [, , tool = "", name = ""] = process.argv;
const row = ROWS.find((candidate) => candidate.name === name);
const load = TOOLS[tool];
if (row === undefined || load === undefined) throw new Error(`no cell ${tool} × ${name}`);
const run = await load();
/** @type {Record<string, unknown>} */
const cell = {};
const start = performance.now();
try {
  const text = run(row);
  cell.isJson = typeof text === "string" && JSON.parse(text) !== null && typeof JSON.parse(text) === "object";
  cell.leaks = String(text).includes(SECRET) || String(text).includes([...Buffer.from(SECRET)].slice(0, 8).join());
  cell.missing = [KEPT, ...(row.shows ?? [])].filter((part) => !String(text).includes(part));
  cell.broken = tool === "mcp-errors" ? (row.ours ?? []).filter((part) => !text.includes(part)) : [];
} catch (thrown) {
  cell.thrown = thrown instanceof Error ? thrown.constructor.name : typeof thrown;
}
cell.ms = Math.round(performance.now() - start);
process.stdout.write(JSON.stringify(cell));
