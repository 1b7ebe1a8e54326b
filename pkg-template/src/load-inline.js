// For browsers and bundlers: the wasm is in the bundle, since a file beside it is what bundlers and servers lose.

import text from "#wasm";
import { fromBase64 } from "./load-base64.js";

/** @returns {Uint8Array} */
export function load() {
  return fromBase64(text);
}
