// The engine: one wasm instance, made by the first call, and what happens if it cannot be made.

import { makeGlue } from "#glue";
import { load } from "#load";
import { CALLS } from "../generated/constants.js";

/** @typedef {typeof import("#exports")} Glue */

/** @type {Glue | undefined} */
let glue;

/**
 * Whether the next call has to make a new instance: a trap, or the end of the stack, ended a call in the middle, and left the
 * instance in an unknown state.
 */
let isLost = false;

/** Why there is no engine. Kept, because each attempt would compile the wasm again. @type {{ problem: unknown } | undefined} */
let failure;

/** Whether the missing engine has been reported. */
let reported = false;

/** The memory of the instance. @type {WebAssembly.Memory} */
let memory;

/** A view of all of it, made anew whenever it has grown. @type {Uint8Array<ArrayBuffer>} */
let bytes;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What a call returns instead of a length if it has no answer: nothing has to change. */
const NOTHING = 0xffffffff;

/**
 * Returns the glue around a running instance. Nothing runs at import: the first error makes the glue and the instance.
 * @returns {Glue}
 */
function instance() {
  if (failure !== undefined) throw failure.problem;
  if (glue === undefined) {
    /** @type {Glue} */
    const fresh = makeGlue();
    memory = fresh.initSync({ module: load() }).memory;
    glue = fresh;
    isLost = false;
  } else if (isLost) {
    /** @type {any} */ (glue).__wbg_reset_state();
    // Returns the exports of the instance that the reset has made.
    memory = /** @type {any} */ (glue).initSync().memory;
    isLost = false;
  }
  return glue;
}

/** Returns the memory. After each call of the instance, since that may have grown it. */
function memoryBytes() {
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
  // Most texts are ASCII: a large text first gets a byte for each character, and the rest of it three.
  const size = text.length < 4096 ? 3 * text.length : text.length;
  const at = engine.input_buffer(size) >>> 0;
  const { read, written } = encoder.encodeInto(text, memoryBytes().subarray(at, at + size));
  if (read === text.length) return written;
  const rest = 3 * (text.length - read);
  const start = (engine.input_buffer(written + rest) >>> 0) + written;
  return written + encoder.encodeInto(text.slice(read), memoryBytes().subarray(start, start + rest)).written;
}

/**
 * Copies bytes into the input buffer, after the policies.
 * @param {Glue} engine
 * @param {string} policy ASCII
 * @param {Uint8Array} text
 * @returns {number} bytes
 */
function place(engine, policy, text) {
  const start = policy === "" ? 0 : write(engine, policy);
  const at = engine.input_buffer(start + text.length) >>> 0;
  memoryBytes().set(text, at + start);
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
  return decoder.decode(memoryBytes().subarray(at, at + length));
}

/**
 * Calls the Rust core. The callers are handling an error already, so this never throws: without an engine (a content security
 * policy forbids wasm, the memory ran out) it says so once on stderr and returns undefined, and the caller withholds what it
 * could not sanitize. Null means that nothing has to change. Line breaks separate the texts, so only the last may have some.
 * @param {keyof typeof CALLS} name
 * @param {string} policy in ASCII; empty for the default
 * @param {...string} texts
 * @returns {string | null | undefined}
 */
export function call(name, policy, ...texts) {
  return callWith(name, policy, texts.join("\n"));
}

/**
 * As `call`, with one text, which may be given as bytes.
 * @param {keyof typeof CALLS} name
 * @param {string} policy
 * @param {string | Uint8Array} text
 * @returns {string | null | undefined}
 */
export function callWith(name, policy, text) {
  try {
    return make(name, policy, text);
  } catch (problem) {
    if (glue === undefined && !isEndOfStack(problem)) {
      report(problem);
      if (!isExhaustion(problem)) failure = { problem };
    }
    // Not made now: at the end of the stack, making an instance would end in the middle too.
    isLost = true;
    return undefined;
  }
}

/**
 * Makes the engine ready before the first error, and returns whether there is one. Not necessary: the first error does it.
 * @returns {boolean}
 */
export function init() {
  return call("isSensitiveKey", "", "") !== undefined;
}

/** Whether the stack or the memory ran out, so that another attempt may succeed. @param {any} problem */
const isExhaustion = (problem) => problem instanceof RangeError || problem?.name === "InternalError";

/** Whether the stack ran out. Nothing is wrong with the host then, and a report would end in the middle too. @param {any} problem */
const isEndOfStack = (problem) => isExhaustion(problem) && /stack|recursion/i.test(problem.message);

/** @param {unknown} problem */
function report(problem) {
  if (reported) return;
  try {
    const reason = problem instanceof Error ? problem.message : "unknown reason";
    console.error(
      `mcp-errors: WebAssembly cannot run here (${reason}). Errors keep their type and code, and withhold message and ` +
        "context. In a page with a content security policy, add 'wasm-unsafe-eval' to script-src.",
    );
    reported = true;
  } catch {
    // There is no console.
  }
}
