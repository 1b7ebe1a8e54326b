// For workers on workerd, which forbids to compile wasm from bytes: an import that the bundler resolves to a module.

import module from "#wasm";

/** @returns {WebAssembly.Module} */
export function load() {
  return /** @type {any} */ (module);
}
