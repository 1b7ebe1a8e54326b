// The state of an error: its serialized form, and what its author may have changed since. Everything that an error shows is
// read from `current`.

import { toJson } from "./read.js";
import { policyText, redactText } from "./sanitizer.js";
import { hasContext, headerOf, payloadOf, update, withheld } from "./serialized.js";
import { capture, stackOf } from "./stack.js";
import { tryOr } from "./try-or.js";

/** @typedef {import("./serialized.js").Serialized} Serialized */

/** The context of an error whose hook failed, as JSON text. */
const WITHHELD = '{"context_withheld":true}';

/** The `sanitizeContext` of the base class. @type {unknown} */
let builtInHook;

/** @param {unknown} hook */
export function setBuiltInHook(hook) {
  builtInHook = hook;
}

/** Returns whether the class of an error overrides `sanitizeContext`. @param {any} error */
function hasHook(error) {
  try {
    return error.sanitizeContext !== builtInHook;
  } catch {
    return true;
  }
}

export class State {
  /** The context that was handed out. Its author may change it at any time. @type {any} */
  #context;
  /** The JSON text of that context when the error was serialized last. @type {string | undefined} */
  #written;
  /** A message that was assigned, and is not serialized yet. @type {string | undefined} */
  #message;
  /** @type {{ stack?: unknown } | undefined} */
  #frames;

  /**
   * @param {Serialized} serialized
   * @param {unknown} sanitizer a sanitizer or a policy of the error's own
   * @param {Function} Class the stack begins at its caller
   */
  constructor(serialized, sanitizer, Class) {
    /** As the error was serialized last. Only what never changes may be read from here; see `current`. */
    this.serialized = serialized;
    this.sanitizer = sanitizer;
    this.#frames = capture(Class);
  }

  /** Whether the stack was captured here. If not, the error has the stack of its host. */
  get hasStack() {
    return this.#frames !== undefined;
  }

  /**
   * Returns the error serialized with its context as it is now. Calls the engine only if something has changed.
   * @param {any} error
   * @returns {Serialized}
   */
  current(error) {
    if (this.#context === undefined && this.#message === undefined && !hasHook(error)) return this.serialized;
    const policy = policyText(this.sanitizer);
    const context = this.#contextOf(error);
    if (context === undefined) {
      // Nothing is kept of a hook that failed: the constructor of its class may still be running.
      return update(this.serialized, WITHHELD, this.#message, policy) ?? this.#withheld(error);
    }
    const written = toJson(context) ?? "null";
    const isSame = written === this.#written || hasContext(this.serialized, written);
    if (isSame && this.#message === undefined && policy === this.serialized.policy) return this.serialized;
    const updated = update(this.serialized, written, this.#message, policy);
    if (updated === undefined) return this.#withheld(error);
    this.#written = written;
    this.#message = undefined;
    this.serialized = updated;
    return updated;
  }

  /** Returns what is shown if the engine is missing. @param {any} error */
  #withheld(error) {
    return withheld(error.constructor, { errorCode: payloadOf(this.serialized).error_code });
  }

  /** Returns the context, made by the first call; undefined if the hook failed. @param {any} error */
  #contextOf(error) {
    if (this.#context !== undefined) return this.#context;
    const { context } = JSON.parse(this.serialized.text);
    // Before the hook runs, which may read the error.
    this.#context = context;
    if (hasHook(error)) this.#context = tryOr(() => asObject(error.sanitizeContext(context)));
    return this.#context;
  }

  /** Returns the context for the author of the error, who may change it. @param {any} error */
  context(error) {
    this.#context = this.#contextOf(error) ?? JSON.parse(WITHHELD);
    return this.#context;
  }

  /**
   * @param {any} error
   * @param {unknown} context
   */
  setContext(error, context) {
    // Secrets of the old context stay hidden.
    if (this.#context !== undefined) this.current(error);
    this.#context = asObject(context) ?? {};
  }

  /** @param {string} message */
  setMessage(message) {
    this.#message = message;
  }

  /** @param {any} error @returns {unknown} */
  stack(error) {
    const header = headerOf(this.current(error));
    return "stack" in header ? header.stack : stackOf(this.#frames ?? {}, error);
  }

  /** @param {unknown} value */
  setStack(value) {
    const stack = typeof value === "string" ? redactText(value, this.sanitizer) : value;
    this.serialized = { ...this.serialized, header: { ...headerOf(this.serialized), stack } };
    // The next reading hides the secrets of the context in it too.
    this.#written = undefined;
  }
}

/** @param {unknown} value @returns {any} */
function asObject(value) {
  // `Array.isArray` throws for a revoked proxy.
  const isObject = tryOr(() => typeof value === "object" && value !== null && !Array.isArray(value), false);
  return isObject ? value : undefined;
}
