// Runs the shared vectors against the package, in Node and in browsers. `tests/common/mod.rs` does the same in Rust.

import { build } from "./values.mjs";

/**
 * @typedef {{ name: string, javascript_only?: string, expect: Record<string, string>, [operation: string]: any }} Case
 * @typedef {{ place: string, cases: number, hash: string, javascriptOnly: number, failures: string[] }} Report
 */

/**
 * @param {any} library the package
 * @param {Record<string, { cases: Case[] }>} files by name
 * @param {string} place
 * @returns {Report}
 */
export function runVectors(library, files, place) {
  const hash = new Fnv();
  /** @type {string[]} */
  const failures = [];
  let cases = 0;
  let javascriptOnly = 0;
  for (const file of Object.keys(files).sort()) {
    for (const item of files[file].cases) {
      const name = `${file}: ${item.name}`;
      const shared = item.javascript_only === undefined;
      if (shared) cases += 1;
      else javascriptOnly += 1;
      for (const [form, expected] of Object.entries(item.expect)) {
        const actual = output(library, item, form);
        if (shared) {
          hash.add(name);
          hash.add(actual);
        }
        if (actual !== expected) failures.push(`${name}: ${form}\n  expected ${expected}\n  actual   ${actual}`);
      }
    }
  }
  return { place, cases, hash: hash.hex(), javascriptOnly, failures };
}

/**
 * @param {any} library
 * @param {Case} item
 * @param {string} form
 * @returns {string}
 */
function output(library, item, form) {
  const { policy } = item;
  if (form === "problem_of_policy") return problemOf(library, policy);
  if (item.redact !== undefined) return library.redactText(item.redact, policy);
  if (item.key !== undefined) return String(library.isSensitiveKey(item.key, policy));
  if (item.sanitize !== undefined) {
    const once = library.sanitize(build(item.sanitize), policy);
    return JSON.stringify(form === "twice" ? library.sanitize(once, policy) : once);
  }
  const error = errorOf(library, item);
  if (error === undefined) return "undefined";
  switch (form) {
    case "payload":
      return error.toJsonString();
    case "timeless": {
      // Replaces the time of errors without one.
      const { timestamp: _, ...payload } = error.toDict();
      return JSON.stringify(payload);
    }
    case "resealed":
      // Reads the context, which its author may then have changed.
      void error.context;
      return error.toJsonString();
    case "class": {
      const Class = library.CLASSES.find((/** @type {any} */ candidate) => candidate === error.constructor);
      return Class.name;
    }
    case "provenance":
      return JSON.stringify(error.provenance);
    case "describe":
      return error.describe();
    case "json_rpc":
      return JSON.stringify(error.toJsonRpc(item.exit_options));
    case "code": {
      // The getter takes no options: it follows the settings of the process.
      library.configure({ codeProfile: item.exit_options?.codeProfile === "legacy" ? "legacy" : "2026" });
      const { code } = error;
      library.configure({ codeProfile: "2026" });
      return String(code);
    }
    case "tool_result":
      return JSON.stringify(error.toToolResult(item.exit_options));
    case "problem":
      return JSON.stringify(error.toProblemDetails(item.exit_options));
    case "chain":
      return library.formatErrorChain(error);
    default:
      throw new Error(`no form is called ${form}`);
  }
}

/**
 * Returns what is wrong with a policy.
 * @param {any} library
 * @param {any} policy
 */
function problemOf(library, policy) {
  try {
    library.createSanitizer(policy);
    return "";
  } catch (problem) {
    return /** @type {Error} */ (problem).message.replace("mcp-errors: ", "");
  }
}

/**
 * @param {any} library
 * @param {Case} item
 */
function errorOf(library, item) {
  if (item.decode_text !== undefined) return library.decodeError(item.decode_text);
  if (item.decode !== undefined) return library.decodeError(build(item.decode));
  if (item.thrown !== undefined) return library.McpError.from(thrown(item.thrown), build(item.thrown.options));
  if (item.create?.error_type !== undefined) {
    const Base = classOf(library, item.create.kind);
    class Subclass extends Base {
      static errorType = item.create.error_type;
    }
    const made = new Subclass(item.create.message, options(library, item.create));
    // On the wire it has the name of the built-in class.
    return library.decodeError(made.toJsonString());
  }
  return create(library, item.create, item.policy);
}

/**
 * Makes a thrown value: each link is the cause of the one before, and the first has the issues of a schema.
 * @param {{ links: Record<string, unknown>[], issues?: unknown[] }} specification
 */
function thrown({ links, issues }) {
  let error;
  for (const { message, ...rest } of [...links].reverse()) {
    const made = new Error(/** @type {string} */ (message), error === undefined ? undefined : { cause: error });
    error = Object.assign(made, rest);
  }
  const isAjv = issues?.some((/** @type {any} */ issue) => issue.instancePath !== undefined);
  return issues === undefined
    ? error
    : Object.assign(/** @type {Error} */ (error), { [isAjv ? "errors" : "issues"]: issues });
}

/** @param {any} library @param {string} kind */
function classOf(library, kind) {
  const found = library.CLASSES.find((/** @type {any} */ Class) => new Class("").kind === kind);
  if (found === undefined) throw new Error(`no class has the kind ${kind}`);
  return found;
}

/** @param {any} library @param {any} specification @param {unknown} [sanitizer] @returns {any} */
function create(library, specification, sanitizer) {
  const Class = classOf(library, specification.kind);
  return new Class(specification.message, { ...options(library, specification), sanitizer });
}

/**
 * Returns options with the causes as errors, each the cause of the one before.
 * @param {any} library
 * @param {any} specification
 */
function options(library, specification) {
  const given = build(specification.options ?? {});
  let cause;
  for (const entry of [...(specification.causes ?? [])].reverse()) {
    if (entry.kind === undefined) {
      const error = new Error(entry.message, cause === undefined ? undefined : { cause });
      error.name = entry.error_type;
      cause = error;
    } else {
      cause = new (classOf(library, entry.kind))(entry.message, { ...build(entry.options ?? {}), cause });
    }
  }
  return cause === undefined ? given : { ...given, cause };
}

/** FNV-1a, 64 bits, over UTF-8. */
class Fnv {
  #hash = 0xcbf29ce484222325n;

  /** @param {string} text */
  add(text) {
    for (const byte of [...new TextEncoder().encode(text), 0]) {
      this.#hash = ((this.#hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
    }
  }

  hex() {
    return this.#hash.toString(16).padStart(16, "0");
  }
}
