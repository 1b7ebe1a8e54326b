// A JSON value as a tree of disclosure widgets, which every browser lets people walk by keyboard. Branches are made when
// they are opened, and long ones in portions: a context may have ten thousand entries.

import { el, marked, plural } from "./dom.js";

/** Entries of one branch that are shown at once. */
const PORTION = 200;

/** Branches up to this depth, and up to this many entries, are open from the start. */
const OPEN_DEPTH = 2;
const OPEN_ENTRIES = 20;

/**
 * The entries of an object or an array.
 * @param {object} value
 * @param {string} label names the tree for those who do not see what stands above it
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
    const more = el(
      "button",
      { type: "button", class: "more" },
      `${plural(entries.length - end, "more entry").replace("entrys", "entries")}`,
    );
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
  const size = Array.isArray(value) ? plural(count, "item") : plural(count, "entry").replace("entrys", "entries");
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
