// What the reports of test runners show of a cause. Reports read `cause` as tests do, so the caller is told by the file of its
// code: code that prints gets a redacted copy, everything else the cause itself. Outside of test runners nothing of this is done.

import { MAX_CAUSES } from "../generated/constants.js";
import { messageOf, nameOf } from "./read.js";
import { tryOr } from "./try-or.js";

/** Frames of code that prints errors in Jest and Vitest; not of code that compares them. */
const PRINTERS = [
  /node_modules[/\\](?:jest-(?:circus|console|diff|jasmine2|matcher-utils|message-util|runner|snapshot|util)|pretty-format)[/\\]/,
  /node_modules[/\\](?:@jest[/\\](?!expect)|@vitest[/\\](?!expect|spy)|vitest[/\\]dist[/\\])/,
  // `toThrow` compares texts that it also prints.
  /(?:Cause|SerializeError).* \(.*node_modules[/\\]expect[/\\]/i,
];

/** Frames of built-in functions: their caller is the reader. */
const BUILT_IN = /\((?:<anonymous>|native)\)$/;

/** How many frames are searched for the reader. */
const FRAMES = 8;

/** Whether this process runs tests; undefined until the first cause. @type {boolean | undefined} */
let runsTests;

/** Reads the environment once. Not in Deno, which would ask its user for permission and runs neither Jest nor Vitest. */
const isRunner = () =>
  (runsTests ??= tryOr(() => {
    const { env } = /** @type {any} */ (globalThis).process;
    return !("Deno" in globalThis) && (env.JEST_WORKER_ID !== undefined || env.VITEST !== undefined);
  }, false));

/**
 * Returns the getter for a `cause`.
 * @param {unknown} cause
 * @param {Function} Ours errors of this class are not copied: they are redacted already
 * @param {(value: unknown) => any} sanitize
 * @returns {() => unknown}
 */
export function causeGetter(cause, Ours, sanitize) {
  if (!isRunner()) return () => cause;
  /** Made once, since runners recognize cycles by identity. @type {{ shown: unknown } | undefined} */
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
 * Returns the frame of the code that called `getter`.
 * @param {Function} getter
 * @returns {string}
 */
function readerOf(getter) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  return tryOr(() => {
    try {
      Error.stackTraceLimit = FRAMES;
      // The files as they are loaded, without source maps and the hooks of runners.
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

/** Copies a chain of errors: names, messages, stacks and members, redacted. Bounded, also for cycles. */
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
    // Jest runs tests in a realm of their own, in which errors of Node are no instances of `Error`.
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
   * Redacts a stack. The message in it is replaced by its redacted form first: it is classified as a text of its own.
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
