// What `console.log` and `util.inspect` print of an error. They are handed an error of plain properties and lay it out
// themselves, with their own options; the error that is printed has getters and fields that they would skip or show raw.

import { define, own } from "./define.js";
import { call } from "./engine.js";

/** The method that Node, Deno and Bun ask for what they print. */
export const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** Returns the first line of a stack. @param {string} name @param {string} message */
export const titled = (name, message) => (message === "" ? name : `${name}: ${message}`);

/** What is printed instead of an error: always the same object, by which printing recognizes cycles. @type {WeakMap<object, any>} */
const printed = new WeakMap();

/**
 * Returns what is printed of an error, deep or not.
 * @param {any} error
 * @param {number | null} depth how deep it may be, as the host says
 * @param {{ name: string, message: string, stack: unknown, entries: [key: string, value: unknown][], cause?: unknown, errors?: unknown }} parts
 */
export function inspectable(error, depth, { name, message, stack, entries, cause, errors }) {
  const title = titled(name, message);
  if (typeof depth === "number" && depth < 0) return `[${printable(title, message)}]`;
  const shown = printed.get(error) ?? new Error();
  printed.set(error, shown);
  for (const key of Reflect.ownKeys(shown)) delete shown[key];
  define(shown, "stack", printable(typeof stack === "string" && stack !== "" ? stack : title, message));
  // Bun prints name and message instead of the stack, and Next makes a stack of its own from them.
  define(shown, "message", printable(message, message));
  Object.setPrototypeOf(shown, prototypeNamed(name));
  for (const [key, value] of entries) define(shown, key, value, true);
  if (errors !== undefined) define(shown, "errors", errors);
  if (cause !== undefined) define(shown, "cause", cause);
  return shown;
}

/** Returns a prototype for errors of this name. Node prints `Error [name]` where the class has another name. @param {string} name */
function prototypeNamed(name) {
  const Class = define(() => {}, "name", name);
  Class.prototype = Error.prototype;
  return define(define(Object.create(Error.prototype), "constructor", Class), "name", name);
}

/**
 * The method of views and of other errors whose properties are redacted.
 * @this {any}
 * @param {number | null} depth
 */
export function inspectPlain(depth) {
  const { name, message, stack } = this;
  const entries = Object.entries(this).filter(([key]) => !["name", "message", "stack"].includes(key));
  return inspectable(this, depth, {
    name,
    message,
    stack,
    entries,
    cause: own(this, "cause"),
    errors: own(this, "errors"),
  });
}

/**
 * Escapes the control characters of a stack, and the line breaks of the message in it, which could forge frames.
 * @param {string} stack
 * @param {string} message
 */
function printable(stack, message) {
  const line = message.includes("\n") ? stack.replace(message, () => message.replaceAll("\n", "\\n")) : stack;
  return /^[\n -~]*$/.test(line) ? line : (call("escapeControls", "", line) ?? line);
}
