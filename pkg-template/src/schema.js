// `mcp-errors/schema`: the JSON Schema of the payload. Without the wasm.

import { SCHEMA } from "../generated/schema.js";

/**
 * Returns the JSON Schema of the payload, a new object for each call.
 * @returns {Record<string, unknown>}
 */
export function schema() {
  return JSON.parse(SCHEMA);
}
