// The redactors, each set up as its documentation says. Each takes a value and returns a text.

import { inspect } from "node:util";

/**
 * The names for the three redactors that need a list: those in the examples of their documentation, and their common
 * spellings.
 */
const NAMES = [
  ..."password passwd pwd secret token access_token accessToken refresh_token refreshToken api_key apiKey".split(" "),
  ..."client_secret clientSecret private_key privateKey authorization Authorization cookie Cookie credentials".split(
    " ",
  ),
  ..."x-api-key set-cookie session_token auth_token".split(" "),
];

/** @param {string} name */
const step = (name) => (/^\w+$/.test(name) ? `.${name}` : `["${name}"]`);

/** Paths to the names at the top and two levels down, with the wildcards of the documentation. */
const PATHS = NAMES.flatMap((name) => [
  /^\w+$/.test(name) ? name : `["${name}"]`,
  `*${step(name)}`,
  `*.*${step(name)}`,
]);

/** The words of massgen's rule: a top-level key that contains one is sensitive. */
const REFERENCE_WORDS = ["password", "token", "secret", "key", "auth", "credential"];

/** @typedef {(value: any) => string} Redactor */

/** @type {Record<string, { package?: string, about: string, isReference?: true, load: () => Promise<Redactor> }>} */
export const REDACTORS = {
  "mcp-errors": {
    package: "mcp-errors",
    about: "`sanitize(value)`, without settings",
    load: async () => {
      const { sanitize } = await import("mcp-errors");
      return (value) => JSON.stringify(sanitize(value));
    },
  },
  "secret-scrubber": {
    package: "@zapier/secret-scrubber",
    about: "`scrub(value, findSensitiveValues(value))` where it finds any, without settings",
    load: async () => {
      const { default: scrubber } = await import("@zapier/secret-scrubber");
      return (value) => {
        const found = scrubber.findSensitiveValues(value);
        // `scrub` throws if there is nothing to scrub.
        return JSON.stringify(found.length === 0 ? value : scrubber.scrub(value, found));
      };
    },
  },
  "deep-redact": {
    package: "@hackylabs/deep-redact",
    about: "`blacklistedKeys` with the list of names, `caseSensitiveKeyMatch: false`, all `types`, `serialise: true`",
    load: async () => {
      const { DeepRedact } = await import("@hackylabs/deep-redact");
      const redaction = new DeepRedact({
        blacklistedKeys: NAMES,
        caseSensitiveKeyMatch: false,
        types: ["string", "number", "bigint", "boolean", "object"],
        serialise: true,
      });
      return (value) => String(redaction.redact(value));
    },
  },
  "@pinojs/redact": {
    package: "@pinojs/redact",
    about: "`paths` for each name of the list: `name`, `*.name`, `*.*.name`",
    load: async () => {
      const { default: redact } = await import("@pinojs/redact");
      return /** @type {Redactor} */ (redact({ paths: PATHS }));
    },
  },
  "fast-redact": {
    package: "fast-redact",
    about: "the same `paths`",
    load: async () => {
      const { default: redact } = await import("fast-redact");
      return /** @type {Redactor} */ (redact({ paths: PATHS }));
    },
  },
  "massgen's rule": {
    about: "reimplemented: a top-level key with one of six words in it loses its value; nested values are printed",
    isReference: true,
    load: async () => (value) => {
      /** @param {string} key @param {unknown} item */
      const masked = (key, item) => {
        if (REFERENCE_WORDS.some((word) => key.toLowerCase().includes(word))) return "[REDACTED]";
        return typeof item === "object" && item !== null ? inspect(item, { depth: 99 }) : item;
      };
      return JSON.stringify(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(key, item)])));
    },
  },
  "igloo's rule": {
    about: "reimplemented: a context is printed as it is",
    isReference: true,
    load: async () => (value) => JSON.stringify(value),
  },
};
