// Sanitizers: policies that the core has accepted, as the text that is handed to it with each call. What a policy may say, and what
// it does, is decided there.

import { REDACTED, REFUSALS } from "../generated/constants.js";
import { call, callWith } from "./engine.js";
import { JsonBytes } from "./json-bytes.js";
import { toJson, writeJson } from "./read.js";
import { tryOr } from "./try-or.js";

/** The policies of sanitizers, as JSON text in ASCII. @type {WeakMap<object, string>} */
const texts = new WeakMap();

/** Policies that were given as they are: what was read from each, and what was made of that. @type {WeakMap<object, { read: string, text: string }>} */
const plain = new WeakMap();

/** Random keys of sanitizers and policies that have none of their own. @type {WeakMap<object, string>} */
const hashKeys = new WeakMap();

/** What `configure` has added, the policies in front of it included; empty if there is nothing. */
let added = "";

/** The policy where one was given that is not legal. */
const STRICT = '{"profile":"strict"}';

/** Whether a policy that is not legal has been reported. */
let reported = false;

/**
 * A sanitizer with a policy of its own. Throws a TypeError that says what to do if the policy is not legal: this runs when a
 * program starts, not when an error is handled.
 * @param {unknown} [policy]
 */
export function createSanitizer(policy = {}) {
  const sanitizer = Object.freeze({
    sanitize: (/** @type {unknown} */ value) => sanitize(value, sanitizer),
    redactText: (/** @type {unknown} */ text) => redactText(text, sanitizer),
    isSensitiveKey: (/** @type {unknown} */ key) => isSensitiveKey(key, sanitizer),
  });
  texts.set(sanitizer, accepted(toJson(policy) ?? "null", sanitizer));
  return sanitizer;
}

/**
 * The text of a valid policy, with a key if it needs one.
 * @param {string} text
 * @param {object} owner a sanitizer, or a policy that was given as it is
 * @returns {string}
 */
function accepted(text, owner) {
  const refusal = call("checkPolicy", "", text);
  if (typeof refusal === "string") throw refused(refusal);
  // Equal secrets are known by equal hashes, and by nobody who has not the key.
  const read = JSON.parse(text);
  if (read.replacement !== "hash" || (read.hashKey ?? null) !== null) return ascii(text);
  const hashKey = hashKeys.get(owner) ?? randomKey();
  hashKeys.set(owner, hashKey);
  return ascii(JSON.stringify({ ...read, hashKey }));
}

/**
 * What is thrown where the core refuses a policy or settings: its refusal is a sign, and the name of an entry.
 * @param {string} refusal
 */
export function refused(refusal) {
  const sentence = REFUSALS[refusal] ?? REFUSALS[refusal.slice(0, 1)] ?? "";
  return new TypeError(`mcp-errors: ${sentence.replace("{}", () => refusal.slice(1))}`);
}

/**
 * JSON text of which the length is also the number of bytes.
 * @param {string} text
 */
const ascii = (text) => text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sets what `configure` has added: a list whose first place is a sanitizer's.
 * @param {unknown[]} policies
 */
export function setAdded(policies) {
  added = ascii(
    policies
      .slice(1)
      .map((policy) => `,${JSON.stringify(policy)}`)
      .join(""),
  );
}

/**
 * The policies of a call as text: those of a sanitizer or a policy, and over them what the process has added. Never throws.
 * @param {any} [given]
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
  // Its author may have changed it since it was last read.
  const read = toJson(given) ?? "null";
  const before = tryOr(() => plain.get(given));
  if (before?.read === read) return before.text;
  const text = acceptedOrStrict(read, given);
  tryOr(() => plain.set(given, { read, text }));
  return text;
}

/**
 * @param {string} read
 * @param {any} given
 */
function acceptedOrStrict(read, given) {
  try {
    return accepted(read, given);
  } catch (problem) {
    // An error is being handled: the strictest rules, and a word to whoever wrote the policy.
    if (!reported) {
      reported = true;
      const reason = problem instanceof TypeError ? problem.message : "mcp-errors: a policy could not be read";
      tryOr(() => console.error(`${reason}. Until then the strictest rules hold.`));
    }
    return STRICT;
  }
}

/**
 * A copy of any value as plain JSON data, without its secrets.
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
 * A text with what looks like a secret replaced.
 * @param {unknown} text
 * @param {unknown} [policy] a policy or a sanitizer
 * @returns {string}
 */
export function redactText(text, policy) {
  if (typeof text !== "string") return tryOr(() => redactText(String(text), policy), "");
  const clean = call("redactText", policyText(policy), text);
  if (clean === undefined) return REDACTED;
  // What stays is well-formed as well: half a surrogate pair would not reach a peer.
  return clean ?? /** @type {any} */ (text).toWellFormed?.() ?? text;
}

/**
 * Whether a key names a secret.
 * @param {unknown} key
 * @param {unknown} [policy] a policy or a sanitizer
 * @returns {boolean}
 */
export function isSensitiveKey(key, policy) {
  const text = tryOr(() => String(key), "");
  return call("isSensitiveKey", policyText(policy), text) !== null;
}
