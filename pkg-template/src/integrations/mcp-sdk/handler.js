// One handler, for servers that are not instrumented as a whole.

import { define, ownOptions } from "../../define.js";
import { isOfProtocol, typed } from "./request.js";
import { infoOf, toolResult } from "./respond.js";

/**
 * Wraps the function of a tool: where it would throw, it returns the result of a typed error.
 * @param {string} name of the tool
 * @param {any} fn
 * @param {any} [options]
 * @returns {any}
 */
export function toolErrorHandler(name, fn, options) {
  const settings = ownOptions(options);
  /** @this {unknown} @param {...any} args */
  function handled(...args) {
    const startedAt = Date.now();
    // The only argument of a tool without a schema.
    const extra = args.at(-1);
    /** @param {unknown} thrown */
    const respond = (thrown) => {
      if (isOfProtocol(thrown, extra)) throw thrown;
      const params = { name, arguments: args.length > 1 ? args[0] : undefined };
      const info = infoOf(settings, "tools/call", { params }, extra, startedAt);
      const error = typed(thrown, { operation: name });
      return toolResult(settings, error, info, settings.structuredContent === true);
    };
    let returned;
    try {
      returned = fn.apply(this, args);
    } catch (thrown) {
      return respond(thrown);
    }
    return typeof returned?.then === "function" ? returned.then(undefined, respond) : returned;
  }
  return define(handled, "name", fn.name || name);
}
