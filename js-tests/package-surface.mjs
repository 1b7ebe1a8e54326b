// Prints the public surface of the package: of each entry, every export by its declaration, without comments, in order of
// names. `cargo xtask check` compares it with docs/api/package.txt.

import { readFileSync } from "node:fs";
import ts from "typescript-oldest";
import { ENTRIES } from "../pkg-template/entries.mjs";

const printer = ts.createPrinter({ removeComments: true });

/** @param {string} path of a `.d.ts` file that imports nothing relative */
function surface(path) {
  const text = readFileSync(new URL(`../pkg-template/${path}`, import.meta.url), "utf8");
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  /** @type {[name: string, declaration: string][]} */
  const exports = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) continue;
    const declaration = printer.printNode(ts.EmitHint.Unspecified, statement, file);
    exports.push([nameOf(statement), declaration]);
  }
  exports.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return exports.map(([, declaration]) => declaration).join("\n");
}

/** @param {ts.Statement} statement */
function nameOf(statement) {
  const named = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement;
  return /** @type {any} */ (named).name.text;
}

for (const { name, types } of ENTRIES) {
  console.log(`// ${name === "index" ? "mcp-errors" : `mcp-errors/${name}`}\n\n${surface(types)}\n`);
}
