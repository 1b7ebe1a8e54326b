// The base class. Everything that decides anything about an error happens in the Rust core; this file gives its answers
// the shape of a JavaScript error. Its subclasses are generated.

import { UNREADABLE, VERSION } from "../generated/constants.js";
import { call } from "./engine.js";
import { candidates, definitionOf, definitions, ownErrorType, titleOf } from "./kinds.js";
import { guarded, toJson } from "./read.js";
import { causeGetter } from "./runner.js";
import { policyText, sanitize } from "./sanitizer.js";
import { create, unseal, withheld } from "./seal.js";
import { exitOptions, isLegacy, isRestricted } from "./settings.js";

export { defineKind } from "./kinds.js";

/** @typedef {import("./seal.js").Sealed} Sealed */

const BRAND = Symbol.for("mcp-errors/1");

/** What the constructor of `Class` takes up, instead of its arguments, while an error is being decoded. @type {{ Class: any, sealed: Sealed } | undefined} */
let pending;

/** Set by the class: reading without handing out. @type {(error: McpError, place: string) => any} */
let peek;

/**
 * The value of a field, if it has the type that the table gives it.
 * @param {McpError} error
 * @param {"context" | "payload" | "face"} place
 * @param {string} key
 * @param {string} types
 * @returns {any}
 */
export function readField(error, place, key, types) {
  const holder = peek(error, place);
  const value = guarded(() => (Object.hasOwn(holder, key) ? holder[key] : undefined), undefined);
  if (value === undefined || value === null) return undefined;
  if (types === "any") return value;
  return types.split("|").includes(Array.isArray(value) ? "list" : typeof value) ? value : undefined;
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
  return guarded(() => {
    const { error_type, message, error_code, context, causes = [] } = ours.toDict();
    const entry = { error_type, message, error_code, context: Object.keys(context).length > 0 ? context : undefined };
    // Its causes as it lists them: it has hidden in them what it found elsewhere.
    return [entry, ...causes];
  }, undefined);
}

/**
 * The policies by which an error is judged, as text; of anything else, those of the process.
 * @param {unknown} error
 * @returns {string}
 */
export const policyOf = (error) =>
  guarded(() => policyText(peek(/** @type {any} */ (error), "sanitizer")), policyText());

/** Whether a value is an instance of this class, whatever its prototype says and its traps do. @type {(value: any) => boolean} */
export let isOurs;

/** A typed MCP error. */
export class McpError extends Error {
  /** @type {Sealed} */
  #sealed;
  /** The payload as an object, made when first needed and never handed out. @type {any} */
  #payload;
  /** The context that was handed out, which its author may have changed. @type {any} */
  #context;
  /** A sanitizer or a policy of its own. @type {unknown} */
  #sanitizer;

  /**
   * @param {string} message
   * @param {any} [options]
   */
  constructor(message, options) {
    const Class = new.target;
    const sanitizer =
      guarded(() => options?.sanitizer, undefined) ?? guarded(() => /** @type {any} */ (Class).sanitizer, undefined);
    const sealed = pending?.Class === Class ? pending.sealed : create(Class, message, options, sanitizer, ownEntries);
    // The stack is taken once, below, where it begins at the caller; the one that `super` would take is switched off.
    const limit = Error.stackTraceLimit;
    const isQuiet = typeof Error.captureStackTrace === "function" && Reflect.set(Error, "stackTraceLimit", 0);
    super(sealed.face.message);
    if (isQuiet) {
      Reflect.set(Error, "stackTraceLimit", limit);
      Error.captureStackTrace(this, Class);
    }
    this.#sealed = sealed;
    this.#sanitizer = sanitizer;
    const cause = guarded(() => options?.cause, undefined);
    if (cause !== undefined) {
      // An accessor: Node prints `[Getter]` where a plain property would print the raw error, secrets included. In the processes
      // of test runners it looks at who reads.
      const get = causeGetter(cause, McpError, (value) => sanitize(value, sanitizer));
      Object.defineProperty(this, "cause", { get, enumerable: false, configurable: true });
    }
  }

  /** The payload; the context in it as it is now. */
  #payloadText() {
    if (!this.#hasHook() && this.#context === undefined) return this.#sealed.text;
    const { header, text } = this.#sealed;
    const context = toJson(this.context) ?? "{}";
    const answer = unseal(call("update", policyText(this.#sanitizer), header, text, "null", context), () => context);
    return (answer ?? withheld(this.constructor, { errorCode: this.errorCode })).text;
  }

  /**
   * What a call makes of the error as it is now.
   * @param {"describe" | "toJsonRpc" | "toLogRecord" | "toProblemDetails" | "toToolResult"} name
   * @param {...string} options
   */
  #exit(name, ...options) {
    return call(name, policyText(this.#sanitizer), this.#sealed.header, this.#payloadText(), ...options);
  }

  #hasHook() {
    return guarded(() => this.sanitizeContext !== McpError.prototype.sanitizeContext, true);
  }

  #peekPayload() {
    this.#payload ??= JSON.parse(this.#sealed.text);
    return this.#payload;
  }

  static {
    isOurs = (value) => guarded(() => #sealed in value, false);
    peek = (error, place) => {
      if (place === "face") return error.#sealed.face;
      if (place === "sanitizer") return error.#sanitizer;
      if (place === "payload") return error.#peekPayload();
      return error.#context ?? error.#peekPayload().context;
    };
  }

  get name() {
    const Class = this.constructor;
    return definitions.get(Class)?.name ?? ownErrorType(Class) ?? "McpError";
  }

  get originalMessage() {
    return this.#sealed.face.message;
  }

  get kind() {
    return this.#sealed.face.kind;
  }

  get errorType() {
    return this.#peekPayload().error_type;
  }

  get errorCode() {
    return this.#peekPayload().error_code ?? undefined;
  }

  get timestamp() {
    return new Date(this.#sealed.face.timestamp_ms);
  }

  get requestId() {
    return readField(this, "context", "request_id", "string");
  }

  get hints() {
    return [...(this.#sealed.face.hints ?? readField(this, "payload", "hints", "list") ?? [])];
  }

  get isRetryable() {
    return this.#sealed.face.retryable;
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
    return this.#sealed.face.provenance;
  }

  get context() {
    if (this.#context === undefined) {
      const sanitized = JSON.parse(this.#sealed.text).context;
      this.#context = sanitized;
      if (this.#hasHook())
        this.#context = guarded(() => asObject(this.sanitizeContext(sanitized)), undefined) ?? {
          context_withheld: true,
        };
    }
    return this.#context;
  }

  set context(context) {
    this.#context = asObject(context) ?? {};
  }

  /** @param {Record<string, unknown>} context */
  addContext(context) {
    const target = this.context;
    const added = Object.create(null);
    for (const key of guarded(() => Object.keys(context), [])) {
      const value = guarded(() => context[key], UNREADABLE);
      // Not assigned: that would make a prototype of `__proto__`.
      const entry = { value, enumerable: true, configurable: true, writable: true };
      guarded(() => Object.defineProperty(target, key, entry), undefined);
      Object.defineProperty(added, key, entry);
    }
    // What is found in it may stand in the message already.
    const { message } = this.#sealed.face;
    guarded(() => this.#tell(sanitize({ message, added }, this.#sanitizer).message), undefined);
    return this;
  }

  /** Says `message` instead of the one that it was made with. @param {string} message */
  #tell(message) {
    const { face } = this.#sealed;
    if (message === face.message) return;
    if (typeof this.stack === "string") this.stack = this.stack.replace(face.message, () => message);
    if (Reflect.get(this, "message") === face.message) this.message = message;
    this.#sealed = { ...this.#sealed, face: { ...face, message } };
  }

  /**
   * @param {Record<string, unknown>} context
   * @returns {Record<string, unknown>}
   */
  sanitizeContext(context) {
    return sanitize(context, this.#sanitizer);
  }

  toDict() {
    return JSON.parse(this.#payloadText());
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
    return this.#payloadText();
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
    const assigned = guarded(() => (Object.hasOwn(this, "code") ? this.code : undefined), undefined);
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
   * The code in the profile of an exit, or of the process.
   * @param {import("./settings.js").ExitOptions | undefined} options
   */
  #codeFor(options) {
    const { code, legacy_code: legacy = code } = this.#sealed.face;
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
    guarded(() => {
      const text = this.#exit("toLogRecord");
      const record =
        typeof text !== "string" ? { message: this.toString(), mcp_error: this.toDict() } : JSON.parse(text);
      if (logger === undefined || logger === null) console.error(text ?? this.toString());
      else if (typeof logger === "function") logger(record);
      else logger.error(record.message, { mcp_error: record.mcp_error });
    }, undefined);
  }

  /** @param {unknown} value */
  static is(value) {
    return guarded(() => {
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
for (const key of ["name", "code", "data"]) hideWithSetter(key);

/**
 * Lets an inherited getter be assigned, as a property of a plain error can: the value becomes the error's own. Without
 * this, code that sets `error.name` would throw.
 * @param {string} key
 */
function hideWithSetter(key) {
  const { get } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(McpError.prototype, key));
  Object.defineProperty(McpError.prototype, key, {
    get,
    /** @this {object} */
    set(value) {
      Object.defineProperty(this, key, { value, enumerable: false, configurable: true, writable: true });
    },
    enumerable: false,
    configurable: true,
  });
}

/** @param {unknown} value @returns {any} */
function asObject(value) {
  // A proxy that has been revoked throws when it is asked whether it is an array.
  const isObject = guarded(() => typeof value === "object" && value !== null && !Array.isArray(value), false);
  return isObject ? value : undefined;
}

/**
 * The error that an answer of the decoder describes.
 * @param {unknown} answer
 * @param {{ cause?: unknown }} [options]
 * @returns {McpError | undefined}
 */
export function revive(answer, options) {
  const sealed = unseal(answer);
  if (sealed === undefined) return undefined;
  for (const Class of candidates(sealed.face)) {
    try {
      pending = { Class, sealed };
      // An error that came in our form knows its causes; any other is the cause of what stands for it.
      const error = new Class(sealed.face.message, sealed.face.ours === true ? undefined : options);
      if (error instanceof McpError) return error;
    } catch {
      // A registered constructor that wants more than a message: the built-in class stands in.
    } finally {
      pending = undefined;
    }
  }
  return undefined;
}
