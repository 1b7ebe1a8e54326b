// Shows the wire formats of an error as tabs. Each is made when its tab is opened.

import { el, marked } from "./dom.js";

/** @typedef {import("mcp-errors").McpError} McpError */

/** @type {readonly { title: string, text: (error: McpError) => string }[]} */
const FORMATS = [
  { title: "Payload", text: (error) => pretty(error.toDict()) },
  { title: "JSON-RPC", text: (error) => pretty(error.toJsonRpc()) },
  { title: "Tool result", text: (error) => pretty(error.toToolResult()) },
  { title: "Problem details", text: (error) => pretty(error.toProblemDetails()) },
  { title: "One line", text: (error) => error.describe() },
];

/** The index of the open tab: stays from one error to the next. */
let chosen = 0;

/**
 * Makes the tabs and the panel of the open one. Arrow keys, Home and End move between tabs, as ARIA asks for.
 * @param {McpError} error
 * @param {(text: string) => void} announce
 */
export function wire(error, announce) {
  const tabs = FORMATS.map(({ title }, at) =>
    el("button", { type: "button", role: "tab", id: `tab-${at}`, "aria-controls": "form" }, title),
  );
  const code = el("code", { tabindex: 0 });
  const copy = el("button", { type: "button", class: "copy" }, "Copy");
  const panel = el("div", { role: "tabpanel", id: "form", class: "form" }, copy, el("pre", {}, code));

  /** @param {number} at */
  const choose = (at) => {
    chosen = at;
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(index === at));
      tab.tabIndex = index === at ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `tab-${at}`);
    code.setAttribute("aria-label", FORMATS[at].title);
    code.replaceChildren(...el("span", {}, marked(FORMATS[at].text(error))).childNodes);
    copy.textContent = "Copy";
  };

  const row = el("div", { role: "tablist", "aria-label": "Format", class: "tabs" }, tabs);
  row.addEventListener("click", (event) => {
    const at = tabs.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (at >= 0) choose(at);
  });
  row.addEventListener("keydown", (event) => {
    const last = tabs.length - 1;
    const next = {
      ArrowRight: chosen === last ? 0 : chosen + 1,
      ArrowLeft: chosen === 0 ? last : chosen - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    tabs[next].focus();
  });
  copy.addEventListener("click", async () => {
    const { title, text } = FORMATS[chosen];
    try {
      await navigator.clipboard.writeText(text(error));
      copy.textContent = "Copied";
      announce(`${title} copied`);
    } catch {
      // No permission: select the text, so that the user can copy it.
      getSelection()?.selectAllChildren(code);
      copy.textContent = "Press Ctrl+C";
    }
  });
  choose(chosen);
  return [row, panel];
}

/** @param {unknown} value */
const pretty = (value) => JSON.stringify(value, null, 2);
