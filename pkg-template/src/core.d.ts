/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined };

/** Options of every error, beside those that the table of error kinds gives. */
export interface GeneralOptions {
  /** Anything that helps to understand the failure. Secrets in it are redacted; the object itself is not kept. */
  context?: Record<string, unknown> | null;
  /** Code for programs, such as `CONN_TIMEOUT`. */
  errorCode?: string | null;
  /** When it happened. Default: now. */
  timestamp?: Date | string | number | null;
  /** The error behind this one. `error.cause` is this very value; its chain stands in the payload, redacted. */
  cause?: unknown;
  /** JSON-RPC code. Reserved codes, and those that clients take for HTTP statuses, are refused. */
  jsonRpcCode?: number | null;
  /** What judges its content, when it is made and whenever it leaves. Default: `sanitizer` of the class. */
  sanitizer?: Sanitizer | SanitizerPolicy | null;
}

/** One error of a chain, as the payload lists it. */
export interface CauseEntry {
  error_type: string;
  message: string;
  error_code?: string;
  context?: Record<string, JsonValue>;
  /** Number of the aggregate that it is a member of. */
  group?: number;
}

/** What every payload has. */
export interface PayloadBase {
  error_type: string;
  message: string;
  error_code: string | null;
  context: { [key: string]: JsonValue | undefined };
  /** UTC, six fraction digits. */
  timestamp: string;
  hints?: string[];
  hints_truncated?: boolean;
  hints_available?: number;
  retryable?: boolean;
  retry_after_ms?: number;
  /** The errors behind this one, outermost first. */
  causes?: CauseEntry[];
  /** The kind of an error whose `error_type` is a user's own. */
  kind?: string;
}

/** An error object of JSON-RPC. */
export interface JsonRpcErrorObject {
  code: number;
  message: string;
  data: PayloadBase;
}

/** The result of a tool call that failed. */
export interface ToolErrorResult {
  content: { type: "text"; text: string }[];
  structuredContent?: { [key: string]: unknown };
  isError: true;
  _meta?: { [key: string]: unknown };
  [key: string]: unknown;
}

/** For whom an error is written: whoever runs the server, or whoever calls it. */
export type Audience = "operator" | "client";

/** Which JSON-RPC codes are sent: those of the specification of 2026, or -32001 for a timeout and -32000 for a lost connection. */
export type CodeProfile = "2026" | "legacy";

/** A text that is secret: a literal prefix, and behind it so many characters of an alphabet. */
export interface SecretPattern {
  /** 3 to 64 characters of ASCII without spaces: `acme_`. */
  prefix: string;
  /** Characters and ranges: `A-Za-z0-9_-`. */
  alphabet: string;
  /** How many follow, 1 to 4096. A longer run is none. */
  length: number | { min: number; max: number };
}

/** How much of a value stays; each from 1 to its default. Where something is cut, a note says how much. */
export interface SanitizerLimits {
  /** Nesting levels. Default: 64. */
  depth?: number;
  /** Values of any kind. Default: 50,000. */
  nodes?: number;
  /** Entries of an object, items of an array. Default: 10,000. */
  width?: number;
  /** Characters of a text. Default: 65,536; never fewer than the 48 of a note. */
  stringChars?: number;
  /** Bytes of all texts and keys. Default: 4 MiB. */
  totalBytes?: number;
  /** Causes. Default: 32. */
  causes?: number;
  /** Characters of the `value` of a validation error. Default: 100. */
  valueChars?: number;
}

/**
 * Redaction policy: extra secrets, exemptions, and the replacement text. A policy that is passed as it is, to a function or as
 * the `sanitizer` of an error or a class, may be changed later: the next call reads it again. A sanitizer keeps the policy that it
 * was created with.
 */
export interface SanitizerPolicy {
  /** Names whose values are secret, in any spelling: `internalId` is `internal_id`. They may begin or end with `*`. */
  redact?: readonly string[] | null;
  /**
   * Names whose values are no secrets, whatever the built-in rules say; `redact` goes before. What they hold is still looked at as
   * text.
   */
  keep?: readonly string[] | null;
  /** Texts that are secret wherever they stand. */
  patterns?: readonly SecretPattern[] | null;
  /**
   * `reference`: names that contain `password`, `token`, `secret`, `key`, `auth` or `credential`, and nothing else; texts are not
   * looked at. `strict`: doubtful names count for values of any type, and whatever looks like a token is hidden.
   */
  profile?: "default" | "reference" | "strict" | null;
  /**
   * `marker`: `[REDACTED]`. `hash`: `[REDACTED:0123456789abcdef]`, the same for the same secret. `partial`: `[REDACTED:…4242]`, of
   * secrets of 16 bytes or more.
   */
  replacement?: "marker" | "hash" | "partial" | null;
  /** The key of the hash, 16 bytes or more. Default: a random one for each sanitizer. */
  hashKey?: string | null;
  /** Lower bounds than the default ones. */
  limits?: SanitizerLimits | null;
}

/** What hides secrets, by a policy of its own. */
export interface Sanitizer {
  /** As `sanitize`, by this policy. */
  sanitize(value: unknown): any;
  /** As `redactText`, by this policy. */
  redactText(text: string): string;
  /** As `isSensitiveKey`, by this policy. */
  isSensitiveKey(key: string): boolean;
}

/** Settings of the process. */
export interface Settings extends Pick<SanitizerPolicy, "redact" | "patterns" | "limits"> {
  /** Adds the rules of the strict profile. */
  profile?: "strict" | null;
  /** For whom errors are written. Once it is `client`, it stays so. Default: `operator`. */
  audience?: Audience | null;
  /** Default: `2026`. */
  codeProfile?: CodeProfile | null;
}

/** Options of every wire exit. Default: the settings of the process. */
export interface WireOptions {
  /** `client` leaves out absolute paths, internal hosts and stacks of the server; hints and validation errors stay. */
  audience?: Audience | null;
}

/** Options of `toJsonRpc`. */
export interface JsonRpcOptions extends WireOptions {
  /** The code, instead of the error's. A reserved one, or one that clients take for an HTTP status, is left out. */
  code?: number | null;
  codeProfile?: CodeProfile | null;
}

/** What a tool result contains beside the text and `_meta`. */
export interface ToolResultOptions extends WireOptions {
  /** Adds the payload as JSON text, for clients that drop `_meta`. */
  includeJsonText?: boolean;
  /** Adds the payload as `structuredContent`; only for tools that declare no `outputSchema`. */
  structuredContent?: boolean;
}

/** Problem details of RFC 9457. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  error: PayloadBase;
}

/** The record of a structured log. */
export interface LogRecord {
  timestamp: string;
  level: "ERROR";
  /** The error on one line. */
  message: string;
  mcp_error: PayloadBase;
}

/** Where `logError` writes: a function that takes the record, or a logger with an `error` method. */
export type ErrorLogger =
  | ((record: LogRecord) => void)
  | { error(message: string, details: { mcp_error: PayloadBase }): void };

/** What the caller knows of a failure. What the kind has no field for goes into the context. */
export interface ThrownFacts extends Record<string, unknown> {
  operation?: string;
  serverName?: string;
  requestId?: string;
  hints?: readonly string[];
  /** When it began, as `Date.now()` gave it; becomes `elapsedSeconds`. */
  startedAt?: number;
  /** What a schema has refused: the value of the first field that is not valid is taken from it, and nothing else. */
  input?: unknown;
}

/** Where a decoded error was read from. */
export interface Provenance {
  /** Whose form it was: `mcp-errors`, `igloo-mcp`, `json-rpc`, `tool-result`, or the SDK that prints so, such as `typescript-sdk`. */
  dialect: string;
  /** Where in the message it stood: `payload`, `error.data`, `_meta`, `structuredContent`, `content`, `mcp_error`, `error`, `text`. */
  channel: string;
  /** Whether something was missing or had to be guessed. */
  lossy: boolean;
}

/**
 * Anything that goes wrong in an MCP client or server and fits no kind of its own; the base of all other classes.
 *
 * A constructor never throws: an option that cannot be used is left out and named in `context.invalid_options`.
 */
export declare class McpError extends Error {
  constructor(message: string, options?: McpErrorOptions);
  /** The name under which a subclass travels. Default: the name of the class, which minifiers change. */
  static errorType?: string;
  /** What judges the content of its errors, and of those of its subclasses. */
  static sanitizer?: Sanitizer | SanitizerPolicy;
  /** Whether a value is an error of this class, also from another copy of the package. */
  static is<T extends abstract new (...args: any) => McpError>(this: T, value: unknown): value is InstanceType<T>;

  /**
   * Whatever was thrown or returned, as the right typed error: system codes such as `ECONNREFUSED`, timeouts, HTTP statuses,
   * errors of SDKs, payloads, and what schemas complain of (Zod, Standard Schema, Ajv). Total: what fits nothing becomes an
   * `McpExecutionError`; so does an abort, which is no timeout, with the code `CANCELLED`.
   */
  static from(caught: unknown, facts?: ThrownFacts): McpError;

  /** Short name of the built-in class: a discriminant that survives subclassing. */
  readonly kind: ErrorKind;
  /** The error behind this one: the very value that was given. */
  readonly cause?: unknown;
  /**
   * The message, redacted. What is assigned is redacted too, and sent. It is an accessor of the class: `structuredClone` drops
   * it, as it drops everything but `stack`, so send `toDict()`.
   */
  message: string;
  /** Name and message as they are now, and the frames above the constructor. */
  stack?: string;
  /** The message, redacted: the same as `message`. */
  get originalMessage(): string;
  /** Name on the wire: `MCPConnectionError`, or that of a subclass. */
  get errorType(): string;
  /** Code for programs. */
  get errorCode(): string | undefined;
  /**
   * The context, redacted, fields of the kind included. It may be changed: what is put in is redacted wherever the error is read
   * or sent, and what is found secret in it is hidden in the message, the hints and everywhere else as well.
   */
  get context(): Record<string, any>;
  set context(context: Record<string, unknown>);
  /** When it happened. */
  get timestamp(): Date;
  /** Joins what a client sees with what a server logs. */
  get requestId(): string | undefined;
  /** What to do next, one sentence each. */
  get hints(): string[];
  /** Whether repeating the operation may help. */
  get isRetryable(): boolean;
  /** How long to wait before repeating, in milliseconds. */
  get retryAfterMs(): number | undefined;
  /** JSON-RPC code. An MCP SDK puts it on the wire by itself. */
  get code(): number;
  /** The payload. An MCP SDK puts it on the wire by itself. */
  get data(): PayloadBase;
  /** Where a decoded error was read from; undefined for one that was made here. */
  get provenance(): Provenance | undefined;

  /** Merges entries into the context, and returns the error: `throw error.addContext({ attempt: 2 })`. */
  addContext(context: Record<string, unknown>): this;
  /** May be overridden: call super first, then add rules. Its result is sanitized again. */
  sanitizeContext(context: Record<string, unknown>): Record<string, unknown>;
  /** The payload: `{error_type, message, error_code, context, timestamp, …}`, a new object each time. */
  toDict(): PayloadBase;
  /** The payload, for `JSON.stringify`. */
  toJSON(): PayloadBase;
  /** The payload as canonical JSON: the same bytes in every host. */
  toJsonString(): string;
  /** The error on one line: `message | Code: … | Context: key=value, …`. */
  describe(): string;
  /** The error object of a JSON-RPC response. */
  toJsonRpc(options?: JsonRpcOptions): JsonRpcErrorObject;
  /** The result of a tool call that failed: text for the model, the payload for programs. */
  toToolResult(options?: ToolResultOptions): ToolErrorResult;
  /** The error as problem details of RFC 9457. */
  toProblemDetails(options?: WireOptions): ProblemDetails;
  /** Logs the error: to stderr as one line of JSON, or to a logger. */
  logError(logger?: ErrorLogger): void;
}

/** The typed error in whatever arrived: a payload, a JSON-RPC error, a tool result, text or bytes of them, an SDK's error. */
export declare function decodeError(input: unknown): AnyMcpError | McpError | undefined;
/**
 * Makes the engine ready before the first error, and says whether WebAssembly can run here. Not necessary: the first error
 * does the same.
 */
export declare function init(): boolean;
/**
 * Changes the settings of the process, most often once, at its start. They can only tighten: a single exit may be told
 * otherwise, by its own options.
 *
 * @throws TypeError if a setting is unknown or not legal; nothing has changed then.
 */
export declare function configure(settings: Settings): void;
/** The chain of an error on one line, redacted: `MCPConnectionError: message -> Error: message`. */
export declare function formatErrorChain(error: unknown, options?: { style?: "compact" }): string;
/** `fn`, made to log what it throws, and to throw nothing but `McpError`. */
export declare function handleMcpError<F extends (...args: any[]) => any>(fn: F): F;
/** As `handleMcpError`, for functions that return a promise. */
export declare function asyncHandleMcpError<F extends (...args: any[]) => Promise<any>>(fn: F): F;
/** The error at the end of a chain of causes. */
export declare function rootCause(error: unknown): unknown;
/** A copy of any value as plain JSON data, without its secrets. Never throws, never changes its input. */
export declare function sanitize(value: unknown, policy?: Sanitizer | SanitizerPolicy): any;
/** A text with what looks like a secret replaced. */
export declare function redactText(text: string, policy?: Sanitizer | SanitizerPolicy): string;
/** Whether a key names a secret. */
export declare function isSensitiveKey(key: string, policy?: Sanitizer | SanitizerPolicy): boolean;
/**
 * A sanitizer with a policy of its own, to be made once, when a program starts. It goes wherever a policy does: to the functions
 * above, to an error by its option `sanitizer`, to a class by `static sanitizer`.
 *
 * ```ts
 * const sanitizer = createSanitizer({
 *   redact: ["internalId"],
 *   keep: ["session_token"],
 *   patterns: [{ prefix: "acme_", alphabet: "A-Za-z0-9", length: 24 }],
 *   replacement: "hash",
 * });
 * class BillingError extends McpToolError {
 *   static sanitizer = sanitizer;
 * }
 * ```
 *
 * @throws TypeError if the policy is not legal; it says what would be. Where a policy is given to a call that handles an error, one
 * that is not legal is taken for the strict profile, and stderr says so once.
 */
export declare function createSanitizer(policy?: SanitizerPolicy): Sanitizer;
/** Makes decoding yield `Class` for payloads that carry its name. */
export declare function registerErrorClass<T extends abstract new (...args: any) => McpError>(Class: T): T;
/** The JSON Schema of the payload. */
export declare function schema(): Record<string, unknown>;
/** The key under which a tool result carries the payload in its `_meta`. */
export declare const META_KEY: "io.github.mcp-errors/error";
/** Every built-in class, a parent before its children. */
export declare const CLASSES: readonly (typeof McpError)[];
/** The version of the package. */
export declare const version: string;
