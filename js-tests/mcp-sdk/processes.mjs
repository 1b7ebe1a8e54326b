// Servers in processes of their own, and clients that talk to them.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { clientSdk } from "./sdks.mjs";

const SERVER = fileURLToPath(new URL("server.mjs", import.meta.url));

/** Put together here, so that no scanner of sources takes it for a real one. */
export const password = ["Zq7", "password", "x9K2m4"].join("-");

/** What everything may take. */
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
 * A client that is connected to a server over stdio.
 * @param {import("./sdks.mjs").Line} line of both
 * @param {{ options?: Record<string, unknown>, cover?: (client: any) => any, way?: "stdio" | "low" }} [how] options of the server's cover, and a cover of the client
 * @returns {Promise<Connection>}
 */
export async function overStdio(line, { options, cover = (client) => client, way = "stdio" } = {}) {
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
  return connected(new Client({ name: "test", version: "1.0.0" }), transport, cover, () => stderr);
}

/**
 * The URL of a server over HTTP.
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
 * A client that is connected to a server over HTTP.
 * @param {import("./sdks.mjs").Line} line
 * @param {string} url
 * @param {(client: any) => any} [cover]
 */
export async function overHttp(line, url, cover = (client) => client) {
  const { Client, HttpClientTransport } = await clientSdk(line);
  const client = new Client({ name: "test", version: "1.0.0" });
  return connected(client, new HttpClientTransport(new URL(url)), cover, () => "");
}

/** @param {any} client @param {any} transport @param {(client: any) => any} cover @param {() => string} stderr */
async function connected(client, transport, cover, stderr) {
  /** @type {unknown[]} */
  const messages = [];
  // What the client puts there is given every message.
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
  const covered = cover(client);
  await covered.connect(transport, TIME);
  return { client: covered, transport, messages, stderr, close: () => client.close() };
}

/**
 * A tool is called as this line of the SDK wants it.
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
 * What `promise` is rejected with.
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
