// The serialized form of an error: what the engine answers about it, sanitized.

import { REDACTED } from "../generated/constants.js";
import { own, parseObject } from "./define.js";
import { call, callWith } from "./engine.js";
import { JsonBytes } from "./json-bytes.js";
import { definitionOf, ownErrorType } from "./kinds.js";
import { messageOf, readCauses, toJson, writeJson } from "./read.js";
import { policyText } from "./sanitizer.js";
import { tryOr } from "./try-or.js";

const [LINE_FEED, OPEN_OBJECT] = [0x0a, 0x7b];

/** The end of a header whose payload comes in two lines: the entries of the context belong between them. */
const SPLIT = ',"split":true}';

/**
 * What most getters need, so that the payload need not be parsed for them.
 * @typedef {object} Header
 * @property {string} kind
 * @property {string} message
 * @property {number} code
 * @property {number} [legacy_code]
 * @property {boolean} retryable
 * @property {number} timestamp_ms
 * @property {string} [error_type] where it is not the one of the kind
 * @property {boolean} [verbose]
 * @property {string[]} [hints] all of them, where the payload has the first two
 * @property {{ dialect: string, channel: string, lossy: boolean }} [provenance]
 * @property {boolean} [ours]
 * @property {boolean} [split] whether the payload comes in two lines
 * @property {string[]} [found] the secrets that were found in an error with causes
 * @property {unknown} [stack] what was assigned to `stack`
 *
 * @typedef {object} Serialized
 * @property {string} text the payload, as canonical JSON
 * @property {any} payload that parsed; see payloadOf
 * @property {string} headerText
 * @property {Header | undefined} header that parsed; see headerOf
 * @property {string} policy the policies by which it was sanitized, as text
 */

/** The option under which the wrappers name the function in which something was thrown. */
export const UNEXPECTED_IN = Symbol("unexpected in");

/**
 * Reads an answer of the engine that describes an error.
 * @param {unknown} answer
 * @param {string} policy by which the engine sanitized it
 * @param {() => string} [context] the JSON text that the engine was given; it sends a placeholder where nothing in it changes
 * @returns {Serialized | undefined}
 */
export function deserialize(answer, policy, context) {
  if (typeof answer !== "string") return undefined;
  const start = answer.indexOf("\n") + 1;
  if (start === 0) return undefined;
  const headerText = answer.slice(0, start - 1);
  let text = answer.slice(start);
  if (headerText.endsWith(SPLIT)) {
    const at = text.indexOf("\n");
    text = text.slice(0, at) + (context?.().slice(1, -1) ?? "") + text.slice(at + 1);
  }
  return { text, payload: undefined, headerText, header: undefined, policy };
}

/** Returns the header, parsed when first needed. @param {Serialized} serialized @returns {Header} */
export function headerOf(serialized) {
  serialized.header ??= parseObject(serialized.headerText);
  return /** @type {Header} */ (serialized.header);
}

/** Returns the header as text, for the engine. @param {Serialized} serialized */
export const headerTextOf = ({ headerText, header }) =>
  // Without an assigned stack, which may be anything, also what JSON has no word for.
  headerText || (toJson({ ...header, stack: undefined }) ?? "{}");

/** Returns the payload, parsed when first needed. No part of it may be handed out. @param {Serialized} serialized */
export function payloadOf(serialized) {
  serialized.payload ??= parseObject(serialized.text);
  return serialized.payload;
}

/**
 * Returns what an error shows without an engine: its type and code.
 * @param {any} Class
 * @param {any} options
 * @param {Header} [before] the header of an error that was serialized before
 * @returns {Serialized}
 */
export function withheld(Class, options, before) {
  const { kind, wire, errorCode, code, legacyCode } = definitionOf(Class);
  const given = tryOr(() => own(options, "errorCode"));
  const now = before?.timestamp_ms ?? Date.now();
  const payload = {
    __proto__: null,
    error_type: ownErrorType(Class) ?? wire,
    message: REDACTED,
    error_code: typeof given === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(given) ? given : errorCode,
    context: {},
    timestamp: `${new Date(now).toISOString().slice(0, 23)}000+00:00`,
    ...(ownErrorType(Class) === undefined ? {} : { kind }),
  };
  /** @type {any} */
  const header = {
    __proto__: null,
    kind,
    message: REDACTED,
    code,
    legacy_code: legacyCode,
    retryable: false,
    timestamp_ms: now,
  };
  // What was found since cannot be searched for in a stack that was assigned.
  if (own(before, "stack") !== undefined) header.stack = typeof before?.stack === "string" ? REDACTED : before?.stack;
  return { text: toJson(payload) ?? "{}", payload, headerText: "", header, policy: "" };
}

/**
 * Reads the options of an error, each once. What an object only inherits is no option: somebody may have put it on
 * `Object.prototype`.
 * @param {any} options
 * @param {readonly string[]} names
 */
export function readOptions(options, names) {
  /** @type {Record<string, unknown>} */
  const out = Object.create(null);
  for (const name of names) {
    try {
      const value = own(options, name);
      if (value !== undefined) out[name] = value;
    } catch {
      // A getter that throws: the option is left out.
    }
  }
  return out;
}

/** @param {unknown} value */
const isObject = (value) => typeof value === "object" && value !== null;

/** Returns a message as text, whatever its type. @param {unknown} message */
export const messageText = (message) =>
  message === undefined ? "" : typeof message === "string" ? message : messageOf(message);

/**
 * Serializes a new error: one crossing with everything that its constructor was given.
 * @param {any} Class
 * @param {unknown} message
 * @param {any} options
 * @param {unknown} cause
 * @param {unknown} sanitizer
 * @param {(error: unknown) => Record<string, unknown>[] | undefined} ownEntries entries of a cause that is one of ours
 * @returns {Serialized}
 */
export function serialize(Class, message, options, cause, sanitizer, ownEntries) {
  try {
    const { kind, options: names } = definitionOf(Class);
    const given = readOptions(options, names);
    /** @type {Record<string, unknown>} */
    const input = { kind, message: messageText(message), options: given };
    if (cause !== undefined) input.causes = readCauses(cause, ownEntries);
    const type = ownErrorType(Class);
    if (type !== undefined) input.error_type = type;
    const unexpectedIn = tryOr(() => own(options, UNEXPECTED_IN));
    if (unexpectedIn !== undefined) input.unexpected_in = unexpectedIn;
    // The context is an argument of its own: it is large, and most often the engine need not parse it.
    const json = new JsonBytes();
    const { context } = given;
    if (isObject(context)) {
      writeJson(context, json);
      if (json.view()[0] === OPEN_OBJECT) delete given.context;
      else json.length = 0;
    }
    const end = json.length;
    json.byte(LINE_FEED);
    writeJson(input, json);
    const policy = policyText(sanitizer);
    const answer = callWith("create", policy, json.view());
    json.length = end;
    const serialized = deserialize(answer, policy, () => json.text(0)) ?? withheld(Class, options);
    json.release();
    return serialized;
  } catch {
    return withheld(Class, options);
  }
}

/**
 * @param {Serialized} serialized
 * @param {readonly string[]} more
 * @returns {Serialized}
 */
function withFound(serialized, more) {
  const header = headerOf(serialized);
  return {
    ...serialized,
    headerText: "",
    header: /** @type {any} */ ({ __proto__: null, ...header, found: [...(header.found ?? []), ...more] }),
  };
}

/**
 * Returns a value that belongs to an error, and is not in its payload, without its secrets and without those of the error.
 * @param {Serialized} serialized
 * @param {unknown} value
 * @param {string} policy
 * @returns {any} undefined without an engine
 */
export function sanitizePart(serialized, value, policy) {
  const answer = call("sanitizePart", policy, headerTextOf(serialized), toJson(value) ?? "null");
  return typeof answer === "string" ? JSON.parse(answer) : undefined;
}

/**
 * Returns whether a payload has exactly this context, with nothing redacted in it.
 * @param {Serialized} serialized
 * @param {string} context JSON text
 */
export function hasContext({ text }, context) {
  const key = ',"context":';
  // The values before it are strings, in which quotes are escaped.
  const start = text.indexOf(key) + key.length;
  return text.startsWith(context, start) && text.startsWith(',"timestamp":', start + context.length);
}

/**
 * What changes in an error that was serialized; everything else stays.
 * @typedef {object} Changes
 * @property {string} [context] JSON text
 * @property {string} [message]
 * @property {Record<string, unknown>[]} [causes]
 * @property {readonly string[]} [found] secrets that were found in an error whose cause it is
 */

/**
 * Serializes an error again after changes. What was redacted stays so.
 * @param {Serialized} serialized
 * @param {Changes} changes
 * @param {string} policy
 * @returns {Serialized | undefined} undefined without an engine
 */
export function update(serialized, { context = "", message, causes, found = [] }, policy) {
  const given = [message, causes].map((change) => (change === undefined ? "null" : (toJson(change) ?? "null")));
  const known = found.length === 0 ? serialized : withFound(serialized, found);
  const answer = call("update", policy, headerTextOf(known), serialized.text, ...given, context);
  const updated = deserialize(answer, policy, () => context);
  // An assigned stack is only in the parsed header, and the engine does not have it.
  const { header } = serialized;
  if (updated === undefined || header === undefined || !Object.hasOwn(header, "stack")) return updated;
  let { stack } = header;
  if (typeof stack === "string") {
    // Secrets of the context are hidden in it too.
    const texts = `"stack":${JSON.stringify(stack)},"message":${JSON.stringify(message ?? "")}`;
    const clean = call("sanitize", policy, `{${texts},"context":${context || "null"}}`);
    if (clean === undefined) return undefined;
    if (clean !== null) ({ stack } = parseObject(clean));
  }
  headerOf(updated).stack = stack;
  return updated;
}
