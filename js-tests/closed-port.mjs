// A port where nobody listens.

import { once } from "node:events";
import { createServer } from "node:net";

/** A port of this machine that was free a moment ago. @returns {Promise<number>} */
export async function closedPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}
