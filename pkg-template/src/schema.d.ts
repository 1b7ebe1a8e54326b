import type { PayloadSchema } from "mcp-errors";

/**
 * Returns the JSON Schema of the payload (draft 2020-12), a new object for each call. The same as a file:
 * `mcp-errors/schema.json`.
 */
export declare function schema(): PayloadSchema;
