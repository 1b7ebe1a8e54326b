// The five failures: the call that fails, and the error that must arrive.

import {
  McpAuthenticationError,
  McpConnectionError,
  McpResourceError,
  McpTimeoutError,
  McpValidationError,
} from "mcp-errors";

/**
 * @typedef {object} Failure
 * @property {string} title
 * @property {string} tool
 * @property {Record<string, unknown>} arguments
 * @property {string} [secret] the name of the secret that the tool uses
 * @property {typeof import("mcp-errors").McpError} Class
 * @property {Record<string, unknown>} fields what a client reads from the error, by property
 * @property {boolean} isRetryable
 * @property {string[]} hints
 */

/** Calls that succeed, in both modes. */
export const SUCCESSES = [
  { tool: "read_note", arguments: { name: "welcome.md" } },
  { tool: "fetch_report", arguments: { name: "today" } },
  { tool: "query_orders", arguments: { status: "open", limit: 10 } },
];

/** @param {number} databasePort @returns {Failure[]} */
export const failures = (databasePort) => [
  {
    title: "connection refused",
    tool: "list_customers",
    arguments: {},
    secret: "databasePassword",
    Class: McpConnectionError,
    fields: { serverName: "crm", host: "127.0.0.1", port: databasePort, errorCode: "DATABASE_DOWN" },
    isRetryable: true,
    hints: ["Start the database, or correct its address"],
  },
  {
    title: "timeout",
    tool: "fetch_report",
    arguments: { name: "slow" },
    secret: "apiKey",
    Class: McpTimeoutError,
    fields: { operation: "fetch_report", timeoutSeconds: 1, requestId: "req-2" },
    isRetryable: true,
    hints: ["Ask for the report of one day, which is faster"],
  },
  {
    title: "bad argument",
    tool: "query_orders",
    arguments: { status: "open", limit: 5000 },
    secret: "sessionPassword",
    Class: McpValidationError,
    fields: {
      field: "limit",
      value: "5000",
      expectedType: "integer",
      validationErrors: ["limit: must be between 1 and 100"],
      errorCode: "VALIDATION_ERROR",
    },
    isRetryable: false,
    hints: ["Use a limit of at most 100, and ask for more pages"],
  },
  {
    title: "missing file",
    tool: "read_note",
    arguments: { name: "q3-plan.md" },
    Class: McpResourceError,
    fields: { resourceType: "file", resourceId: "q3-plan.md", operation: "read", errorCode: "RESOURCE_NOT_FOUND" },
    isRetryable: false,
    hints: ["Choose one of these notes: welcome.md"],
  },
  {
    title: "bad credentials",
    tool: "fetch_invoice",
    arguments: { id: "2024-117" },
    secret: "bearerToken",
    Class: McpAuthenticationError,
    fields: { authType: "bearer", username: "billing", errorCode: "TOKEN_EXPIRED" },
    isRetryable: false,
    hints: ["Sign in again: the token has expired"],
  },
];
