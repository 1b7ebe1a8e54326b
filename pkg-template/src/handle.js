// Wrappers for functions: whatever they throw is an error of ours afterwards, and has been logged.

import { isOurs, McpError } from "./error.js";
import { UNEXPECTED_IN } from "./serialized.js";
import { tryOr } from "./try-or.js";

/**
 * `fn`, made to log what it throws, and to throw nothing but McpError.
 * @template {(...args: any[]) => any} F
 * @param {F} fn
 * @returns {F}
 */
export function handleMcpError(fn) {
  /** @this {unknown} @param {...unknown} args */
  function handled(...args) {
    try {
      return fn.apply(this, args);
    } catch (thrown) {
      throw logged(fn, thrown);
    }
  }
  return named(handled, fn);
}

/**
 * As handleMcpError, for functions that return a promise.
 * @template {(...args: any[]) => Promise<any>} F
 * @param {F} fn
 * @returns {F}
 */
export function asyncHandleMcpError(fn) {
  /** @this {unknown} @param {...unknown} args */
  async function handled(...args) {
    try {
      return await fn.apply(this, args);
    } catch (thrown) {
      throw logged(fn, thrown);
    }
  }
  return named(handled, fn);
}

/**
 * What was thrown, as an error of ours, logged.
 * @param {Function} fn
 * @param {any} thrown
 * @returns {McpError}
 */
function logged(fn, thrown) {
  const error = isOurs(thrown)
    ? thrown
    : // A nullish throw is a throw all the same.
      new McpError("", { cause: thrown ?? String(thrown), [UNEXPECTED_IN]: fn.name || "anonymous function" });
  error.logError();
  return error;
}

/**
 * @param {any} handled
 * @param {Function} fn
 */
function named(handled, fn) {
  tryOr(() => Object.defineProperty(handled, "name", { value: fn.name, configurable: true }));
  return handled;
}
