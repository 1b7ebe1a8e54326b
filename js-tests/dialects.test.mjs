// Errors of the SDKs, made by their own classes: each becomes a typed error with the thrown one as its cause.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  InsufficientScopeError,
  ProtocolError,
  UnauthorizedError as RefusedV2,
  ResourceNotFoundError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from "@modelcontextprotocol/client";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpError as SdkMcpError } from "@modelcontextprotocol/sdk/types.js";
import { decodeError, McpConnectionError, McpError, originalCause } from "mcp-errors";

const sent = new McpConnectionError("refused", { serverName: "files", requestId: "r-1", cause: new Error("reset") });
const http = { status: 401, statusText: "Unauthorized", text: "no token" };

/** Name, what is thrown, class, fields. @type {[string, () => Error, string, Record<string, unknown>][]} */
const THROWN = [
  [
    "1.x: timeout",
    () => new SdkMcpError(-32001, "Request timed out", { timeout: 1500 }),
    "McpTimeoutError",
    { timeoutSeconds: 1.5 },
  ],
  [
    "1.x: closed",
    () => new SdkMcpError(-32000, "Connection closed"),
    "McpConnectionError",
    { message: "Connection closed" },
  ],
  [
    "1.x: -32000 of a server",
    () => new SdkMcpError(-32000, "quota is used up"),
    "McpServerError",
    { serverCode: -32000, message: "quota is used up" },
  ],
  [
    "1.x: another code",
    () => new SdkMcpError(-32603, "disk full", { disk: 1 }),
    "McpServerError",
    { serverCode: -32603, responseData: { disk: 1 } },
  ],
  ["1.x: 401", () => new StreamableHTTPError(401, "Error POSTing to endpoint: no"), "McpAuthenticationError", {}],
  [
    "1.x: 503",
    () => new StreamableHTTPError(503, "Error POSTing to endpoint: no"),
    "McpServerError",
    { httpStatus: 503, isRetryable: true },
  ],
  ["1.x: unauthorized", () => new UnauthorizedError("No auth provider"), "McpAuthenticationError", {}],
  [
    "2.x: timeout",
    () => new SdkError(SdkErrorCode.RequestTimeout, "Request timed out", { timeout: 250 }),
    "McpTimeoutError",
    { timeoutSeconds: 0.25 },
  ],
  ["2.x: closed", () => new SdkError(SdkErrorCode.ConnectionClosed, "Connection closed"), "McpConnectionError", {}],
  ["2.x: not connected", () => new SdkError(SdkErrorCode.NotConnected, "whatever it says"), "McpConnectionError", {}],
  [
    "2.x: unknown tool",
    () => new ProtocolError(-32602, "Tool x not found"),
    "McpSelectorError",
    { selector: "x", error: "not_found" },
  ],
  [
    "2.x: resource not found",
    () => new ResourceNotFoundError("file:///x"),
    "McpResourceError",
    { resourceId: "file:///x", errorCode: "RESOURCE_NOT_FOUND" },
  ],
  [
    "2.x: 401",
    () => new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, "Error POSTing to endpoint: no", http),
    "McpAuthenticationError",
    {},
  ],
  [
    "2.x: 502",
    () => new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, "Error POSTing", { ...http, status: 502 }),
    "McpServerError",
    { httpStatus: 502 },
  ],
  [
    "2.x: scope",
    () => new InsufficientScopeError({ requiredScope: "files:read" }),
    "McpAuthenticationError",
    { permissionRequired: "files:read" },
  ],
  ["2.x: unauthorized", () => new RefusedV2(), "McpAuthenticationError", {}],
];

for (const [name, make, className, fields] of THROWN) {
  test(name, () => {
    const thrown = make();
    const decoded = /** @type {any} */ (decodeError(thrown));
    assert.equal(decoded?.name, className, decoded?.describe());
    for (const [key, value] of Object.entries(fields)) assert.deepEqual(decoded[key], value, key);
    assert.equal(decoded.provenance.lossy, true);

    const error = /** @type {any} */ (McpError.from(thrown, { serverName: "files", requestId: "r-9" }));
    assert.equal(error.name, className);
    for (const [key, value] of Object.entries(fields)) assert.deepEqual(error[key], value, key);
    assert.equal(originalCause(error), thrown, "what was thrown is the cause");
    assert.ok(error.cause instanceof thrown.constructor);
    assert.equal(error.toDict().causes[0].message, thrown.message);
    assert.equal(error.requestId, "r-9");
    assert.equal(error.context.server_name, "files");
  });
}

for (const [name, Class] of /** @type {[string, any][]} */ ([
  ["1.x", SdkMcpError],
  ["2.x", ProtocolError],
])) {
  test(`${name}: an error of this package comes back as it was sent`, () => {
    const { code, message, data } = sent.toJsonRpc();
    for (const back of [decodeError(new Class(code, message, data)), McpError.from(new Class(code, message, data))]) {
      assert.ok(back instanceof McpConnectionError);
      assert.equal(back.toJsonString(), sent.toJsonString());
      assert.equal(back.provenance?.lossy, false);
      assert.equal(/** @type {any} */ (back.cause).message, "reset", "its causes are those that it was sent with");
      assert.equal(originalCause(back), undefined);
    }
  });
}

test("a hostile value that is thrown is not taken for an error of an SDK", () => {
  const hostile = new Proxy(new Error("Request timed out"), {
    get() {
      throw new Error("no");
    },
  });
  assert.equal(decodeError(hostile), undefined);
  assert.equal(McpError.from(hostile).name, "McpExecutionError");
});
