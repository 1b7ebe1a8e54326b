import type {
  AnyMcpError,
  AnyMcpErrorPayload,
  ErrorKind,
  McpErrorFields,
  McpErrorOptions,
} from "../generated/kinds.js";

export * from "../generated/kinds.js";

/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined };

/** Options that every error class has, whatever its kind. */
export interface GeneralOptions {
  /** Anything that helps to understand the failure. Secrets in it are redacted; the object itself is not kept. */
  context?: Record<string, unknown> | null;
  /** Code for programs, such as `CONN_TIMEOUT`. */
  errorCode?: string | null;
  /** When it happened. Default: now. */
  timestamp?: Date | string | number | null;
  /**
   * The error behind this one. `error.cause` is a redacted view of it, the payload lists its chain, redacted, and
   * {@link originalCause} returns this very value.
   */
  cause?: unknown;
  /** JSON-RPC code. Reserved codes are refused, and so are those that clients take for HTTP statuses. */
  jsonRpcCode?: number | null;
  /** Redacts its content, when it is made and whenever it leaves. Default: `sanitizer` of the class. */
  sanitizer?: Sanitizer | SanitizerPolicy | null;
}

/** The context of an error: the fields of its kind, and whatever its author adds. */
export type ErrorContext<Fields = object> = Fields & { [key: string]: any };

/** The context of a payload: JSON. */
export type PayloadContext<Fields = object> = Fields & { [key: string]: JsonValue | undefined };

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
  context: PayloadContext;
  /** UTC, six fraction digits. */
  timestamp: string;
  hints?: string[];
  /** True if the payload shows two hints and there are more. */
  hints_truncated?: boolean;
  /** How many hints there are, if the payload does not show all of them. */
  hints_available?: number;
  /** Whether repeating may help, where the author knows better than the kind. */
  retryable?: boolean;
  retry_after_ms?: number;
  /** The errors behind this one, outermost first. */
  causes?: CauseEntry[];
  /** The kind of an error whose `error_type` is the name of a user's own class. */
  kind?: string;
}

/** The error object of a JSON-RPC response. */
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

/** Who reads an error: whoever runs the server, or whoever calls it. */
export type Audience = "operator" | "client";

/** Which JSON-RPC codes are sent: those of the specification of 2026, or -32001 for a timeout and -32000 for a lost connection. */
export type CodeProfile = "2026" | "legacy";

/** A secret by its form: a literal prefix, followed by characters of an alphabet. */
export interface SecretPattern {
  /** 3 to 64 ASCII characters without spaces: `acme_`. */
  prefix: string;
  /** Characters and ranges: `A-Za-z0-9_-`. */
  alphabet: string;
  /** How many characters follow, 1 to 4096. Longer runs do not match. */
  length: number | { min: number; max: number };
}

/** How much of a value is kept; each from 1 to its default. Where something is cut, a note says how much. */
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
  /** Names whose values are secret, in any spelling: `internalId` also matches `internal_id`. They may begin or end with `*`. */
  redact?: readonly string[] | null;
  /** Names whose values are kept, against the built-in rules but not against `redact`. The values are still scanned as text. */
  keep?: readonly string[] | null;
  /** Texts that are secret wherever they appear. */
  patterns?: readonly SecretPattern[] | null;
  /**
   * `reference`: redacts names that contain `password`, `token`, `secret`, `key`, `auth` or `credential`, and scans no text.
   * `strict`: also redacts values of any type under ambiguous names, and everything that looks like a token.
   */
  profile?: "default" | "reference" | "strict" | null;
  /**
   * `marker`: `[REDACTED]`. `hash`: `[REDACTED:0123456789abcdef]`, the same for the same secret. `partial`: `[REDACTED:…4242]`, for
   * secrets of 16 bytes or more.
   */
  replacement?: "marker" | "hash" | "partial" | null;
  /** Key of the hash, 16 bytes or more. Default: a random one for each sanitizer. */
  hashKey?: string | null;
  /** Lower bounds than the defaults. */
  limits?: SanitizerLimits | null;
}

/** Redacts secrets by a policy of its own. See {@link createSanitizer}. */
export interface Sanitizer {
  /** As the function `sanitize`, by this policy. */
  sanitize<T>(value: T): T extends string ? string : JsonValue | undefined;
  /** As the function `redactText`, by this policy. */
  redactText(text: string): string;
  /** As the function `isSensitiveKey`, by this policy. */
  isSensitiveKey(key: string): boolean;
}

/** Settings of the process. */
export interface Settings extends Pick<SanitizerPolicy, "redact" | "patterns" | "limits"> {
  /** Adds the rules of the strict profile. */
  profile?: "strict" | null;
  /** Who reads what is sent. Once it is `client`, it stays so. Default: `operator`. */
  audience?: Audience | null;
  /** Which JSON-RPC codes are sent. Default: `2026`. */
  codeProfile?: CodeProfile | null;
}

/** Options of every wire format. Default: the settings of the process. */
export interface WireOptions {
  /** `client` leaves out paths of the server's file system, internal hosts and stacks; hints and validation errors stay. */
  audience?: Audience | null;
  /** What the caller sent, such as the arguments of its request: paths and hosts in it are no secret, and stay for `client`. */
  sent?: unknown;
}

/** Options of `toJsonRpc`. */
export interface JsonRpcOptions extends WireOptions {
  /** Replaces the code of the error. A reserved code, or one that clients take for an HTTP status, is ignored. */
  code?: number | null;
  /** Which codes are sent. Default: that of the process. */
  codeProfile?: CodeProfile | null;
}

/** Options of `toToolResult`: what the result contains in addition to the text and `_meta`. */
export interface ToolResultOptions extends WireOptions {
  /** Adds the payload as JSON text, for clients that drop `_meta`. Default: false. */
  includeJsonText?: boolean;
  /** Adds the payload as `structuredContent`; only for tools that declare no `outputSchema`. Default: false. */
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

/**
 * Where `logError` writes: a function that takes the record, or a logger of any make with a method `error`. pino, Fastify's logger
 * and bunyan are called with `({ mcp_error }, message)`, any other, such as winston, with `(message, { mcp_error })`. What it
 * throws is ignored, also if it is async.
 */
export type ErrorLogger = ((record: LogRecord) => unknown) | { error(...args: any[]): unknown };

/** Options of {@link logWith}. */
export interface LogOptions {
  /** The method of the logger: `warn`, `fatal`. Default: `error`, also where the logger has no such method. */
  level?: string | undefined;
  /** Which argument the logger takes first, if it is of a make that is not recognized. Default: the message. */
  order?: "record-first" | "message-first" | undefined;
}

/** What the caller knows of a failure. Entries for which the kind has no field go into the context. */
export interface ThrownFacts extends Record<string, unknown> {
  operation?: string;
  serverName?: string;
  requestId?: string;
  hints?: readonly string[];
  /** When the operation began, as `Date.now()` gave it; becomes `elapsedSeconds`. */
  startedAt?: number;
  /** The value that a schema rejected. Only the value of the first invalid field is taken from it. */
  input?: unknown;
}

/** Where a decoded error was read from. */
export interface Provenance {
  /** Whose format it was: `mcp-errors`, `igloo-mcp`, `json-rpc`, `tool-result`, or the SDK that prints so, such as `typescript-sdk`. */
  dialect: string;
  /** Where in the message it was found: `payload`, `error.data`, `_meta`, `structuredContent`, `content`, `mcp_error`, `error`, `text`. */
  channel: string;
  /** Whether something was missing or had to be guessed. */
  lossy: boolean;
}

/** A schema in JSON Schema. */
export type JsonSchema = { [keyword: string]: JsonValue | undefined };

/** The JSON Schema of the payload, draft 2020-12. */
export type PayloadSchema = JsonSchema & {
  $schema: string;
  $id: string;
  /** The schema of each kind, by its name on the wire. */
  $defs: { [Name in AnyMcpErrorPayload["error_type"]]: JsonSchema };
};

/**
 * Anything that goes wrong in an MCP client or server and fits no kind of its own; the base of all other classes.
 *
 * A constructor never throws: an option that cannot be used is left out and named in `context.invalid_options`.
 *
 * `message` is redacted; one that is assigned is redacted too, and sent. `stack` begins with name and message as they are when it
 * is read. `structuredClone` copies the stack and not the message: post `toDict()` to another thread.
 */
export declare class McpError extends Error {
  constructor(message: string, options?: McpErrorOptions);
  /** The name of a subclass on the wire. Default: the name of the class, which minifiers change. */
  static errorType?: string;
  /** Redacts the content of its errors, and of those of its subclasses. */
  static sanitizer?: Sanitizer | SanitizerPolicy;
  /** Whether a value is an error of this class, also one of another copy of the package. */
  static is<T extends abstract new (...args: any) => McpError>(this: T, value: unknown): value is InstanceType<T>;

  /**
   * Turns whatever was thrown or returned into the right typed error: system codes such as `ECONNREFUSED`, timeouts, HTTP
   * statuses, errors of SDKs, payloads, and the issues of schemas (Zod, Standard Schema, Ajv). Never throws: anything else
   * becomes an `McpExecutionError`, and so does an abort that is not a timeout, with the code `CANCELLED`.
   */
  static from(caught: unknown, facts?: ThrownFacts): AnyMcpError;

  /** Short name of the built-in class: a discriminant that survives subclassing. See {@link AnyMcpError}. */
  readonly kind: ErrorKind;
  /**
   * The error behind this one, redacted, because whatever prints an error prints its `cause`: an error with the prototype, the
   * name and the code of the original, so that `instanceof` and `code` work, and with redacted message, stack, properties,
   * members and causes. Anything that is no error becomes a redacted copy; an error of this package stays itself. Of a decoded
   * error: its causes as its sender listed them, typed where they can be. {@link originalCause} returns the original.
   */
  cause?: unknown;
  /** The errors behind this one, outermost first, as the payload lists them; a new list for each call. */
  get causes(): CauseEntry[];
  /** The message, redacted: the same as `message`. */
  get originalMessage(): string;
  /** Name on the wire: `MCPConnectionError`, or that of a subclass. */
  get errorType(): string;
  /** Code for programs. */
  get errorCode(): string | undefined;
  /**
   * The context, redacted, with the fields of the kind. It may be changed: what is put in is redacted wherever the error is read
   * or sent, and what is found secret in it is hidden in the message, the hints and everywhere else too.
   */
  get context(): ErrorContext<McpErrorFields>;
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

  /** Merges entries into the context and returns the error: `throw error.addContext({ attempt: 2 })`. */
  addContext(context: Record<string, unknown>): this;
  /**
   * A hook for subclasses: call `super.sanitizeContext(context)` first, then add rules. It runs once, when the error is first read
   * or sent, and its result is redacted again.
   */
  sanitizeContext(context: Record<string, unknown>): Record<string, unknown>;
  /** Returns the payload, a new object for each call: `{error_type, message, error_code, context, timestamp, …}`. */
  toDict(): PayloadBase;
  /** Returns the payload, for `JSON.stringify`. */
  toJSON(): PayloadBase;
  /** Returns the payload as canonical JSON: the same bytes in every host. */
  toJsonString(): string;
  /** Returns the error on one line: `message | Code: … | Context: key=value, …`. */
  describe(): string;
  /** Returns the error object of a JSON-RPC response. */
  toJsonRpc(options?: JsonRpcOptions): JsonRpcErrorObject;
  /** Returns the result of a tool call that failed: text for the model, the payload for programs. */
  toToolResult(options?: ToolResultOptions): ToolErrorResult;
  /** Returns the error as problem details of RFC 9457. */
  toProblemDetails(options?: WireOptions): ProblemDetails;
  /** Logs the error: to stderr as one line of JSON, or to a logger of any make. Never throws. */
  logError(logger?: ErrorLogger): void;
}

/**
 * Finds the typed error in whatever arrived: a payload, a JSON-RPC error, a tool result, text or bytes of them, an error of an SDK.
 * Returns undefined if there is none. Never throws.
 *
 * ```ts
 * const error = decodeError(result);
 * if (error?.kind === "connection") reconnect(error.serverName);
 * ```
 */
export declare function decodeError(input: unknown): AnyMcpError | undefined;
/**
 * Makes the engine ready before the first error, and returns whether WebAssembly can run here. Not necessary: the first error
 * does the same.
 */
export declare function init(): boolean;
/**
 * Changes the settings of the process, most often once, at its start. They can only tighten: a single call may still be told
 * otherwise, by its own options.
 *
 * @throws TypeError if a setting is unknown or invalid; then nothing has changed.
 */
export declare function configure(settings: Settings): void;
/** Returns the chain of an error on one line, redacted: `MCPConnectionError: message -> Error: message`. */
export declare function formatErrorChain(error: unknown, options?: { style?: "compact" }): string;
/** Wraps a function: what it throws is logged, and thrown as an `McpError`. */
export declare function handleMcpError<F extends (...args: any[]) => any>(fn: F): F;
/** As `handleMcpError`, for functions that return a promise. */
export declare function asyncHandleMcpError<F extends (...args: any[]) => Promise<any>>(fn: F): F;
/**
 * Returns the cause that an error of this package was given, as it was: with its secrets, for code that has to act on it. Do not
 * print it. Undefined for an error without one, for a decoded one, and for any other value.
 */
export declare function originalCause(error: unknown): unknown;
/**
 * Returns the error at the end of a chain of causes: as {@link originalCause}, the very value that was given. To print it, print
 * the error.
 */
export declare function rootCause(error: unknown): unknown;
/**
 * Returns a copy of any value as plain JSON data, without its secrets; undefined for what JSON cannot say, such as a function.
 * Never throws, and never changes its input.
 */
export declare function sanitize<T>(
  value: T,
  policy?: Sanitizer | SanitizerPolicy,
): T extends string ? string : JsonValue | undefined;
/** Returns a text with its secrets replaced. */
export declare function redactText(text: string, policy?: Sanitizer | SanitizerPolicy): string;
/** Returns whether a key names a secret. */
export declare function isSensitiveKey(key: string, policy?: Sanitizer | SanitizerPolicy): boolean;
/**
 * Creates a sanitizer with a policy of its own, once, when a program starts. It goes wherever a policy does: to the functions
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
 * @throws TypeError if the policy is invalid; it says what would be valid. A policy that is passed to a call that handles an
 * error does not throw: if it is invalid, the strict profile is used, and stderr says so once.
 */
export declare function createSanitizer(policy?: SanitizerPolicy): Sanitizer;
/**
 * Returns a function that logs to a logger of any make: pino, bunyan, winston, a console, a function. It is an
 * {@link ErrorLogger}, and a hook that is called with errors, such as `onError`. A console is only written to by its methods for
 * stderr. Without a logger, the function writes to stderr, one line of JSON for each error.
 *
 * ```ts
 * process.on("unhandledRejection", logWith(pino(pino.destination(2)), { level: "fatal" }));
 * ```
 */
export declare function logWith(logger?: ErrorLogger, options?: LogOptions): (error: unknown) => void;
/** Registers a class: decoding returns it for payloads with its name. */
export declare function registerErrorClass<T extends abstract new (...args: any) => McpError>(Class: T): T;
/** Returns the JSON Schema of the payload, a new object for each call. */
export declare function schema(): PayloadSchema;
/** The key of the payload in `_meta` of a tool result. */
export declare const META_KEY: "io.github.mcp-errors/error";
/** Every built-in class, a parent before its children. */
export declare const CLASSES: readonly (typeof McpError)[];
/** The version of the package. */
export declare const version: string;
