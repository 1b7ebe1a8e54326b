// The classes, and their rows of the table of error kinds.

import { define } from "./define.js";
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
 * Defines a class by its row of the table.
 * @param {any} Class
 * @param {KindDefinition} definition
 */
export function defineKind(Class, definition) {
  definitions.set(Class, definition);
  classes.set(definition.kind, Class);
  // Bundlers rename classes; the name in logs stays.
  define(Class, "name", definition.name);
}

/**
 * Returns a static property of a class: its own or that of a parent, up to McpError. What `Function.prototype` and
 * `Object.prototype` have is not declared by any class.
 * @param {any} Class
 * @param {string} key
 * @returns {unknown}
 */
export function staticOf(Class, key) {
  for (let at = Class; typeof at === "function"; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, key)) return Reflect.get(at, key, Class);
    if (definitions.get(at)?.kind === "error") return undefined;
  }
  return undefined;
}

/**
 * Returns the definition of the built-in class that `Class` is or descends from.
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
 * Returns the name of a user's class on the wire; undefined for built-in classes.
 * @param {any} Class
 * @returns {string | undefined}
 */
export function ownErrorType(Class) {
  if (definitions.has(Class)) return undefined;
  const declared = tryOr(() => staticOf(Class, "errorType"));
  if (typeof declared === "string" && declared !== "") return declared;
  const name = tryOr(() => Class.name);
  return typeof name === "string" && name !== "" ? name : undefined;
}

/**
 * Returns the title of problem details of a kind, which the engine does not have.
 * @param {string} kind
 * @returns {string}
 */
export function titleOf(kind) {
  return definitions.get(classes.get(kind))?.title ?? "";
}

/**
 * Registers a class: decoding returns it for payloads with its name.
 * @param {any} Class
 */
export function registerErrorClass(Class) {
  const name = ownErrorType(Class);
  if (name !== undefined) registered.set(name, Class);
  return Class;
}

/**
 * Returns whether a name on the wire is that of a built-in or registered class.
 * @param {string} type
 */
export function isErrorType(type) {
  return registered.has(type) || [...classes.values()].some((Class) => definitions.get(Class)?.wire === type);
}

/**
 * Returns the classes that a decoded error may be made of, the best first.
 * @param {{ error_type?: string, kind: string }} header
 * @returns {any[]}
 */
export function candidates({ error_type, kind }) {
  const own = classes.get(kind);
  return [registered.get(error_type ?? definitions.get(own)?.wire ?? ""), own, classes.get("error")].filter(
    (Class) => Class !== undefined,
  );
}
