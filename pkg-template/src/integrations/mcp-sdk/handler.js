// One handler, for servers that are not covered as a whole.

import { isOfProtocol, typed } from "./request.js";
import { describe, toolResult } from "./settle.js";

/**
 * `fn`, made to return the result of a typed error where it would throw.
 * @param {string} name of the tool
 * @param {any} fn
 * @param {any} [options]
 * @returns {any}
 */
export function toolErrorHandler(name, fn, options) {
  const settings = options ?? {};
  /** @this {unknown} @param {...any} args */
  function handled(...args) {
    const began = Date.now();
    // A tool without a schema is given this alone.
    const extra = args.at(-1);
    /** @param {unknown} thrown */
    const settle = (thrown) => {
      if (isOfProtocol(thrown, extra)) throw thrown;
      const info = describe(settings, "tools/call", { params: { name } }, extra, began);
      const error = typed(thrown, { operation: name });
      return toolResult(settings, error, info, settings.structuredContent === true);
    };
    let returned;
    try {
      returned = fn.apply(this, args);
    } catch (thrown) {
      return settle(thrown);
    }
    return typeof returned?.then === "function" ? returned.then(undefined, settle) : returned;
  }
  return Object.defineProperty(handled, "name", { value: fn.name || name, configurable: true });
}
