// `#wasm` where the bytes are in the bundle: a character for each byte, moved by `offset`. In CommonJS it is base64, and on
// workerd a module; see load-cjs.js and load-workerd.js.

export declare const offset: number;
export declare const text: string;
declare const module: unknown;
export default module;
