// Shows one error: what happened, what to do, why, and its wire formats.

import { countRedactions, el, marked, plural } from "./dom.js";
import { iconOf } from "./icons.js";
import { tree } from "./tree.js";
import { wire } from "./wire.js";

/** @typedef {import("./read.js").Finding} Finding */
/** @typedef {import("mcp-errors").McpError} McpError */
/** @typedef {import("./dom.js").Child} Child */

/** Members of a payload that other sections show. */
const SHOWN_ELSEWHERE = new Set(
  "error_type message error_code context timestamp hints hints_truncated hints_available retryable retry_after_ms causes kind".split(
    " ",
  ),
);

/** @type {Record<number, string>} */
const CODES = {
  [-32700]: "parse error",
  [-32600]: "invalid request",
  [-32601]: "method not found",
  [-32602]: "invalid params",
  [-32603]: "internal error",
};

/** @type {Record<string, string>} */
const CHANNELS = {
  payload: "a payload",
  _meta: "_meta of a tool result",
  "error.data": "data of a JSON-RPC error",
  error: "a JSON-RPC error without data",
  structuredContent: "structuredContent of a tool result",
  content: "the text of a tool result",
};

/**
 * Makes the view of an error.
 * @param {Finding} finding
 * @param {(text: string) => void} announce
 */
export function detail({ error, where, isDated }, announce) {
  const payload = error.toDict();
  const { context } = payload;
  const fields = Object.fromEntries(Object.entries(payload).filter(([key]) => !SHOWN_ELSEWHERE.has(key)));
  return el(
    "article",
    { "aria-labelledby": "verdict" },
    el(
      "header",
      {},
      el("p", { class: "class" }, iconOf(error.kind), el("span", {}, error.name), customType(error)),
      el("h2", { id: "verdict", dir: "auto" }, error.message === "" ? "(no message)" : marked(error.message)),
      chips(error, payload, isDated),
    ),
    error.hints.length > 0 &&
      section(
        "Do next",
        el(
          "ul",
          { class: "hints" },
          error.hints.map((hint) => el("li", { dir: "auto" }, marked(hint))),
        ),
      ),
    payload.hints_truncated === true &&
      el(
        "p",
        { class: "cut" },
        `${payload.hints_available} hints were available; the server sent ${error.hints.length}.`,
      ),
    Object.keys(fields).length > 0 && section("Fields", tree(fields, "Fields")),
    section("Cause", chain(payload)),
    section(
      "Context",
      Object.keys(context).length > 0 ? tree(context, "Context") : el("p", { class: "none" }, "No context."),
    ),
    section("Read from", readFrom(error, where, payload)),
    section("Wire", ...wire(error, announce)),
  );
}

const EXAMPLES = [
  ["Tool result", '{ "isError": true, "content": […], "_meta": {…} }'],
  ["JSON-RPC error", '{ "jsonrpc": "2.0", "id": 7, "error": { "code", "message", "data" } }'],
  ["Payload", '{ "error_type", "message", "error_code", "context", "timestamp", … }'],
  ["Text", "log lines, or any other text with one of these in it"],
];

/** Makes what the page shows before the first text. */
export function welcome() {
  return el(
    "div",
    { class: "empty" },
    el("h2", {}, "What happened, why, what now"),
    el(
      "p",
      {},
      "Paste a failed call on this page, drop a file, or choose a sample. Secrets are redacted before an error is shown.",
    ),
    el(
      "dl",
      { class: "examples" },
      EXAMPLES.flatMap(([name, form]) => [el("dt", {}, name), el("dd", {}, form)]),
    ),
  );
}

/** @param {string} title @param {...Child} children */
const section = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);

/** The error type on the wire, if it is not that of a built-in class. @param {McpError} error */
function customType(error) {
  const own = error.errorType;
  return (
    own !== error.name && own.toLowerCase() !== error.name.toLowerCase() && el("span", { class: "own" }, marked(own))
  );
}

/** @param {McpError} error @param {any} payload @param {boolean} isDated */
function chips(error, payload, isDated) {
  const { timestamp } = error;
  const { status } = error.toProblemDetails();
  const meaning = CODES[error.code] ?? "application code";
  return el(
    "dl",
    { class: "chips" },
    error.errorCode !== undefined && chip("code", marked(error.errorCode)),
    chip("retry", retry(error, payload), error.isRetryable ? "retryable" : ""),
    error.requestId !== undefined && chip("request", marked(error.requestId)),
    isDated &&
      chip(
        "time",
        el(
          "time",
          { datetime: timestamp.toISOString() },
          timestamp.toISOString().replace("T", " ").replace("Z", " UTC"),
        ),
      ),
    chip("JSON-RPC", `${error.code} ${meaning}`),
    chip("HTTP", String(status)),
  );
}

/** @param {string} name @param {Child | Child[]} value @param {string} [kind] */
const chip = (name, value, kind = "") =>
  el("div", { class: `chip ${kind}`.trim() }, el("dt", {}, name), el("dd", {}, value));

/** Whether a retry may help, and whether the server said so. @param {McpError} error @param {any} payload */
function retry(error, payload) {
  const wait = error.retryAfterMs;
  const after = wait === undefined ? "" : `, after ${wait / 1000} s`;
  const why = payload.retryable === undefined ? "" : ", says the server";
  if (error.provenance?.lossy && why === "" && !error.isRetryable) return "unknown";
  return error.isRetryable ? `may help${after}${why}` : `does not help${why}`;
}

/** Makes the list of the error and its causes, outermost first; the last one is the root cause. @param {any} payload */
function chain(payload) {
  const causes = payload.causes ?? [];
  if (causes.length === 0) return el("p", { class: "none" }, "No cause was reported.");
  const links = [{ error_type: payload.error_type, message: payload.message }, ...causes];
  const items = links.map((link, at) => {
    const isRoot = at === links.length - 1 && at > 0 && link.group === undefined;
    return el(
      "li",
      { class: [isRoot && "root", link.group !== undefined && "member"].filter(Boolean).join(" ") || undefined },
      el(
        "p",
        { class: "link" },
        el("span", { class: "type" }, marked(String(link.error_type))),
        at > 0 && typeof link.error_code === "string" && el("span", { class: "note" }, marked(link.error_code)),
        link.group !== undefined && el("span", { class: "note" }, `member of group ${link.group}`),
        isRoot && el("span", { class: "note" }, "root cause"),
      ),
      el("p", { class: "message", dir: "auto" }, marked(String(link.message))),
      at > 0 && link.context !== undefined && tree(link.context, `Context of ${link.error_type}`),
    );
  });
  return el("ol", { class: "chain" }, items);
}

/** @param {McpError} error @param {string | undefined} where @param {any} payload */
function readFrom(error, where, payload) {
  const { dialect = "mcp-errors", channel = "payload", lossy = false } = error.provenance ?? {};
  const redactions = countRedactions(JSON.stringify(payload));
  return el(
    "ul",
    { class: "facts" },
    el(
      "li",
      {},
      `${sentence(CHANNELS[channel] ?? channel)}${where === undefined ? "" : `, ${where}`}; dialect: ${dialect}.`,
    ),
    el("li", { class: lossy ? "lossy" : undefined }, lossy ? losses(channel) : "Nothing was lost on the way."),
    el(
      "li",
      {},
      redactions === 0
        ? "Nothing is redacted."
        : `${plural(redactions, "value")} ${redactions === 1 ? "is" : "are"} redacted.`,
    ),
  );
}

/** @param {string} channel */
function losses(channel) {
  if (channel === "content") return "Only text arrived, without class, context, causes and hints.";
  if (channel === "error") return "Only a code and a message arrived, without class, context, causes and hints.";
  return "Parts of the error were missing, or had to be guessed.";
}

/** @param {string} text */
const sentence = (text) => (text.startsWith("_") ? text : text[0].toUpperCase() + text.slice(1));
