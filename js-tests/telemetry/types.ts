// Loggers of these makes may be passed as they are.

import { McpServer } from "@modelcontextprotocol/server";
import * as Sentry from "@sentry/node";
import bunyan from "bunyan";
import { consola } from "consola";
import Fastify from "fastify";
import { logWith, McpError } from "mcp-errors";
import { withMcpErrors } from "mcp-errors/mcp-sdk";
import { pino } from "pino";
import winston from "winston";

const server = new McpServer({ name: "typed", version: "1.0.0" });
const error = new McpError("typed");

for (const logger of [pino(), winston.createLogger(), bunyan.createLogger({ name: "app" }), consola, Fastify().log]) {
  error.logError(logger);
  withMcpErrors(server, { logger, onError: logWith(logger, { level: "warn" }) });
}
withMcpErrors(server, { onError: (error) => Sentry.captureException(error) });
