// Clients: every method that sends a request throws typed errors.

import { decodeError, McpError } from "mcp-errors";
import { tryOr } from "../../try-or.js";
import { isOfProtocol } from "./request.js";
import { annotate, secondsSince } from "./respond.js";
import { watchTransport } from "./transport.js";

/** The methods that send requests, by their names in either line of the SDK, and the subject of a request: a name or a URI. */
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
 * @typedef {object} Instrumented
 * @property {any} settings
 * @property {import("./transport.js").Watch | undefined} transport
 */

/**
 * Wraps the methods of a client.
 * @param {any} client
 * @param {any} settings
 */
export function instrumentClient(client, settings) {
  /** @type {Instrumented} */
  const state = { settings, transport: tryOr(() => watchTransport(client.transport)) };
  for (const [method, subject] of Object.entries(METHODS)) {
    const original = client[method];
    if (typeof original !== "function") continue;
    /** @param {...any} args */
    client[method] = async (...args) => {
      if (method === "connect") state.transport = tryOr(() => watchTransport(args[0]));
      // Streams of tasks call `request`, and handle only the errors of their SDK.
      if (method === "request" && isOfTasks(args[0])) return original.apply(client, args);
      const startedAt = Date.now();
      const name = tryOr(() => subject(args));
      const operation = `${snakeCase(method)}${typeof name === "string" ? `(${name})` : ""}`;
      let result;
      try {
        result = await original.apply(client, args);
      } catch (thrown) {
        throw await failure(state, thrown, operation, startedAt, signalOf(args));
      }
      if (method !== "callTool" || settings.throwToolErrors === false || result?.isError !== true) return result;
      const error = decodeError(result);
      if (error === undefined) return result;
      annotate(error, metadata(state, operation, startedAt));
      throw error;
    };
  }
  markStreams(client);
}

/** Requests of streams. @type {WeakSet<object>} */
const streamed = new WeakSet();

/** @param {any} request */
const isOfTasks = (request) => streamed.has(request) || tryOr(() => request.method.startsWith("tasks/")) === true;

/** Marks the requests of streams, which are not wrapped. @param {any} client */
function markStreams(client) {
  const original = client.requestStream;
  if (typeof original !== "function") return;
  /** @param {any} request @param {...unknown} rest */
  client.requestStream = (request, ...rest) => {
    if (typeof request === "object" && request !== null) streamed.add(request);
    return original.call(client, request, ...rest);
  };
}

/** Returns the signal among the arguments of a method. @param {any[]} args @returns {AbortSignal | undefined} */
const signalOf = (args) => tryOr(() => args.find((arg) => typeof arg?.signal?.aborted === "boolean")?.signal);

/** @param {string} name */
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Returns what the client adds to the context of an error.
 * @param {Instrumented} state
 * @param {string} operation
 * @param {number} startedAt
 */
const metadata = ({ settings, transport }, operation, startedAt) => ({
  server_name: settings.serverName,
  transport_type: transport?.type,
  operation,
  elapsed_seconds: secondsSince(startedAt),
});

/**
 * Returns what to throw instead of what the SDK threw.
 * @param {Instrumented} state
 * @param {any} thrown
 * @param {string} operation
 * @param {number} startedAt
 * @param {AbortSignal | undefined} signal
 */
async function failure(state, thrown, operation, startedAt, signal) {
  if (isOfProtocol(thrown, undefined)) return thrown;
  const known = metadata(state, operation, startedAt);
  // The other methods call `request`, which is wrapped too: what it has added is replaced by that of the method.
  if (McpError.is(thrown)) {
    tryOr(() => annotate(thrown, known));
    return thrown;
  }
  let caught = thrown;
  if (signal?.aborted === true) {
    // The SDKs turn an abort into a timeout error of their own.
    if (tryOr(() => signal.reason.name) !== "TimeoutError") return signal.reason ?? thrown;
    caught = signal.reason;
  }
  const timeout = tryOr(() => caught.data.timeout);
  const error = McpError.from(caught, typeof timeout === "number" ? { timeoutSeconds: timeout / 1000 } : {});
  const death = error.kind === "connection" ? await state.transport?.death() : undefined;
  tryOr(() => annotate(error, { ...known, ...death }));
  return error;
}
