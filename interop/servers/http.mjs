// Serves a TypeScript server over HTTP: one session per client, and two paths that reject every request.

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

const CHALLENGES = {
  "/401": [401, 'Bearer error="invalid_token", error_description="The access token expired"'],
  "/403": [403, 'Bearer error="insufficient_scope", scope="reports:read"'],
};

/**
 * @param {any} Transport the SDK's transport for Node's HTTP server
 * @param {() => any} makeServer
 */
export function serveHttp(Transport, makeServer) {
  /** @type {Map<string, any>} */
  const sessions = new Map();
  const listener = createServer(async (request, response) => {
    const challenge = CHALLENGES[/** @type {"/401"} */ (request.url ?? "")];
    if (challenge !== undefined) {
      const [status, authenticate] = challenge;
      response.writeHead(Number(status), {
        "www-authenticate": String(authenticate),
        "content-type": "application/json",
      });
      response.end(JSON.stringify({ error: status === 401 ? "invalid_token" : "insufficient_scope" }));
      return;
    }
    let transport = sessions.get(String(request.headers["mcp-session-id"] ?? ""));
    if (transport === undefined) {
      transport = new Transport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (/** @type {string} */ id) => void sessions.set(id, transport),
      });
      await makeServer().connect(transport);
    }
    await transport.handleRequest(request, response);
  });
  listener.listen(0, "127.0.0.1", () => {
    const { port } = /** @type {import("node:net").AddressInfo} */ (listener.address());
    console.log(JSON.stringify({ port }));
  });
}
