// The services that the tools of the demo call: an HTTP server on loopback, and a closed port.

import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createSocketServer } from "node:net";

/** Starts the HTTP server. `/reports/slow` never answers; `/invoices/…` rejects every token as expired. */
export async function startBackend() {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    if (path === "/reports/slow") return;
    if (path.startsWith("/invoices/"))
      response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' }).end();
    else response.end("Orders today: 3\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: portOf(server),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A port that refuses connections: it was just closed. */
export async function closedPort() {
  const server = createSocketServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

/** @param {import("node:net").Server} server */
const portOf = (server) => /** @type {import("node:net").AddressInfo} */ (server.address()).port;
