// Loads the package beside a polluted `Object.prototype`, and prints what it then does, as JSON. Arguments: the name and the kind of
// the member, and the file of the package.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inspect } from "node:util";

const [name = "", kind = "", file = ""] = process.argv.slice(2);
const VALUES = { object: { profile: "reference", a: 1 }, text: "reference", function: () => "polluted", nothing: null };
const secret = readFileSync(0, "utf8");
// What Node loads late would fail by itself.
for (const stream of [process.stdout, process.stderr]) stream.write("");
const require = createRequire(import.meta.url);
const pollute = () => {
  if (name !== "") /** @type {any} */ (Object.prototype)[name] = VALUES[/** @type {keyof typeof VALUES} */ (kind)];
};

pollute();
const library = file.endsWith(".cjs") ? require(file) : { ...(await import(file)) };
/** @type {unknown[]} */
const shown = [];
try {
  const { McpConnectionError, McpError, McpToolError } = library;
  class Own extends McpToolError {
    static errorType = "OwnError";
    sanitizeContext(/** @type {any} */ context) {
      return { ...super.sanitizeContext(context), more: 1 };
    }
  }
  library.registerErrorClass(Own);
  const cause = Object.assign(new Error(`token=${secret}`), { code: "E_MINE", password: secret });
  const options = { context: { password: secret, a: { b: [1, "x"] } }, hints: ["wait"], timestamp: 0, cause };
  const errors = [
    new McpConnectionError(`password=${secret}`, { ...options, serverName: "files" }),
    new Own("m", options),
    McpError.from(cause, { operation: "read", timestamp: 0 }),
    new McpError("m", { timestamp: 0 }),
    new McpError("m", { timestamp: 0, sanitizer: library.createSanitizer({ redact: ["internalId"] }) }),
  ];
  for (const error of errors) {
    error.addContext({ later: 1, token: secret });
    const exits = () => [
      ...[
        error.toJsonString(),
        error.toJsonRpc(),
        error.toToolResult({ includeJsonText: true }),
        error.toProblemDetails(),
      ],
      ...[error.describe(), String(error), error.kind, error.code, error.errorCode, error.isRetryable, error.hints],
      ...[library.formatErrorChain(error), { ...error.cause }, error.cause?.message, error.causes],
    ];
    shown.push(...exits());
    error.message = `token=${secret}`;
    error.cause = new Error(`password=${secret}`);
    shown.push(...exits());
    error.logError((/** @type {unknown} */ record) => shown.push(record));
    shown.push(library.decodeError(error.toJsonString()).describe());
  }
  // Its key is random.
  shown.push(library.createSanitizer({ replacement: "hash" }).sanitize({ password: secret }).password.length);
  shown.push(library.sanitize({ password: secret, a: [1, { b: 2 }] }), library.redactText(`password=${secret}`));
  library.configure({ redact: ["internalId"] });
  shown.push(library.sanitize({ internalId: secret }));
} catch (problem) {
  shown.push(`threw ${/** @type {any} */ (problem)?.stack ?? problem}`);
}
if (name !== "") delete (/** @type {any} */ (Object.prototype)[name]);
// As data of its own: what was made while the prototype was polluted inherits nothing of it now.
console.log(JSON.stringify(shown).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)/g, "TIME"));
console.error(inspect(shown.filter((text) => String(text).startsWith("threw"))));
