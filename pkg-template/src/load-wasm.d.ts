// What `#wasm` is where the bytes are in the bundle: base64. On workerd it is a module, see load-workerd.js.
declare const text: string;
export default text;
