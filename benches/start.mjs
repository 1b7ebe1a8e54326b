// Times the import and the first error in a fresh process, in milliseconds. Prints JSON.

const start = performance.now();
const { McpError } = await import("mcp-errors");
const imported = performance.now();
const text = new McpError("first", { context: { password: "x" } }).toJsonString();
const done = performance.now();
process.stdout.write(JSON.stringify({ import: imported - start, error: done - imported, all: done - start, text }));
