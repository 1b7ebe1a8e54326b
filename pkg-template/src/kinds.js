// The classes, and what the table says of each.

import { tryOr } from "./try-or.js";

/**
 * @typedef {object} KindDefinition
 * @property {string} kind
 * @property {string} name
 * @property {string} wire
 * @property {string} title
 * @property {string | null} errorCode
 * @property {number} code
 * @property {number} [legacyCode]
 * @property {string[]} options
 */

/** @type {WeakMap<Function, KindDefinition>} */
export const definitions = new WeakMap();

/** Built-in classes by kind, and registered ones by `error_type`. @type {Map<string, any>} */
const classes = new Map();
/** @type {Map<string, any>} */
const registered = new Map();

/**
 * Tells the base class what the table says of a class.
 * @param {any} Class
 * @param {KindDefinition} definition
 */
export function defineKind(Class, definition) {
  definitions.set(Class, definition);
  classes.set(definition.kind, Class);
  // Bundlers rename classes; what users see in logs stays.
  Object.defineProperty(Class, "name", { value: definition.name, configurable: true });
}

/**
 * The definition of the built-in class that `Class` is or descends from.
 * @param {any} Class
 * @returns {KindDefinition}
 */
export function definitionOf(Class) {
  let current = Class;
  while (typeof current === "function") {
    const found = definitions.get(current);
    if (found !== undefined) return found;
    current = Object.getPrototypeOf(current);
  }
  return /** @type {KindDefinition} */ (definitions.get(classes.get("error")));
}

/**
 * The name under which a user's own class travels; undefined for the built-in ones.
 * @param {any} Class
 * @returns {string | undefined}
 */
export function ownErrorType(Class) {
  if (definitions.has(Class)) return undefined;
  const declared = tryOr(() => Class.errorType);
  if (typeof declared === "string" && declared !== "") return declared;
  const name = tryOr(() => Class.name);
  return typeof name === "string" && name !== "" ? name : undefined;
}

/**
 * What problem details of a kind are headed with; the engine leaves it to us.
 * @param {string} kind
 * @returns {string}
 */
export function titleOf(kind) {
  return definitions.get(classes.get(kind))?.title ?? "";
}

/**
 * Makes decoding yield `Class` for payloads that carry its name.
 * @param {any} Class
 */
export function registerErrorClass(Class) {
  const name = ownErrorType(Class);
  if (name !== undefined) registered.set(name, Class);
  return Class;
}

/**
 * The classes that may stand for a decoded error, the best first.
 * @param {{ error_type?: string, kind: string }} header
 * @returns {any[]}
 */
export function candidates({ error_type, kind }) {
  const own = classes.get(kind);
  return [registered.get(error_type ?? definitions.get(own)?.wire ?? ""), own, classes.get("error")].filter(
    (Class) => Class !== undefined,
  );
}
