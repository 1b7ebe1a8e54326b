// `kind` narrows, contexts have the fields of their kind, and subclasses type-check.

import { Ajv } from "ajv";
import {
  type AnyMcpError,
  type AnyMcpErrorPayload,
  type CauseEntry,
  createSanitizer,
  decodeError,
  type ErrorKind,
  type JsonValue,
  type McpBaseError,
  type McpBaseToolError,
  McpConnectionError,
  McpError,
  type McpExecutionError,
  type McpResourceError,
  type McpSelectorError,
  McpTimeoutError,
  McpToolError,
  type McpToolErrorOptions,
  McpValidationError,
  originalCause,
  registerErrorClass,
  sanitize,
  schema,
} from "mcp-errors";

/** Fails to compile unless both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;

// Decoded errors are of the union.
const error = McpError.from(new Error("x"));
same<typeof error, AnyMcpError>(true);
const decoded = decodeError("{}");
same<typeof decoded, AnyMcpError | undefined>(true);
same<AnyMcpError["kind"], ErrorKind>(true);

// Causes: a redacted view, a flat list, and the original.
same<typeof error.cause, unknown>(true);
same<typeof error.causes, CauseEntry[]>(true);
same<ReturnType<typeof originalCause>, unknown>(true);
error.cause = new TypeError("another");
if (error.cause instanceof TypeError) same<typeof error.cause, TypeError>(true);
const original = originalCause(decoded);
if (original instanceof RangeError) same<typeof original.message, string>(true);
// @ts-expect-error the list is made of the payload
error.causes = [];

/** Reads a field of each kind, and one that it does not have. */
export function fieldOf(error: AnyMcpError): unknown {
  switch (error.kind) {
    case "error":
      same<typeof error, McpBaseError>(true);
      // @ts-expect-error: a field of connection errors
      return error.serverName;
    case "connection":
      same<typeof error, McpConnectionError>(true);
      same<typeof error.port, number | undefined>(true);
      // @ts-expect-error: a field of timeouts
      return [error.host, error.timeoutSeconds];
    case "server":
      same<typeof error.serverCode, string | number | undefined>(true);
      // @ts-expect-error: a field of connection errors
      return [error.httpStatus, error.port];
    case "timeout":
      same<typeof error, McpTimeoutError>(true);
      // @ts-expect-error: a field of connection errors
      return [error.timeoutSeconds, error.host];
    case "authentication":
      // @ts-expect-error: a field of resource errors
      return [error.permissionRequired, error.resourceId];
    case "configuration":
      same<typeof error.missingKeys, string[] | undefined>(true);
      // @ts-expect-error: a field of resource errors
      return [error.configFile, error.resourceId];
    case "resource":
      same<typeof error, McpResourceError>(true);
      // @ts-expect-error: a field of configuration errors
      return [error.resourceId, error.configFile];
    case "tool":
      same<typeof error, McpBaseToolError>(true);
      // @ts-expect-error: a field of validation errors
      return [error.verbose, error.validationErrors];
    case "validation":
      same<typeof error, McpValidationError>(true);
      same<typeof error.validationErrors, string[] | undefined>(true);
      // @ts-expect-error: a field of selector errors
      return [error.verbose, error.candidates];
    case "execution":
      same<typeof error, McpExecutionError>(true);
      // @ts-expect-error: a field of selector errors
      return [error.originalError, error.selector];
    case "selector":
      same<typeof error, McpSelectorError>(true);
      same<typeof error.error, "not_found" | "ambiguous" | "invalid_format" | undefined>(true);
      // @ts-expect-error: a field of execution errors
      return [error.candidates, error.originalError];
    default:
      return error satisfies never;
  }
}

// Comparisons and `instanceof` narrow too.
if (error.kind === "connection") same<typeof error.host, string | undefined>(true);
if (error.kind !== "validation") {
  // @ts-expect-error: what is left is no validation error
  error.kind satisfies "validation";
}
if (error instanceof McpTimeoutError) same<typeof error.kind, "timeout">(true);
if (error instanceof McpToolError) same<typeof error.kind, "tool" | "validation" | "execution" | "selector">(true);

/** Narrows a payload by its `error_type`. */
export function payloadField(payload: AnyMcpErrorPayload): JsonValue | undefined {
  if (payload.error_type === "MCPValidationError") return payload.validation_errors;
  if (payload.error_type === "MCPConnectionError") same<typeof payload.context.port, number | undefined>(true);
  // @ts-expect-error: a field of validation errors
  return payload.validation_errors;
}

// A context has the fields of its kind, and takes anything else.
const connection = new McpConnectionError("refused", { context: { attempt: 1 } });
same<typeof connection.context.server_name, string | undefined>(true);
same<typeof connection.context.request_id, string | undefined>(true);
connection.context.nested = { url: new URL("https://example.com/") };
connection.context = { replaced: new Map() };
connection.addContext({ more: 1n }).addContext({});
// @ts-expect-error: the field is a number
connection.context.port = "5432";
same<ReturnType<typeof connection.toDict>["context"]["port"], number | undefined>(true);

// The message can be assigned; the kind cannot.
connection.message = "later";
// @ts-expect-error: it is that of the class
connection.kind = "connection";

// Subclasses of every level, with options, members and hooks of their own.
interface FilesOptions extends McpToolErrorOptions {
  path?: string;
}
class FilesError extends McpToolError {
  static override errorType = "FilesError";
  static override sanitizer = createSanitizer({ redact: ["path"] });
  readonly path: string | undefined;
  constructor(message: string, options: FilesOptions = {}) {
    super(message, options);
    this.path = options.path;
  }
  override sanitizeContext(context: Record<string, unknown>) {
    return { ...super.sanitizeContext(context), files: true };
  }
  override get message(): string {
    return `files: ${super.message}`;
  }
}
class Renamed extends McpConnectionError {
  override message = "always this";
}
class Own extends McpError {}
registerErrorClass(FilesError);
export const files: McpToolError = new FilesError("gone", { path: "/x", verbose: false });
export const renamed: AnyMcpError = new Renamed("x");
export const own: McpError = new Own("x");
const caught: unknown = files;
if (FilesError.is(caught)) same<typeof caught, FilesError>(true);
if (McpConnectionError.is(caught)) same<typeof caught.port, number | undefined>(true);
if (caught instanceof Own) same<typeof caught.kind, ErrorKind>(true);

// Every class is assignable to the union, and the union to the base class.
const all: AnyMcpError[] = [connection, new McpTimeoutError("x"), new McpValidationError("x")];
export const messages: string[] = all.map((each) => each.message);
export const bases: McpError[] = all;

// The sanitizer returns JSON, and a text for a text.
const clean = sanitize({ a: 1 });
same<typeof clean, JsonValue | undefined>(true);
const text = createSanitizer().sanitize("password=x");
same<typeof text, string>(true);
// @ts-expect-error: the result may be of any shape
sanitize({ a: 1 }).a;

// A validator takes the schema.
export const validate = new Ajv().compile(schema());
export const schemaOfTimeouts: JsonValue | undefined = schema().$defs.MCPTimeoutError.title;
// @ts-expect-error: no such kind
schema().$defs.MCPNothing;
