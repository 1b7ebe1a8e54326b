// Servers: wraps every request handler, registered before or after, so that its failures are sent as typed errors.
//
// The table of handlers is private in both lines of the SDK, but it is the only place with the handlers that were registered
// before and with the SDK's own. The SDK turns what a tool throws into text before its handler returns. So the functions of tools
// are wrapped too, and what they threw is found by the signal of the request.

import { McpError, McpExecutionError, McpResourceError, McpSelectorError, McpToolError } from "mcp-errors";
import { MAX_CANDIDATES } from "../../../generated/constants.js";
import { tryOr } from "../../try-or.js";
import { entryOf, idOf, isInvalidParams, isOfProtocol, issuesOf, messageOf, signalOf, typed } from "./request.js";
import { infoOf, protocolError, toolResult } from "./respond.js";
import { completeErrors } from "./send.js";

/** Methods that are not wrapped: handshakes, and the SDK's own methods for tasks. */
const UNTOUCHED = /^(initialize|ping|server\/discover|tasks\/.*)$/;

/** How the function of a tool ended, by the signal of its request. @type {WeakMap<object, { thrown?: unknown, returned?: any, didThrow: boolean }>} */
const outcomes = new WeakMap();

/** Wrapped functions of tools. @type {WeakSet<Function>} */
const wrapped = new WeakSet();

/**
 * Wraps the handlers of a server.
 * @param {any} target the high-level server, or the low-level one
 * @param {any} server the low-level one
 * @param {any} settings
 */
export function instrumentServer(target, server, settings) {
  const registry = target === server ? undefined : target;
  /** @type {Map<string, any>} */
  const handlers = server._requestHandlers;
  const set = handlers.set.bind(handlers);
  /** Data of errors that are being sent, by the ids of their requests. @type {Map<unknown, unknown>} */
  const sending = new Map();
  /** @param {string} method @param {any} handler */
  const put = (method, handler) => set(method, wrapHandler(method, handler, registry, settings, sending));
  for (const [method, handler] of [...handlers]) put(method, handler);
  handlers.set = put;
  const { connect } = server;
  /** @param {any} transport @param {...unknown} rest */
  server.connect = (transport, ...rest) => {
    completeErrors(transport, sending);
    return connect.call(server, transport, ...rest);
  };
  if (server.transport !== undefined) completeErrors(server.transport, sending);
}

/**
 * @param {string} method
 * @param {any} handler
 * @param {any} registry
 * @param {any} settings
 * @param {Map<unknown, unknown>} sending
 */
function wrapHandler(method, handler, registry, settings, sending) {
  if (typeof handler !== "function" || UNTOUCHED.test(method)) return handler;
  const handle = method === "tools/call" ? callTool : callOther;
  /** @param {any} request @param {any} extra */
  return async (request, extra) => {
    try {
      return await handle({ method, handler, request, extra, registry, settings, startedAt: Date.now() });
    } catch (thrown) {
      const data = tryOr(() => /** @type {any} */ (thrown).data);
      if (data !== undefined && signalOf(extra)?.aborted !== true) sending.set(idOf(extra), data);
      throw thrown;
    }
  };
}

/**
 * @typedef {object} Call
 * @property {string} method
 * @property {any} handler
 * @property {any} request
 * @property {any} extra
 * @property {any} registry the high-level server, if there is one
 * @property {any} settings
 * @property {number} startedAt
 */

/** Handles any request but a tool call: its failure is a JSON-RPC error. @param {Call} call */
async function callOther(call) {
  const { method, handler, request, extra, settings, startedAt } = call;
  try {
    return writable(await handler(request, extra));
  } catch (thrown) {
    if (isOfProtocol(thrown, extra)) throw thrown;
    const info = infoOf(settings, method, request, extra, startedAt);
    const error = (await sdkError(call, thrown)) ?? typed(thrown, { operation: info.name ?? method });
    const code = McpError.is(thrown) ? undefined : tryOr(() => /** @type {any} */ (thrown).code);
    const sent = protocolError(settings, error, info, code);
    // Clients of the 2.x line throw a `ResourceNotFoundError` for exactly this data.
    if (settings.plainNotFound === true && sent.data.uri !== undefined) sent.data = { uri: sent.data.uri };
    throw sent;
  }
}

/**
 * Returns a result, if it can be written as JSON. If not, an SDK would drop the response, and the client would wait until it
 * times out. Texts are not tried.
 * @param {any} result
 */
function writable(result) {
  const isText = (/** @type {object} */ block) => Object.values(block).every((value) => typeof value === "string");
  const hasTexts = tryOr(() => result.content.every(isText)) === true;
  try {
    JSON.stringify(hasTexts ? { ...result, content: undefined } : result);
  } catch (problem) {
    throw new McpExecutionError("the result cannot be written as JSON", { cause: problem });
  }
  return result;
}

/**
 * Returns the typed error for an error of the SDK itself: an unknown prompt or resource, invalid arguments.
 * @param {Call} call
 * @param {any} thrown
 */
async function sdkError({ method, request, registry }, thrown) {
  if (registry === undefined || !isInvalidParams(thrown)) return undefined;
  const { name, uri, arguments: input = {} } = tryOr(() => request.params) ?? {};
  const message = messageOf(thrown);
  if (method === "resources/read") {
    const isMissing = tryOr(() => thrown.data.uri === uri) || message === `Resource ${uri} not found`;
    return isMissing ? McpResourceError.notFound(uri, { operation: "read", cause: thrown }) : undefined;
  }
  if (method !== "prompts/get") return undefined;
  const prompt = entryOf(registry._registeredPrompts, name);
  if (prompt?.enabled !== true) return notFound(registry._registeredPrompts, name, message);
  const issues = await issuesOf(prompt.argsSchema, input);
  return issues === undefined ? undefined : McpError.from({ issues }, { operation: name, input });
}

/**
 * @param {any} entries
 * @param {unknown} name
 * @param {string} message
 */
function notFound(entries, name, message) {
  const candidates = Object.keys(entries ?? {}).filter((key) => entries[key].enabled === true);
  return new McpSelectorError(message, {
    selector: String(name),
    error: "not_found",
    candidates: candidates.slice(0, MAX_CANDIDATES),
  });
}

/** Handles a call of a tool: its failure is a result. @param {Call} call */
async function callTool(call) {
  const { handler, request, extra, registry } = call;
  const tool = entryOf(
    registry?._registeredTools,
    tryOr(() => request.params.name),
  );
  wrapTool(tool);
  let result;
  /** @type {unknown} */
  let thrown;
  let didThrow = false;
  try {
    result = await handler(request, extra);
  } catch (caught) {
    thrown = caught;
    didThrow = true;
  }
  if (!didThrow && result?.isError !== true) {
    try {
      return writable(result);
    } catch (problem) {
      return failed(call, tool, (info) => typed(problem, { operation: info.name }));
    }
  }
  const signal = signalOf(extra);
  const outcome = signal && outcomes.get(signal);
  if (signal) outcomes.delete(signal);
  const isTask = tryOr(() => request.params.task) !== undefined;
  if (signal?.aborted === true || isTask) {
    if (didThrow) throw thrown;
    return result;
  }
  if (outcome?.didThrow === true || registry === undefined) {
    if (outcome === undefined && !didThrow) return result;
    const cause = outcome === undefined ? thrown : outcome.thrown;
    // Older releases turn even the errors of the protocol into text.
    if (isOfProtocol(cause, extra)) throw didThrow ? thrown : cause;
    return failed(call, tool, (info) => typed(cause, { operation: info.name }));
  }
  if (didThrow && isOfProtocol(thrown, extra)) throw thrown;
  // Results with `isError`. Older releases validate them against the output schema, and reject them.
  if (outcome?.returned?.isError === true) return didThrow ? outcome.returned : result;
  const message = messageOf(didThrow ? thrown : result);
  if (tool?.enabled !== true) {
    const make = () =>
      notFound(
        registry._registeredTools,
        tryOr(() => request.params.name),
        message,
      );
    if (!didThrow) return failed(call, tool, make);
    const info = infoOf(call.settings, call.method, request, extra, call.startedAt);
    throw protocolError(call.settings, make(), info);
  }
  if (outcome !== undefined) {
    // The tool returned a result that does not match its own output schema.
    return failed(call, tool, (info) => new McpExecutionError(message, { operation: info.name ?? null }));
  }
  const input = tryOr(() => request.params.arguments) ?? {};
  const issues = await issuesOf(tool.inputSchema, input);
  return failed(call, tool, (info) => {
    if (issues !== undefined) return McpError.from({ issues }, { operation: info.name, input });
    return didThrow ? typed(thrown, { operation: info.name }) : new McpToolError(message);
  });
}

/**
 * Returns the result for a failed call.
 * @param {Call} call
 * @param {any} tool
 * @param {(info: import("./respond.js").Info) => any} make makes the error
 */
function failed({ settings, method, request, extra, startedAt }, tool, make) {
  const info = infoOf(settings, method, request, extra, startedAt);
  // Clients validate structured content against the output schema, so it is added only where there surely is no schema.
  const isFree = tool !== undefined && tool.outputSchema === undefined;
  return toolResult(settings, make(info), info, isFree);
}

/**
 * Wraps the function of a tool, to keep what it throws. Called before each call, since `update` may have replaced the function.
 * @param {any} tool
 */
function wrapTool(tool) {
  // 2.x calls `executor`, later releases of 1.x `handler`, earlier ones `callback`.
  const key = ["executor", "handler", "callback"].find((name) => typeof tryOr(() => tool[name]) === "function");
  if (key === undefined || wrapped.has(tool[key])) return;
  const run = tool[key];
  /** @param {...any} args */
  const wrapper = async (...args) => {
    const signal = signalOf(args.at(-1));
    try {
      const returned = await run.apply(tool, args);
      if (signal) outcomes.set(signal, { returned, didThrow: false });
      return returned;
    } catch (thrown) {
      if (signal) outcomes.set(signal, { thrown, didThrow: true });
      throw thrown;
    }
  };
  wrapped.add(wrapper);
  tool[key] = wrapper;
}
