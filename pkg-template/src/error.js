// The base class. Everything that decides anything about an error happens in the Rust core; this file gives its answers
// the shape of a JavaScript error. Its subclasses are generated.

import { UNREADABLE, VERSION } from "../generated/constants.js";
import { call } from "./engine.js";
import { candidates, definitionOf, definitions, ownErrorType, titleOf } from "./kinds.js";
import { causeGetter } from "./runner.js";
import { policyText, sanitize } from "./sanitizer.js";
import { deserialize, headerOf, headerTextOf, messageText, payloadOf, serialize, withheld } from "./serialized.js";
import { exitOptions, isLegacy, isRestricted } from "./settings.js";
import { PRINTS_OWN_FRAMES } from "./stack.js";
import { State, setBuiltInHook } from "./state.js";
import { tryOr } from "./try-or.js";

export { defineKind } from "./kinds.js";

/** @typedef {import("./serialized.js").Serialized} Serialized */

const BRAND = Symbol.for("mcp-errors/1");

/** How far up an object is asked for the error that it inherits from. A proxy may have prototypes without end. */
const MAX_PROTOTYPES = 64;

/** What the constructor of `Class` uses instead of its arguments while an error is being decoded. @type {{ Class: any, serialized: Serialized } | undefined} */
let decoded;

/** The serialized form of an error, as it is now; set by the class. @type {(error: McpError) => Serialized} */
let currentOf;

/** Set by the class. @type {(error: McpError) => unknown} */
let sanitizerOf;

/**
 * The error that an object is, or inherits from, as its message and stack are also asked of such objects and of the prototype;
 * set by the class. @type {(value: any) => McpError | undefined}
 */
let ownerOf;

/** The own property `stack` of every error; set by the class. @type {PropertyDescriptor & ThisType<any>} */
let stack;

/**
 * The value of a field, if it has the type that the table gives it.
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
 * An error of ours as entries of a cause list: itself, and if it has no live cause, those that it was decoded with.
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
    // Its causes as it lists them: it has hidden in them what it found elsewhere.
    return [entry, ...causes];
  });
}

/**
 * The policies by which an error is sanitized, as text; of anything else, those of the process.
 * @param {unknown} error
 * @returns {string}
 */
export const policyOf = (error) => tryOr(() => policyText(sanitizerOf(/** @type {any} */ (error))), policyText());

/** Whether a value is an instance of this class, whatever its prototype says and its traps do. @type {(value: any) => boolean} */
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
    // The stack is captured once, below, where it begins at the caller: a second capture would double the cost of an error.
    const limit = Error.stackTraceLimit;
    const isPaused =
      !PRINTS_OWN_FRAMES && typeof Error.captureStackTrace === "function" && Reflect.set(Error, "stackTraceLimit", 0);
    // Without the message: the host would keep it in the stack as it is now.
    super();
    if (isPaused) Reflect.set(Error, "stackTraceLimit", limit);
    this.#state = new State(serialized, sanitizer, Class);
    if (this.#state.hasStack) {
      // Before it replaces a stack, V8 writes the text of that, with name and message, unless there is none.
      this.stack = undefined;
      Object.defineProperty(this, "stack", stack);
    }
    const cause = tryOr(() => options?.cause);
    if (cause !== undefined) {
      // An accessor: Node prints `[Getter]` where a plain property would print the raw error, secrets included. In the processes
      // of test runners it looks at who reads.
      const get = causeGetter(cause, McpError, (value) => sanitize(value, sanitizer));
      Object.defineProperty(this, "cause", { get, enumerable: false, configurable: true });
    }
  }

  /** Everything that the error shows, with its context as it is now. */
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
    // The constructor of a subclass may assign one while it is decoded: that of the sender stays.
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
      // Not assigned: that would make a prototype of `__proto__`.
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
      // Reporters that print what `toJSON` gives print the cause beside it, unless it has one of its own. This one is not
      // enumerable: JSON has the list.
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
    // A code that somebody assigned, as to a plain error, is a chosen one.
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
   * What the engine makes of the error for an exit; no text without an engine.
   * @param {"describe" | "toJsonRpc" | "toLogRecord" | "toProblemDetails" | "toToolResult"} name
   * @param {...string} options
   */
  #exit(name, ...options) {
    const current = this.#current();
    return call(name, policyText(this.#state.sanitizer), headerTextOf(current), current.text, ...options);
  }

  /**
   * The code in the profile of an exit, or of the process.
   * @param {import("./settings.js").ExitOptions | undefined} options
   */
  #codeFor(options) {
    const { code, legacy_code: legacy = code } = headerOf(this.#state.serialized);
    return isLegacy(options) ? legacy : code;
  }

  /**
   * The payload where no engine is there to make the view of an audience: for a client, without message and context.
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
      const record =
        typeof text !== "string" ? { message: this.toString(), mcp_error: this.toDict() } : JSON.parse(text);
      if (logger === undefined || logger === null) console.error(text ?? this.toString());
      else if (typeof logger === "function") logger(record);
      else logger.error(record.message, { mcp_error: record.mcp_error });
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

  /** The kinds that an error of this class is, for copies of the package that have other classes. */
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

// As on the built-in errors, nothing that is inherited is listed.
for (const key of ["name", "message", "code", "data"]) {
  const { get, set } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(McpError.prototype, key));
  Object.defineProperty(McpError.prototype, key, {
    get,
    // What is assigned becomes the error's own, as on a plain error. Without a setter, code that sets `error.name` would throw.
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
 * The error that an answer of the decoder describes.
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
      // An error that came in our form knows its causes; any other is the cause of what stands for it.
      const error = new Class(header.message, header.ours === true ? undefined : options);
      if (error instanceof McpError) return error;
    } catch {
      // A registered constructor that wants more than a message: the built-in class stands in.
    } finally {
      decoded = undefined;
    }
  }
  return undefined;
}
