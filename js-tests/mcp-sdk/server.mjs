// A server that fails in every way: `node server.mjs <line> stdio|http|low`. One call of `withMcpErrors` instruments it, in the
// middle of the registrations.

import { once } from "node:events";
import { createServer } from "node:http";
import { McpResourceError, McpTimeoutError } from "mcp-errors";
import { mcpLogger, toolErrorHandler, withMcpErrors } from "mcp-errors/mcp-sdk";
import { serverSdk } from "./sdks.mjs";

const [line, way] = /** @type {[import("./sdks.mjs").Line, string]} */ (process.argv.slice(2));
const { z, McpServer, Server, StdioServerTransport, HttpTransport, onCallTool, ProtocolError } = await serverSdk(line);

/** @type {{ password: string, options?: Record<string, unknown> }} */
const { password, options = {} } = JSON.parse(process.env.SETTINGS ?? "{}");

/** The schema of a tool: this line of the SDK takes a shape, the other a schema. @param {any} shape */
const schema = (shape) => (line.startsWith("v2") ? z.object(shape) : shape);

const cycle = { token: password };
Object.assign(cycle, { cycle, big: 1n });

/** What the tools throw, by the name of the tool. @type {Record<string, () => unknown>} */
const THROWN = {
  refused: () =>
    Object.assign(new Error(`connect ECONNREFUSED postgres://app:${password}@10.0.0.7:5432/crm`), {
      code: "ECONNREFUSED",
      address: "10.0.0.7",
      port: 5432,
    }),
  plain: () => new RangeError("index 7 is out of range", { cause: new TypeError(`bad row, password=${password}`) }),
  typed: () =>
    new McpTimeoutError("counting took too long", { operation: "count", timeoutSeconds: 3, hints: ["Count less"] }),
  null: () => null,
  undefined: () => undefined,
  cycle: () => Object.assign(new Error("a cycle"), { data: cycle, code: -32000 }),
  aborted: () => new DOMException("stopped", "AbortError"),
  elicit: () => new ProtocolError(-32042, "visit a page", { elicitations: [] }),
  invalid: () => new ProtocolError(-32602, "the range is empty"),
};

function make() {
  const server = new McpServer(
    { name: "failing", version: "1.0.0" },
    { capabilities: { logging: {}, tools: {}, resources: {}, prompts: {} } },
  );
  for (const [name, thrown] of Object.entries(THROWN)) {
    server.registerTool(name, { description: name, inputSchema: schema({}) }, async () => {
      throw thrown();
    });
  }
  server.registerTool("no_schema", { description: "takes nothing" }, () => {
    throw new RangeError("nothing to take");
  });
  server.registerTool(
    "query",
    {
      description: "checks its arguments",
      inputSchema: schema({
        status: z.enum(["open", "shipped"]),
        limit: z.number().max(100),
        secret_key: z.string().min(3),
      }),
    },
    () => ({ content: [{ type: "text", text: "ok" }] }),
  );
  server.registerTool(
    "counted",
    { description: "declares its output", inputSchema: schema({}), outputSchema: schema({ rows: z.number() }) },
    () => {
      throw new McpTimeoutError("counting took too long", { timeoutSeconds: 3 });
    },
  );
  server.registerTool(
    "miscounted",
    {
      description: "returns what it does not declare",
      inputSchema: schema({}),
      outputSchema: schema({ rows: z.number() }),
    },
    () => ({ content: [], structuredContent: { rows: "many" } }),
  );
  server.registerTool(
    "handled",
    { description: "handles its errors", inputSchema: schema({}), outputSchema: schema({ rows: z.number() }) },
    toolErrorHandler("handled", () => {
      throw new RangeError("handled here");
    }),
  );
  server.registerTool("itself", { description: "fails by itself", inputSchema: schema({}) }, () => ({
    isError: true,
    content: [{ type: "text", text: "my own words" }],
    _meta: { mine: true },
  }));
  const move = schema({ source: z.string(), options: z.object({ target: z.string() }) });
  server.registerTool("move", { description: "moves a file", inputSchema: move }, (/** @type {any} */ { source }) => {
    throw Object.assign(new Error(`ENOENT: no such file or directory, rename '${source}' -> '/srv/notes/other.md'`), {
      code: "ENOENT",
      path: source,
    });
  });
  server.registerTool("unwritable", { description: "returns no JSON", inputSchema: schema({}) }, () => ({
    content: [{ type: "text", text: "big" }],
    structuredContent: { big: 1n },
  }));
  server.registerTool(
    "sleep",
    { description: "waits until it is cancelled", inputSchema: schema({}) },
    (/** @type {unknown} */ _args, /** @type {any} */ extra) =>
      new Promise((_, reject) => {
        const signal = extra.signal ?? extra.mcpReq.signal;
        signal.addEventListener("abort", () => {
          console.error("sleep was cancelled");
          reject(signal.reason ?? new Error("cancelled"));
        });
      }),
  );
  server.registerTool("die", { description: "ends the process", inputSchema: schema({}) }, () => {
    console.error(`${"x".repeat(3000)}\nfatal: cannot open postgres://app:${password}@10.0.0.7/crm`);
    setTimeout(() => process.exit(7), 20);
    return new Promise(() => undefined);
  });

  withMcpErrors(server, {
    onError: (/** @type {any} */ error, /** @type {any} */ info) => {
      console.error(`onError ${JSON.stringify({ ...info, error: error.errorType })}`);
      throw new Error("a hook that fails");
    },
    logger: mcpLogger(server),
    ...options,
  });
  // Registered after the call.
  server.registerTool("late", { description: "comes later", inputSchema: schema({}) }, async () => {
    throw new RangeError("too late");
  });

  server.registerResource("broken", "report://broken", { description: "breaks" }, async () => {
    throw new TypeError(`cannot read /srv/reports with password=${password}`, { cause: cycle });
  });
  server.registerResource("gone", "report://gone", { description: "is gone" }, async () => {
    throw new McpResourceError("the report is gone", { resourceId: "report://gone", hints: ["List the reports"] });
  });
  server.registerResource("null", "report://null", { description: "throws null" }, async () => {
    throw null;
  });
  server.registerPrompt(
    "summary",
    { description: "needs a name", argsSchema: schema({ name: z.string().max(5) }) },
    async () => {
      throw Object.assign(new Error("no such user"), { status: 403 });
    },
  );
  return server;
}

/** A low-level server: the author answers every request. */
function makeLow() {
  const server = new Server({ name: "low", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(onCallTool, async (/** @type {any} */ { params }) => {
    if (params.name === "itself") return { isError: true, content: [{ type: "text", text: "my own words" }] };
    if (params.name === "checked") z.object({ limit: z.number().max(100) }).parse(params.arguments);
    throw THROWN[params.name]?.() ?? new RangeError(`no tool ${params.name}`);
  });
  return withMcpErrors(server, { logger: false, ...options });
}

if (way === "low") {
  await makeLow().connect(new StdioServerTransport());
} else if (way === "stdio") {
  const server = make();
  await server.connect(new StdioServerTransport());
} else {
  const http = createServer(async (request, response) => {
    if (request.url === "/unauthorized" || request.url === "/forbidden") {
      const status = request.url === "/forbidden" ? 403 : 401;
      response.writeHead(status, { "www-authenticate": 'Bearer error="invalid_token"' }).end("no");
      return;
    }
    // Stateless: a server for each request.
    const server = make();
    const transport = new HttpTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: request.url === "/json",
    });
    response.on("close", () => {
      void transport.close();
      void server.close();
    });
    await server.connect(transport);
    await transport.handleRequest(request, response);
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (http.address());
  process.stdout.write(`http://127.0.0.1:${port}/\n`);
}
