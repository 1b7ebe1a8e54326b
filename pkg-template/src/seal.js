// The sealing of an error: what a constructor was given goes to the engine once, and comes back sanitized.

import { REDACTED } from "../generated/constants.js";
import { callWith } from "./engine.js";
import { JsonBytes } from "./json-bytes.js";
import { definitionOf, ownErrorType } from "./kinds.js";
import { guarded, messageOf, readCauses, writeJson } from "./read.js";
import { policyText } from "./sanitizer.js";

const [LINE_FEED, OPEN_OBJECT] = [0x0a, 0x7b];

/**
 * What an error keeps: the answer of the engine, and what has been done to the context since.
 * @typedef {object} Face
 * @property {string} kind
 * @property {string} message
 * @property {number} code
 * @property {number} [legacy_code]
 * @property {boolean} retryable
 * @property {number} timestamp_ms
 * @property {string} [error_type] where it is not the one of the kind
 * @property {boolean} [verbose]
 * @property {string[]} [hints]
 * @property {{ dialect: string, channel: string, lossy: boolean }} [provenance]
 * @property {boolean} [ours]
 * @property {boolean} [split] whether the payload comes in two lines, between which the entries of the context belong
 *
 * @typedef {object} Sealed
 * @property {string} header what the engine says beside the payload, as JSON
 * @property {Face} face that, parsed
 * @property {string} text the payload, as canonical JSON
 */

/** The option under which the wrappers say in which function something was thrown. */
export const UNEXPECTED_IN = Symbol("unexpected in");

/**
 * Takes the engine's answer apart.
 * @param {unknown} answer
 * @param {() => string} [context] what the engine was given, and leaves out where it has nothing to change
 * @returns {Sealed | undefined}
 */
export function unseal(answer, context) {
  if (typeof answer !== "string") return undefined;
  const start = answer.indexOf("\n") + 1;
  if (start === 0) return undefined;
  const header = answer.slice(0, start - 1);
  const face = JSON.parse(header);
  if (face.split !== true) return { header, face, text: answer.slice(start) };
  const end = answer.indexOf("\n", start);
  const text = answer.slice(start, end) + (context?.().slice(1, -1) ?? "") + answer.slice(end + 1);
  return { header, face, text };
}

/**
 * What an error without an engine says: its type and code.
 * @param {any} Class
 * @param {any} options
 * @returns {Sealed}
 */
export function withheld(Class, options) {
  const { kind, wire, errorCode, code, legacyCode } = definitionOf(Class);
  const given = guarded(() => options.errorCode, undefined);
  const now = Date.now();
  const payload = {
    error_type: ownErrorType(Class) ?? wire,
    message: REDACTED,
    error_code: typeof given === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(given) ? given : errorCode,
    context: {},
    timestamp: `${new Date(now).toISOString().slice(0, 23)}000+00:00`,
    ...(ownErrorType(Class) === undefined ? {} : { kind }),
  };
  const face = { kind, message: REDACTED, code, legacy_code: legacyCode, retryable: false, timestamp_ms: now };
  return { header: JSON.stringify(face), face, text: JSON.stringify(payload) };
}

/**
 * The options of an error, each read once.
 * @param {any} options
 * @param {readonly string[]} names
 */
export function readOptions(options, names) {
  /** @type {Record<string, unknown>} */
  const out = {};
  if (typeof options !== "object" || options === null) return out;
  for (const name of names) {
    const value = guarded(() => options[name], undefined);
    if (value !== undefined) out[name] = value;
  }
  return out;
}

/** @param {unknown} value */
const isObject = (value) => typeof value === "object" && value !== null;

/**
 * Seals a new error.
 * @param {any} Class
 * @param {unknown} message
 * @param {any} options
 * @param {unknown} sanitizer
 * @param {(error: unknown) => Record<string, unknown>[] | undefined} ownEntries entries of a cause that is one of ours
 * @returns {Sealed}
 */
export function create(Class, message, options, sanitizer, ownEntries) {
  try {
    const definition = definitionOf(Class);
    const cause = guarded(() => options?.cause, undefined);
    const given = readOptions(options, definition.options);
    const input = {
      kind: definition.kind,
      message: message === undefined ? "" : typeof message === "string" ? message : messageOf(message),
      options: given,
      causes: cause === undefined ? undefined : readCauses(cause, ownEntries),
      error_type: ownErrorType(Class),
      unexpected_in: guarded(() => options?.[UNEXPECTED_IN], undefined),
    };
    // The context goes before the rest: it is the large part, and most often need not be taken apart.
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
    const answer = callWith("create", policyText(sanitizer), json.view());
    json.length = end;
    const sealed = unseal(answer, () => json.text(0)) ?? withheld(Class, options);
    json.release();
    return sealed;
  } catch {
    return withheld(Class, options);
  }
}
