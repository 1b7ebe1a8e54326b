// `mcp-errors/schema`: the JSON Schema of the payload. Without the wasm.

import { SCHEMA } from "../generated/schema.js";

/**
 * The JSON Schema of the payload, an object of the caller's own.
 * @returns {Record<string, unknown>}
 */
export function schema() {
  return JSON.parse(SCHEMA);
}
