// Samples the heap of JavaScript and the memory of wasm ten times over a million errors. Prints JSON.
// Run with --expose-gc: `node --expose-gc memory.mjs [errors] [decode one in N]`.

/** @type {WebAssembly.Memory | undefined} */
let memory;
const { Instance } = WebAssembly;
WebAssembly.Instance = /** @type {any} */ (
  class {
    /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
    constructor(module, imports) {
      const instance = new Instance(module, imports);
      memory = /** @type {WebAssembly.Memory} */ (
        Object.values(instance.exports).find((item) => item instanceof WebAssembly.Memory)
      );
      // biome-ignore lint/correctness/noConstructorReturn: this is the instance.
      return instance;
    }
  }
);

const { decodeError, McpToolError } = await import("mcp-errors");
const errors = Number(process.argv[2] ?? 1_000_000);
const every = Number(process.argv[3] ?? 10);
const samples = [];
for (let tenth = 1; tenth <= 10; tenth += 1) {
  for (let at = 0; at < errors / 10; at += 1) {
    // Each error has a new key: the caches of key names must be bounded.
    const error = new McpToolError("failed", {
      context: { password: "x", [`key${tenth}-${at}`]: at, text: "a".repeat(at % 300) },
    });
    if (at % every === 0) decodeError(error.toJsonString());
  }
  globalThis.gc?.();
  samples.push({
    heap: process.memoryUsage().heapUsed,
    rss: process.memoryUsage().rss,
    wasm: memory?.buffer.byteLength ?? 0,
  });
}
process.stdout.write(JSON.stringify({ errors, samples }));
