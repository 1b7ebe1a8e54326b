// What `console.log` and `util.inspect` print of an error. They are handed an error of plain properties and lay it out
// themselves, with their own options; the error that is printed has getters and fields that they would skip or show raw.

import { define, own } from "./define.js";
import { call } from "./engine.js";
import { isError } from "./read.js";
import { PRINTS_OWN_FRAMES, withoutFrames } from "./stack.js";

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
  const shown = printed.get(error) ?? withoutFrames(() => new Error());
  printed.set(error, shown);
  for (const key of Reflect.ownKeys(shown)) delete shown[key];
  const text = printable(typeof stack === "string" && stack !== "" ? stack : title, message);
  define(shown, "stack", text);
  // Next makes a stack of its own of name and message. Bun prints them instead of the stack, whose frames follow the message then.
  const frames = PRINTS_OWN_FRAMES && text.startsWith(`${name}: `) ? text.slice(name.length + 2) : undefined;
  define(shown, "message", frames ?? printable(message, message));
  Object.setPrototypeOf(shown, prototypeNamed(name));
  for (const [key, value] of entries) define(shown, key, shownValue(value), true);
  if (errors !== undefined) define(shown, "errors", shownValue(errors));
  if (cause !== undefined) define(shown, "cause", shownValue(cause));
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
 * Returns a copy of data in which invisible characters are escaped. The host escapes control characters in texts, and no others.
 * @param {any} value
 * @returns {any}
 */
function shownValue(value) {
  if (typeof value === "string") return /^[^\u0080-\uffff]*$/.test(value) ? value : escaped(value);
  if (typeof value !== "object" || value === null || isError(value)) return value;
  if (Array.isArray(value)) return value.map(shownValue);
  const copy = {};
  for (const [key, item] of Object.entries(value)) define(copy, shownValue(key), shownValue(item), true);
  return copy;
}

/** @param {string} text */
const escaped = (text) => call("escapeControls", "", text) ?? text;

/**
 * Escapes the control characters of a stack, and the line breaks of the message in it, which could forge frames.
 * @param {string} stack
 * @param {string} message
 */
function printable(stack, message) {
  const line = message.includes("\n") ? stack.replace(message, () => message.replaceAll("\n", "\\n")) : stack;
  return /^[\n -~]*$/.test(line) ? line : escaped(line);
}
