// Finds the errors in a text. The package decodes them; this file finds the JSON in the text, and explains a text without
// an error.

import { countRedactions } from "./dom.js";
import { itemTexts, parse, quoteLargeIntegers, visitJson } from "./json.js";

/** @typedef {import("./library.js").Library} Library */
/** @typedef {import("mcp-errors").McpError} McpError */

/**
 * @typedef {object} Finding
 * @property {McpError} error
 * @property {string} [where] its place in the text, unless it is the whole text
 * @property {boolean} isDated whether it came with a timestamp
 *
 * @typedef {object} Reading
 * @property {Finding[]} findings
 * @property {number} secrets how many the text has
 * @property {import("./library.js").Problem} [nothing] an explanation, if there is no error
 */

/** More errors than this are not read. */
export const MAX_FINDINGS = 1000;

/** How deep arrays and JSON in strings are searched. Each level reads its text again. */
const MAX_NESTING = 8;

/**
 * Finds the errors and counts the secrets in a text.
 * @param {Library} library
 * @param {string} text not empty
 * @returns {Reading}
 */
export function read(library, text) {
  const trimmed = text.trim();
  const findings = find(library, trimmed);
  const secrets = Math.max(0, countRedactions(redact(library, text)) - countRedactions(text));
  return { findings, secrets, nothing: findings.length === 0 ? explain(trimmed, parse(trimmed)) : undefined };
}

/**
 * The text without its secrets.
 * @param {Library} library
 * @param {string} text
 * @returns {string}
 */
export function redact(library, text) {
  const value = parse(text);
  return typeof value === "object" && value !== null
    ? JSON.stringify(library.sanitize(parse(quoteLargeIntegers(text))), null, 2)
    : library.redactText(text);
}

/**
 * The errors in a text: in all of it, or in the JSON in it.
 * @param {Library} library
 * @param {string} text
 * @param {number} [nesting]
 * @returns {Finding[]}
 */
function find(library, text, nesting = 0) {
  const value = parse(text);
  if (value !== undefined) return findInValue(library, value, text, undefined, nesting);
  /** @type {Finding[]} */
  const findings = [];
  const lineOf = lineCounter(text);
  visitJson(text, (value, piece, start) => {
    const where = text.includes("\n") ? `in line ${lineOf(start)}` : "within other text";
    findings.push(...findInValue(library, value, piece, where, nesting));
    return findings.length < MAX_FINDINGS;
  });
  return findings;
}

/** Counts lines up to positions that grow. @param {string} text */
function lineCounter(text) {
  let line = 1;
  let counted = 0;
  return (/** @type {number} */ position) => {
    for (let at = text.indexOf("\n", counted); at >= 0 && at < position; at = text.indexOf("\n", counted)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
}

/**
 * The errors in a JSON value.
 * @param {Library} library
 * @param {unknown} value
 * @param {string} text the JSON of the value, as it was pasted: JSON.stringify would round large integers
 * @param {string | undefined} where
 * @param {number} nesting
 * @returns {Finding[]}
 */
function findInValue(library, value, text, where, nesting) {
  if (typeof value !== "object" && typeof value !== "string") return [];
  // Logs have JSON in JSON strings.
  if (typeof value === "string") {
    const inner = nesting < MAX_NESTING ? find(library, value.trim(), nesting + 1) : [];
    return inner.map((finding) => ({ ...finding, where: finding.where ?? where ?? "within a JSON string" }));
  }
  if (Array.isArray(value)) {
    /** @type {Finding[]} */
    const findings = [];
    const texts = nesting < MAX_NESTING ? itemTexts(text) : [];
    for (const [at, item] of texts.entries()) {
      findings.push(...findInValue(library, value[at], item, where ?? `in item ${at + 1}`, nesting + 1));
      if (findings.length >= MAX_FINDINGS) break;
    }
    return findings;
  }
  const error = library.decodeError(text);
  return error === undefined ? [] : [{ error, where, isDated: /"timestamp"\s*:/.test(text) }];
}

/**
 * Explains a text without an error. Quotes nothing of it: it may have secrets.
 * @param {string} text
 * @param {any} value
 */
function explain(text, value) {
  if (value === undefined) return explainText(text);
  const message = Array.isArray(value) ? value[0] : value;
  if (typeof message === "object" && message !== null) {
    if (typeof message.method === "string") {
      return {
        title: message.id === undefined ? "This is a notification, not a failure" : "This is the request",
        advice: "The error is in the response to it: look for the message with the same id.",
      };
    }
    const result = message.result ?? message;
    if (message.result !== undefined || Array.isArray(result.content)) {
      return {
        title: "This call succeeded",
        advice: "A tool that fails says isError: true in its result. This one does not.",
      };
    }
  }
  return { title: "There is no error in this", advice: `It is valid JSON. ${ERRORS}` };
}

const ERRORS = "An error has error_type and message, or code and message, or is a tool result with isError: true.";

/** @param {string} text that is not JSON as a whole */
function explainText(text) {
  if (/^(?:\{|\[\s*[{["])/.test(text) && !beginsWithJson(text)) {
    return {
      title: "This JSON is broken or not complete",
      advice:
        "Copy all of it, from the first bracket to the last, as it went over the wire. What Python or JavaScript prints for " +
        "an object is not JSON.",
    };
  }
  return {
    title: "No error was found in this",
    advice: "Paste what went over the wire: a tool result with isError, a JSON-RPC error, or a log with one in it.",
  };
}

/** @param {string} text */
function beginsWithJson(text) {
  let first = -1;
  visitJson(text, (_value, _piece, start) => {
    first = start;
    return false;
  });
  return first === 0;
}
