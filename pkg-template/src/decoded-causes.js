// The causes of an error that was decoded: its sender listed them flat, and they become a chain of errors again.

import { define, own } from "./define.js";
import { INSPECT, inspectPlain, titled } from "./inspect.js";
import { isErrorType } from "./kinds.js";
import { withoutFrames } from "./stack.js";

/** @typedef {{ error_type: string, message: string, group?: number, [key: string]: unknown }} Entry */

/**
 * Returns the first cause with those behind it.
 * @param {Entry[]} causes outermost first; the members of an aggregate follow it and have the number of their group
 * @param {string} timestamp of the error
 * @param {(payload: object) => unknown} decode makes a typed error of a payload
 */
export function chainOf(causes, timestamp, decode) {
  return behind(causes);

  /** @param {Entry[]} entries @returns {unknown} */
  function behind([first, ...rest]) {
    if (first === undefined) return undefined;
    const typed = typedError(first, rest);
    if (typed !== undefined) return typed;
    const end = rest.findIndex((entry) => own(entry, "group") === undefined);
    const [members, further] = end < 0 ? [rest, []] : [rest.slice(0, end), rest.slice(end)];
    return withMembers(plainError(first, behind(further)), members);
  }

  /** @param {Entry} entry @param {Entry[]} rest */
  function typedError({ group: _, ...entry }, rest) {
    return isErrorType(entry.error_type) ? decode({ timestamp, ...entry, causes: rest }) : undefined;
  }

  /** @param {object} error @param {Entry[]} entries its members, and theirs @returns {object} */
  function withMembers(error, entries) {
    /** @type {Entry[][]} */
    const members = [];
    for (const entry of entries) {
      if (own(entry, "group") === own(entries[0], "group")) members.push([entry]);
      else members.at(-1)?.push(entry);
    }
    const made = members.map(
      ([member, ...inner]) => member && (typedError(member, []) ?? withMembers(plainError(member, undefined), inner)),
    );
    return made.length === 0 ? error : define(error, "errors", made);
  }
}

/** @param {Entry} entry @param {unknown} cause */
function plainError({ error_type, message }, cause) {
  const error = withoutFrames(() => new Error(message, cause === undefined ? undefined : { cause }));
  if (error_type !== "Error") define(error, "name", error_type);
  define(error, "stack", titled(error_type, message));
  return define(error, INSPECT, inspectPlain);
}
