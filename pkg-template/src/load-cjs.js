// For Node: the wasm is in a file beside the bundle, read when the first error is made. Node looks for the names of exports
// in every CommonJS file that a module imports, and that would be slow on a literal of this length.

import { fromBase64 } from "./load-base64.js";

/** @returns {Uint8Array} */
export function load() {
  const text = /** @type {any} */ (require("#wasm"));
  return fromBase64(text);
}
