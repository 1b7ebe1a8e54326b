// For browsers and bundlers: the wasm is in the bundle as text, a character for each byte. Bundlers and servers lose files that
// stand beside a bundle. The text needs no declaration of its encoding: modules are always read as UTF-8.

import { offset, text } from "#wasm";

/** @returns {Uint8Array} */
export function load() {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = text.charCodeAt(at) - offset;
  return bytes;
}
