import type { ErrorLogger, LogRecord, McpError } from "mcp-errors";

/** What is known of a request that failed. */
export interface McpErrorInfo {
  /** Method of JSON-RPC, such as `tools/call`. */
  method: string;
  /** Name of the tool or prompt, or URI of the resource. */
  name?: string;
  /** The request id that the error has: what the client sees and what is logged. */
  requestId: string;
  /** The id of the request in JSON-RPC: unique within a session only. */
  jsonRpcRequestId?: string | number;
  /** The session of the transport, such as the `Mcp-Session-Id` of streamable HTTP; absent without sessions. */
  sessionId?: string;
  /** The trace that the request belongs to, 32 hexadecimal digits, from `_meta.traceparent`. */
  traceId?: string;
  /** The span of the caller, 16 hexadecimal digits, from `_meta.traceparent`. */
  spanId?: string;
  /** Milliseconds from the arrival of the request to its failure. */
  elapsedMs: number;
  /** Whether the error is sent as the result of a tool; if not, as an error of JSON-RPC. */
  isToolError: boolean;
}

/** What a handler or a server does with its errors. */
export interface ErrorOptions {
  /**
   * Called with every error before it is sent, for Sentry, OpenTelemetry and the like. The error is redacted, and so are its
   * causes. What it throws is ignored, also if it is async.
   */
  onError?: (error: McpError, info: McpErrorInfo) => unknown;
  /**
   * Where errors are logged: a logger of any make, as `logWith` takes it. Default: stderr, one line of JSON each. `false`: nowhere.
   * A logger of a stdio server must not write to stdout, which belongs to the protocol.
   */
  logger?: ErrorLogger | false | null;
  /**
   * Who reads what is sent. `client`, the default: no internal hosts, no stacks and no paths of the server's file system, but
   * those that the caller itself sent. `operator`: everything that is not secret.
   */
  audience?: "client" | "operator";
  /** The request id, or a function that makes one. Default: a random id for each request. */
  requestId?: string | ((info: McpErrorInfo) => string);
  /** Adds the payload to tool results as JSON text, for clients that drop `_meta`. Default: false. */
  includeJsonText?: boolean;
  /** Which JSON-RPC codes are sent. Default: `2026`. */
  codeProfile?: "2026" | "legacy";
}

/** Options of a single handler, `toolErrorHandler`. */
export interface HandlerOptions extends ErrorOptions {
  /** Adds the payload as `structuredContent`; only for tools that declare no `outputSchema`. Default: false. */
  structuredContent?: boolean;
}

/** Options of a server, `withMcpErrors`. */
export interface ServerOptions extends ErrorOptions {
  /**
   * Sends `{uri}` alone as the data of a resource that does not exist, by which clients of SDK 2.x recognize it, instead of the
   * payload. Default: false.
   */
  plainNotFound?: boolean;
}

/** Options of a client, `withMcpErrors`. */
export interface ClientOptions {
  /** Name of the server in the client's configuration: the `serverName` of its errors. */
  serverName?: string;
  /** Whether `callTool` throws the error of a result with `isError`, instead of returning the result. Default: true. */
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
 * Makes a client throw typed errors, with the name of the server, the transport, the operation and the time that has passed. If
 * a stdio server crashed, the error has its exit code and, if the transport has `stderr: "pipe"`, the end of its stderr. A
 * request that the caller aborts throws the caller's reason. Changes the client and returns it.
 */
export declare function withMcpErrors<C extends ClientLike>(client: C, options?: ClientOptions): C;
/**
 * Makes a server send typed errors: those of every tool, resource and prompt, registered before or after, of unknown names and of
 * invalid arguments. Changes the server and returns it.
 */
export declare function withMcpErrors<S extends ServerLike>(server: S, options?: ServerOptions): S;

/**
 * Wraps the function of a tool: where it would throw, it returns the result of a typed error. For servers that are not wrapped by
 * `withMcpErrors`.
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
  /** Who reads it. Default: `client`. */
  audience?: "client" | "operator";
}

/** Returns a logger that sends each error to the client as `notifications/message`. */
export declare function mcpLogger(server: object, options?: McpLoggerOptions): (record: LogRecord) => void;
