// Bytes from base64, with whatever the host has for it.

/**
 * Buffer is looked up on the global object: a bundler that saw the bare name would add a polyfill.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function fromBase64(text) {
  const host = /** @type {any} */ (globalThis);
  if (typeof host.Buffer?.from === "function") return host.Buffer.from(text, "base64");
  if (typeof host.Uint8Array.fromBase64 === "function") return host.Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
