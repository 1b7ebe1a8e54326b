// For CommonJS: the wasm is in a file beside the bundle, read when the first error is made. Node looks for the names of
// exports in every CommonJS file that a module imports, and that would be slow on a literal of this length.

/** @returns {Uint8Array} */
export function load() {
  return fromBase64(/** @type {any} */ (require("#wasm")));
}

/**
 * Buffer is looked up on the global object: a bundler that saw the bare name would add a polyfill.
 * @param {string} text
 * @returns {Uint8Array}
 */
function fromBase64(text) {
  const host = /** @type {any} */ (globalThis);
  if (typeof host.Buffer?.from === "function") return host.Buffer.from(text, "base64");
  if (typeof host.Uint8Array.fromBase64 === "function") return host.Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
