// The base class. The Rust core decides everything about an error; this file gives its answers the shape of a JavaScript
// error. The subclasses are generated.

import { UNREADABLE, VERSION } from "../generated/constants.js";
import { define, defineAccessor, own } from "./define.js";
import { call } from "./engine.js";
import * as exits from "./exits.js";
import { INSPECT, inspectable } from "./inspect.js";
import { candidates, definitionOf, definitions, ownErrorType, staticOf } from "./kinds.js";
import { prototypesOf, toJson } from "./read.js";
import { policyText, sanitize } from "./sanitizer.js";
import { deserialize, headerOf, messageText, payloadOf, serialize } from "./serialized.js";
import { PRINTS_OWN_FRAMES, withoutFrames } from "./stack.js";
import { State, setBuiltInHook } from "./state.js";
import { tryOr } from "./try-or.js";

export { defineKind } from "./kinds.js";

/** @typedef {import("./serialized.js").Serialized} Serialized */

/** Marks errors of every copy of the package. */
const BRAND = Symbol.for("mcp-errors/1");

/** What the getters of a prototype read. @type {any} */
const NOTHING = { text: "{}", payload: Object.create(null), headerText: "{}", header: undefined, policy: "" };
NOTHING.header = Object.assign(Object.create(null), { message: "" });

/** While an error is decoded: what the constructor of `Class` uses instead of its arguments. @type {{ Class: any, serialized: Serialized } | undefined} */
let decoded;

// Set by the class, which alone can read the state of an error:

/** Whether a value is an instance of this class, regardless of its prototype and its proxy traps. @type {(value: any) => boolean} */
export let isOurs;

/**
 * The state of the error that an object is or inherits from: its getters are read of such objects too. Prototypes have none.
 * @type {(value: any) => State | undefined}
 */
let stateOf;

/** The own property `stack` of every error. @type {PropertyDescriptor & ThisType<any>} */
let stack;

/** Returns the serialized form of an error as it is now. @param {any} error */
const currentOf = (error) => stateOf(error)?.current(error) ?? NOTHING;

/** Returns what the exits of an error need. @param {any} error @returns {exits.Leaving} */
const leaving = (error) => ({ error, current: currentOf(error), sanitizer: stateOf(error)?.sanitizer });

/**
 * Returns the value of a field, if it has the type that the table gives it. Objects are copies.
 * @param {McpError} error
 * @param {"context" | "payload" | "header"} place
 * @param {string} key
 * @param {string} types
 * @returns {any}
 */
export function readField(error, place, key, types) {
  const current = currentOf(error);
  if (place === "header") return fieldOf(headerOf(current), key, types);
  const payload = payloadOf(current);
  return fieldOf(place === "context" ? payload.context : payload, key, types);
}

/**
 * @param {any} holder
 * @param {string} key
 * @param {string} types
 */
function fieldOf(holder, key, types) {
  const value = own(holder, key);
  if (value === undefined || value === null) return undefined;
  if (types !== "any" && !types.split("|").includes(Array.isArray(value) ? "list" : typeof value)) return undefined;
  return typeof value === "object" ? structuredCopy(value) : value;
}

/** Returns a copy of JSON data. @param {any} value */
const structuredCopy = (value) => JSON.parse(toJson(value) ?? "null");

/**
 * Returns an error of this package as entries of a list of causes: itself, then its own causes.
 * @param {unknown} error
 * @returns {Record<string, unknown>[] | undefined}
 */
export function ownEntries(error) {
  if (!McpError.is(error)) return undefined;
  /** @type {any} */
  const ours = error;
  return tryOr(() => {
    const { error_type, message, error_code, context, causes } = Object.assign(Object.create(null), ours.toDict());
    const entry = { error_type, message, error_code, context: Object.keys(context).length > 0 ? context : undefined };
    // Its causes as it lists them: secrets that it found elsewhere are hidden in them.
    return [entry, ...(causes ?? [])];
  });
}

/**
 * Returns the policies by which an error is sanitized, as text; for any other value, those of the process.
 * @param {unknown} error
 * @returns {string}
 */
export const policyOf = (error) => policyText(tryOr(() => stateOf(error)?.sanitizer));

/**
 * Returns the cause that an error of this package was given, as it was: with its secrets, for code that has to act on it.
 * @param {unknown} error
 * @returns {unknown} undefined for other values
 */
export const originalCause = (error) => (isOurs(error) ? stateOf(error)?.original : undefined);

/** @type {import("./state.js").Access} */
const ACCESS = {
  ours: (value) => (isOurs(value) && stateOf(value)) || McpError.is(value),
  decode: (payload) => withoutFrames(() => fromPayload(call("decode", policyText(), toJson(payload) ?? ""))),
};

/** Gives an error the properties of its class that Bun prints. @param {McpError} error */
function ownForBun(error) {
  define(error, "name", error.name);
  const { get, set } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(McpError.prototype, "cause"));
  defineAccessor(error, "cause", get, set);
}

/** A typed MCP error. */
export class McpError extends Error {
  /** @type {State} */
  #state;

  /**
   * @param {string} message
   * @param {any} [options]
   */
  constructor(message, options) {
    const Class = new.target;
    const sanitizer = tryOr(() => own(options, "sanitizer")) ?? tryOr(() => staticOf(Class, "sanitizer"));
    const cause = tryOr(() => own(options, "cause"));
    const serialized =
      decoded?.Class === Class ? decoded.serialized : serialize(Class, message, options, cause, sanitizer, ownEntries);
    // The stack is captured once, below, beginning at the caller. A second capture would double the cost of an error.
    const limit = Error.stackTraceLimit;
    const isPaused =
      !PRINTS_OWN_FRAMES && typeof Error.captureStackTrace === "function" && Reflect.set(Error, "stackTraceLimit", 0);
    // Without the message, which the host would copy into the stack.
    super();
    if (isPaused) Reflect.set(Error, "stackTraceLimit", limit);
    this.#state = new State(serialized, sanitizer, Class, cause);
    if (this.#state.hasStack) {
      // V8 formats the old stack, with name and message, before it replaces it, unless it is undefined.
      this.stack = undefined;
      Object.defineProperty(this, "stack", stack);
    }
    // Of an uncaught error Bun prints own properties only.
    if (PRINTS_OWN_FRAMES) tryOr(() => ownForBun(this));
  }

  static {
    setBuiltInHook(McpError.prototype.sanitizeContext);
    isOurs = (value) => tryOr(() => #state in value, false);
    stateOf = (value) => {
      if (#state in value) return value.#state;
      for (const prototype of prototypesOf(value)) if (#state in prototype) return prototype.#state;
      return undefined;
    };
    stack = Object.assign(Object.create(null), {
      get() {
        return tryOr(() => stateOf(this)?.stack(this));
      },
      set(/** @type {unknown} */ value) {
        if (#state in this) this.#state.setStack(value);
        else define(this, "stack", value);
      },
      enumerable: false,
      configurable: true,
    });
  }

  get message() {
    return headerOf(currentOf(this)).message;
  }

  set message(message) {
    if (!(#state in this)) define(this, "message", message);
    // Else a constructor assigns a message while its error is decoded: the message of the sender stays.
    else if (decoded?.serialized !== this.#state.serialized) this.#state.setMessage(messageText(message));
  }

  get name() {
    const Class = tryOr(() => this.constructor);
    return definitions.get(/** @type {any} */ (Class))?.name ?? ownErrorType(Class) ?? "McpError";
  }

  get cause() {
    return stateOf(this)?.cause(this, ACCESS);
  }

  set cause(cause) {
    if (#state in this) this.#state.setCause(cause, ownEntries);
    else define(this, "cause", cause);
  }

  get causes() {
    return readField(this, "payload", "causes", "list") ?? [];
  }

  get originalMessage() {
    return headerOf(currentOf(this)).message;
  }

  get kind() {
    return headerOf(stateOf(this)?.serialized ?? NOTHING).kind;
  }

  get errorType() {
    return payloadOf(currentOf(this)).error_type;
  }

  get errorCode() {
    return payloadOf(currentOf(this)).error_code ?? undefined;
  }

  get timestamp() {
    return new Date(headerOf(stateOf(this)?.serialized ?? NOTHING).timestamp_ms);
  }

  get requestId() {
    return readField(this, "context", "request_id", "string");
  }

  get hints() {
    const current = currentOf(this);
    return fieldOf(headerOf(current), "hints", "list") ?? fieldOf(payloadOf(current), "hints", "list") ?? [];
  }

  get isRetryable() {
    return headerOf(currentOf(this)).retryable;
  }

  get retryAfterMs() {
    return readField(this, "payload", "retry_after_ms", "number");
  }

  get code() {
    return exits.codeOf(currentOf(this));
  }

  get data() {
    return this.toJsonRpc().data;
  }

  get provenance() {
    return headerOf(stateOf(this)?.serialized ?? NOTHING).provenance;
  }

  get context() {
    return stateOf(this)?.context(this);
  }

  set context(context) {
    if (#state in this) this.#state.setContext(this, context);
    else define(this, "context", context);
  }

  /** @param {Record<string, unknown>} context */
  addContext(context) {
    if (!tryOr(() => Object.isExtensible(this.context), false)) {
      // A subclass may have a getter alone.
      tryOr(() => {
        this.context = tryOr(() => ({ ...this.context }), {});
      });
    }
    const target = tryOr(() => this.context);
    for (const key of tryOr(() => Object.keys(context), [])) {
      const value = tryOr(() => context[key], UNREADABLE);
      tryOr(() => define(target, key, value, true));
    }
    return this;
  }

  /**
   * @param {Record<string, unknown>} context
   * @returns {Record<string, unknown>}
   */
  sanitizeContext(context) {
    return sanitize(context, stateOf(this)?.sanitizer);
  }

  toDict() {
    return JSON.parse(currentOf(this).text);
  }

  toJSON() {
    return this.toDict();
  }

  toJsonString() {
    return currentOf(this).text;
  }

  toString() {
    return `${this.name}: ${this.message}`;
  }

  describe() {
    return exits.describe(leaving(this));
  }

  /** @param {object} [options] */
  toJsonRpc(options) {
    return exits.toJsonRpc(leaving(this), options);
  }

  /** @param {object} [options] */
  toToolResult(options) {
    return exits.toToolResult(leaving(this), options);
  }

  /** @param {object} [options] */
  toProblemDetails(options) {
    return exits.toProblemDetails(leaving(this), options);
  }

  /** @param {any} [logger] */
  logError(logger) {
    tryOr(() => exits.logError(leaving(this), logger));
  }

  /**
   * Returns what `console.log` prints.
   * @param {number | null} depth
   */
  [INSPECT](depth) {
    const state = stateOf(this);
    if (state === undefined) return "[McpError]";
    return inspectable(this, depth, state.printed(this, ACCESS));
  }

  /** @param {unknown} value */
  static is(value) {
    return tryOr(() => {
      if (typeof value !== "object" || value === null) return false;
      if (value instanceof this) return true;
      const kinds = /** @type {any} */ (value)[BRAND];
      return Array.isArray(kinds) && kinds.includes(definitionOf(this).kind) && definitions.has(this);
    }, false);
  }

  /** The kinds of the class and its parents, for other copies of the package, whose classes are others. */
  get [BRAND]() {
    const kinds = [];
    for (let Class = this.constructor; typeof Class === "function"; Class = Object.getPrototypeOf(Class)) {
      const definition = definitions.get(Class);
      if (definition !== undefined) kinds.push(definition.kind);
    }
    return kinds;
  }

  static get version() {
    return VERSION;
  }
}

// An assigned value becomes an own property, as on a plain error, and is redacted: SDKs send `code` and `data`, and everybody
// prints the name. Without a setter, assigning `error.name` would throw.
for (const key of ["name", "code", "data"]) {
  const { get } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(McpError.prototype, key));
  defineAccessor(
    McpError.prototype,
    key,
    get,
    /** @this {object} @param {unknown} value */ function (value) {
      const isText = typeof value === "string" || (typeof value === "object" && value !== null);
      define(this, key, isText ? sanitize(value, stateOf(this)?.sanitizer) : value);
    },
  );
}

/**
 * Makes an error from an answer of the decoder.
 * @param {unknown} answer
 * @param {{ cause?: unknown }} [options]
 * @returns {McpError | undefined}
 */
export function fromPayload(answer, options) {
  const serialized = deserialize(answer, policyText());
  if (serialized === undefined) return undefined;
  const header = headerOf(serialized);
  for (const Class of candidates(header)) {
    try {
      decoded = { Class, serialized };
      // An error that came in our own format has its causes. Anything else is the cause of the error made for it.
      const error = new Class(header.message, header.ours === true ? undefined : options);
      if (error instanceof McpError) return error;
    } catch {
      // A registered constructor that needs more than a message: the built-in class is used instead.
    } finally {
      decoded = undefined;
    }
  }
  return undefined;
}
