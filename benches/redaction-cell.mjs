// One redactor on one hostile value, in a process of its own: `node redaction-cell.mjs <redactor> <row>`. Prints what came of
// it, as JSON.

import { KEPT, ROWS, SECRET } from "./hostile-rows.mjs";
import { REDACTORS } from "./redactors.mjs";

const [, , tool = "", name = ""] = process.argv;
const row = ROWS.find((candidate) => candidate.name === name);
const redactor = REDACTORS[tool];
if (row?.odd === undefined || redactor === undefined) throw new Error(`no cell ${tool} × ${name}`);
const redact = await redactor.load();
const value = { kept: KEPT, password: SECRET, odd: row.odd() };
/** @type {Record<string, boolean | string>} */
let found;
try {
  const text = redact(value);
  JSON.parse(text);
  const missing = [KEPT, ...(row.shows ?? [])].filter((part) => !text.includes(part));
  found = { leaks: text.includes(SECRET), loses: missing.length > 0 };
} catch (problem) {
  found = { thrown: problem instanceof Error ? problem.name : typeof problem };
}
process.stdout.write(JSON.stringify(found));
