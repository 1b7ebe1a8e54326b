// The page: what is pasted, dropped or opened is decoded here, and shown. Nothing is sent anywhere.
//
// Beside this file the build puts `mcp-errors.mjs`: `index.mjs` of the npm package, as it is published, with the WebAssembly
// in it. Any folder with the files of `www/` and that one can be served as it stands. The content security policy in
// index.html allows scripts of the same origin and WebAssembly, and nothing else.

import { detail, welcome } from "./detail.js";
import { byId, countRedactions, el, plural } from "./dom.js";
import { loadLibrary } from "./library.js";
import { read, redact } from "./read.js";
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

/** Shows what stands in the field. */
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
  const { findings, exposed: secrets, nothing } = read(library, text);
  redactPaste.hidden = secrets === 0;
  redactPaste.textContent = `Redact ${plural(secrets, "secret")}`;
  if (nothing !== undefined) return showNothing(nothing, "wrong");
  showFinding(findings, 0);
}

/** @param {import("./read.js").Finding[]} findings @param {number} at */
function showFinding(findings, at) {
  const { error } = findings[at];
  const article = detail(findings[at], announce);
  view.replaceChildren(...(findings.length > 1 ? [pager(findings, at)] : []), article);
  const count = countRedactions(error.toJsonString());
  redactions.hidden = count === 0;
  redactions.textContent = `${count} redacted`;
  const which = findings.length > 1 ? `Failure ${at + 1} of ${findings.length}. ` : "";
  announce(`${which}${error.name}: ${error.message}. ${plural(count, "value")} redacted.`);
}

/** @param {import("./read.js").Finding[]} findings @param {number} at */
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
    el("span", {}, `Failure ${at + 1} of ${findings.length}`),
    button("Previous", at - 1),
    button("Next", at + 1),
  );
}

/** @param {string} text */
function take(text) {
  paste.value = text;
  paste.scrollTop = 0;
  show();
  // On a small screen, what was asked for is further down.
  if (text !== "" && view.getBoundingClientRect().top > innerHeight / 2) view.scrollIntoView();
}

/** @param {File | undefined} chosen */
async function openFile(chosen) {
  if (chosen === undefined) return;
  if (chosen.size > MAX_FILE_BYTES) {
    showNothing({ title: "This file is too large", advice: "Files of up to 32 MB can be opened here." }, "wrong");
  } else take(await chosen.text());
}

let waiting = 0;
paste.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = window.setTimeout(show, 60);
});
clear.addEventListener("click", () => {
  take("");
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
  take(redact(library, paste.value));
  paste.focus();
});
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain");
  if (event.target === paste || !text) return;
  event.preventDefault();
  take(text);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { files } = event.dataTransfer ?? {};
  if (files?.length) openFile(files[0]);
  else take(event.dataTransfer?.getData("text/plain") ?? "");
});

byId("samples", HTMLUListElement).append(
  ...SAMPLES.map(({ title, form, text }) => {
    const button = el("button", { type: "button" }, el("span", {}, title), el("span", { class: "form-name" }, form));
    button.addEventListener("click", () => take(text));
    return el("li", {}, button);
  }),
);
show();
// Where it would bring up a keyboard on the screen, the page is to be seen first.
if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) paste.focus();
