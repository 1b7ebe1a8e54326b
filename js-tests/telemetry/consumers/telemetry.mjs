// What telemetry sends of an error: `node telemetry.mjs WAY`.

import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import * as Sentry from "@sentry/node";
import { McpError } from "mcp-errors";
import { toolErrorHandler } from "mcp-errors/mcp-sdk";
import { recordMcpError } from "mcp-errors/opentelemetry";
import { failure, foreign, harmless } from "../planted.mjs";

/** Its name becomes the operation of the error. */
const TOOL = harmless("context");

/** Sends with `send`, and prints the envelopes instead of sending them. @param {() => unknown} send @param {any} [options] */
async function sentry(send, options) {
  /** @param {any} settings */
  const transport = (settings) =>
    Sentry.createTransport(settings, async ({ body }) => {
      console.log(typeof body === "string" ? body : new TextDecoder().decode(body));
      return { statusCode: 200 };
    });
  Sentry.init({ dsn: "https://public@sentry.test/1", transport, ...options });
  await send();
  await Sentry.close(2000);
}

/** Records with `record` on a span, and prints what is exported. @param {(span: any) => unknown} record */
async function span(record) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const started = provider.getTracer("test").startSpan("span");
  record(started);
  started.end();
  for (const { attributes, status, events } of exporter.getFinishedSpans()) {
    console.log(JSON.stringify({ attributes, status, events }));
  }
}

const fail = () => {
  throw foreign();
};

/** @type {Record<string, () => unknown>} */
const WAYS = {
  sentry: () => sentry(() => Sentry.captureException(failure())),
  sentryFrom: () => sentry(() => Sentry.captureException(McpError.from(foreign(), { operation: TOOL }))),
  sentryHook: () =>
    sentry(() => toolErrorHandler(TOOL, fail, { logger: false, onError: (error) => Sentry.captureException(error) })()),
  sentryExtra: () =>
    sentry(() => Sentry.captureException(failure()), {
      integrations: [Sentry.extraErrorDataIntegration({ depth: 10 })],
    }),
  sentryScope: () =>
    sentry(
      () => Sentry.captureException(new Error("job failed", { cause: failure() }), { extra: { error: failure() } }),
      {
        normalizeDepth: 10,
      },
    ),
  sentryConsole: () =>
    sentry(() => console.error(failure()), {
      integrations: [Sentry.captureConsoleIntegration({ levels: ["error"] })],
    }),
  otelException: () => span((span) => span.recordException(failure())),
  otelAttribute: () => span((span) => span.setAttribute("error", String(failure()))),
  otelOurs: () => span((span) => recordMcpError(failure(), { span, method: "tools/call", name: TOOL })),
};

await WAYS[process.argv[2] ?? ""]?.();
