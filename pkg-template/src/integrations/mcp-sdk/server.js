// Servers: every request handler is covered, those that are there and those that come, so that its failures leave typed.
//
// The table of handlers is not public in either line of the SDK, and yet the only place where the handlers stand that were
// registered before, and those that the SDK itself registers. What a tool threw, the SDK turns into text before its handler
// ends; so the tools' functions are watched from within, and what they threw is joined to the request by its signal.

import { McpError, McpExecutionError, McpResourceError, McpSelectorError, McpToolError } from "mcp-errors";
import { MAX_CANDIDATES } from "../../../generated/constants.js";
import { tryOr } from "../../try-or.js";
import { entryOf, idOf, isInvalidParams, isOfProtocol, issuesOf, messageOf, signalOf, typed } from "./request.js";
import { completeErrors } from "./send.js";
import { describe, protocolError, toolResult } from "./settle.js";

/** Handshakes, and what tasks say, are the SDK's own business. */
const UNTOUCHED = /^(initialize|ping|server\/discover|tasks\/.*)$/;

/** What became of the function of a tool, by the signal of its request. @type {WeakMap<object, { thrown?: unknown, returned?: any, didThrow: boolean }>} */
const outcomes = new WeakMap();

/** Functions that are watched. @type {WeakSet<Function>} */
const watched = new WeakSet();

/**
 * @param {any} target the high-level server, or the low-level one
 * @param {any} server the low-level one
 * @param {any} settings
 */
export function coverServer(target, server, settings) {
  const registry = target === server ? undefined : target;
  /** @type {Map<string, any>} */
  const handlers = server._requestHandlers;
  const set = handlers.set.bind(handlers);
  /** Data of errors that are on their way. @type {Map<unknown, unknown>} */
  const leaving = new Map();
  /** @param {string} method @param {any} handler */
  const put = (method, handler) => set(method, cover(method, handler, registry, settings, leaving));
  for (const [method, handler] of [...handlers]) put(method, handler);
  handlers.set = put;
  const { connect } = server;
  /** @param {any} transport @param {...unknown} rest */
  server.connect = (transport, ...rest) => {
    completeErrors(transport, leaving);
    return connect.call(server, transport, ...rest);
  };
  if (server.transport !== undefined) completeErrors(server.transport, leaving);
}

/**
 * @param {string} method
 * @param {any} handler
 * @param {any} registry
 * @param {any} settings
 * @param {Map<unknown, unknown>} leaving
 */
function cover(method, handler, registry, settings, leaving) {
  if (typeof handler !== "function" || UNTOUCHED.test(method)) return handler;
  const covered = method === "tools/call" ? callTool : callOther;
  /** @param {any} request @param {any} extra */
  return async (request, extra) => {
    try {
      return await covered({ method, handler, request, extra, registry, settings, began: Date.now() });
    } catch (thrown) {
      const data = tryOr(() => /** @type {any} */ (thrown).data);
      if (data !== undefined && signalOf(extra)?.aborted !== true) leaving.set(idOf(extra), data);
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
 * @property {number} began
 */

/** A request that is no call of a tool: its failure is a JSON-RPC error. @param {Call} call */
async function callOther(call) {
  const { method, handler, request, extra, settings, began } = call;
  try {
    return written(await handler(request, extra));
  } catch (thrown) {
    if (isOfProtocol(thrown, extra)) throw thrown;
    const info = describe(settings, method, request, extra, began);
    const error = (await refusal(call, thrown)) ?? typed(thrown, { operation: info.name ?? method });
    const code = McpError.is(thrown) ? undefined : tryOr(() => /** @type {any} */ (thrown).code);
    const sent = protocolError(settings, error, info, code);
    // Clients of the 2.x line make a `ResourceNotFoundError` of data that is exactly this.
    if (settings.plainNotFound === true && sent.data.uri !== undefined) sent.data = { uri: sent.data.uri };
    throw sent;
  }
}

/**
 * A result, if it can be written as JSON: of what cannot, an SDK drops the whole answer, and the client waits until its time is
 * up. Texts need no trial.
 * @param {any} result
 */
function written(result) {
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
 * The typed error for what the SDK itself refuses: a prompt or resource that is not there, arguments that do not fit.
 * @param {Call} call
 * @param {any} thrown
 */
async function refusal({ method, request, registry }, thrown) {
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

/** A call of a tool: its failure is a result. @param {Call} call */
async function callTool(call) {
  const { handler, request, extra, registry } = call;
  const tool = entryOf(
    registry?._registeredTools,
    tryOr(() => request.params.name),
  );
  watch(tool);
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
      return written(result);
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
    // Of what is meant to travel as it is, older releases make text, too.
    if (isOfProtocol(cause, extra)) throw didThrow ? thrown : cause;
    return failed(call, tool, (info) => typed(cause, { operation: info.name }));
  }
  if (didThrow && isOfProtocol(thrown, extra)) throw thrown;
  // Results that say so themselves. Older releases hold them against the output schema, and refuse them.
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
    const info = describe(call.settings, call.method, request, extra, call.began);
    throw protocolError(call.settings, make(), info);
  }
  if (outcome !== undefined) {
    // The tool has worked, and what it returned does not fit its own output schema.
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
 * @param {Call} call
 * @param {any} tool
 * @param {(info: import("./settle.js").Info) => any} make
 */
function failed({ settings, method, request, extra, began }, tool, make) {
  const info = describe(settings, method, request, extra, began);
  // Clients hold structured content against the output schema; where nobody knows whether there is one, there is none.
  const isFree = tool !== undefined && tool.outputSchema === undefined;
  return toolResult(settings, make(info), info, isFree);
}

/**
 * Watches the function of a tool. Looked at before each call, since `update` may have put another one in its place.
 * @param {any} tool
 */
function watch(tool) {
  // 2.x calls `executor`, later releases of 1.x `handler`, earlier ones `callback`.
  const key = ["executor", "handler", "callback"].find((name) => typeof tryOr(() => tool[name]) === "function");
  if (key === undefined || watched.has(tool[key])) return;
  const run = tool[key];
  /** @param {...any} args */
  const watching = async (...args) => {
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
  watched.add(watching);
  tool[key] = watching;
}
