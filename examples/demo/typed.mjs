// The same tools with typed errors. They put the same secrets into their errors: the package has to redact them.

import {
  McpAuthenticationError,
  McpConnectionError,
  McpResourceError,
  McpTimeoutError,
  McpValidationError,
} from "mcp-errors";
import * as work from "./work.mjs";

/** @param {work.Settings} settings @returns {import("./server.mjs").Tools} */
export function typedTools({ databaseUrl, reportsUrl, apiKey, bearerToken, session, notes }) {
  return {
    async list_customers() {
      try {
        return await work.listCustomers(databaseUrl);
      } catch (cause) {
        const { hostname, port } = new URL(databaseUrl);
        throw new McpConnectionError(`cannot list customers: ${databaseUrl} does not answer`, {
          serverName: "crm",
          host: hostname,
          port: Number(port),
          errorCode: "DATABASE_DOWN",
          context: { url: databaseUrl },
          hints: ["Start the database, or correct its address"],
          cause,
        });
      }
    },

    async fetch_report({ name }) {
      const url = `${reportsUrl}/reports/${name}?api_key=${apiKey}`;
      try {
        return await work.fetchReport(url);
      } catch (cause) {
        throw new McpTimeoutError(`GET ${url} took too long`, {
          operation: "fetch_report",
          timeoutSeconds: work.TIMEOUT_SECONDS,
          requestId: "req-2",
          context: { url },
          hints: ["Ask for the report of one day, which is faster"],
          cause,
        });
      }
    },

    async query_orders({ status, limit }) {
      const query = { status, limit, session };
      if (limit < 1 || limit > 100) {
        throw new McpValidationError(`limit must be between 1 and 100, in ${JSON.stringify(query)}`, {
          field: "limit",
          value: limit,
          expectedType: "integer",
          validationErrors: ["limit: must be between 1 and 100"],
          context: { session },
          hints: ["Use a limit of at most 100, and ask for more pages"],
        });
      }
      return work.queryOrders(query);
    },

    async fetch_invoice({ id }) {
      const url = `${reportsUrl}/invoices/${id}`;
      const headers = { authorization: `Bearer ${bearerToken}` };
      const response = await work.fetchInvoice(url, headers);
      if (!response.ok) {
        throw new McpAuthenticationError(`GET ${url} with ${JSON.stringify(headers)} answered ${response.status}`, {
          authType: "bearer",
          username: "billing",
          errorCode: "TOKEN_EXPIRED",
          context: { headers, challenge: response.headers.get("www-authenticate") },
          hints: ["Sign in again: the token has expired"],
        });
      }
      return response.text();
    },

    async read_note({ name }) {
      try {
        return await work.readNote(notes, name);
      } catch (cause) {
        throw new McpResourceError(`there is no note called ${name}`, {
          resourceType: "file",
          resourceId: name,
          operation: "read",
          errorCode: "RESOURCE_NOT_FOUND",
          hints: ["Choose one of these notes: welcome.md"],
          cause,
        });
      }
    },
  };
}
