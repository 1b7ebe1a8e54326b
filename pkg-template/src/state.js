// The state of an error: its serialized form, and what its author may have changed since. Everything that an error shows is
// read from `current`.

import { UNREADABLE } from "../generated/constants.js";
import { CauseView } from "./cause-view.js";
import { chainOf } from "./decoded-causes.js";
import { define, own, parseObject } from "./define.js";
import { codeOf } from "./exits.js";
import { titled } from "./inspect.js";
import { readCauses, toJson } from "./read.js";
import { policyText, redactText } from "./sanitizer.js";
import { hasContext, headerOf, payloadOf, sanitizePart, update, withheld } from "./serialized.js";
import { capture, stackOf } from "./stack.js";
import { tryOr } from "./try-or.js";

/**
 * What a state has to know of classes.
 * @typedef {object} Access
 * @property {(value: unknown) => State | boolean} ours the state of an error of this package; true for one of another copy
 * @property {(payload: object) => unknown} decode makes a typed error of a payload
 *
 * @typedef {import("./serialized.js").Serialized} Serialized
 */

/** The context of an error whose hook failed, as JSON text. */
const WITHHELD = '{"context_withheld":true}';

/** What is to be serialized of an error to which nothing was assigned. */
const NO_CHANGES = Object.freeze(Object.create(null));

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
  /** What was assigned, and is not serialized yet. @type {import("./serialized.js").Changes} */
  #changes = NO_CHANGES;
  /** @type {{ stack?: unknown } | undefined} */
  #frames;
  /** @type {CauseView | undefined} */
  #view;
  /** The cause as it was shown last, and what of the error it was made for. @type {{ current?: Serialized, shown?: unknown }} */
  #cause = {};

  /**
   * @param {Serialized} serialized
   * @param {unknown} sanitizer a sanitizer or a policy of the error's own
   * @param {Function} Class the stack begins at its caller
   * @param {unknown} original the cause that was given
   */
  constructor(serialized, sanitizer, Class, original) {
    /** As the error was serialized last. Only what never changes may be read from here; see `current`. */
    this.serialized = serialized;
    this.sanitizer = sanitizer;
    this.original = original;
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
    const policy = policyText(this.sanitizer);
    const isSamePolicy = policy === this.serialized.policy;
    const changes = this.#changes;
    const isSame = isSamePolicy && changes === NO_CHANGES;
    if (this.#context === undefined && !hasHook(error)) {
      return isSame ? this.serialized : this.#update(error, changes, policy);
    }
    const context = this.#contextOf(error);
    if (context === undefined) {
      // Nothing is kept of a hook that failed: the constructor of its class may still be running.
      return update(this.serialized, withChange(changes, "context", WITHHELD), policy) ?? this.#withheld(error);
    }
    const written = toJson(context) ?? "null";
    if (isSame && (written === this.#written || hasContext(this.serialized, written))) return this.serialized;
    return this.#update(error, withChange(changes, "context", written), policy);
  }

  /**
   * @param {any} error
   * @param {import("./serialized.js").Changes} changes
   * @param {string} policy
   */
  #update(error, changes, policy) {
    const updated = update(this.serialized, changes, policy);
    // Without an engine little is shown, until there is one.
    if (updated === undefined) return this.#withheld(error);
    this.#written = changes.context;
    this.#changes = NO_CHANGES;
    this.serialized = updated;
    return updated;
  }

  /** Returns what is shown if the engine is missing. @param {any} error */
  #withheld(error) {
    const errorCode = payloadOf(this.serialized).error_code;
    return withheld(error.constructor, { errorCode }, headerOf(this.serialized));
  }

  /** Returns the context, made by the first call; undefined if the hook failed. @param {any} error */
  #contextOf(error) {
    if (this.#context !== undefined) return this.#context;
    const { context } = parseObject(this.serialized.text);
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
    this.#changes = withChange(this.#changes, "message", message);
  }

  /**
   * Returns the cause, redacted again if something was found since.
   * @param {any} error
   * @param {Access} access
   * @param {Serialized} [current]
   * @returns {unknown}
   */
  cause(error, access, current = this.current(error)) {
    if (this.#cause.current !== current) {
      // Before anything is read, which may read the cause.
      this.#cause.current = current;
      this.#cause.shown = this.#shownCause(access);
    }
    return this.#cause.shown;
  }

  /** @param {Access} access */
  #shownCause({ ours, decode }) {
    if (this.original === undefined) {
      const { causes = [], timestamp } = payloadOf(this.serialized);
      return chainOf(causes, timestamp, decode);
    }
    this.#view ??= new CauseView(this.original);
    const { found } = headerOf(this.serialized);
    /** @param {unknown} value */
    const isOurs = (value) => {
      const state = ours(value);
      // Such an error stays itself, and hides from now on what was found here.
      if (state instanceof State && found !== undefined) state.#learn(found);
      return state !== false;
    };
    return this.#view.read(isOurs, (value) => this.#redact(value));
  }

  /**
   * @param {unknown} cause
   * @param {(error: unknown) => Record<string, unknown>[] | undefined} ownEntries
   */
  setCause(cause, ownEntries) {
    this.original = cause;
    this.#view = undefined;
    this.#cause = {};
    this.#changes = withChange(this.#changes, "causes", readCauses(cause, ownEntries));
  }

  /** @param {readonly string[]} found secrets of an error whose cause this one is */
  #learn(found) {
    const { found: known = [] } = headerOf(this.serialized);
    if (!found.every((secret) => known.includes(secret))) this.#changes = withChange(this.#changes, "found", found);
  }

  /**
   * Returns what belongs to the error, and is not in its payload, without its secrets and without those of the error.
   * @param {unknown} value
   * @returns {any}
   */
  #redact(value) {
    // The context as it is now: what is secret in it is known only if the error had causes when it was last serialized.
    const part = sanitizePart(this.serialized, { value, context: this.#context }, policyText(this.sanitizer));
    return own(part, "value");
  }

  /**
   * Returns what is printed of an error.
   * @param {any} error
   * @param {Access} access
   */
  printed(error, access) {
    const current = this.current(error);
    const { message, hints } = headerOf(current);
    const { error_code, context, hints: shown } = payloadOf(current);
    const entries = define(
      Object.create(null),
      "code",
      tryOr(() => (Object.hasOwn(error, "code") ? error.code : codeOf(current))),
      true,
    );
    if (typeof error_code === "string") entries.errorCode = error_code;
    if (Object.keys(context).length > 0) entries.context = context;
    if (hints ?? shown) entries.hints = hints ?? shown;
    // What a subclass or a library has put on the error itself.
    const properties = Object.create(null);
    for (const key of tryOr(() => Object.keys(error), [])) properties[key] = tryOr(() => error[key], UNREADABLE);
    // One that was defined, and not assigned.
    const stack = tryOr(() => own(Object.getOwnPropertyDescriptor(error, "stack"), "value"));
    const clean = this.#redact({ properties, stack });
    return {
      name: String(tryOr(() => error.name, "McpError")),
      message,
      stack: stack === undefined ? this.stack(error, current) : own(clean, "stack"),
      entries: Object.entries({ ...entries, ...own(clean, "properties") }),
      cause: this.cause(error, access, current),
    };
  }

  /** @param {any} error @param {Serialized} [current] @returns {unknown} */
  stack(error, current = this.current(error)) {
    const header = headerOf(current);
    if (Object.hasOwn(header, "stack")) return header.stack;
    return stackOf(this.#frames ?? {}, titled(String(error.name), header.message));
  }

  /** @param {unknown} value */
  setStack(value) {
    const stack = typeof value === "string" ? redactText(value, this.sanitizer) : value;
    const header = /** @type {any} */ ({ __proto__: null, ...headerOf(this.serialized), stack });
    this.serialized = { ...this.serialized, header };
    // The next reading hides the secrets of the context in it too.
    this.#written = undefined;
  }
}

/**
 * @param {import("./serialized.js").Changes} changes
 * @param {keyof import("./serialized.js").Changes} key
 * @param {unknown} value
 * @returns {import("./serialized.js").Changes}
 */
const withChange = (changes, key, value) => /** @type {any} */ ({ __proto__: null, ...changes, [key]: value });

/** @param {unknown} value @returns {any} */
function asObject(value) {
  // `Array.isArray` throws for a revoked proxy.
  const isObject = tryOr(() => typeof value === "object" && value !== null && !Array.isArray(value), false);
  return isObject ? value : undefined;
}
