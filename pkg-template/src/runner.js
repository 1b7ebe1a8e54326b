// What test runners are shown of a cause. Their reports ask an error for `cause` by name, as tests do; so a reader that only
// prints is told by where its code stands, and gets a redacted copy. Outside of a runner nothing of this is done.

import { MAX_CAUSES } from "../generated/constants.js";
import { messageOf, nameOf } from "./read.js";
import { tryOr } from "./try-or.js";

/** Frames of what prints errors in Jest and Vitest. What compares them is not among it, and gets the cause itself. */
const PRINTERS = [
  /node_modules[/\\](?:jest-(?:circus|console|diff|jasmine2|matcher-utils|message-util|runner|snapshot|util)|pretty-format)[/\\]/,
  /node_modules[/\\](?:@jest[/\\](?!expect)|@vitest[/\\](?!expect|spy)|vitest[/\\]dist[/\\])/,
  // `toThrow` compares texts that it prints as well.
  /(?:Cause|SerializeError).* \(.*node_modules[/\\]expect[/\\]/i,
];

/** Built-in functions have no place of their own: whoever calls them reads. */
const BUILT_IN = /\((?:<anonymous>|native)\)$/;

/** How far up a reader is looked for, over built-in functions. */
const FRAMES = 8;

/** Whether this process runs tests; not known before it is asked for. @type {boolean | undefined} */
let runsTests;

/** Read once. Deno would ask its user for leave, and runs neither. */
const isRunner = () =>
  (runsTests ??= tryOr(() => {
    const { env } = /** @type {any} */ (globalThis).process;
    return !("Deno" in globalThis) && (env.JEST_WORKER_ID !== undefined || env.VITEST !== undefined);
  }, false));

/**
 * The getter of a `cause`.
 * @param {unknown} cause
 * @param {Function} Ours errors of this class guard their own causes
 * @param {(value: unknown) => any} sanitize
 * @returns {() => unknown}
 */
export function causeGetter(cause, Ours, sanitize) {
  if (!isRunner()) return () => cause;
  /** Made once: runners tell a cycle by its members. @type {{ shown: unknown } | undefined} */
  let copy;
  return function get() {
    if (!isPrinter(readerOf(get))) return cause;
    copy ??= { shown: tryOr(() => new Copier(Ours, sanitize).copy(cause)) };
    return copy.shown;
  };
}

/** @param {string} frame */
const isPrinter = (frame) => PRINTERS.some((printer) => printer.test(frame));

/**
 * The frame of the code that called `getter`.
 * @param {Function} getter
 * @returns {string}
 */
function readerOf(getter) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  return tryOr(() => {
    try {
      Error.stackTraceLimit = FRAMES;
      // Files as they are loaded, and not what source maps and runners make of them.
      Error.prepareStackTrace = (_, frames) => frames;
      const holder = /** @type {{ stack?: unknown }} */ ({});
      Error.captureStackTrace(holder, getter);
      const frames = /** @type {unknown[]} */ (holder.stack).map(String);
      return frames.find((frame) => !BUILT_IN.test(frame)) ?? "";
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      Error.prepareStackTrace = prepareStackTrace;
    }
  }, "");
}

/** Copies a chain: names, messages, stacks and members, each without its secrets. Bounded and cycle-proof. */
class Copier {
  /** @type {Map<unknown, unknown>} */
  copies = new Map();

  /**
   * @param {Function} Ours
   * @param {(value: unknown) => any} sanitize
   */
  constructor(Ours, sanitize) {
    this.Ours = Ours;
    this.sanitize = sanitize;
  }

  /** @param {any} value @returns {unknown} */
  copy(value) {
    if (value instanceof this.Ours) return value;
    // Jest runs tests in a realm of their own: what Node throws is no `Error` there.
    const stack = tryOr(() => value.stack);
    if (typeof stack !== "string" && !tryOr(() => value instanceof Error, false)) return this.sanitize(value);
    const known = this.copies.get(value);
    if (known !== undefined || this.copies.size >= MAX_CAUSES) return known;
    const members = tryOr(() => (Array.isArray(value.errors) ? value.errors.slice(0, MAX_CAUSES) : undefined));
    const shown = members === undefined ? new Error() : new AggregateError([]);
    this.copies.set(value, shown);
    const message = messageOf(value);
    put(shown, "name", this.sanitize(nameOf(value)));
    put(shown, "message", this.sanitize(message));
    put(shown, "stack", this.stackOf(stack, message, shown.message));
    if (members !== undefined) {
      put(
        shown,
        "errors",
        members.map((/** @type {unknown} */ member) => this.copy(member)),
      );
    }
    const cause = tryOr(() => value.cause);
    if (cause !== undefined) put(shown, "cause", this.copy(cause));
    return shown;
  }

  /**
   * A stack begins with the message, which is judged by itself: before another text, a name says less.
   * @param {unknown} stack
   * @param {string} message
   * @param {string} shown
   */
  stackOf(stack, message, shown) {
    if (typeof stack !== "string") return undefined;
    return this.sanitize(message === "" ? stack : stack.split(message).join(shown));
  }
}

/**
 * @param {object} error
 * @param {string} key
 * @param {unknown} value
 */
const put = (error, key, value) =>
  Object.defineProperty(error, key, { value, enumerable: false, configurable: true, writable: true });
