// Properties that are defined instead of assigned: no setter runs, and `__proto__` is a name like any other.

import { tryOr } from "./try-or.js";

/**
 * Defines a data property that may be changed. Its descriptor inherits nothing: a `get` that somebody put on
 * `Object.prototype` would make it invalid.
 * @template {object} T
 * @param {T} target
 * @param {PropertyKey} key
 * @param {unknown} value
 * @param {boolean} [enumerable]
 * @returns {T}
 */
export function define(target, key, value, enumerable = false) {
  const descriptor = { __proto__: null, value, enumerable, configurable: true, writable: true };
  return Object.defineProperty(target, key, /** @type {any} */ (descriptor));
}

/**
 * Defines an accessor that is not enumerable.
 * @param {object} target
 * @param {PropertyKey} key
 * @param {(() => unknown) | undefined} get
 * @param {((value: any) => void) | undefined} [set]
 */
export function defineAccessor(target, key, get, set) {
  const descriptor = { __proto__: null, get, set, enumerable: false, configurable: true };
  Object.defineProperty(target, key, /** @type {any} */ (descriptor));
}

/**
 * Returns a property of a value; undefined for one that every object inherits: nobody gave it to this one.
 * @param {any} value
 * @param {string} key
 * @returns {any}
 */
export function propertyOf(value, key) {
  const property = value[key];
  const isEverywhere = property !== undefined && property === /** @type {any} */ (Object.prototype)[key];
  return isEverywhere && !Object.hasOwn(value, key) ? undefined : property;
}

/**
 * Returns JSON text as an object that inherits nothing, so that its properties can be read by their names.
 * @param {string} text
 * @returns {any}
 */
export function parseObject(text) {
  const value = JSON.parse(text);
  return value === null ? value : Object.setPrototypeOf(value, null);
}

/**
 * Returns an own property; undefined for what an object only inherits, and for what is no object.
 * @param {any} value
 * @param {PropertyKey} key
 * @returns {any}
 */
export function own(value, key) {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * Returns the own members of options, without a prototype: nothing that somebody put on `Object.prototype` is an option.
 * @param {unknown} options
 * @returns {any}
 */
export function ownOptions(options) {
  const members = Object.create(null);
  tryOr(() => Object.assign(members, options));
  return members;
}
