// Reads values that somebody else made, and writes them as JSON, as JSON.stringify would write the same data. Each property is
// read once, and nothing that a value does (a getter that throws, a proxy, a cycle) ends the reading. The core decides what is
// secret in it and what is too large.

import {
  BINARY,
  CIRCULAR,
  MAX_CAUSES,
  READ_CHARS,
  READ_DEPTH,
  READ_NODES,
  TRUNCATED,
  UNREADABLE,
} from "../generated/constants.js";
import { define, propertyOf } from "./define.js";
import { JsonBytes } from "./json-bytes.js";
import { tryOr } from "./try-or.js";

const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA, COLON] = [0x5b, 0x5d, 0x7b, 0x7d, 0x2c, 0x3a];

const { getTime, toISOString } = Date.prototype;
const isArray = Array.isArray;
const getPrototypeOf = Object.getPrototypeOf;

/** Returns the own enumerable string keys. @type {(value: object) => string[]} */
const keysOf = Object.keys;

/** @param {number} count @param {string} unit */
const truncated = (count, unit) => `${TRUNCATED[0]}${count}${TRUNCATED[1]}${unit}${TRUNCATED[2]}`;

/**
 * Appends `value` as JSON to `out`. Returns false if JSON cannot say it (undefined, functions, symbols). Never throws.
 * @param {unknown} value
 * @param {JsonBytes} out
 * @returns {boolean}
 */
export function writeJson(value, out) {
  const start = out.length;
  try {
    return new Reader(out).read(value, 0);
  } catch {
    // The stack or the memory ran out.
    out.length = start;
    out.string(UNREADABLE);
    return true;
  }
}

/**
 * Returns `value` as JSON text; undefined if JSON cannot say it. Never throws.
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function toJson(value) {
  const out = new JsonBytes();
  const text = writeJson(value, out) ? out.text(0) : undefined;
  out.release();
  return text;
}

/**
 * One reading: what is left of its limits, and the objects that it is inside of. Written for plain objects and lists of texts
 * and numbers, which most values are: no closures, and few calls. Its methods return false for a value that JSON cannot say.
 */
class Reader {
  nodes = READ_NODES;
  units = READ_CHARS;
  /** Outermost first; as long as the value is deep, so that a search in it is quick. @type {object[]} */
  inside = [];

  /** @param {JsonBytes} out */
  constructor(out) {
    this.out = out;
  }

  /**
   * @param {unknown} value
   * @param {number} depth
   * @returns {boolean}
   */
  read(value, depth) {
    this.nodes -= 1;
    switch (typeof value) {
      case "string":
        this.text(value);
        return true;
      case "number":
        this.out.ascii(Number.isFinite(value) ? `${value}` : "null");
        return true;
      case "boolean":
        this.out.ascii(value ? "true" : "false");
        return true;
      case "bigint":
        this.out.string(String(value));
        return true;
      case "object":
        if (value === null) {
          this.out.ascii("null");
          return true;
        }
        return this.tryObject(value, depth);
      default:
        return false;
    }
  }

  /** @param {string} value */
  text(value) {
    const left = this.units;
    this.units -= value.length;
    if (value.length <= left) return this.out.string(value);
    // This limit is above the sanitizer's, which cuts after redaction: no part of a secret escapes it.
    const kept = Math.max(left, 0);
    this.out.string(`${value.slice(0, kept)}… ${truncated(value.length - kept, "characters")}`);
  }

  /**
   * @param {object} value
   * @param {number} depth
   */
  tryObject(value, depth) {
    const { out, inside } = this;
    const start = out.length;
    const outside = inside.length;
    try {
      return this.object(value, depth);
    } catch {
      inside.length = outside;
      return this.unreadable(start);
    }
  }

  /** Replaces what was written from `start` on. @param {number} start */
  unreadable(start) {
    this.out.length = start;
    this.out.string(UNREADABLE);
    return true;
  }

  /**
   * @param {object} value
   * @param {number} depth
   * @returns {boolean}
   */
  object(value, depth) {
    if (this.inside.includes(value)) {
      this.out.string(CIRCULAR);
      return true;
    }
    const prototype = getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== Array.prototype) {
      const special = readSpecial(value);
      // An invalid date is returned as it is.
      if (special === value) return this.read(null, depth);
      if (special !== undefined) return this.nested(value, special, depth);
    }
    if (isArray(value)) return this.nested(value, value, depth);
    const toJSON = propertyOf(value, "toJSON");
    if (typeof toJSON === "function") return this.nested(value, toJSON.call(value, ""), depth);
    return this.nested(value, value, depth);
  }

  /**
   * Reads the children of `shown`, which replaces `value`.
   * @param {object} value
   * @param {unknown} shown
   * @param {number} depth
   * @returns {boolean}
   */
  nested(value, shown, depth) {
    if (typeof shown !== "object" || shown === null) return this.read(shown, depth);
    const { inside } = this;
    const outside = inside.length;
    inside.push(value);
    if (shown !== value) inside.push(shown);
    if (isArray(shown)) this.list(shown, depth);
    else this.entries(shown, depth);
    inside.length = outside;
    return true;
  }

  /**
   * @param {unknown[]} items
   * @param {number} depth
   */
  list(items, depth) {
    const { out } = this;
    const { length } = items;
    if (depth >= READ_DEPTH && length > 0) return out.string(truncated(length, "items"));
    out.byte(OPEN_LIST);
    for (let at = 0; at < length; at += 1) {
      if (at > 0) out.byte(COMMA);
      if (this.spent()) {
        out.string(truncated(length - at, "items"));
        break;
      }
      const start = out.length;
      let item;
      try {
        item = items[at];
      } catch {
        this.nodes -= 1;
        this.unreadable(start);
        continue;
      }
      if (!this.read(item, depth + 1)) out.ascii("null");
    }
    out.byte(CLOSE_LIST);
  }

  /**
   * @param {object} value
   * @param {number} depth
   */
  entries(value, depth) {
    const { out } = this;
    const keys = keysOf(value);
    const { length } = keys;
    if (depth >= READ_DEPTH && length > 0) return out.string(truncated(length, "entries"));
    out.byte(OPEN_OBJECT);
    let isFirst = true;
    for (let at = 0; at < length; at += 1) {
      const before = out.length;
      if (!isFirst) out.byte(COMMA);
      if (this.spent()) {
        out.string("[truncated]");
        out.byte(COLON);
        out.string(truncated(length - at, "entries"));
        break;
      }
      const key = /** @type {string} */ (keys[at]);
      this.units -= key.length;
      out.string(key);
      out.byte(COLON);
      const start = out.length;
      let item;
      try {
        item = /** @type {any} */ (value)[key];
      } catch {
        this.nodes -= 1;
        isFirst = !this.unreadable(start);
        continue;
      }
      if (this.read(item, depth + 1)) isFirst = false;
      else out.length = before;
    }
    out.byte(CLOSE_OBJECT);
  }

  spent() {
    return this.nodes <= 0 || this.units <= 0;
  }
}

/**
 * Returns what replaces an object of a built-in class; undefined for other objects. The methods are those of the built-in
 * prototypes: an own `toISOString` is not called.
 * @param {any} value
 * @returns {unknown}
 */
function readSpecial(value) {
  if (ArrayBuffer.isView(value)) return binary(value.byteLength);
  if (isArray(value)) return undefined;
  if (value instanceof Date) {
    const time = getTime.call(value);
    return Number.isNaN(time) ? value : toISOString.call(value);
  }
  if (value instanceof Map) {
    const pairs = [...Map.prototype.entries.call(value)];
    if (!pairs.every(([key]) => typeof key === "string")) return pairs;
    const out = {};
    for (const [key, item] of pairs) define(out, key, item, true);
    return out;
  }
  if (value instanceof Set) return [...Set.prototype.values.call(value)];
  if (value instanceof Error) return readError(value);
  if (value instanceof ArrayBuffer) return binary(value.byteLength);
  if (typeof URL === "function" && value instanceof URL) return value.href;
  if (value instanceof RegExp) return RegExp.prototype.toString.call(value);
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return value.valueOf();
  return undefined;
}

/** @param {number} length */
const binary = (length) => BINARY.join(String(length));

/** @param {any} error */
function readError(error) {
  return { name: nameOf(error), message: messageOf(error) };
}

/**
 * Returns the name of an error: its `name`, else that of its constructor.
 * @param {any} error
 * @returns {string}
 */
export function nameOf(error) {
  const name = tryOr(() => error.name);
  if (typeof name === "string" && name !== "") return name;
  const made = tryOr(() => error.constructor.name);
  return typeof made === "string" && made !== "" ? made : "Error";
}

/**
 * Returns the message of whatever was thrown.
 * @param {any} thrown
 * @returns {string}
 */
export function messageOf(thrown) {
  if (typeof thrown === "string") return thrown;
  if (typeof thrown === "object" && thrown !== null) {
    const message = tryOr(() => thrown.message);
    return typeof message === "string" ? message : "";
  }
  return tryOr(() => String(thrown), UNREADABLE);
}

/** How far up its prototypes a value is searched. A proxy may have prototypes without end. */
const MAX_PROTOTYPES = 64;

/**
 * Returns the prototypes of a value, the nearest first. Throws if a proxy among them does.
 * @param {object} value
 * @returns {Generator<object, void>}
 */
export function* prototypesOf(value) {
  let at = getPrototypeOf(value);
  for (let step = 0; step < MAX_PROTOTYPES && at !== null; step += 1, at = getPrototypeOf(at)) yield at;
}

/**
 * Returns whether a value is an error, also one of another realm. Never throws.
 * @param {unknown} value
 * @returns {value is Error}
 */
export function isError(value) {
  if (typeof value !== "object" || value === null) return false;
  return tryOr(() => value instanceof Error || Object.prototype.toString.call(value) === "[object Error]", false);
}

/** Returns the members of an aggregate. @param {any} error */
function membersOf(error) {
  const errors = propertyOf(error, "errors");
  return isArray(errors) && isError(error) ? errors : undefined;
}

/**
 * Returns an error and its causes as a list of `{error_type, message}`, outermost first; the members of an aggregate follow it.
 * Bounded, also for cycles.
 * @param {unknown} first
 * @param {(error: unknown) => Record<string, unknown>[] | undefined} readOwn returns the entries of an error of this package, with its causes
 * @returns {Record<string, unknown>[]}
 */
export function readCauses(first, readOwn) {
  /** @type {Record<string, unknown>[]} */
  const causes = [];
  const seen = new Set();
  let groups = 0;
  /** @type {{ error: unknown, group: number | undefined }[]} */
  const waiting = [{ error: first, group: undefined }];
  while (waiting.length > 0 && causes.length <= 4 * MAX_CAUSES) {
    const { error, group } = /** @type {{ error: any, group: number | undefined }} */ (waiting.shift());
    if (error === undefined || error === null || seen.has(error)) continue;
    if (typeof error === "object") seen.add(error);
    const own = readOwn(error);
    const entries = own ?? [
      { error_type: typeof error === "object" ? nameOf(error) : "Error", message: messageOf(error) },
    ];
    for (const entry of entries) causes.push(group === undefined ? entry : { ...entry, group });
    if (own !== undefined || typeof error !== "object") continue;
    /** @type {{ error: unknown, group: number | undefined }[]} */
    const next = [];
    const members = tryOr(() => membersOf(error));
    if (members !== undefined) {
      groups += 1;
      const count = tryOr(() => members.length, 0);
      for (let at = 0; at < count && at <= 4 * MAX_CAUSES; at += 1) {
        next.push({ error: tryOr(() => members[at], UNREADABLE), group: groups });
      }
    }
    next.push({ error: tryOr(() => propertyOf(error, "cause")), group });
    waiting.unshift(...next);
  }
  return causes;
}
