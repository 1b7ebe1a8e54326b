// Bundles the package: the modules of this folder and the wasm with its glue become the files that package.json exports.
//
//   node pkg-template/build.mjs <glue> <out>
//
// `glue` is the folder that wasm-bindgen and wasm-opt have written to, `out` the folder of the package. `cargo xtask build`
// calls this, and copies what needs no bundling.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ENTRIES, typings } from "./entries.mjs";

// The lock file of js-tests names the version of every JavaScript tool.
/** @type {typeof import("esbuild")} */
const esbuild = createRequire(new URL("../js-tests/package.json", import.meta.url))("esbuild");

const [glue, out] = process.argv.slice(2).map((path) => resolve(path));
if (glue === undefined || out === undefined) throw new Error("usage: node pkg-template/build.mjs <glue> <out>");

/** @param {string} path in this folder */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const WASM = "mcp_errors.wasm";

/** Moves every byte past the space, `!` and `"`: none becomes a control character or the quote of a string. */
const OFFSET = 0x23;

/**
 * How one file of an entry differs from another: its format, the module behind `#load`, and what is behind `#wasm`. A file
 * of the package is imported as it is; otherwise the bundle has the bytes.
 * @typedef {{ extension: string, format: "esm" | "cjs", load: string, wasm?: string }} Flavor
 */

/** @type {Record<"module" | "commonjs" | "workerd", Flavor>} */
const FLAVORS = {
  module: { extension: ".mjs", format: "esm", load: "src/load-inline.js" },
  commonjs: { extension: ".cjs", format: "cjs", load: "src/load-cjs.js", wasm: "./wasm.cjs" },
  // Workers on workerd may not compile wasm from bytes: they import the file.
  workerd: { extension: ".mjs", format: "esm", load: "src/load-workerd.js", wasm: `./${WASM}` },
};

/**
 * The module that holds the wasm as a string, a character for each byte. Compressed, it is a fifth smaller than base64,
 * which hides from a compressor where bytes begin; src/load-inline.js moves the characters back.
 */
function wasmText() {
  const text = Array.from(readFileSync(join(glue, WASM)), (byte) => String.fromCharCode(byte + OFFSET)).join("");
  const file = join(glue, "wasm-text.js");
  writeFileSync(file, `export const offset = ${OFFSET};\nexport const text = ${JSON.stringify(text)};\n`);
  return file;
}

/**
 * wasm-bindgen's module as a function that makes its exports, without the default one, which fetches. The body of a module runs
 * at import, and only once: at the end of the stack it would stay half done.
 */
async function glueModule() {
  const stdin = { contents: 'export * from "./mcp_errors.js";', resolveDir: glue };
  const { outputFiles } = await esbuild.build({ stdin, bundle: true, format: "esm", minify: true, write: false });
  const [, body, names] = /^(.*)export\{(.*)\};\s*$/s.exec(outputFiles[0]?.text ?? "") ?? [];
  if (body === undefined || names === undefined) throw new Error("the glue does not end with its exports");
  const entries = names.split(",").map((name) => name.split(" as ").reverse().join(":"));
  const file = join(glue, "make-glue.js");
  writeFileSync(file, `export function makeGlue(){${body}return{__proto__:null,${entries.join(",")}}}\n`);
  return file;
}

/** The wasm for CommonJS, in a file of its own: Node looks for the names of exports in every file that it imports. */
function wasmForCommonJs() {
  const stdin = { contents: `module.exports = require("./${WASM}");`, resolveDir: glue };
  const outfile = join(out, "wasm.cjs");
  return esbuild.build({ stdin, bundle: true, format: "cjs", minify: true, loader: { ".wasm": "base64" }, outfile });
}

/**
 * The entry of a CommonJS bundle. esbuild would define getters for the exports, one for each name of an object, also for those
 * that somebody has put on `Object.prototype`.
 * @param {string} source
 * @param {string[]} names
 */
function commonJs(source, names) {
  const lines = [`import { ${names.join(", ")} } from ${JSON.stringify(here(source))};`];
  lines.push('Object.defineProperty(exports, "__esModule", { __proto__: null, value: true });');
  return [...lines, ...names.map((name) => `exports.${name} = ${name};`)].join("\n");
}

/**
 * Writes one bundle and its source map.
 * @param {string} source
 * @param {Flavor} flavor
 * @param {string} name of the file
 * @param {string[]} [names] what a CommonJS bundle exports
 * @returns {Promise<string[]>} the names that a module exports
 */
async function bundle(source, { format, load, wasm }, name, names = []) {
  const entry =
    format === "cjs"
      ? {
          stdin: { contents: commonJs(source, names), resolveDir: here("."), sourcefile: here("generated/exports.js") },
        }
      : { entryPoints: [here(source)] };
  const { outputFiles, metafile } = await esbuild.build({
    ...entry,
    outfile: join(out, name),
    bundle: true,
    format,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    // Not the identifiers: a stack trace from the package has to say something without its source map.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: "linked",
    metafile: true,
    write: false,
    inject: [here("src/text-codec.js")],
    alias: { "#load": here(load), "#glue": GLUE, "#wasm": wasm ?? WASM_TEXT },
    external: ["mcp-errors", ...(wasm === undefined ? [] : [wasm])],
  });
  for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith(".map") ? sourceMap(text) : text);
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

/**
 * A source map with paths in the package instead of this repository, and without the wasm, which is no source.
 * @param {string} text
 */
function sourceMap(text) {
  const map = JSON.parse(text);
  map.sourcesContent = map.sourcesContent.map((/** @type {string} */ content, /** @type {number} */ at) =>
    map.sources[at].endsWith("wasm-text.js") ? null : content,
  );
  map.sources = map.sources.map((/** @type {string} */ path) => path.replace(/^.*\/(?=(?:src|generated|glue)\/)/, ""));
  return JSON.stringify(map);
}

/** @param {typeof ENTRIES[number]} entry */
async function build(entry) {
  const { name, source, node } = entry;
  const { module, commonjs, workerd } = FLAVORS;
  const names = await bundle(source, module, name + module.extension);
  await Promise.all([
    bundle(source, commonjs, name + commonjs.extension, names),
    name === "index" ? bundle(source, workerd, `workerd${workerd.extension}`) : undefined,
  ]);
  if (node !== undefined) {
    const text = `import all from "./${name}.cjs";\nexport const { ${names.join(", ")} } = all;\n`;
    writeFileSync(join(out, node), text);
  }
  for (const extension of [".d.ts", ".d.cts"]) writeFileSync(join(out, name + extension), typings(entry));
}

const GLUE = await glueModule();
const WASM_TEXT = wasmText();
copyFileSync(join(glue, WASM), join(out, WASM));
await Promise.all([wasmForCommonJs(), ...ENTRIES.map(build)]);
