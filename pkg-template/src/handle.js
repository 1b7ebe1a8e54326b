// Wrappers for functions: what a function throws is logged, and thrown as an McpError.

import { define } from "./define.js";
import { isOurs, McpError } from "./error.js";
import { quietly } from "./quietly.js";
import { UNEXPECTED_IN } from "./serialized.js";
import { tryOr } from "./try-or.js";

/**
 * Wraps a function: what it throws is logged, and thrown as an McpError.
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
 * Turns what was thrown into an McpError, and logs it.
 * @param {Function} fn
 * @param {any} thrown
 * @returns {McpError}
 */
function logged(fn, thrown) {
  const error = isOurs(thrown)
    ? thrown
    : // Also for `throw undefined`: the cause is the text then.
      new McpError("", { cause: thrown ?? String(thrown), [UNEXPECTED_IN]: fn.name || "anonymous function" });
  quietly(() => error.logError());
  return error;
}

/**
 * Gives a wrapper the name of its function.
 * @param {any} handled
 * @param {Function} fn
 */
function named(handled, fn) {
  tryOr(() => define(handled, "name", fn.name));
  return handled;
}
