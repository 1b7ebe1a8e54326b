// Runs one server and one client, as processes, through all failures.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { decodeError } from "mcp-errors";
import { FAILURES, HTTP_ONLY, missing } from "./compare.mjs";

/** Milliseconds for all failures of a client. A client that takes longer hangs. */
const LIMIT = 90_000;

/** Without backtraces: writing one takes seconds. */
const ENV = { ...process.env, RUST_BACKTRACE: "0" };

/** Failures that need a session of their own. */
const OWN_SESSION = ["killed", "refused", ...HTTP_ONLY];

/** @param {string} name */
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const { INTEROP_PYTHON = "python3", INTEROP_RUST = "." } = process.env;

/** @type {Record<string, { title: string, server: string[], client: string[] }>} */
export const SDKS = {
  ts1: {
    title: "TypeScript 1.x",
    server: [process.execPath, path("servers/ts1.mjs")],
    client: [process.execPath, path("clients/ts1.mjs")],
  },
  ts2: {
    title: "TypeScript 2.x",
    server: [process.execPath, path("servers/ts2.mjs")],
    client: [process.execPath, path("clients/ts2.mjs")],
  },
  rmcp: {
    title: "rmcp",
    server: [`${INTEROP_RUST}/interop_server`],
    client: [`${INTEROP_RUST}/interop_client`],
  },
  python: {
    title: "Python",
    server: [INTEROP_PYTHON, path("servers/python.py")],
    client: [INTEROP_PYTHON, path("clients/python.py")],
  },
};

/**
 * One failure with one server, one client and one transport.
 * @typedef {object} Result
 * @property {string} server
 * @property {string} client
 * @property {string} transport
 * @property {string} failure
 * @property {any} [payload] the payload that the client decoded
 * @property {string} outcome `equal`, or the difference
 * @property {number} [ms]
 */

/**
 * Runs the failures with one server, one client and one transport.
 * @param {string} server
 * @param {string} client
 * @param {string} transport
 * @param {string[]} failures
 * @returns {Promise<Result[]>}
 */
export async function runPair(server, client, transport, failures) {
  const wanted = failures.filter((failure) => transport === "http" || !HTTP_ONLY.includes(failure));
  const [command = "", ...args] = SDKS[server]?.server ?? [];
  const http = transport === "http" ? await startServer(command, args) : undefined;
  const target = http === undefined ? { command, args } : { url: `${http.base}/mcp` };
  const refused = transport === "http" ? { url: await closedPort() } : { command: "/no/such/server", args: [] };
  /** @type {Record<string, any>} */
  const targets = {
    refused,
    unauthorized: { url: `${http?.base}/401` },
    forbidden: { url: `${http?.base}/403` },
  };
  const alone = OWN_SESSION.filter((failure) => wanted.includes(failure)).sort((one) => (one === "killed" ? 1 : -1));
  const together = wanted.filter((failure) => !OWN_SESSION.includes(failure));
  const sessions = [
    { target, failures: together },
    ...alone.map((failure) => ({ target: targets[failure] ?? target, failures: [failure] })),
  ];
  const { lines, stderr } = await runClient(SDKS[client]?.client ?? [], { sessions });
  http?.stop();
  return wanted.map((failure) => resultOf({ server, client, transport, failure, outcome: "" }, lines, stderr));
}

/**
 * Compares what a client printed about a failure with what was raised.
 * @param {Result} result
 * @param {any[]} lines
 * @param {string} stderr
 * @returns {Result}
 */
function resultOf(result, lines, stderr) {
  const line = lines.find(({ failure }) => failure === result.failure);
  if (line === undefined) return { ...result, outcome: `hang ${stderr}`.trim() };
  // The TypeScript and Rust clients decode by themselves; the output of Python clients is decoded here.
  const seen = line.error ?? line.exception ?? line.result;
  const decoded = "decoded" in line ? line.decoded?.payload : decodeError(seen)?.toDict();
  const { ms } = line;
  if (decoded === undefined || decoded === null) return { ...result, ms, outcome: "no error" };
  const lost = missing(result.failure, decoded);
  const outcome =
    lost.length === 0 ? "equal" : lost[0] === "class" ? `arrives as ${decoded.error_type}` : `lacks ${lost.join(", ")}`;
  return { ...result, ms, payload: decoded, outcome };
}

/**
 * Runs a client, and parses the lines that it printed.
 * @param {string[]} command
 * @param {object} input
 */
async function runClient([command = "", ...args], input) {
  const child = spawn(command, [...args, JSON.stringify(input)], { env: ENV, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.on("error", (problem) => {
    err += problem.message;
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
  await once(child, "close").catch(() => {});
  clearTimeout(timer);
  const lines = out.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
  return { lines, stderr: lines.length === 0 ? err.trim().slice(-400) : "" };
}

/**
 * Starts a server over HTTP, and waits for its port.
 * @param {string} command
 * @param {string[]} args
 */
async function startServer(command, args) {
  const child = spawn(command, [...args, "http"], { env: ENV, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stderr.on("data", (chunk) => {
    err = (err + chunk).slice(-400);
  });
  const port = await new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`${command} ${args.join(" ")} does not listen: ${err}`));
    const timer = setTimeout(fail, 30_000);
    child.on("error", reject).on("exit", fail);
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const found = /"port":\s*(\d+)/.exec(out)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
  return { base: `http://127.0.0.1:${port}`, stop: () => child.kill("SIGKILL") };
}

/** A URL at which no server listens. */
async function closedPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  return `http://127.0.0.1:${port}/mcp`;
}

/** The names of all failures. */
export const ALL_FAILURES = Object.keys(FAILURES);
