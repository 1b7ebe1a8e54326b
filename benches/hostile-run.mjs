// Serializes one hostile value with one tool, in a process of its own, since some never end: `node hostile-run.mjs <tool> <row>`.
// Prints the result as JSON.

import { KEPT, ROWS, SECRET } from "./hostile-rows.mjs";

/** @typedef {import("./hostile-rows.mjs").Row} Row */

/**
 * How each tool serializes an error. @type {Record<string, () => Promise<(row: Row) => string>>}
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
      // pino does the same.
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
  // A frozen error refuses it; it has a password already.
  Reflect.set(/** @type {object} */ (error), "password", SECRET);
  return error;
}

const [, , tool = "", name = ""] = process.argv;
const row = ROWS.find((candidate) => candidate.name === name);
const load = TOOLS[tool];
if (row === undefined || load === undefined) throw new Error(`no tool "${tool}" or no row "${name}"`);
const run = await load();
/** @type {Record<string, unknown>} */
const result = {};
const start = performance.now();
try {
  const text = run(row);
  result.isJson = typeof text === "string" && JSON.parse(text) !== null && typeof JSON.parse(text) === "object";
  result.leaks = String(text).includes(SECRET) || String(text).includes([...Buffer.from(SECRET)].slice(0, 8).join());
  result.missing = [KEPT, ...(row.shows ?? [])].filter((part) => !String(text).includes(part));
  result.broken = tool === "mcp-errors" ? (row.ours ?? []).filter((part) => !text.includes(part)) : [];
} catch (thrown) {
  result.thrown = thrown instanceof Error ? thrown.constructor.name : typeof thrown;
}
result.ms = Math.round(performance.now() - start);
process.stdout.write(JSON.stringify(result));
