// Shows a JSON value as a tree of `<details>` elements, which work by keyboard in every browser. A branch is made when it is
// opened, and a long one in portions: a context may have ten thousand entries.

import { el, marked, plural } from "./dom.js";

/** How many entries of a branch are added at once. */
const PORTION = 200;

/** Branches are open at first if they are above this depth and have at most this many entries. */
const OPEN_DEPTH = 2;
const OPEN_ENTRIES = 20;

/**
 * Makes the list of the entries of an object or an array.
 * @param {object} value
 * @param {string} label for screen readers
 */
export function tree(value, label) {
  const list = branch(value, 0);
  list.classList.add("tree");
  list.setAttribute("aria-label", label);
  return list;
}

/** @param {object} value @param {number} depth */
function branch(value, depth) {
  const list = el("ul");
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  const longest = Math.max(...entries.slice(0, PORTION).map(([key]) => key.length));
  list.style.setProperty("--keys", `${Math.min(Math.max(longest, depth === 0 ? 14 : 4), 28)}ch`);
  /** @param {number} start */
  const add = (start) => {
    const end = start + PORTION;
    list.append(...entries.slice(start, end).map(([key, item]) => entry(key, item, depth, isList)));
    if (entries.length <= end) return;
    const more = el("button", { type: "button", class: "more" }, plural(entries.length - end, "more entry"));
    const row = el("li", {}, more);
    more.addEventListener("click", () => {
      row.remove();
      add(end);
      const next = list.children[end];
      if (next instanceof HTMLElement) {
        next.tabIndex = -1;
        next.focus();
      }
    });
    list.append(row);
  };
  add(0);
  return list;
}

/**
 * @param {string} key
 * @param {unknown} value
 * @param {number} depth
 * @param {boolean} isItem
 */
function entry(key, value, depth, isItem) {
  const name = el("span", { class: isItem ? "key index" : "key" }, marked(key));
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return el("li", { class: "leaf" }, name, scalar(value));
  }
  const count = Object.keys(value).length;
  const size = Array.isArray(value) ? plural(count, "item") : plural(count, "entry");
  const details = el("details", {}, el("summary", {}, name, el("span", { class: "size" }, size)));
  const fill = () => {
    if (details.open && details.children.length === 1) details.append(branch(value, depth + 1));
  };
  details.addEventListener("toggle", fill);
  if (depth < OPEN_DEPTH && count <= OPEN_ENTRIES) {
    details.open = true;
    fill();
  }
  return el("li", {}, details);
}

/** @param {unknown} value */
function scalar(value) {
  if (typeof value !== "string") return el("span", { class: "value literal" }, JSON.stringify(value));
  return el("span", { class: "value text", dir: "auto" }, marked(value));
}
