// The reading of values that somebody else made. Each property is touched once; nothing that a value does (a getter that
// throws, a proxy, a cycle) gets past here. What comes out is plain data for JSON.stringify. Which of it is secret, and
// what is too large, is not decided here.

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

/** Stands for what has no place in an object: undefined, functions, symbols. */
const ABSENT = Symbol("absent");

const getTime = Date.prototype.getTime;
const isArray = Array.isArray;
const getPrototypeOf = Object.getPrototypeOf;

/** Own enumerable string keys. @type {(value: object) => string[]} */
const keysOf = Object.keys;

/** @param {number} count @param {string} unit */
const truncated = (count, unit) => `${TRUNCATED[0]}${count}${TRUNCATED[1]}${unit}${TRUNCATED[2]}`;

/**
 * `value` as JSON text; `undefined` where JSON has no word for it. Never throws.
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function toJson(value) {
  try {
    const plain = new Reader().read(value, 0);
    return plain === ABSENT ? undefined : JSON.stringify(plain);
  } catch {
    // Out of stack or memory.
    return JSON.stringify(UNREADABLE);
  }
}

/**
 * `get()`, or `fallback` if it throws.
 * @template T
 * @param {() => T} get
 * @param {T} fallback
 * @returns {T}
 */
export function guarded(get, fallback) {
  try {
    return get();
  } catch {
    return fallback;
  }
}

/**
 * One reading: what it has used up, and the objects that it is inside of. Written for what most values are, plain objects
 * and lists of texts and numbers: no closures, and few calls.
 */
class Reader {
  nodes = READ_NODES;
  units = READ_CHARS;
  /** Outermost first. No longer than values are deep, so that looking through it is quick. @type {object[]} */
  inside = [];

  /**
   * @param {unknown} value
   * @param {number} depth
   * @returns {unknown}
   */
  read(value, depth) {
    this.nodes -= 1;
    switch (typeof value) {
      case "string":
        return this.text(value);
      case "number":
      case "boolean":
        return value;
      case "bigint":
        return String(value);
      case "object":
        if (value === null) return null;
        try {
          return this.object(value, depth);
        } catch {
          return UNREADABLE;
        }
      default:
        return ABSENT;
    }
  }

  /** @param {string} value */
  text(value) {
    const left = this.units;
    this.units -= value.length;
    if (value.length <= left) return value;
    // The sanitizer sees more than it keeps: a secret at the cut is recognised before it is cut.
    const kept = Math.max(left, 0);
    return `${value.slice(0, kept)}… ${truncated(value.length - kept, "characters")}`;
  }

  /**
   * @param {object} value
   * @param {number} depth
   * @returns {unknown}
   */
  object(value, depth) {
    if (this.inside.includes(value)) return CIRCULAR;
    const prototype = getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== Array.prototype) {
      const special = readSpecial(value);
      if (special !== undefined) return special === value ? null : this.nested(value, special, depth);
    }
    if (isArray(value)) return this.nested(value, value, depth);
    const toJSON = /** @type {any} */ (value).toJSON;
    if (typeof toJSON === "function") {
      const replaced = toJSON.call(value, "");
      if (typeof replaced !== "object" || replaced === null) return this.read(replaced, depth);
      return this.nested(value, replaced, depth);
    }
    return this.nested(value, value, depth);
  }

  /**
   * The children of `shown`, which stands for `value`.
   * @param {object} value
   * @param {unknown} shown
   * @param {number} depth
   */
  nested(value, shown, depth) {
    if (typeof shown !== "object" || shown === null) return this.read(shown, depth);
    const { inside } = this;
    const outside = inside.length;
    inside.push(value);
    if (shown !== value) inside.push(shown);
    try {
      return isArray(shown) ? this.list(shown, depth) : this.entries(shown, depth);
    } finally {
      inside.length = outside;
    }
  }

  /**
   * @param {unknown[]} items
   * @param {number} depth
   */
  list(items, depth) {
    const { length } = items;
    if (depth >= READ_DEPTH && length > 0) return truncated(length, "items");
    const out = [];
    for (let at = 0; at < length; at += 1) {
      if (this.spent()) {
        out.push(truncated(length - at, "items"));
        break;
      }
      let item;
      try {
        item = this.read(items[at], depth + 1);
      } catch {
        item = UNREADABLE;
      }
      out.push(item === ABSENT ? null : item);
    }
    return out;
  }

  /**
   * @param {object} value
   * @param {number} depth
   */
  entries(value, depth) {
    const keys = keysOf(value);
    if (depth >= READ_DEPTH && keys.length > 0) return truncated(keys.length, "entries");
    /** @type {Record<string, unknown>} */
    const out = {};
    for (let at = 0; at < keys.length; at += 1) {
      const key = /** @type {string} */ (keys[at]);
      if (this.spent()) {
        put(out, "[truncated]", truncated(keys.length - at, "entries"));
        break;
      }
      this.units -= key.length;
      let item;
      try {
        item = this.read(/** @type {any} */ (value)[key], depth + 1);
      } catch {
        item = UNREADABLE;
      }
      if (item !== ABSENT) put(out, key, item);
    }
    return out;
  }

  spent() {
    return this.nodes <= 0 || this.units <= 0;
  }
}

/**
 * Sets a key as own data, also where assignment would do something else.
 * @param {object} target
 * @param {string} key
 * @param {unknown} value
 */
function put(target, key, value) {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    /** @type {any} */ (target)[key] = value;
  }
}

/**
 * What stands for an object of a built-in class; undefined for every other object. Methods are those of the built-in
 * prototypes: an own `toISOString` is not asked.
 * @param {any} value
 * @returns {unknown}
 */
function readSpecial(value) {
  if (ArrayBuffer.isView(value)) return binary(value.byteLength);
  if (isArray(value)) return undefined;
  if (value instanceof Date) {
    const time = getTime.call(value);
    return Number.isNaN(time) ? value : new Date(time).toISOString();
  }
  if (value instanceof Map) {
    const pairs = [...Map.prototype.entries.call(value)];
    if (!pairs.every(([key]) => typeof key === "string")) return pairs;
    const out = {};
    for (const [key, item] of pairs) put(out, key, item);
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
 * The name of an error: its `name`, else that of its constructor.
 * @param {any} error
 * @returns {string}
 */
export function nameOf(error) {
  const name = guarded(() => error.name, undefined);
  if (typeof name === "string" && name !== "") return name;
  const made = guarded(() => error.constructor.name, undefined);
  return typeof made === "string" && made !== "" ? made : "Error";
}

/**
 * The message of whatever was thrown.
 * @param {any} thrown
 * @returns {string}
 */
export function messageOf(thrown) {
  if (typeof thrown === "string") return thrown;
  if (typeof thrown === "object" && thrown !== null) {
    const message = guarded(() => thrown.message, undefined);
    return typeof message === "string" ? message : "";
  }
  return guarded(() => String(thrown), UNREADABLE);
}

/**
 * The chain behind an error as a list of `{error_type, message}`, outermost first; members of an aggregate follow it.
 * Bounded and cycle-proof.
 * @param {unknown} first
 * @param {(error: unknown) => Record<string, unknown>[] | undefined} readOwn entries of an error of ours
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
    if (typeof error !== "object") continue;
    /** @type {{ error: unknown, group: number | undefined }[]} */
    const next = [];
    const members = guarded(() => error.errors, undefined);
    if (isArray(members) && error instanceof Error) {
      groups += 1;
      for (let at = 0; at < members.length && at <= 4 * MAX_CAUSES; at += 1) {
        next.push({ error: guarded(() => members[at], UNREADABLE), group: groups });
      }
    }
    next.push({ error: guarded(() => error.cause, undefined), group });
    waiting.unshift(...next);
  }
  return causes;
}
