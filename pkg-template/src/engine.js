// The engine: one wasm instance, made at the first call, and what happens when there is none.

import { load } from "#load";
import { CALLS } from "../generated/constants.js";

/** @typedef {typeof import("#glue")} Glue */

/** @type {Glue | undefined} */
let glue;

/**
 * Whether the instance is to be made anew: whatever ended a call (a trap, the end of the stack) has left it in the middle
 * of something, and the next calls would find it there.
 */
let isLost = false;

/** Why there is no engine, once that is certain: another attempt would compile everything again. @type {{ problem: unknown } | undefined} */
let failure;

/** Whether the missing engine has been reported. */
let reported = false;

/** The memory of the instance. @type {WebAssembly.Memory} */
let memory;

/** All of it; made anew whenever it has grown. @type {Uint8Array<ArrayBuffer>} */
let bytes;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What a call answers instead of a length if nothing has changed. */
const NOTHING = 0xffffffff;

/**
 * The glue around a running instance. Nothing runs at import: the module is evaluated, and the instance made, when
 * the first error is.
 * @returns {Glue}
 */
function instance() {
  if (failure !== undefined) throw failure.problem;
  if (glue === undefined) {
    /** @type {Glue} */
    const fresh = require("#glue");
    memory = fresh.initSync({ module: load() }).memory;
    glue = fresh;
    isLost = false;
  } else if (isLost) {
    /** @type {any} */ (glue).__wbg_reset_state();
    // There is an instance: this only says which.
    memory = /** @type {any} */ (glue).initSync().memory;
    isLost = false;
  }
  return glue;
}

/** Behind a call of the instance, which may have made its memory grow. */
function look() {
  if (bytes?.buffer !== memory.buffer) bytes = new Uint8Array(memory.buffer);
  return bytes;
}

/**
 * Writes a text into the input buffer.
 * @param {Glue} engine
 * @param {string} text
 * @returns {number} bytes
 */
function write(engine, text) {
  // Most texts are ASCII, and a large one that is not had better not take three times its size.
  const size = text.length < 4096 ? 3 * text.length : text.length;
  const at = engine.input_buffer(size) >>> 0;
  const { read, written } = encoder.encodeInto(text, look().subarray(at, at + size));
  if (read === text.length) return written;
  const rest = 3 * (text.length - read);
  const start = (engine.input_buffer(written + rest) >>> 0) + written;
  return written + encoder.encodeInto(text.slice(read), look().subarray(start, start + rest)).written;
}

/**
 * Copies bytes into the input buffer, behind the policies.
 * @param {Glue} engine
 * @param {string} policy ASCII
 * @param {Uint8Array} text
 * @returns {number} bytes
 */
function place(engine, policy, text) {
  const start = policy === "" ? 0 : write(engine, policy);
  const at = engine.input_buffer(start + text.length) >>> 0;
  look().set(text, at + start);
  return start + text.length;
}

/**
 * @param {keyof typeof CALLS} name
 * @param {string} policy
 * @param {string | Uint8Array} text
 */
function make(name, policy, text) {
  const engine = instance();
  const size = typeof text === "string" ? write(engine, policy + text) : place(engine, policy, text);
  const length = engine.call(CALLS[name], size, policy.length) >>> 0;
  if (length === NOTHING) return null;
  const at = engine.output_buffer() >>> 0;
  return decoder.decode(look().subarray(at, at + length));
}

/**
 * Makes a call of the Rust core. The callers are handling an error already, so this never throws: without an engine
 * (a content security policy forbids wasm, memory ran out) it says so once on stderr and returns undefined, and the
 * caller withholds what it could not sanitize. Null says that the text is to stay as it is. Only the last text may
 * have line breaks: they keep the texts apart.
 * @param {keyof typeof CALLS} name
 * @param {string} policy in ASCII; empty for the default
 * @param {...string} texts
 * @returns {string | null | undefined}
 */
export function call(name, policy, ...texts) {
  return callWith(name, policy, texts.join("\n"));
}

/**
 * As `call`, with one text, which may be in bytes.
 * @param {keyof typeof CALLS} name
 * @param {string} policy
 * @param {string | Uint8Array} text
 * @returns {string | null | undefined}
 */
export function callWith(name, policy, text) {
  try {
    return make(name, policy, text);
  } catch (problem) {
    if (glue === undefined) {
      report(problem);
      if (!isExhaustion(problem)) failure = { problem };
    }
    // Not now: where the stack has ended, making an instance would end in the middle as well.
    isLost = true;
    return undefined;
  }
}

/**
 * Makes the engine ready before the first error, and says whether there is one. Not necessary: the first error does it.
 * @returns {boolean}
 */
export function init() {
  return call("isSensitiveKey", "", "") !== undefined;
}

/** Whether the stack or the memory ran out: there may be enough of it the next time. @param {any} problem */
const isExhaustion = (problem) => problem instanceof RangeError || problem?.name === "InternalError";

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
