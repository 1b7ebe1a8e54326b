// A worker on workerd, bundled as wrangler does it: with the conditions of workerd, and the wasm as a module of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const program = `
  import { McpError, McpTimeoutError } from "mcp-errors";
  const same = require("mcp-errors").McpError === McpError;
  export default {
    fetch() {
      const error = new McpTimeoutError("password=hunter2hunter2 timed out", { timeoutSeconds: 3 });
      return Response.json({ same, is: error instanceof McpError, message: error.message });
    },
  };
`;

test("esbuild for workerd", async () => {
  const resolveDir = fileURLToPath(new URL(".", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir, loader: "js" },
    outfile: "/worker/index.mjs",
    assetNames: "[name]",
    loader: { ".wasm": "copy" },
    conditions: ["workerd", "worker", "browser"],
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "silent",
  });
  const modules = outputFiles.map(({ path, contents }) => ({
    type: path.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
    path,
    contents,
  }));
  modules.sort((one) => (one.type === "ESModule" ? -1 : 1));
  assert.deepEqual(
    modules.map(({ path }) => path),
    ["/worker/index.mjs", "/worker/mcp_errors.wasm"],
  );
  const worker = new Miniflare({ modules, modulesRoot: "/worker", compatibilityDate: "2025-01-01" });
  try {
    const answer = await (await worker.dispatchFetch("http://localhost/")).json();
    assert.deepEqual([answer.same, answer.is], [true, true]);
    assert.doesNotMatch(answer.message, /hunter2/);
    assert.match(answer.message, /timed out/);
  } finally {
    await worker.dispose();
  }
});
