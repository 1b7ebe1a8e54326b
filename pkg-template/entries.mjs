// What users import, by the names in package.json's `exports`.

/**
 * The entries of the package. `name` is the part of its file names before the extension; `source` the module that it is
 * bundled from, and `types` its typings, one file that imports nothing relative. `node` is the module that Node imports: it
 * re-exports the CommonJS file, so that each class exists once. An entry imports the package as `mcp-errors`, which stays an
 * import.
 *
 * @type {{ name: string, source: string, types: string, node?: string }[]}
 */
export const ENTRIES = [
  { name: "index", source: "src/index.js", types: "generated/index.d.ts", node: "node.mjs" },
  {
    name: "mcp-sdk",
    source: "src/integrations/mcp-sdk/index.js",
    types: "src/integrations/mcp-sdk/types.d.ts",
    node: "mcp-sdk.node.mjs",
  },
  {
    name: "opentelemetry",
    source: "src/integrations/opentelemetry/index.js",
    types: "src/integrations/opentelemetry/types.d.ts",
    node: "opentelemetry.node.mjs",
  },
  { name: "constants", source: "src/constants.js", types: "src/constants.d.ts" },
  { name: "schema", source: "src/schema.js", types: "src/schema.d.ts" },
];
