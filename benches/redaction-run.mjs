// Redacts one hostile value with one redactor, in a process of its own, since some never end: `node redaction-run.mjs
// <redactor> <row>`. Prints the result as JSON.

import { KEPT, ROWS, SECRET } from "./hostile-rows.mjs";
import { REDACTORS } from "./redactors.mjs";

const [, , tool = "", name = ""] = process.argv;
const row = ROWS.find((candidate) => candidate.name === name);
const redactor = REDACTORS[tool];
if (row?.odd === undefined || redactor === undefined) throw new Error(`no redactor "${tool}" or no row "${name}"`);
const redact = await redactor.load();
const value = { kept: KEPT, password: SECRET, odd: row.odd() };
/** @type {Record<string, boolean | string>} */
let result;
try {
  const text = redact(value);
  JSON.parse(text);
  const missing = [KEPT, ...(row.shows ?? [])].filter((part) => !text.includes(part));
  result = { leaks: text.includes(SECRET), loses: missing.length > 0 };
} catch (problem) {
  result = { thrown: problem instanceof Error ? problem.name : typeof problem };
}
process.stdout.write(JSON.stringify(result));
