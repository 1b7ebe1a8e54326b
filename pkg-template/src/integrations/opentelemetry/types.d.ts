/** The methods of a span that are called; the spans of `@opentelemetry/api` have them. */
export interface SpanLike {
  setAttributes(attributes: Record<string, any>): unknown;
  addEvent(name: string, attributes?: Record<string, any>): unknown;
  setStatus(status: { code: any; message?: string }): unknown;
}

/** Where the failure is recorded, and what the request was. The `info` of `onError` in `mcp-errors/mcp-sdk` fits. */
export interface RecordOptions {
  /** The span. Default: the active one. */
  span?: SpanLike | undefined;
  /** The `trace` of `@opentelemetry/api`, which is asked for the active span. Default: the one registered in this process. */
  trace?: { getActiveSpan(): SpanLike | undefined } | undefined;
  /** `mcp.method.name`, such as `tools/call`. */
  method?: string | undefined;
  /** `gen_ai.tool.name`, or `gen_ai.prompt.name`. */
  name?: string | undefined;
  /** `jsonrpc.request.id`. */
  jsonRpcRequestId?: string | number | undefined;
  /** `mcp.session.id`. */
  sessionId?: string | undefined;
  /** Whether the error is sent as the result of a tool, so that `error.type` is `tool_error`. Default: whether `method` is `tools/call`. */
  isToolError?: boolean | undefined;
}

/**
 * Sets the attributes of a failure on a span, records the exception, and marks the span as failed; all of it redacted. Never throws.
 *
 * @returns whether there was a span
 *
 * @example
 * ```ts
 * withMcpErrors(server, { onError: recordMcpError });
 * ```
 */
export declare function recordMcpError(error: unknown, options?: RecordOptions): boolean;
