// The work of the tools. It fails with the errors of Node.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

/**
 * @typedef {object} Settings
 * @property {string} databaseUrl with the password in it
 * @property {string} reportsUrl
 * @property {string} apiKey
 * @property {string} bearerToken
 * @property {{ user: string, password: string }} session
 * @property {string} notes folder
 */

/** How long the report server may take. */
export const TIMEOUT_SECONDS = 1;

const ORDERS = [
  { id: 1, status: "open", total: 120 },
  { id: 2, status: "shipped", total: 80 },
  { id: 3, status: "open", total: 45 },
];

/** @param {string} databaseUrl */
export async function listCustomers(databaseUrl) {
  const { hostname, port } = new URL(databaseUrl);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.destroy();
  return "";
}

/** @param {string} url */
export async function fetchReport(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000) });
  return response.text();
}

/** @param {{ status: string, limit: number }} query */
export function queryOrders({ status, limit }) {
  return JSON.stringify(ORDERS.filter((order) => order.status === status).slice(0, limit));
}

/** @param {string} url @param {Record<string, string>} headers */
export function fetchInvoice(url, headers) {
  return fetch(url, { headers });
}

/** @param {string} folder @param {string} name */
export function readNote(folder, name) {
  return readFile(join(folder, name), "utf8");
}
