// Decodes what is pasted, dropped or opened, and shows it. Sends nothing.
//
// The page needs `mcp-errors.mjs` in its folder: `index.mjs` of the npm package, which has the WebAssembly in it. Then any
// server of static files can serve the folder. The content security policy in index.html allows scripts of the same origin
// and WebAssembly, and nothing else.

import { detail, welcome } from "./detail.js";
import { byId, countRedactions, el, plural } from "./dom.js";
import { loadLibrary } from "./library.js";
import { MAX_FINDINGS, read, redact } from "./read.js";
import { SAMPLES } from "./samples.js";

const paste = byId("paste", HTMLTextAreaElement);
const clear = byId("clear", HTMLButtonElement);
const file = byId("file", HTMLInputElement);
const redactPaste = byId("redact", HTMLButtonElement);
const redactions = byId("redactions", HTMLParagraphElement);
const view = byId("detail", HTMLElement);
const status = byId("status", HTMLParagraphElement);

const MAX_FILE_BYTES = 32 * 1024 * 1024;

const { library, problem } = await loadLibrary();

/** Tells screen readers what has changed. @param {string} text */
function announce(text) {
  status.textContent = text;
}

/** Shows why there is no error to show. @param {import("./library.js").Problem} problem @param {string} kind */
function showNothing({ title, advice }, kind) {
  view.replaceChildren(el("div", { class: `empty ${kind}` }, el("h2", {}, title), el("p", {}, advice)));
  redactions.hidden = true;
  announce(`${title}. ${advice}`);
}

/** Reads the text of the field and shows the result. */
function show() {
  const text = paste.value;
  clear.disabled = text === "";
  redactPaste.hidden = true;
  if (library === undefined) return showNothing(problem, "failed");
  if (text.trim() === "") {
    view.replaceChildren(welcome());
    redactions.hidden = true;
    return;
  }
  const { findings, secrets, nothing } = read(library, text);
  redactPaste.hidden = secrets === 0;
  redactPaste.textContent = `Redact ${plural(secrets, "secret")}`;
  if (nothing !== undefined) return showNothing(nothing, "wrong");
  showFinding(findings, 0);
}

/** Shows one of the errors. @param {import("./read.js").Finding[]} findings @param {number} at */
function showFinding(findings, at) {
  const { error } = findings[at];
  const article = detail(findings[at], announce);
  view.replaceChildren(...(findings.length > 1 ? [pager(findings, at)] : []), article);
  const count = countRedactions(error.toJsonString());
  redactions.hidden = count === 0;
  redactions.textContent = `${count} redacted`;
  const which = findings.length > 1 ? `${positionOf(findings, at)}. ` : "";
  announce(`${which}${error.name}: ${error.message}. ${plural(count, "value")} redacted.`);
}

/** @param {import("./read.js").Finding[]} findings @param {number} at */
const positionOf = ({ length }, at) =>
  `Failure ${at + 1} of ${length === MAX_FINDINGS ? `the first ${length}` : length}`;

/** The buttons for the previous and the next error. @param {import("./read.js").Finding[]} findings @param {number} at */
function pager(findings, at) {
  /** @param {string} name @param {number} to */
  const button = (name, to) => {
    const made = el("button", { type: "button", disabled: findings[to] === undefined }, name);
    made.addEventListener("click", () => {
      showFinding(findings, to);
      const buttons = [...view.querySelectorAll("nav.pager button")];
      const again = buttons.find((other) => other.textContent === name && !other.hasAttribute("disabled"));
      const next = again ?? buttons.find((other) => !other.hasAttribute("disabled"));
      if (next instanceof HTMLElement) next.focus();
    });
    return made;
  };
  return el(
    "nav",
    { class: "pager", "aria-label": "Failures" },
    el("span", {}, positionOf(findings, at)),
    button("Previous", at - 1),
    button("Next", at + 1),
  );
}

/** Puts a text into the field, and shows it. @param {string} text */
function setText(text) {
  paste.value = text;
  paste.scrollTop = 0;
  show();
  // On a small screen the result is below the fold.
  if (text !== "" && view.getBoundingClientRect().top > innerHeight / 2) view.scrollIntoView();
}

/** Reads a file into the field. @param {File | undefined} chosen */
async function openFile(chosen) {
  if (chosen === undefined) return;
  if (chosen.size > MAX_FILE_BYTES) {
    showNothing({ title: "This file is too large", advice: "Files of up to 32 MB can be opened here." }, "wrong");
  } else setText(await chosen.text());
}

let waiting = 0;
paste.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = window.setTimeout(show, 60);
});
clear.addEventListener("click", () => {
  setText("");
  announce("Cleared");
  paste.focus();
});
byId("open", HTMLButtonElement).addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  openFile(file.files?.[0]);
  file.value = "";
});
redactPaste.addEventListener("click", () => {
  if (library === undefined) return;
  setText(redact(library, paste.value));
  paste.focus();
});
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain");
  if (event.target === paste || !text) return;
  event.preventDefault();
  setText(text);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { files } = event.dataTransfer ?? {};
  if (files?.length) openFile(files[0]);
  else setText(event.dataTransfer?.getData("text/plain") ?? "");
});

byId("samples", HTMLUListElement).append(
  ...SAMPLES.map(({ title, format, text }) => {
    const button = el(
      "button",
      { type: "button" },
      el("span", {}, title),
      el("span", { class: "format-name" }, format),
    );
    button.addEventListener("click", () => setText(text));
    return el("li", {}, button);
  }),
);
show();
// On a touch screen, focus would open the keyboard over the page.
if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) paste.focus();
