// The tools without mcp-errors. Their errors contain URLs, headers and sessions, as those of most servers do.

import * as work from "./work.mjs";

/** @param {work.Settings} settings @returns {import("./server.mjs").Tools} */
export function plainTools({ databaseUrl, reportsUrl, apiKey, bearerToken, session, notes }) {
  return {
    async list_customers() {
      try {
        return await work.listCustomers(databaseUrl);
      } catch (cause) {
        throw new Error(`cannot list customers: ${databaseUrl} does not answer`, { cause });
      }
    },

    async fetch_report({ name }) {
      const url = `${reportsUrl}/reports/${name}?api_key=${apiKey}`;
      try {
        return await work.fetchReport(url);
      } catch (cause) {
        throw new Error(`GET ${url} took too long`, { cause });
      }
    },

    async query_orders({ status, limit }) {
      const query = { status, limit, session };
      if (limit < 1 || limit > 100) {
        throw new RangeError(`limit must be between 1 and 100, in ${JSON.stringify(query)}`);
      }
      return work.queryOrders(query);
    },

    async fetch_invoice({ id }) {
      const url = `${reportsUrl}/invoices/${id}`;
      const headers = { authorization: `Bearer ${bearerToken}` };
      const response = await work.fetchInvoice(url, headers);
      if (!response.ok) throw new Error(`GET ${url} with ${JSON.stringify(headers)} answered ${response.status}`);
      return response.text();
    },

    async read_note({ name }) {
      return work.readNote(notes, name);
    },
  };
}
