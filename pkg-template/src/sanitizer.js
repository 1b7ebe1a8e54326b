// Sanitizers: validated policies, as the text that each call of the engine takes. The core decides what is valid in a policy and
// what it does.

import { REDACTED } from "../generated/constants.js";
import { parseObject } from "./define.js";
import { call, callWith } from "./engine.js";
import { JsonBytes } from "./json-bytes.js";
import { toJson, writeJson } from "./read.js";
import { tryOr } from "./try-or.js";

/** The policies of sanitizers, as JSON text in ASCII. @type {WeakMap<object, string>} */
const texts = new WeakMap();

/** Policies that were passed as they are: the text that was read from each, and the text for the engine. @type {WeakMap<object, { read: string, text: string }>} */
const plain = new WeakMap();

/** Random hash keys of sanitizers and policies without a key of their own. @type {WeakMap<object, string>} */
const hashKeys = new WeakMap();

/** The policies that `configure` has added, each after a comma; empty if there are none. */
let added = "";

/** The policy that replaces an invalid one. */
const STRICT = '{"profile":"strict"}';

/** Whether an invalid policy has been reported. */
let reported = false;

/**
 * Creates a sanitizer with a policy of its own. Throws a TypeError that says what would be valid if the policy is not: this runs
 * when a program starts, not when an error is handled.
 * @param {unknown} [policy]
 */
export function createSanitizer(policy = {}) {
  const sanitizer = Object.freeze({
    sanitize: (/** @type {unknown} */ value) => sanitize(value, sanitizer),
    redactText: (/** @type {unknown} */ text) => redactText(text, sanitizer),
    isSensitiveKey: (/** @type {unknown} */ key) => isSensitiveKey(key, sanitizer),
  });
  texts.set(sanitizer, validated(toJson(policy) ?? "null", sanitizer));
  return sanitizer;
}

/**
 * Validates the text of a policy, and adds a hash key if it needs one.
 * @param {string} text
 * @param {object} owner a sanitizer, or a policy that was passed as it is
 * @returns {string}
 */
function validated(text, owner) {
  const problem = call("checkPolicy", "", text);
  if (typeof problem === "string") throw invalid(problem);
  const read = parseObject(text);
  if (read?.replacement !== "hash" || (read.hashKey ?? null) !== null) return ascii(text);
  const hashKey = hashKeys.get(owner) ?? randomKey();
  hashKeys.set(owner, hashKey);
  return ascii(toJson({ ...read, hashKey }) ?? "{}");
}

/**
 * Returns the TypeError for an invalid policy or setting.
 * @param {string} problem what is wrong, and what would be valid
 */
export const invalid = (problem) => new TypeError(`mcp-errors: ${problem}`);

/**
 * Escapes JSON text to ASCII, so that its length is its number of bytes.
 * @param {string} text
 */
const ascii = (text) => text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sets the policies that `configure` has added.
 * @param {unknown[]} policies the first is replaced by that of a sanitizer
 */
export function setAdded(policies) {
  added = ascii(
    policies
      .slice(1)
      .map((policy) => `,${toJson(policy)}`)
      .join(""),
  );
}

/**
 * Returns the policies of a call as text: that of a sanitizer, or a policy, and those of the process. Never throws.
 * @param {any} [given] a sanitizer or a policy
 * @returns {string}
 */
export function policyText(given) {
  if (given === undefined || given === null) return added === "" ? "" : `[{}${added}]`;
  return `[${ownText(given)}${added}]`;
}

/** @param {any} given */
function ownText(given) {
  const known = tryOr(() => texts.get(given));
  if (known !== undefined) return known;
  // Its author may have changed it since the last call.
  const read = toJson(given) ?? "null";
  const before = tryOr(() => plain.get(given));
  if (before?.read === read) return before.text;
  const text = validatedOrStrict(read, given);
  tryOr(() => plain.set(given, { read, text }));
  return text;
}

/**
 * @param {string} read
 * @param {any} given
 */
function validatedOrStrict(read, given) {
  try {
    return validated(read, given);
  } catch (problem) {
    // An error is being handled, so nothing is thrown: the strict profile is used, and the author of the policy is told.
    if (!reported) {
      reported = true;
      const reason = problem instanceof TypeError ? problem.message : "mcp-errors: a policy could not be read";
      tryOr(() => console.error(`${reason}. Until then the strictest rules hold.`));
    }
    return STRICT;
  }
}

/**
 * Returns a copy of any value as plain JSON data, without its secrets.
 * @param {any} value
 * @param {unknown} [policy] a policy or a sanitizer
 * @returns {any}
 */
export function sanitize(value, policy) {
  const json = new JsonBytes();
  if (!writeJson(value, json)) return undefined;
  const clean = callWith("sanitize", policyText(policy), json.view());
  const text = clean ?? json.text(0);
  json.release();
  return clean === undefined ? REDACTED : JSON.parse(text);
}

/**
 * Returns a text with its secrets replaced.
 * @param {unknown} text
 * @param {unknown} [policy] a policy or a sanitizer
 * @returns {string}
 */
export function redactText(text, policy) {
  if (typeof text !== "string") return tryOr(() => redactText(String(text), policy), "");
  const clean = call("redactText", policyText(policy), text);
  if (clean === undefined) return REDACTED;
  // Half a surrogate pair would not reach a peer.
  return clean ?? /** @type {any} */ (text).toWellFormed?.() ?? text;
}

/**
 * Returns whether a key names a secret.
 * @param {unknown} key
 * @param {unknown} [policy] a policy or a sanitizer
 * @returns {boolean}
 */
export function isSensitiveKey(key, policy) {
  const text = tryOr(() => String(key), "");
  return call("isSensitiveKey", policyText(policy), text) !== null;
}
