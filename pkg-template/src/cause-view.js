// Redacted views of causes. Loggers, telemetry and test runners ask an error for its `cause` by name and print what they get, so
// they get a view: an error with the prototype, the name and the code of the original, and everything else redacted.

import { MAX_CAUSES, REDACTED, TRUNCATED, UNREADABLE } from "../generated/constants.js";
import { define, own, propertyOf } from "./define.js";
import { INSPECT, inspectPlain, titled } from "./inspect.js";
import { isError, messageOf, nameOf, prototypesOf } from "./read.js";
import { withoutFrames } from "./stack.js";
import { tryOr } from "./try-or.js";

/** Properties that a view has by other means than its own properties. */
const KNOWN = new Set(["name", "message", "stack", "cause", "errors", "constructor", "__proto__"]);

/** So many own properties are read. An error with more is a hostile one. */
const MAX_PROPERTIES = 1000;

/**
 * One error of the chain, and what was read of it.
 * @typedef {object} Link
 * @property {any} original
 * @property {any} view
 * @property {{ error_type: string, message: string, head: string, frames: string }} texts the stack is head, message and frames
 * @property {boolean} isInStack whether the message stands in the stack
 * @property {Record<string, unknown>} data own properties that are no errors
 * @property {Set<string>} hidden keys of those that are not enumerable
 * @property {[key: string, child: Child][]} errors own properties that are errors
 * @property {[symbol, boolean][]} marks by which libraries recognize their errors
 * @property {Child[] | undefined} members
 * @property {number} omitted members
 * @property {Child | undefined} cause
 *
 * A link of the chain, an error that is redacted by itself, or the index of another value.
 * @typedef {Link | Ours | number} Child
 */

/** An error that is redacted by itself. */
class Ours {
  /** @param {unknown} error */
  constructor(error) {
    this.error = error;
  }
}

/** The views of the causes of one error. */
export class CauseView {
  /** @type {Map<unknown, Error>} */
  #views = new Map();
  /** @type {unknown} */
  #original;

  /** @param {unknown} original */
  constructor(original) {
    this.#original = original;
  }

  /**
   * Returns the view, made by the first call and redacted again by each further one: it stays the same object.
   * @param {(value: unknown) => boolean} isOurs whether a value is an error that is redacted by itself
   * @param {(value: unknown) => unknown} redact
   * @returns {unknown}
   */
  read(isOurs, redact) {
    const chain = new Chain(this.#views, isOurs);
    const first = chain.child(this.#original);
    chain.follow();
    if (first instanceof Ours) return first.error;
    const { links } = chain;
    // The texts come first: there is an end to what is read. Two values in a list might be taken for a name and its value.
    const texts = links.map((link) => link.texts);
    const clean = redact({ texts, data: links.map((link) => link.data), values: { ...chain.values } });
    /** @param {string} list @param {number} at */
    const found = (list, at) => own(own(clean, list), at);
    /** @param {Child} child */
    const shown = (child) =>
      typeof child === "number" ? found("values", child) : child instanceof Ours ? child.error : child.view;
    links.forEach((link, at) => {
      // Unless its reader has frozen the view.
      tryOr(() => fill(link, found("texts", at), found("data", at), shown, redact));
    });
    return typeof first === "number" && own(clean, "values") === undefined ? REDACTED : shown(first);
  }
}

/** One reading of a chain: each error once, breadth first, bounded, also for cycles. */
class Chain {
  /** @type {Link[]} */
  links = [];
  /** Causes and members that are not errors. @type {unknown[]} */
  values = [];
  /** @type {Map<unknown, Link>} */
  #known = new Map();

  /**
   * @param {Map<unknown, Error>} views
   * @param {(value: unknown) => boolean} isOurs
   */
  constructor(views, isOurs) {
    this.views = views;
    this.isOurs = isOurs;
  }

  /**
   * @param {any} value
   * @returns {Child}
   */
  child(value) {
    if (this.isOurs(value)) return new Ours(value);
    if (!isError(value)) return this.values.push(value) - 1;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    if (this.links.length >= MAX_CAUSES) return new Ours(undefined);
    const view = this.views.get(value) ?? newView(value);
    this.views.set(value, view);
    /** @type {Link} */
    const link = {
      ...{ original: value, view, ...readTexts(value), data: {}, hidden: new Set(), errors: [], marks: [] },
      ...{ members: undefined, omitted: 0, cause: undefined },
    };
    this.#known.set(value, link);
    this.links.push(link);
    return link;
  }

  /** Reads what the links of the chain refer to, which may add links. */
  follow() {
    for (let at = 0; at < this.links.length; at += 1) {
      const link = /** @type {Link} */ (this.links[at]);
      const { original } = link;
      const cause = tryOr(() => propertyOf(original, "cause"));
      if (cause !== undefined) link.cause = this.child(cause);
      const errors = tryOr(() => propertyOf(original, "errors"));
      const members = tryOr(() => (Array.isArray(errors) ? errors : undefined));
      if (members !== undefined) {
        const count = tryOr(() => members.length, 0);
        const kept = Math.min(count, MAX_CAUSES);
        link.members = Array.from({ length: kept }, (_, item) => this.child(tryOr(() => members[item], UNREADABLE)));
        link.omitted = count - kept;
      }
      this.#readProperties(link);
    }
  }

  /** @param {Link} link */
  #readProperties(link) {
    const { original } = link;
    const keys = tryOr(() => Reflect.ownKeys(original), []).slice(0, MAX_PROPERTIES);
    for (const key of keys) {
      if (typeof key === "symbol") {
        const value = tryOr(() => original[key]);
        if (typeof value === "boolean") link.marks.push([key, value]);
      } else if (!KNOWN.has(key)) {
        this.#readProperty(link, key, tryOr(() => Object.prototype.propertyIsEnumerable.call(original, key)) === true);
      }
    }
    // The getters of its classes would be called with the view, which may not be what they expect.
    for (const key of gettersOf(original)) {
      if (!Object.hasOwn(link.data, key) && !KNOWN.has(key)) this.#readProperty(link, key, false);
    }
    const code = tryOr(() => propertyOf(original, "code"));
    const isCode = typeof code === "string" || typeof code === "number";
    if (isCode && !Object.hasOwn(link.data, "code")) this.#readProperty(link, "code", false);
  }

  /**
   * @param {Link} link
   * @param {string} key
   * @param {boolean} isEnumerable
   */
  #readProperty(link, key, isEnumerable) {
    const value = tryOr(() => link.original[key], UNREADABLE);
    if (!isEnumerable) link.hidden.add(key);
    if (isError(value) || this.isOurs(value)) link.errors.push([key, this.child(value)]);
    else define(link.data, key, value, true);
  }
}

/** @param {any} error */
function readTexts(error) {
  const message = messageOf(error);
  const stack = tryOr(() => error.stack);
  const at = message === "" || typeof stack !== "string" ? -1 : stack.indexOf(message);
  const head = typeof stack !== "string" ? "" : at < 0 ? stack : stack.slice(0, at);
  // The message is classified as a text of its own.
  const frames = at < 0 ? "" : stack.slice(at + message.length);
  return { texts: { error_type: nameOf(error), message, head, frames }, isInStack: at >= 0 };
}

/** Returns the names of the getters of the classes of an error. @param {object} error */
function gettersOf(error) {
  /** @type {string[]} */
  const names = [];
  tryOr(() => {
    // Without the last, `Object.prototype`.
    for (const prototype of [...prototypesOf(error)].slice(0, -1)) {
      for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
        if (own(descriptor, "get") !== undefined) names.push(name);
      }
    }
  });
  return names;
}

/**
 * Returns an error with the prototype of `original`, and nothing else of it. Telemetry recognizes errors by what the host knows
 * of them, so it is made by the constructor of the host.
 * @param {object} original
 */
function newView(original) {
  const view = withoutFrames(() => new Error());
  tryOr(() => Object.setPrototypeOf(view, prototypeOf(original)));
  return view;
}

/** Returns the prototype of an error; `Error.prototype` if reading it or those above it throws. @param {object} error */
function prototypeOf(error) {
  return tryOr(() => {
    const prototypes = [...prototypesOf(error)];
    const last = prototypes.at(-1);
    if (last === undefined || Object.getPrototypeOf(last) !== null) return Error.prototype;
    for (const prototype of prototypes) {
      // Printing does the same.
      Object.getOwnPropertyDescriptor(prototype, "constructor")?.value?.name;
      /** @type {any} */ (prototype)[Symbol.toStringTag];
    }
    return prototypes[0];
  }, Error.prototype);
}

/**
 * Gives a view what was redacted.
 * @param {Link} link
 * @param {any} texts
 * @param {any} data
 * @param {(child: Child) => unknown} shown
 * @param {(value: unknown) => unknown} redact
 */
function fill(link, texts, data, shown, redact) {
  const { original, view } = link;
  for (const key of Reflect.ownKeys(view)) delete view[key];
  /** @param {string} key @param {string} other */
  const text = (key, other) => (typeof own(texts, key) === "string" ? texts[key] : other);
  const name = text("error_type", "Error");
  const message = text("message", REDACTED);
  const stack = text("head", "") + (link.isInStack ? message : "") + text("frames", "");
  if (tryOr(() => view.name) !== name) define(view, "name", name);
  define(view, "message", message);
  const title = titled(name, message);
  define(view, "stack", stack === "" || texts === undefined ? title : stack);
  for (const key of typeof data === "object" && data !== null ? Object.keys(data) : []) {
    define(view, key, data[key], !link.hidden.has(key));
  }
  for (const [key, child] of link.errors) define(view, key, shown(child), !link.hidden.has(key));
  for (const [key, value] of link.marks) define(view, key, value);
  if (link.members !== undefined) {
    const members = link.members.map(shown).filter((member) => member !== undefined);
    const omitted = link.omitted + link.members.length - members.length;
    if (omitted > 0) members.push(`${TRUNCATED[0]}${omitted} items${TRUNCATED[2]}`);
    define(view, "errors", members);
  }
  if (link.cause !== undefined) define(view, "cause", shown(link.cause));
  // Methods of its classes that others call without being asked to. They may rely on what a view does not have.
  define(view, INSPECT, inspectPlain);
  if (tryOr(() => original.toString) !== Error.prototype.toString) define(view, "toString", () => title);
  if (typeof tryOr(() => propertyOf(original, "toJSON")) === "function") {
    define(view, "toJSON", () => redact(tryOr(() => original.toJSON(), UNREADABLE)));
  }
}
