// Records an error on a span, by OpenTelemetry's semantic conventions for MCP.

import { decodeError, McpError, redactText } from "mcp-errors";
import * as names from "../../../generated/attributes.js";
import { ownOptions } from "../../define.js";
import { tryOr } from "../../try-or.js";

/** `SpanStatusCode.ERROR`. */
const STATUS_ERROR = 2;

/** Where `@opentelemetry/api` keeps what is registered, for all its copies. Read from there, the API need not be imported. */
const REGISTRY = Symbol.for("opentelemetry.js.api.1");
const SPAN = Symbol.for("OpenTelemetry Context Key SPAN");

/** Returns the active span. @param {any} [trace] the `trace` of `@opentelemetry/api` */
function activeSpan(trace) {
  if (trace !== undefined) return tryOr(() => trace.getActiveSpan());
  return tryOr(() => /** @type {any} */ (globalThis)[REGISTRY].context.active().getValue(SPAN));
}

/**
 * Sets the attributes of a failure on a span, records the exception, and marks the span as failed; all of it redacted. Never
 * throws.
 * @param {unknown} failure
 * @param {any} [options]
 * @returns {boolean} whether there was a span
 */
export function recordMcpError(failure, options) {
  const about = ownOptions(options);
  const span = about.span ?? activeSpan(about.trace);
  if (typeof span?.setAttributes !== "function") return false;
  return (
    tryOr(() => {
      const error = decodeError(failure) ?? McpError.from(failure);
      const code = String(error.toJsonRpc().code);
      const isToolError = about.isToolError ?? about.method === "tools/call";
      const isTool = about.method === "tools/call" || isToolError;
      span.setAttributes(
        present({
          [names.ERROR_TYPE]: isToolError ? names.TOOL_ERROR : code,
          [names.STATUS_CODE]: isToolError ? undefined : code,
          [names.METHOD_NAME]: about.method ?? (isToolError ? "tools/call" : undefined),
          [names.TOOL_NAME]: isTool ? about.name : undefined,
          [names.PROMPT_NAME]: about.method === "prompts/get" ? about.name : undefined,
          [names.REQUEST_ID]: about.jsonRpcRequestId === undefined ? undefined : String(about.jsonRpcRequestId),
          [names.SESSION_ID]: about.sessionId,
        }),
      );
      const stack = tryOr(() => error.stack);
      span.addEvent(
        names.EXCEPTION,
        present({
          [names.EXCEPTION_TYPE]: error.errorType,
          [names.EXCEPTION_MESSAGE]: error.message,
          [names.EXCEPTION_STACKTRACE]: typeof stack === "string" ? redactText(stack) : undefined,
          [names.MCP_ERROR_CODE]: error.errorCode,
        }),
      );
      span.setStatus({ code: STATUS_ERROR, message: error.message });
      return true;
    }) ?? false
  );
}

/** @param {Record<string, unknown>} entries */
const present = (entries) => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
