// Prints the public surface of the package: of each entry, every export by its declaration, without comments, in order of
// names. `cargo xtask check` compares it with docs/api/package.txt.

import ts from "typescript-oldest";
import { ENTRIES, typings } from "../pkg-template/entries.mjs";

const printer = ts.createPrinter({ removeComments: true });

/** @param {string} text of typings */
function surface(text) {
  const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest);
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

for (const entry of ENTRIES) {
  const name = entry.name === "index" ? "mcp-errors" : `mcp-errors/${entry.name}`;
  console.log(`// ${name}\n\n${surface(typings(entry))}\n`);
}
