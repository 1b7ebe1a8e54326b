// Makes elements. Text becomes text nodes: there is no way to insert markup.

/** @typedef {Node | string | number | false | null | undefined} Child */

/**
 * Makes an element. Attributes are named as in HTML; `true` is an empty attribute, `false` and `undefined` leave it out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/** Markers of redacted and truncated text, and control characters, which would otherwise act instead of being seen. */
const MARKS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to make visible
  /(?<redacted>\[(?:[A-Z]+_)?REDACTED(?::[^\]\s]{1,40})?\])|(?<cut>\[truncated [^\]]{1,60}\]|\[circular\]|\[unreadable\])|(?<control>[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff])/g;

/**
 * A text as nodes, in which redactions, truncations and control characters are highlighted.
 * @param {string} text
 * @returns {Child[]}
 */
export function marked(text) {
  /** @type {Child[]} */
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    nodes.push(text.slice(end, match.index));
    const { redacted, cut, control = "" } = match.groups ?? {};
    if (redacted !== undefined) nodes.push(el("mark", { class: "redacted" }, redacted));
    else if (cut !== undefined) nodes.push(el("span", { class: "cut" }, cut));
    else nodes.push(el("span", { class: "control" }, `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

/**
 * Counts the redaction markers in a text.
 * @param {string} text
 */
export function countRedactions(text) {
  return [...text.matchAll(MARKS)].filter(({ groups }) => groups?.redacted !== undefined).length;
}

/**
 * The element with this id in index.html.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`no ${type.name} #${id} in index.html`);
  return element;
}

/**
 * A number and its noun: `1 secret`, `2 entries`.
 * @param {number} count
 * @param {string} noun
 */
export function plural(count, noun) {
  return count === 1 ? `1 ${noun}` : `${count} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
