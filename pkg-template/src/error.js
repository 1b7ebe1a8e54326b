// The base class. The Rust core decides everything about an error; this file gives its answers the shape of a JavaScript
// error. The subclasses are generated.

import { UNREADABLE, VERSION } from "../generated/constants.js";
import { call } from "./engine.js";
import { candidates, definitionOf, definitions, ownErrorType, titleOf } from "./kinds.js";
import { writeRecord } from "./loggers.js";
import { causeGetter } from "./runner.js";
import { policyText, sanitize } from "./sanitizer.js";
import { deserialize, headerOf, headerTextOf, messageText, payloadOf, serialize, withheld } from "./serialized.js";
import { exitOptions, isLegacy, isRestricted } from "./settings.js";
import { PRINTS_OWN_FRAMES } from "./stack.js";
import { State, setBuiltInHook } from "./state.js";
import { tryOr } from "./try-or.js";

export { defineKind } from "./kinds.js";

/** @typedef {import("./serialized.js").Serialized} Serialized */

/** Marks errors of every copy of the package. */
const BRAND = Symbol.for("mcp-errors/1");

/** How far up the prototypes of an object an error is looked for. A proxy may have prototypes without end. */
const MAX_PROTOTYPES = 64;

/** While an error is decoded: what the constructor of `Class` uses instead of its arguments. @type {{ Class: any, serialized: Serialized } | undefined} */
let decoded;

// Set by the class, which alone can read the state of an error:

/** The serialized form of an error as it is now. @type {(error: McpError) => Serialized} */
let currentOf;

/** The sanitizer or policy of an error. @type {(error: McpError) => unknown} */
let sanitizerOf;

/**
 * The error that an object is or inherits from: the message and stack of such objects and of the prototype are read too.
 * @type {(value: any) => McpError | undefined}
 */
let ownerOf;

/** The own property `stack` of every error. @type {PropertyDescriptor & ThisType<any>} */
let stack;

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
  const payload = place === "header" ? headerOf(current) : payloadOf(current);
  const holder = place === "context" ? payload.context : payload;
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  if (value === undefined || value === null) return undefined;
  if (types !== "any" && !types.split("|").includes(Array.isArray(value) ? "list" : typeof value)) return undefined;
  return typeof value === "object" ? JSON.parse(JSON.stringify(value)) : value;
}

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
    const { error_type, message, error_code, context, causes = [] } = ours.toDict();
    const entry = { error_type, message, error_code, context: Object.keys(context).length > 0 ? context : undefined };
    // Its causes as it lists them: secrets that it found elsewhere are hidden in them.
    return [entry, ...causes];
  });
}

/**
 * Returns the policies by which an error is sanitized, as text; for any other value, those of the process.
 * @param {unknown} error
 * @returns {string}
 */
export const policyOf = (error) => tryOr(() => policyText(sanitizerOf(/** @type {any} */ (error))), policyText());

/** Whether a value is an instance of this class, regardless of its prototype and its proxy traps. @type {(value: any) => boolean} */
export let isOurs;

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
    const sanitizer = tryOr(() => options?.sanitizer) ?? tryOr(() => /** @type {any} */ (Class).sanitizer);
    const serialized =
      decoded?.Class === Class ? decoded.serialized : serialize(Class, message, options, sanitizer, ownEntries);
    // The stack is captured once, below, beginning at the caller. A second capture would double the cost of an error.
    const limit = Error.stackTraceLimit;
    const isPaused =
      !PRINTS_OWN_FRAMES && typeof Error.captureStackTrace === "function" && Reflect.set(Error, "stackTraceLimit", 0);
    // Without the message, which the host would copy into the stack.
    super();
    if (isPaused) Reflect.set(Error, "stackTraceLimit", limit);
    this.#state = new State(serialized, sanitizer, Class);
    if (this.#state.hasStack) {
      // V8 formats the old stack, with name and message, before it replaces it, unless it is undefined.
      this.stack = undefined;
      Object.defineProperty(this, "stack", stack);
    }
    const cause = tryOr(() => options?.cause);
    if (cause !== undefined) {
      // An accessor: Node prints `[Getter]`, where for a data property it would print the raw error, secrets included. In test
      // runners the accessor looks at its caller.
      const get = causeGetter(cause, McpError, (value) => sanitize(value, sanitizer));
      Object.defineProperty(this, "cause", { get, enumerable: false, configurable: true });
    }
  }

  /** The serialized form with the context as it is now. Everything that the error shows comes from here. */
  #current() {
    return this.#state.current(this);
  }

  static {
    setBuiltInHook(McpError.prototype.sanitizeContext);
    isOurs = (value) => tryOr(() => #state in value, false);
    currentOf = (error) => error.#current();
    sanitizerOf = (error) => error.#state.sanitizer;
    ownerOf = (value) => {
      let at = value;
      for (let step = 0; step < MAX_PROTOTYPES && at !== null; step += 1, at = Object.getPrototypeOf(at)) {
        if (#state in at) return at;
      }
      return undefined;
    };
    stack = {
      get() {
        const error = ownerOf(this);
        return error && tryOr(() => error.#state.stack(error));
      },
      set(value) {
        if (#state in this) this.#state.setStack(value);
        else assignOwn(this, "stack", value);
      },
      enumerable: false,
      configurable: true,
    };
  }

  get message() {
    const error = ownerOf(this);
    return error === undefined ? "" : headerOf(error.#current()).message;
  }

  set message(message) {
    if (!(#state in this)) assignOwn(this, "message", message);
    // Else a constructor assigns a message while its error is decoded: the message of the sender stays.
    else if (decoded?.serialized !== this.#state.serialized) this.#state.setMessage(messageText(message));
  }

  get name() {
    const Class = this.constructor;
    return definitions.get(Class)?.name ?? ownErrorType(Class) ?? "McpError";
  }

  get originalMessage() {
    return headerOf(this.#current()).message;
  }

  get kind() {
    return headerOf(this.#state.serialized).kind;
  }

  get errorType() {
    return payloadOf(this.#current()).error_type;
  }

  get errorCode() {
    return payloadOf(this.#current()).error_code ?? undefined;
  }

  get timestamp() {
    return new Date(headerOf(this.#state.serialized).timestamp_ms);
  }

  get requestId() {
    return readField(this, "context", "request_id", "string");
  }

  get hints() {
    return readField(this, "header", "hints", "list") ?? readField(this, "payload", "hints", "list") ?? [];
  }

  get isRetryable() {
    return headerOf(this.#current()).retryable;
  }

  get retryAfterMs() {
    return readField(this, "payload", "retry_after_ms", "number");
  }

  get code() {
    return this.#codeFor(undefined);
  }

  get data() {
    return this.toJsonRpc().data;
  }

  get provenance() {
    return headerOf(this.#state.serialized).provenance;
  }

  get context() {
    return this.#state.context(this);
  }

  set context(context) {
    this.#state.setContext(this, context);
  }

  /** @param {Record<string, unknown>} context */
  addContext(context) {
    if (!tryOr(() => Object.isExtensible(this.context), false)) this.context = tryOr(() => ({ ...this.context }), {});
    const target = this.context;
    for (const key of tryOr(() => Object.keys(context), [])) {
      const value = tryOr(() => context[key], UNREADABLE);
      // Not assigned, which would set the prototype for the key `__proto__`.
      const entry = { value, enumerable: true, configurable: true, writable: true };
      tryOr(() => Object.defineProperty(target, key, entry));
    }
    return this;
  }

  /**
   * @param {Record<string, unknown>} context
   * @returns {Record<string, unknown>}
   */
  sanitizeContext(context) {
    return sanitize(context, this.#state.sanitizer);
  }

  toDict() {
    return JSON.parse(this.#current().text);
  }

  toJSON() {
    const payload = this.toDict();
    if (Array.isArray(payload.causes)) {
      // Reporters print the result of `toJSON` with the raw cause of the error, unless the result has a cause of its own. It is
      // not enumerable, because the JSON has the list.
      const cause = payload.causes.reduceRight(
        (/** @type {any} */ inner, /** @type {any} */ { error_type, message }) => ({
          name: error_type,
          message,
          cause: inner,
        }),
        undefined,
      );
      Object.defineProperty(payload, "cause", { value: cause, enumerable: false, configurable: true, writable: true });
    }
    return payload;
  }

  toJsonString() {
    return this.#current().text;
  }

  toString() {
    return `${this.name}: ${this.message}`;
  }

  describe() {
    return this.#exit("describe") ?? this.toString();
  }

  /** @param {object} [options] */
  toJsonRpc(options) {
    const given = exitOptions(options);
    // A code that was assigned, as on a plain error, replaces the error's own.
    const assigned = tryOr(() => (Object.hasOwn(this, "code") ? this.code : undefined));
    if (given.code === undefined && typeof assigned === "number") given.code = assigned;
    const text = this.#exit("toJsonRpc", JSON.stringify(given));
    if (typeof text === "string") return JSON.parse(text);
    const data = this.#unfiltered(given);
    return { code: this.#codeFor(given), message: data.message, data };
  }

  /** @param {object} [options] */
  toToolResult(options) {
    const given = exitOptions(options);
    const text = this.#exit("toToolResult", JSON.stringify(given));
    if (typeof text === "string") return JSON.parse(text);
    const message = `${this.name}: ${this.#unfiltered(given).message}`;
    return { content: [{ type: "text", text: message }], isError: true };
  }

  /** @param {object} [options] */
  toProblemDetails(options) {
    const text = this.#exit("toProblemDetails", JSON.stringify(exitOptions(options)));
    if (typeof text !== "string") return { title: this.name, status: 500 };
    const details = JSON.parse(text);
    details.title = titleOf(details.type.slice(details.type.lastIndexOf(":") + 1));
    return details;
  }

  /**
   * Returns an exit of the error as the engine writes it; undefined without an engine.
   * @param {"describe" | "toJsonRpc" | "toLogRecord" | "toProblemDetails" | "toToolResult"} name
   * @param {...string} options
   */
  #exit(name, ...options) {
    const current = this.#current();
    return call(name, policyText(this.#state.sanitizer), headerTextOf(current), current.text, ...options);
  }

  /**
   * Returns the JSON-RPC code in the profile of an exit, or of the process.
   * @param {import("./settings.js").ExitOptions | undefined} options
   */
  #codeFor(options) {
    const { code, legacy_code: legacy = code } = headerOf(this.#current());
    return isLegacy(options) ? legacy : code;
  }

  /**
   * Returns the payload where the engine is missing, which writes the view of a client: without message and context for clients.
   * @param {import("./settings.js").ExitOptions} options
   */
  #unfiltered(options) {
    if (!isRestricted(options)) return this.toDict();
    return JSON.parse(withheld(this.constructor, { errorCode: this.errorCode }).text);
  }

  /** @param {any} [logger] */
  logError(logger) {
    tryOr(() => {
      const text = this.#exit("toLogRecord");
      if (logger === undefined || logger === null) return console.error(text ?? this.toString());
      const isMade = typeof text === "string";
      writeRecord(logger, isMade ? JSON.parse(text) : { message: this.toString(), mcp_error: this.toDict() });
    });
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

// As on built-in errors, `for … in` lists none of these.
for (const key of ["name", "message", "code", "data"]) {
  const { get, set } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(McpError.prototype, key));
  Object.defineProperty(McpError.prototype, key, {
    get,
    // An assigned value becomes an own property, as on a plain error. Without a setter, assigning `error.name` would throw.
    set:
      set ??
      /** @this {object} @param {unknown} value */ function (value) {
        assignOwn(this, key, value);
      },
    enumerable: false,
    configurable: true,
  });
}

/**
 * @param {object} error
 * @param {string} key
 * @param {unknown} value
 */
function assignOwn(error, key, value) {
  Object.defineProperty(error, key, { value, enumerable: false, configurable: true, writable: true });
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
