// The package: its public exports.

import { MAX_CAUSES, META_KEY, VERSION } from "../generated/constants.js";
import { propertyOf } from "./define.js";
import { call } from "./engine.js";
import { isOurs, originalCause, ownEntries, policyOf } from "./error.js";
import { nameOf, readCauses, toJson } from "./read.js";
import { tryOr } from "./try-or.js";

export * from "../generated/classes.js";
export { decodeError } from "./decode.js";
export { init } from "./engine.js";
export { originalCause } from "./error.js";
export { asyncHandleMcpError, handleMcpError } from "./handle.js";
export { registerErrorClass } from "./kinds.js";
export { logWith } from "./log-with.js";
export { createSanitizer, isSensitiveKey, redactText, sanitize } from "./sanitizer.js";
export { schema } from "./schema.js";
export { configure } from "./settings.js";
export { META_KEY, VERSION as version };

/**
 * Returns the chain of an error on one line, redacted: `A: message -> B: message`.
 * @param {unknown} error
 * @param {{ style?: "compact" }} [_options]
 * @returns {string}
 */
export function formatErrorChain(error, _options) {
  const causes = tryOr(() => readCauses(error, ownEntries), []);
  return call("formatChain", policyOf(error), toJson(causes) ?? "[]") ?? nameOf(error);
}

/**
 * Returns the error at the end of the chain: of the causes that errors of this package were given, the originals.
 * @param {any} error
 * @returns {unknown}
 */
export function rootCause(error) {
  const seen = new Set();
  let current = error;
  // A getter can make a chain without end: no more links are followed than are listed.
  while (typeof current === "object" && current !== null && !seen.has(current) && seen.size < 4 * MAX_CAUSES) {
    seen.add(current);
    const next = isOurs(current)
      ? (originalCause(current) ?? current.cause)
      : tryOr(() => propertyOf(current, "cause"));
    if (next === undefined || next === null) break;
    current = next;
  }
  return current;
}
