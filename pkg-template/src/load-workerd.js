// For workers on workerd, which may not compile wasm from bytes: an import that the bundler resolves to a compiled module.

import module from "#wasm";

/** @returns {WebAssembly.Module} */
export function load() {
  return /** @type {any} */ (module);
}
