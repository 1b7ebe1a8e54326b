// Measures time: errors compared with plain errors, the sanitizer and the scanner compared with other libraries.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DeepRedact } from "@hackylabs/deep-redact";
import pinoRedact from "@pinojs/redact";
import scrubber from "@zapier/secret-scrubber";
import fastRedact from "fast-redact";
import safeStringify from "fast-safe-stringify";
import { decodeError, McpToolError, redactText, sanitize } from "mcp-errors";
import { deep, interleaved } from "./measure.mjs";
import { contexts, log, nested, sized } from "./payloads.mjs";

/** @typedef {import("./report.mjs").Row} Row */

const SIZES = /** @type {const} */ (["small", "medium", "large", "text"]);
const TIMESTAMP = new Date("2024-01-15T10:30:00.123Z");
const MESSAGE = "cannot read the latest report";

/** The sensitive keys that the other libraries get. */
const KEYS = ["password", "apiKey", "api_key", "token", "accessToken", "secret", "authorization", "cookie"];

/** One expression for the secrets in the texts that are scanned here. */
const PATTERN =
  /(\/\/[^\s/:@]*:)[^\s@/]+(?=@)|(\bAuthorization:\s*(?:Bearer|Basic)\s+)\S+|(\b(?:password|passwd|pwd|secret|token|api[_-]?key)["']?\s*[=:]\s*["']?)[^\s"'&,;]+|\b(?:AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|sk-[A-Za-z0-9_-]{20,}|xox[abp]-[A-Za-z0-9-]{10,}|eyJ[\w-]+\.[\w-]+\.[\w-]+)\b/gi;

/** @param {number} bytes */
const kilobytes = (bytes) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} KB`);
const name = (/** @type {string} */ size, /** @type {unknown} */ value) =>
  `${size}, ${kilobytes(JSON.stringify(value).length)}`;

/** Creating an error and its wire text. @returns {Row[]} */
export function create() {
  const targets = { small: 1.25, medium: 1.4, large: 1.6, text: 1.8 };
  return [false, true].flatMap((isSecret) => {
    const all = contexts(isSecret);
    return SIZES.map((size) => {
      const context = all[size];
      const make = () => new McpToolError(MESSAGE, { context, timestamp: TIMESTAMP }).toJsonString();
      const payload = JSON.parse(make());
      payload.context = context;
      const { ours, plain } = interleaved({
        ours: () => deep(make),
        plain: () => deep(() => [new Error(MESSAGE), JSON.stringify(payload)]),
      });
      return {
        work: `create + wire text, ${name(size, payload)}${isSecret ? ", with secrets" : ""}`,
        against: "new Error + JSON.stringify, ten frames",
        ours,
        theirs: plain,
        ratio: ours / plain,
        target: { most: targets[size] },
      };
    });
  });
}

/** Sanitizing objects. @returns {Row[]} */
export function objects() {
  const rules = { blacklistedKeys: KEYS, serialise: false };
  const keysOnly = new DeepRedact(rules);
  const replacer = (/** @type {string} */ text) => text.replace(PATTERN, "$1$2$3[REDACTED]");
  const keysAndTexts = new DeepRedact({ ...rules, stringTests: [{ pattern: PATTERN, replacer }] });
  const all = contexts(true);
  return SIZES.flatMap((size) => {
    const value = all[size];
    const paths = size === "small" ? KEYS : KEYS.map((key) => `batch[*].user.${key}`);
    /** @type {Record<string, number>} */
    const times = interleaved({
      ours: () => sanitize(value),
      "deep-redact, keys and texts": () => keysAndTexts.redact(value),
      "deep-redact, keys only": () => keysOnly.redact(value),
      "fast-redact, known paths, JSON text": stringifier(() => fastRedact({ paths }), value),
      "@pinojs/redact, known paths, JSON text": stringifier(() => pinoRedact({ paths }), value),
      // It throws if it finds no secret.
      ...(size === "text"
        ? {}
        : { "secret-scrubber": () => scrubber.scrub(value, scrubber.findSensitiveValues(value)) }),
    });
    return Object.entries(times)
      .filter(([peer]) => peer !== "ours")
      .map(([against, theirs]) => ({
        work: `sanitize, ${name(size, value)}`,
        against,
        ours: times.ours ?? Number.NaN,
        theirs,
        ratio: theirs / (times.ours ?? Number.NaN),
        target: against === "deep-redact, keys and texts" ? { least: 6 } : undefined,
        isFaster: true,
      }));
  });
}

/** @param {() => (value: any) => unknown} make @param {unknown} value */
function stringifier(make, value) {
  const redact = make();
  return () => redact(value);
}

/** Sanitizing and stringifying, compared with a stringifier that checks keys only. @returns {Row[]} */
export function wireText() {
  const all = contexts(true);
  const secret = new Set(KEYS);
  const censor = (/** @type {string} */ key, /** @type {unknown} */ value) => (secret.has(key) ? "[REDACTED]" : value);
  return /** @type {const} */ (["small", "medium", "large"]).map((size) => {
    const value = all[size];
    const { ours, theirs } = interleaved({
      ours: () => JSON.stringify(sanitize(value)),
      theirs: () => safeStringify(value, /** @type {any} */ (censor)),
    });
    const target = size === "small" ? undefined : { least: 1.3 };
    const work = `wire text of data, ${name(size, value)}`;
    return {
      work,
      against: "fast-safe-stringify, keys only",
      ours,
      theirs,
      ratio: theirs / ours,
      target,
      isFaster: true,
    };
  });
}

/** Scanning texts. @returns {Row[]} */
export function texts() {
  return [200, 2000, 20_000, 200_000].flatMap((length) =>
    [false, true].map((isSecret) => {
      const text = log(length, isSecret);
      const { ours, theirs } = interleaved({
        ours: () => redactText(text),
        theirs: () => text.replace(PATTERN, "$1$2$3[REDACTED]"),
      });
      return {
        work: `scan, ${kilobytes(length)} of text${isSecret ? ", with secrets" : ""}`,
        against: "one regular expression of nine rules",
        ours,
        theirs,
        ratio: theirs / ours,
        target: { least: 4 },
        isFaster: true,
      };
    }),
  );
}

/** Decoding. @returns {Row[]} */
export function decoding() {
  const all = contexts(false);
  return SIZES.map((size) => {
    const text = new McpToolError(MESSAGE, { context: all[size], timestamp: TIMESTAMP }).toJsonString();
    const { ours, theirs } = interleaved({
      ours: () => deep(() => decodeError(text)),
      theirs: () =>
        deep(() => {
          const payload = JSON.parse(text);
          return Object.assign(new Error(payload.message), { payload });
        }),
    });
    const against = "JSON.parse + new Error, ten frames";
    return {
      work: `decode, ${kilobytes(text.length)} (${size})`,
      against,
      ours,
      theirs,
      ratio: ours / theirs,
      target: { most: 1.5 },
    };
  });
}

/** Cost per byte, by size and by depth. @returns {{ name: string, bytes: number, object: number, text?: number }[]} */
export function linearity() {
  const bySize = [1e3, 1e4, 1e5, 1e6, 1e7].map((bytes) => {
    const value = sized(bytes);
    const text = log(bytes, true);
    const length = JSON.stringify(value).length;
    const { object, scan } = interleaved({ object: () => sanitize(value), scan: () => redactText(text) }, 7);
    return { name: kilobytes(bytes), bytes: length, object: object / length, text: scan / bytes };
  });
  const byDepth = [1, 4, 16, 60].map((depth) => {
    const value = nested(depth);
    const length = JSON.stringify(value).length;
    const { object } = interleaved({ object: () => sanitize(value) }, 9);
    return { name: `${depth} levels`, bytes: length, object: object / length };
  });
  return [...bySize, ...byDepth];
}

/** The other libraries, with their versions. */
export function versions() {
  const require = createRequire(import.meta.url);
  const names = [
    "@hackylabs/deep-redact",
    "fast-redact",
    "@pinojs/redact",
    "@zapier/secret-scrubber",
    "fast-safe-stringify",
  ];
  return names.map((peer) => {
    const entry = require.resolve(peer);
    const folder = entry.slice(0, entry.lastIndexOf(`/${peer}/`) + peer.length + 1);
    return `${peer} ${JSON.parse(readFileSync(`${folder}/package.json`, "utf8")).version}`;
  });
}
