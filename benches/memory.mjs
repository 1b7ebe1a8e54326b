// Whether memory stays flat over a million errors: JavaScript's heap and wasm's memory at ten marks. Prints JSON.
// Run with --expose-gc: `node --expose-gc memory.mjs [errors] [decode one in so many]`.

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
      // biome-ignore lint/correctness/noConstructorReturn: stands for the instance itself.
      return instance;
    }
  }
);

const { decodeError, McpToolError } = await import("mcp-errors");
const errors = Number(process.argv[2] ?? 1_000_000);
const every = Number(process.argv[3] ?? 10);
const marks = [];
for (let mark = 1; mark <= 10; mark += 1) {
  for (let at = 0; at < errors / 10; at += 1) {
    // A key that has not been seen before in each: what is remembered about keys has to have an end.
    const error = new McpToolError("failed", {
      context: { password: "x", [`key${mark}-${at}`]: at, text: "a".repeat(at % 300) },
    });
    if (at % every === 0) decodeError(error.toJsonString());
  }
  globalThis.gc?.();
  marks.push({
    heap: process.memoryUsage().heapUsed,
    rss: process.memoryUsage().rss,
    wasm: memory?.buffer.byteLength ?? 0,
  });
}
process.stdout.write(JSON.stringify({ errors, marks }));
