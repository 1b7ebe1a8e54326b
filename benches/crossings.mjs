// Counts the calls into wasm of each operation, on the exports of the running instance. Prints JSON.

let crossings = 0;
let all = 0;

/** Exports that allocate, or fetch a result. */
const MEMORY_EXPORTS = /^(__|memory$|(input|output)_buffer$|.*(alloc|free|buffer|grow))/;

const { Instance } = WebAssembly;
WebAssembly.Instance = /** @type {any} */ (
  class {
    /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
    constructor(module, imports) {
      const { exports } = new Instance(module, imports);
      this.exports = Object.fromEntries(
        Object.entries(exports).map(([name, item]) => [name, typeof item === "function" ? counted(name, item) : item]),
      );
    }
  }
);

/** @param {string} name @param {Function} call */
function counted(name, call) {
  return (/** @type {unknown[]} */ ...args) => {
    all += 1;
    if (!MEMORY_EXPORTS.test(name)) crossings += 1;
    return call(...args);
  };
}

const library = await import("mcp-errors");
const { McpToolError } = library;
const make = () => new McpToolError("m", { context: { password: "x", list: [1, "two"] }, hints: ["h"] });
const withContextRead = () => {
  const error = make();
  void error.context;
  return error;
};
const text = make().toJsonString();

/** @type {[operation: string, prepare: () => any, run: (value: any) => unknown, most: number][]} */
const OPERATIONS = [
  ["constructor", () => undefined, make, 1],
  ["message, code, kind, hints, `isRetryable`", make, (e) => [e.message, e.code, e.kind, e.hints, e.isRetryable], 0],
  ["`context`", make, (e) => e.context, 0],
  ["`toJsonString`", make, (e) => e.toJsonString(), 0],
  ["`toDict`", make, (e) => e.toDict(), 0],
  ["`toJsonString` after a look at the context", withContextRead, (e) => e.toJsonString(), 1],
  ["`toJsonRpc`", make, (e) => e.toJsonRpc(), 1],
  ["`toToolResult`", make, (e) => e.toToolResult(), 1],
  ["`toProblemDetails`", make, (e) => e.toProblemDetails(), 1],
  ["`describe`", make, (e) => e.describe(), 1],
  ["`decodeError`", () => text, (text) => library.decodeError(text), 1],
  ["`sanitize`", () => ({ a: { b: ["c", 1] } }), (value) => library.sanitize(value), 1],
  ["`redactText`", () => "a=b", (value) => library.redactText(value), 1],
];

const counts = OPERATIONS.map(([operation, prepare, run, most]) => {
  // Warm up: the first call fills caches, such as that of key names.
  run(prepare());
  const value = prepare();
  crossings = 0;
  all = 0;
  run(value);
  return { operation, crossings, all, most };
});
process.stdout.write(JSON.stringify(counts));
