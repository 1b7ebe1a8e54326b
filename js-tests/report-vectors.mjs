// What a place that runs the shared vectors reports of them.

import { appendFileSync } from "node:fs";

/**
 * Prints the count and the hash, and appends them to the file that `cargo xtask test` reads.
 * @param {import("./run-vectors.mjs").Report} report
 */
export function reportVectors({ place, cases, hash }) {
  const line = `vectors: place=${place} cases=${cases} hash=${hash}`;
  console.log(line);
  const file = process.env.MCP_ERRORS_VECTORS_REPORT;
  if (file !== undefined) appendFileSync(file, `${line}\n`);
}
