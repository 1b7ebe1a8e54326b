// What servers and serializers make of an error: `node frameworks.mjs WAY`.

import Fastify from "fastify";
import { serializeError } from "serialize-error";
import superjson from "superjson";
import { failure } from "../planted.mjs";

/** Asks a server of Fastify for a route that fails. @param {object} options */
async function fastify(options) {
  const app = Fastify(options);
  app.get("/", async () => {
    throw failure();
  });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const response = await fetch(address);
  const reply = await response.text();
  await app.close();
  return `${response.status} ${reply}`;
}

/** @type {Record<string, () => unknown>} */
const WAYS = {
  fastifyReply: async () => console.log(await fastify({})),
  fastifyLog: () => fastify({ logger: true }),
  superjson: () => console.log(superjson.stringify({ error: failure() })),
  serializeError: () => console.log(JSON.stringify(serializeError(failure(), { maxDepth: 20 }))),
};

await WAYS[process.argv[2] ?? ""]?.();
