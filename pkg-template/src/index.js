// The public surface of the package.

import { META_KEY, VERSION } from "../generated/constants.js";
import { call } from "./engine.js";
import { McpError, ownEntries, revive, sanitize } from "./error.js";
import { guarded, messageOf, nameOf, readCauses, toJson } from "./read.js";

export * from "../generated/classes.js";
export { asyncHandleMcpError, handleMcpError } from "./handle.js";
export { registerErrorClass } from "./kinds.js";
export { META_KEY, sanitize, VERSION as version };

/**
 * The typed error in whatever arrived, or undefined. Never throws.
 * @param {unknown} input
 * @returns {McpError | undefined}
 */
export function decodeError(input) {
  return guarded(() => {
    if (input instanceof McpError) return input;
    const text = textOf(input);
    return text === undefined ? undefined : revive(call("decodeError", text));
  }, undefined);
}

/**
 * `input` as JSON text: as it is, from bytes, or read.
 * @param {any} input
 * @returns {string | undefined}
 */
function textOf(input) {
  if (typeof input === "string") return input;
  if (input instanceof Uint8Array || input instanceof ArrayBuffer) return new TextDecoder().decode(input);
  if (McpError.is(input)) return toJson(guarded(() => input.toDict(), undefined));
  if (input instanceof Error) {
    // As an SDK throws it. The reading of an error as data would leave out what is beside its message.
    const { code, data } = /** @type {any} */ (input);
    return typeof code === "number" || data !== undefined
      ? toJson({ code, message: messageOf(input), data })
      : undefined;
  }
  return toJson(input);
}

/**
 * The chain of an error on one line, redacted: `A: message -> B: message`.
 * @param {unknown} error
 * @param {{ style?: "compact" }} [_options]
 * @returns {string}
 */
export function formatErrorChain(error, _options) {
  const links = guarded(() => readCauses(error, ownEntries), []);
  return call("formatChain", toJson(links) ?? "[]") ?? nameOf(error);
}

/**
 * The error at the end of the chain.
 * @param {any} error
 * @returns {unknown}
 */
export function rootCause(error) {
  const seen = new Set();
  let current = error;
  while (typeof current === "object" && current !== null && !seen.has(current)) {
    seen.add(current);
    const next = guarded(() => current.cause, undefined);
    if (next === undefined || next === null) break;
    current = next;
  }
  return current;
}

/**
 * A text with what looks like a secret replaced.
 * @param {string} text
 * @returns {string}
 */
export function redactText(text) {
  if (typeof text !== "string") return guarded(() => redactText(String(text)), "");
  return call("redactText", text) ?? "[REDACTED]";
}

/**
 * Whether a key names a secret.
 * @param {string} key
 * @returns {boolean}
 */
export function isSensitiveKey(key) {
  return (
    call(
      "isSensitiveKey",
      guarded(() => String(key), ""),
    ) ?? true
  );
}

/** The JSON Schema of the payload. */
export function schema() {
  return call("schema");
}
