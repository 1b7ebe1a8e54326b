import type { ErrorLogger, LogRecord, McpError } from "mcp-errors";

/** What is known of a request that failed. */
export interface McpErrorInfo {
  /** Method of JSON-RPC, such as `tools/call`. */
  method: string;
  /** Name of the tool or prompt, or URI of the resource. */
  name?: string;
  /** The id that the client sees in the error, too. */
  requestId: string;
  /** The id of the request in JSON-RPC: unique within a session only. */
  jsonRpcRequestId?: string | number;
  sessionId?: string;
  /** From `_meta.traceparent`. */
  traceId?: string;
  spanId?: string;
  elapsedMs: number;
  /** Whether the error is sent as the result of a tool; if not, as an error of JSON-RPC. */
  isToolError: boolean;
}

/** What a handler or a server does with its errors. */
export interface ErrorOptions {
  /** Told of every error before it is sent: for Sentry, OpenTelemetry and the like. What it throws is ignored. */
  onError?: (error: McpError, info: McpErrorInfo) => unknown;
  /** Where errors are logged. Default: stderr, one line of JSON each. `false`: nowhere. */
  logger?: ErrorLogger | false | null;
  /**
   * Who reads what is sent. `client`, the default: no paths, internal hosts and stacks of the server. `operator`: all that is
   * not secret.
   */
  audience?: "client" | "operator";
  /** The request id, or what makes one. Default: a random one. */
  requestId?: string | ((info: McpErrorInfo) => string);
  /** Adds the payload to tool results as JSON text, for clients that drop `_meta`. */
  includeJsonText?: boolean;
  /** Which JSON-RPC codes are sent. Default: `2026`. */
  codeProfile?: "2026" | "legacy";
}

export interface HandlerOptions extends ErrorOptions {
  /** Adds the payload as `structuredContent`; only for tools that declare no `outputSchema`. */
  structuredContent?: boolean;
}

export interface ServerOptions extends ErrorOptions {
  /** Sends `{uri}` alone as the data of a resource that is not there: clients of SDK 2.x know it by that. */
  plainNotFound?: boolean;
}

export interface ClientOptions {
  /** Name of the server in the client's configuration. */
  serverName?: string;
  /** Whether `callTool` throws the error of a result with `isError`. Default: true. */
  throwToolErrors?: boolean;
}

/** A client of SDK 1.x or 2.x. */
export interface ClientLike {
  connect(transport: any, options?: any): Promise<void>;
  callTool(params: any, ...rest: any[]): Promise<any>;
}

/** A server of SDK 1.x or 2.x, high-level or low-level. */
export interface ServerLike {
  connect(transport: any): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a client throw typed errors, with the name of the server, the transport, the operation and the time that has passed;
 * for a server that was started as a process and is dead, with its exit code and the end of its stderr (if the transport has
 * `stderr: "pipe"`). What the caller aborts throws the caller's reason. Changes the client, and returns it.
 */
export declare function withMcpErrors<C extends ClientLike>(client: C, options?: ClientOptions): C;
/**
 * Makes a server send typed errors: every tool, resource and prompt, registered before or after; unknown ones and bad
 * arguments, too. Changes the server, and returns it.
 */
export declare function withMcpErrors<S extends ServerLike>(server: S, options?: ServerOptions): S;

/**
 * `fn`, the function of a tool, made to return the result of a typed error where it would throw. For servers that are not
 * covered as a whole.
 */
export declare function toolErrorHandler<A extends any[], R>(
  name: string,
  fn: (...args: A) => R,
  options?: HandlerOptions,
): (...args: A) => R;

/** Options of a logger that sends to the client. */
export interface McpLoggerOptions {
  /** Level of the notification. Default: `error`. */
  level?: "debug" | "info" | "notice" | "warning" | "error" | "critical" | "alert" | "emergency";
  /** Name of the logger. Default: `mcp-errors`. */
  logger?: string;
  /** Default: `client`. */
  audience?: "client" | "operator";
}

/** A logger that sends each error to the client as `notifications/message`. */
export declare function mcpLogger(server: object, options?: McpLoggerOptions): (record: LogRecord) => void;
