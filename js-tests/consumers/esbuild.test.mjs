// Programs in one bundle: one that imports the package as ESM and requires it as CommonJS, and some without the engine.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const program = `
  import { McpError, McpTimeoutError, version } from "mcp-errors";
  const same = require("mcp-errors").McpError === McpError;
  const error = new McpTimeoutError("password=hunter2hunter2 timed out", { timeoutSeconds: 3 });
  console.log(JSON.stringify({ same, name: error.name, message: error.message, is: error instanceof McpError, version }));
`;

/** An ESM bundle for Node with CommonJS files in it needs this, says esbuild's documentation. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const cases = [
  { name: "for Node, ESM", platform: "node", format: "esm", file: "out.mjs" },
  { name: "for Node, CommonJS", platform: "node", format: "cjs", file: "out.cjs" },
  { name: "for browsers, ESM", platform: "browser", format: "esm", file: "out.mjs" },
  { name: "for browsers, a script", platform: "browser", format: "iife", file: "out.cjs" },
];

for (const { name, platform, format, file } of cases) {
  test(`esbuild ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-errors-"));
    try {
      const outfile = join(folder, file);
      const resolveDir = fileURLToPath(new URL(".", import.meta.url));
      const stdin = { contents: program, resolveDir, loader: "js" };
      const banner = platform === "node" && format === "esm" ? { js: REQUIRE } : {};
      const { warnings } = await build({ stdin, outfile, platform, format, banner, bundle: true, logLevel: "silent" });
      assert.deepEqual(warnings, []);
      const printed = JSON.parse(execFileSync(process.execPath, [outfile], { cwd: folder, encoding: "utf8" }));
      assert.deepEqual([printed.same, printed.is, printed.name], [true, true, "McpTimeoutError"]);
      assert.doesNotMatch(printed.message, /hunter2/);
      assert.match(printed.message, /timed out/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/** Entries without the engine: what a program uses of them, and the most bytes that its bundle may have. */
const small = [
  { entry: "constants", use: "META_KEY", most: 3_000 },
  { entry: "schema", use: "schema()", most: 16_000 },
];

for (const { entry, use, most } of small) {
  for (const format of /** @type {const} */ (["esm", "cjs"])) {
    test(`mcp-errors/${entry} brings no wasm into a bundle, ${format}`, async () => {
      const contents = `import * as entry from "mcp-errors/${entry}"; console.log(entry.${use});`;
      const resolveDir = fileURLToPath(new URL(".", import.meta.url));
      const stdin = { contents, resolveDir, loader: "js" };
      const { outputFiles, metafile, warnings } = await build({
        stdin,
        format,
        outfile: "out.js",
        bundle: true,
        minify: true,
        write: false,
        metafile: true,
        logLevel: "silent",
      });
      assert.deepEqual(warnings, []);
      const files = Object.keys(metafile.inputs).filter((file) => file !== "<stdin>");
      assert.deepEqual(
        files.map((file) => basename(file)),
        [`${entry}.mjs`],
      );
      assert.ok(outputFiles[0].contents.length < most, `${outputFiles[0].contents.length} bytes`);
    });
  }
}
