// The engine: one wasm instance, made at the first call, and what happens when there is none.

import { load } from "#load";

/** @typedef {typeof import("#glue")} Glue */

/** @type {Glue | undefined} */
let glue;

/** Whether the missing engine has been reported. */
let reported = false;

/**
 * The glue around a running instance. Nothing runs at import: the module is evaluated, and the instance made, when
 * the first error is.
 * @returns {Glue}
 */
function instance() {
  if (glue === undefined) {
    /** @type {Glue} */
    const fresh = require("#glue");
    fresh.initSync({ module: load() });
    glue = fresh;
  }
  return glue;
}

/**
 * Calls a door of the Rust core. The callers are handling an error already, so this never throws: without an engine
 * (a content security policy forbids wasm, memory ran out) it says so once on stderr and returns undefined, and the
 * caller withholds what it could not sanitize.
 * @param {string} door
 * @param {...unknown} args
 * @returns {any}
 */
export function call(door, ...args) {
  try {
    return /** @type {any} */ (instance())[door](...args);
  } catch (problem) {
    if (glue === undefined) report(problem);
    else replace(glue);
    return undefined;
  }
}

/**
 * Makes the instance anew. Whatever ended a call (a trap, the end of the stack) has left it in the middle of something,
 * and the next calls would find it there.
 * @param {Glue} lost
 */
function replace(lost) {
  try {
    /** @type {any} */ (lost).__wbg_reset_state();
  } catch {
    // Not even that: the next call tries again.
  }
}

/**
 * Makes the engine ready before the first error, and says whether there is one. Not necessary: the first error does it.
 * @returns {boolean}
 */
export function init() {
  return call("isSensitiveKey", "") !== undefined;
}

/** @param {unknown} problem */
function report(problem) {
  if (reported) return;
  reported = true;
  try {
    const reason = problem instanceof Error ? problem.message : "unknown reason";
    console.error(
      `mcp-errors: WebAssembly cannot run here (${reason}). Errors keep their type and code, and withhold message and ` +
        "context. In a page with a content security policy, add 'wasm-unsafe-eval' to script-src.",
    );
  } catch {
    // No console: nobody to tell.
  }
}
