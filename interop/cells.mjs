// Runs a server and a client, as processes, through all failures.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { decodeError } from "mcp-errors";
import { FAILURES, HTTP_ONLY, missing } from "./judge.mjs";

/** How long a client may take for all failures, in milliseconds: longer is a hang. */
const LIMIT = 90_000;

/** Backtraces of a panic take seconds to write. */
const ENV = { ...process.env, RUST_BACKTRACE: "0" };

/** Failures that need a connection of their own. */
const ALONE = ["killed", "refused", ...HTTP_ONLY];

/** @param {string} name */
const at = (name) => fileURLToPath(new URL(name, import.meta.url));
const { INTEROP_PYTHON = "python3", INTEROP_RUST = "." } = process.env;

/** @type {Record<string, { title: string, server: string[], client: string[] }>} */
export const SDKS = {
  ts1: {
    title: "TypeScript 1.x",
    server: [process.execPath, at("servers/ts1.mjs")],
    client: [process.execPath, at("clients/ts1.mjs")],
  },
  ts2: {
    title: "TypeScript 2.x",
    server: [process.execPath, at("servers/ts2.mjs")],
    client: [process.execPath, at("clients/ts2.mjs")],
  },
  rmcp: {
    title: "rmcp",
    server: [`${INTEROP_RUST}/interop_server`],
    client: [`${INTEROP_RUST}/interop_client`],
  },
  python: {
    title: "Python",
    server: [INTEROP_PYTHON, at("servers/python.py")],
    client: [INTEROP_PYTHON, at("clients/python.py")],
  },
};

/**
 * @typedef {object} Cell
 * @property {string} server
 * @property {string} client
 * @property {string} transport
 * @property {string} failure
 * @property {string} [raw] what the client saw, where it says anything of its own
 * @property {any} [payload] what was decoded
 * @property {string} outcome `equal`, or what is wrong
 * @property {number} [ms]
 */

/**
 * Every failure for one server, one client and one transport.
 * @param {string} server
 * @param {string} client
 * @param {string} transport
 * @param {string[]} failures
 * @returns {Promise<Cell[]>}
 */
export async function run(server, client, transport, failures) {
  const wanted = failures.filter((failure) => transport === "http" || !HTTP_ONLY.includes(failure));
  const [command = "", ...args] = SDKS[server]?.server ?? [];
  const listener = transport === "http" ? await listen(command, args) : undefined;
  const target = listener === undefined ? { command, args } : { url: `${listener.base}/mcp` };
  const closed = transport === "http" ? { url: await nobody() } : { command: "/no/such/server", args: [] };
  /** @type {Record<string, any>} */
  const targets = {
    refused: closed,
    unauthorized: { url: `${listener?.base}/401` },
    forbidden: { url: `${listener?.base}/403` },
  };
  const alone = ALONE.filter((failure) => wanted.includes(failure)).sort((one) => (one === "killed" ? 1 : -1));
  const together = wanted.filter((failure) => !ALONE.includes(failure));
  const sessions = [
    { target, failures: together },
    ...alone.map((failure) => ({ target: targets[failure] ?? target, failures: [failure] })),
  ];
  const { lines, complaint } = await converse(SDKS[client]?.client ?? [], { sessions });
  listener?.stop();
  return wanted.map((failure) => judge({ server, client, transport, failure, outcome: "" }, lines, complaint));
}

/**
 * @param {Cell} cell
 * @param {any[]} lines
 * @param {string} complaint
 * @returns {Cell}
 */
function judge(cell, lines, complaint) {
  const said = lines.find((line) => line.failure === cell.failure);
  if (said === undefined) return { ...cell, outcome: `hang ${complaint}`.trim() };
  // The TypeScript and Rust clients decode where they are; what Python printed is decoded here.
  const seen = said.error ?? said.exception ?? said.result;
  const decoded = "decoded" in said ? said.decoded?.payload : decodeError(seen)?.toDict();
  const { ms } = said;
  if (decoded === undefined || decoded === null) return { ...cell, ms, outcome: "no error" };
  const lost = missing(cell.failure, decoded);
  const outcome =
    lost.length === 0 ? "equal" : lost[0] === "class" ? `arrives as ${decoded.error_type}` : `lacks ${lost.join(", ")}`;
  return { ...cell, ms, payload: decoded, outcome };
}

/**
 * Runs a client; the lines that it printed.
 * @param {string[]} command
 * @param {object} input
 */
async function converse([command = "", ...args], input) {
  const child = spawn(command, [...args, JSON.stringify(input)], { env: ENV, stdio: ["ignore", "pipe", "pipe"] });
  const heard = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    heard.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    heard.err += chunk;
  });
  child.on("error", (problem) => {
    heard.err += problem.message;
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
  await once(child, "close").catch(() => {});
  clearTimeout(timer);
  const lines = heard.out.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
  return { lines, complaint: lines.length === 0 ? heard.err.trim().slice(-400) : "" };
}

/**
 * Starts a server that listens.
 * @param {string} command
 * @param {string[]} args
 */
async function listen(command, args) {
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

/** An address where nobody listens. */
async function nobody() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  return `http://127.0.0.1:${port}/mcp`;
}

/** All names. */
export const ALL_FAILURES = Object.keys(FAILURES);
