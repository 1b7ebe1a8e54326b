// The consumers of errors, and how each is used. What arrives of an error is in docs/loggers.md.

/**
 * @typedef {object} Row
 * @property {string} name unique
 * @property {string} how it is used, as code
 * @property {string[]} command the program, and its arguments
 * @property {boolean} [isOurs] whether this package decides what is written
 * @property {string} [note] what else a user should know
 */

const node = (/** @type {string} */ script, /** @type {string[]} */ ...args) => [
  "node",
  `consumers/${script}.mjs`,
  ...args,
];
const bun = (/** @type {string} */ way) => ["bun", "consumers/runtimes.mjs", way];
const deno = (/** @type {string} */ way) => [
  "deno",
  "run",
  "-A",
  "--node-modules-dir=manual",
  "consumers/runtimes.mjs",
  way,
];
const nodeTest = (/** @type {string} */ reporter) => [
  ...["node", "--test", `--test-reporter=${reporter}`, "consumers/runner.spec.mjs"],
];

/** The notes that several rows share. */
const STDOUT = "Writes to stdout by default: give it stderr in a stdio server.";
const NUMBER = "Takes the JSON-RPC code, a number, for the type of the exception. `recordMcpError` gives the class.";

/** @type {Record<string, Row[]>} */
export const GROUPS = {
  "Printing and uncaught errors": [
    { name: "Node: console.log", how: "`console.log(error)`", command: node("runtimes", "print") },
    {
      name: "Node: console.log, nested",
      how: "`console.log({ job: { error } })`, `%o`",
      command: node("runtimes", "printInside"),
    },
    {
      name: "Node: inspect",
      how: "`inspect(error, { depth: 20, showHidden: true })`",
      command: node("runtimes", "inspect"),
    },
    {
      name: "Node: inspect, getters",
      how: "`inspect(error, { getters: true })`",
      command: node("runtimes", "printGetters"),
    },
    { name: "Node: JSON", how: "`JSON.stringify({ error })`", command: node("runtimes", "json") },
    {
      name: "Node: structuredClone",
      how: "`structuredClone(error)`, `postMessage`",
      command: node("runtimes", "clone"),
      note: "Copies no fields: send `error.toDict()`, and decode it.",
    },
    { name: "Node: uncaught", how: "`throw error`", command: node("runtimes", "uncaught") },
    { name: "Node: unhandled rejection", how: "`Promise.reject(error)`", command: node("runtimes", "rejected") },
    {
      name: "Node: as a cause",
      how: '`throw new Error("…", { cause: error })`',
      command: node("runtimes", "uncaughtCause"),
    },
    { name: "Node: logError", how: "`error.logError()`", command: node("runtimes", "logError"), isOurs: true },
    { name: "Bun: console.log", how: "`console.log(error)`", command: bun("print") },
    { name: "Bun: console.log, nested", how: "`console.log({ job: { error } })`, `%o`", command: bun("printInside") },
    { name: "Bun: inspect", how: "`inspect(error, { depth: 20, showHidden: true })`", command: bun("inspect") },
    { name: "Bun: uncaught", how: "`throw error`", command: bun("uncaught") },
    { name: "Bun: unhandled rejection", how: "`Promise.reject(error)`", command: bun("rejected") },
    { name: "Bun: as a cause", how: '`throw new Error("…", { cause: error })`', command: bun("uncaughtCause") },
    { name: "Deno: console.log", how: "`console.log(error)`", command: deno("print") },
    { name: "Deno: console.log, nested", how: "`console.log({ job: { error } })`, `%o`", command: deno("printInside") },
    { name: "Deno: inspect", how: "`inspect(error, { depth: 20, showHidden: true })`", command: deno("inspect") },
    { name: "Deno: uncaught", how: "`throw error`", command: deno("uncaught") },
    { name: "Deno: unhandled rejection", how: "`Promise.reject(error)`", command: deno("rejected") },
    { name: "Deno: as a cause", how: '`throw new Error("…", { cause: error })`', command: deno("uncaughtCause") },
  ],
  Loggers: [
    { name: "stderr", how: "`withMcpErrors(server)`", command: node("loggers", "stderr"), isOurs: true },
    {
      name: "console",
      how: "`error.logError(console)`",
      command: node("loggers", "consoleLogError"),
      isOurs: true,
      note: "Prints what is deeper than three levels as `[Object]`.",
    },
    {
      name: "console: hook",
      how: "`onError: logWith(console)`",
      command: node("loggers", "consoleHook"),
      isOurs: true,
    },
    { name: "pino: error", how: "`log.error(error)`", command: node("loggers", "pinoError"), note: STDOUT },
    { name: "pino: err", how: "`log.error({ err: error })`", command: node("loggers", "pinoErr") },
    { name: "pino: other name", how: "`log.error({ error })`", command: node("loggers", "pinoOther") },
    {
      name: "pino: errWithCause",
      how: "`serializers: { err: errWithCause }`",
      command: node("loggers", "pinoWithCause"),
    },
    { name: "pino: child", how: "`log.child({ err: error })`", command: node("loggers", "pinoChild") },
    { name: "pino: logError", how: "`error.logError(log)`", command: node("loggers", "pinoLogError"), isOurs: true },
    {
      name: "pino: logger",
      how: "`withMcpErrors(server, { logger: log })`",
      command: node("loggers", "pinoOption"),
      isOurs: true,
    },
    {
      name: "pino: hook",
      how: '`onError: logWith(log, { level: "fatal" })`',
      command: node("loggers", "pinoHook"),
      isOurs: true,
    },
    {
      name: "winston: error",
      how: "`log.error(error)`, `errors({ stack })`",
      command: node("loggers", "winstonError"),
      note: STDOUT,
    },
    {
      name: "winston: error with cause",
      how: "`log.error(error)`, `errors({ stack, cause })`",
      command: node("loggers", "winstonCause"),
    },
    { name: "winston: meta", how: '`log.error("…", error)`', command: node("loggers", "winstonMeta") },
    { name: "winston: field", how: '`log.error("…", { error })`', command: node("loggers", "winstonField") },
    { name: "winston: splat", how: '`log.error("%o", error)`, `splat()`', command: node("loggers", "winstonSplat") },
    {
      name: "winston: logError",
      how: "`error.logError(log)`",
      command: node("loggers", "winstonLogError"),
      isOurs: true,
    },
    {
      name: "winston: logger",
      how: "`withMcpErrors(server, { logger: log })`",
      command: node("loggers", "winstonOption"),
      isOurs: true,
    },
    {
      name: "bunyan: error",
      how: "`log.error(error)`",
      command: node("loggers", "bunyanError"),
      note: `${STDOUT} \`code\` is the JSON-RPC code.`,
    },
    { name: "bunyan: err", how: "`log.error({ err: error })`", command: node("loggers", "bunyanErr") },
    {
      name: "bunyan: logError",
      how: "`error.logError(log)`",
      command: node("loggers", "bunyanLogError"),
      isOurs: true,
    },
    {
      name: "bunyan: logger",
      how: "`withMcpErrors(server, { logger: log })`",
      command: node("loggers", "bunyanOption"),
      isOurs: true,
    },
    { name: "consola: error", how: "`consola.error(error)`", command: node("loggers", "consolaError") },
    {
      name: "consola: logError",
      how: "`error.logError(consola)`",
      command: node("loggers", "consolaLogError"),
      isOurs: true,
    },
  ],
  Telemetry: [
    { name: "Sentry: captureException", how: "`captureException(error)`", command: node("telemetry", "sentry") },
    {
      name: "Sentry: from",
      how: "`captureException(McpError.from(thrown))`",
      command: node("telemetry", "sentryFrom"),
    },
    { name: "Sentry: onError", how: "`onError: captureException`", command: node("telemetry", "sentryHook") },
    {
      name: "Sentry: extraErrorData",
      how: "`extraErrorDataIntegration({ depth: 10 })`",
      command: node("telemetry", "sentryExtra"),
    },
    {
      name: "Sentry: scope",
      how: "`captureException(other, { extra: { error } })`",
      command: node("telemetry", "sentryScope"),
    },
    { name: "Sentry: console", how: "`captureConsoleIntegration()`", command: node("telemetry", "sentryConsole") },
    {
      name: "OpenTelemetry: recordException",
      how: "`span.recordException(error)`",
      command: node("telemetry", "otelException"),
      note: NUMBER,
    },
    {
      name: "OpenTelemetry: attribute",
      how: '`span.setAttribute("error", String(error))`',
      command: node("telemetry", "otelAttribute"),
    },
    {
      name: "OpenTelemetry: recordMcpError",
      how: "`recordMcpError(error, { span })`",
      command: node("telemetry", "otelOurs"),
    },
  ],
  "Servers and serializers": [
    {
      name: "Fastify: reply",
      how: "`throw error` in a route",
      command: node("frameworks", "fastifyReply"),
      note: "Sends the message as an operator sees it, and the JSON-RPC code as `code`.",
    },
    { name: "Fastify: log", how: "`Fastify({ logger: true })`", command: node("frameworks", "fastifyLog") },
    { name: "Next: production", how: "`throw error` in a page, `next start`", command: node("next", "start") },
    { name: "Next: development", how: "`throw error` in a page, `next dev`", command: node("next", "dev") },
    {
      name: "superjson",
      how: "`superjson.stringify({ error })`",
      command: node("frameworks", "superjson"),
      note: "Keeps name, message and cause. Use `error.toDict()` and `decodeError`.",
    },
    { name: "serialize-error", how: "`serializeError(error)`", command: node("frameworks", "serializeError") },
  ],
  "Test runners": [
    ...["spec", "tap", "dot", "junit"].map((reporter) => ({
      name: `node:test: ${reporter}`,
      how: `\`--test-reporter=${reporter}\``,
      command: nodeTest(reporter),
    })),
    ...["default", "verbose", "json", "junit"].map((reporter) => ({
      name: `Vitest: ${reporter}`,
      how: `\`--reporter=${reporter}\``,
      command: ["vitest", "run", "--globals", `--reporter=${reporter}`, "consumers/globals.spec.mjs"],
    })),
    { name: "Jest", how: "`jest`", command: ["jest"] },
    { name: "Jest: JSON", how: "`jest --json`", command: ["jest", "--json"] },
    { name: "bun test", how: "`bun test`", command: ["bun", "test", "./consumers/globals.spec.mjs"] },
    {
      name: "deno test",
      how: "`deno test`",
      command: ["deno", "test", "-A", "--node-modules-dir=manual", "consumers/runner.spec.mjs"],
    },
  ],
};

export const ROWS = Object.values(GROUPS).flat();
