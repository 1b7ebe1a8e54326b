// What users import, by the names in package.json's `exports`.

import { readFileSync } from "node:fs";

/**
 * The entries of the package. `name` is the part of its file names before the extension; `source` the module that it is
 * bundled from, and `types` the parts of its typings. `node` is the module that Node imports: it
 * re-exports the CommonJS file, so that each class exists once. An entry imports the package as `mcp-errors`, which stays an
 * import.
 *
 * @type {{ name: string, source: string, types: string[], node?: string }[]}
 */
export const ENTRIES = [
  { name: "index", source: "src/index.js", types: ["src/core.d.ts", "generated/kinds.d.ts"], node: "node.mjs" },
  {
    name: "mcp-sdk",
    source: "src/integrations/mcp-sdk/index.js",
    types: ["src/integrations/mcp-sdk/types.d.ts"],
    node: "mcp-sdk.node.mjs",
  },
  {
    name: "opentelemetry",
    source: "src/integrations/opentelemetry/index.js",
    types: ["src/integrations/opentelemetry/types.d.ts"],
    node: "opentelemetry.node.mjs",
  },
  { name: "constants", source: "src/constants.js", types: ["src/constants.d.ts"] },
  { name: "schema", source: "src/schema.js", types: ["src/schema.d.ts"] },
];

/** An import of one part of the typings by another. */
const RELATIVE = /^(?:import|export \*)[^;]* from "\.{1,2}\/[^"]*";\n+/gm;

/**
 * The typings of an entry as one file, so that they are the same for `.d.ts` and `.d.cts`.
 * @param {typeof ENTRIES[number]} entry
 */
export function typings({ types }) {
  const parts = types.map((path) => readFileSync(new URL(path, import.meta.url), "utf8").replaceAll(RELATIVE, ""));
  return parts.join("\n");
}
