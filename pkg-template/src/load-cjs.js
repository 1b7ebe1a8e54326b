// For CommonJS: the wasm is in a file beside the bundle, read when the first error is made. In the bundle itself it would make
// imports slow: Node searches every CommonJS file that a module imports for the names of its exports.

/** @returns {Uint8Array} */
export function load() {
  return fromBase64(/** @type {any} */ (require("#wasm")));
}

/**
 * Decodes base64. `Buffer` is read from the global object, because bundlers add a polyfill for the bare name.
 * @param {string} text
 * @returns {Uint8Array}
 */
function fromBase64(text) {
  const host = /** @type {any} */ (globalThis);
  if (typeof host.Buffer?.from === "function") return host.Buffer.from(text, "base64");
  if (typeof host.Uint8Array.fromBase64 === "function") return host.Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
