// The module that build.mjs makes of wasm-bindgen's.

/** Makes the exports of wasm-bindgen's module, without an instance. */
export declare function makeGlue(): typeof import("#exports");
