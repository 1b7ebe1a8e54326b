// What loggers write of an error: `node loggers.mjs WAY`.

import { Client } from "@modelcontextprotocol/client";
import { InMemoryTransport, McpServer } from "@modelcontextprotocol/server";
import bunyan from "bunyan";
import { createConsola } from "consola";
import * as api from "mcp-errors";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import pino from "pino";
import winston from "winston";
import { failure, foreign, harmless } from "../planted.mjs";

/** Its name becomes the operation of the error. */
const TOOL = harmless("context");

/** The package of an earlier release has none. */
const logWith = api.logWith ?? ((/** @type {any} */ logger) => (/** @type {any} */ error) => error.logError(logger));

const { errors, json, combine, splat, simple } = winston.format;
const transports = [new winston.transports.Console()];

/** @param {import("winston").Logform.Format[]} formats */
const winstonOf = (...formats) => winston.createLogger({ format: combine(...formats, json()), transports });
const bunyanOf = () => bunyan.createLogger({ name: "app", serializers: bunyan.stdSerializers });
const consola = createConsola({ fancy: false, formatOptions: { colors: false, columns: 0 } });

/** Calls a tool that throws a foreign error, on a server with these options. @param {object} options */
async function serve(options) {
  const server = new McpServer({ name: "crm", version: "1.0.0" }, { capabilities: { tools: {} } });
  const fail = () => {
    throw foreign();
  };
  server.registerTool(TOOL, { description: "fails" }, fail);
  withMcpErrors(server, options);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "test", version: "1.0.0" });
  await Promise.all([server.connect(near), client.connect(far)]);
  await client.callTool({ name: TOOL, arguments: {} });
  await client.close();
}

/** @type {Record<string, () => unknown>} */
const WAYS = {
  pinoError: () => pino().error(failure()),
  pinoErr: () => pino().error({ err: failure() }, "failed"),
  pinoOther: () => pino().error({ error: failure() }, "failed"),
  pinoWithCause: () => pino({ serializers: { err: pino.stdSerializers.errWithCause } }).error({ err: failure() }),
  pinoChild: () => pino().child({ err: failure() }).error("failed"),
  pinoLogError: () => failure().logError(pino()),
  pinoOption: () => serve({ logger: pino() }),
  pinoHook: () => serve({ logger: false, onError: logWith(pino(), { level: "fatal" }) }),
  winstonError: () => winstonOf(errors({ stack: true })).error(/** @type {any} */ (failure())),
  winstonCause: () => winstonOf(errors({ stack: true, cause: true })).error(/** @type {any} */ (failure())),
  winstonMeta: () => winstonOf(errors({ stack: true, cause: true })).error("failed", failure()),
  winstonField: () => winstonOf().error("failed", { error: failure() }),
  winstonSplat: () => winstonOf(splat(), simple()).error("failed: %o", failure()),
  winstonLogError: () => failure().logError(winstonOf()),
  winstonOption: () => serve({ logger: winstonOf() }),
  bunyanError: () => bunyanOf().error(failure()),
  bunyanErr: () => bunyanOf().error({ err: failure() }, "failed"),
  bunyanLogError: () => failure().logError(bunyanOf()),
  bunyanOption: () => serve({ logger: bunyanOf() }),
  consolaError: () => consola.error(failure()),
  consolaLogError: () => failure().logError(consola),
  consoleLogError: () => failure().logError(console),
  consoleHook: () => serve({ logger: false, onError: logWith(console, { level: "info" }) }),
  stderr: () => serve({}),
};

await WAYS[process.argv[2] ?? ""]?.();
