// The settings of the process, and the options of exits. The core decides which are valid; they are kept here, because an
// instance of it may be lost.

import { EXIT_OPTIONS } from "../generated/constants.js";
import { parseObject } from "./define.js";
import { call } from "./engine.js";
import { toJson } from "./read.js";
import { invalid, setAdded } from "./sanitizer.js";
import { readOptions } from "./serialized.js";

/**
 * @typedef {{ audience?: string, codeProfile?: string }} Settings
 * @typedef {Settings & { code?: unknown, includeJsonText?: unknown, structuredContent?: unknown, sent?: unknown }} ExitOptions
 */

/** @type {Settings} */
let current = Object.create(null);

/** The policies of the process, as the core has folded them. @type {unknown[] | undefined} */
let policies;

/**
 * Changes the settings of the process. Throws a TypeError that says what would be valid, and changes nothing, if one of them is
 * invalid: this runs when a program starts, not when an error is handled.
 * @param {unknown} settings
 */
export function configure(settings) {
  const answer = call("configure", "", toJson({ ...current, policies }) ?? "{}", toJson(settings) ?? "null");
  // Without an engine, errors withhold everything that a setting could hide.
  if (typeof answer !== "string") return;
  const { problem, policies: added, ...next } = parseObject(answer);
  if (problem !== undefined) throw invalid(problem);
  current = Object.assign(Object.create(null), next);
  policies = added;
  setAdded(added);
}

/**
 * Returns the options of an exit, each read once, over the settings of the process.
 * @param {any} options
 * @returns {ExitOptions}
 */
export function exitOptions(options) {
  /** @type {any} */
  const given = readOptions(options, EXIT_OPTIONS);
  for (const name of EXIT_OPTIONS) {
    const value = given[name];
    if (value === null) delete given[name];
    else if (name === "sent") given[name] = value === undefined ? undefined : toJson(value);
    // The engine takes texts, numbers and booleans; the empty text is none of the valid names.
    else if (value !== undefined && typeof value !== "string" && typeof value !== "number") {
      given[name] = typeof value === "boolean" ? value : "";
    }
  }
  return Object.assign(Object.create(null), current, given);
}

/** @param {ExitOptions | undefined} options */
export const isLegacy = (options) => (options ?? current).codeProfile === "legacy";

/** @param {ExitOptions} options */
export const isRestricted = ({ audience }) => audience !== undefined && audience !== "operator";
