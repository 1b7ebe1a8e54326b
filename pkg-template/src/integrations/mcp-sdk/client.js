// Clients: every method that asks the server something throws the typed error.

import { decodeError, McpError } from "mcp-errors";
import { tryOr } from "../../try-or.js";
import { isOfProtocol } from "./request.js";
import { secondsSince, stamp } from "./settle.js";
import { watchTransport } from "./transport.js";

/** What asks the server something, by its name in either line of the SDK, with what it is about. */
const METHODS = /** @type {Record<string, (args: any[]) => unknown>} */ ({
  callTool: ([params]) => params.name,
  complete: ([params]) => params.ref.name ?? params.ref.uri,
  connect: () => undefined,
  discover: () => undefined,
  getPrompt: ([params]) => params.name,
  listPrompts: () => undefined,
  listResources: () => undefined,
  listResourceTemplates: () => undefined,
  listTools: () => undefined,
  ping: () => undefined,
  readResource: ([params]) => params.uri,
  request: ([request]) => request.method,
  setLoggingLevel: () => undefined,
  subscribeResource: ([params]) => params.uri,
  unsubscribeResource: ([params]) => params.uri,
});

/**
 * @typedef {object} Covered
 * @property {any} settings
 * @property {import("./transport.js").Watch | undefined} transport
 */

/**
 * @param {any} client
 * @param {any} settings
 */
export function coverClient(client, settings) {
  /** @type {Covered} */
  const state = { settings, transport: tryOr(() => watchTransport(client.transport)) };
  for (const [method, subject] of Object.entries(METHODS)) {
    const original = client[method];
    if (typeof original !== "function") continue;
    /** @param {...any} args */
    client[method] = async (...args) => {
      if (method === "connect") state.transport = tryOr(() => watchTransport(args[0]));
      // Streams of tasks ask by `request`, and know the errors of their SDK only.
      if (method === "request" && isOfTasks(args[0])) return original.apply(client, args);
      const began = Date.now();
      const about = tryOr(() => subject(args));
      const operation = `${snakeCase(method)}${typeof about === "string" ? `(${about})` : ""}`;
      let result;
      try {
        result = await original.apply(client, args);
      } catch (thrown) {
        throw await failure(state, thrown, operation, began, signalOf(args));
      }
      if (method !== "callTool" || settings.throwToolErrors === false || result?.isError !== true) return result;
      const error = decodeError(result);
      if (error === undefined) return result;
      stamp(error, facts(state, operation, began));
      throw error;
    };
  }
  keepStreams(client);
}

/** Requests that a stream has made. @type {WeakSet<object>} */
const streamed = new WeakSet();

/** @param {any} request */
const isOfTasks = (request) => streamed.has(request) || tryOr(() => request.method.startsWith("tasks/")) === true;

/** @param {any} client */
function keepStreams(client) {
  const original = client.requestStream;
  if (typeof original !== "function") return;
  /** @param {any} request @param {...unknown} rest */
  client.requestStream = (request, ...rest) => {
    if (typeof request === "object" && request !== null) streamed.add(request);
    return original.call(client, request, ...rest);
  };
}

/** The signal that the caller gave. @param {any[]} args @returns {AbortSignal | undefined} */
const signalOf = (args) => tryOr(() => args.find((arg) => typeof arg?.signal?.aborted === "boolean")?.signal);

/** @param {string} name */
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * What the client adds to the context.
 * @param {Covered} state
 * @param {string} operation
 * @param {number} began
 */
const facts = ({ settings, transport }, operation, began) => ({
  server_name: settings.serverName,
  transport_type: transport?.type,
  operation,
  elapsed_seconds: secondsSince(began),
});

/**
 * What to throw instead.
 * @param {Covered} state
 * @param {any} thrown
 * @param {string} operation
 * @param {number} began
 * @param {AbortSignal | undefined} signal
 */
async function failure(state, thrown, operation, began, signal) {
  if (isOfProtocol(thrown, undefined)) return thrown;
  const known = facts(state, operation, began);
  // The methods ask by `request`, which is covered, too: what it has added is about the method now.
  if (McpError.is(thrown)) {
    tryOr(() => stamp(thrown, known));
    return thrown;
  }
  let caught = thrown;
  if (signal?.aborted === true) {
    // The SDKs make a timeout of their own of it.
    if (tryOr(() => signal.reason.name) !== "TimeoutError") return signal.reason ?? thrown;
    caught = signal.reason;
  }
  const timeout = tryOr(() => caught.data.timeout);
  const error = McpError.from(caught, typeof timeout === "number" ? { timeoutSeconds: timeout / 1000 } : {});
  const death = error.kind === "connection" ? await state.transport?.death() : undefined;
  tryOr(() => stamp(error, { ...known, ...death }));
  return error;
}
