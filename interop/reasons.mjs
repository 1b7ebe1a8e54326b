// Why a result cannot be equal: the line of an SDK where information is lost. The line is looked up in the installed SDK, so
// that a reason fails when its code is gone.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Reason
 * @property {string[]} failures
 * @property {"client" | "server"} side
 * @property {string[]} sdks
 * @property {string} [transport]
 * @property {string} text
 * @property {"npm" | "python" | "rmcp"} root
 * @property {string} file
 * @property {string} contains
 */

/** @type {Reason[]} */
const REASONS = [
  {
    failures: ["timeout"],
    side: "client",
    sdks: ["python"],
    text: "The client says which request timed out, but not after how long",
    root: "python",
    file: "mcp/shared/jsonrpc_dispatcher.py",
    contains: "timed out",
  },
  {
    failures: ["refused"],
    side: "client",
    sdks: ["python"],
    transport: "stdio",
    text: "A program that cannot be started is Python's `FileNotFoundError`, which does not mention a server",
    root: "python",
    file: "mcp/client/stdio.py",
    contains: "return await anyio.open_process(",
  },
  {
    failures: ["unauthorized", "forbidden", "cycle"],
    side: "client",
    sdks: ["python"],
    transport: "http",
    text: "The client has one message for every HTTP error status, and drops status and challenge",
    root: "python",
    file: "mcp/client/streamable_http.py",
    contains: "Server returned an error response",
  },
  {
    failures: ["cycle"],
    side: "server",
    sdks: ["python"],
    transport: "stdio",
    text: "The server exits without a message if it cannot serialize an answer; dictionaries are the author's responsibility there",
    root: "python",
    file: "mcp/server/stdio.py",
    contains: "model_dump_json",
  },
  {
    failures: ["cycle"],
    side: "server",
    sdks: ["python"],
    transport: "http",
    text: "The server drops an answer that it cannot serialize; dictionaries are the author's responsibility there",
    root: "python",
    file: "mcp/server/streamable_http.py",
    contains: '"data": event_message.message.model_dump_json',
  },
  {
    failures: ["forbidden"],
    side: "client",
    sdks: ["ts1"],
    text: "Without an `authProvider` the client does not look at the challenge",
    root: "npm",
    file: "@modelcontextprotocol/sdk/dist/esm/client/streamableHttp.js",
    contains: "throw new StreamableHTTPError(response.status, `Error POSTing",
  },
  {
    failures: ["killed"],
    side: "client",
    sdks: ["ts1"],
    transport: "http",
    text: "The end of a response stream reaches `onerror` but not the pending request, which times out",
    root: "npm",
    file: "@modelcontextprotocol/sdk/dist/esm/client/streamableHttp.js",
    contains: "SSE stream disconnected",
  },
  {
    failures: ["killed"],
    side: "client",
    sdks: ["ts2"],
    transport: "http",
    text: "The end of a response stream reaches `onerror` but not the pending request, which times out",
    root: "npm",
    file: "@modelcontextprotocol/client/dist/index.mjs",
    contains: "SSE stream disconnected",
  },
  {
    failures: ["bad_arguments"],
    side: "server",
    sdks: ["rmcp"],
    text: "serde stops at the first problem, and says what it is, but not where",
    root: "rmcp",
    file: "src/handler/server/tool.rs",
    contains: "failed to deserialize parameters",
  },
  {
    failures: ["killed"],
    side: "client",
    sdks: ["rmcp"],
    transport: "http",
    text: "The client tries to resume the stream for longer than it waits for the answer",
    root: "rmcp",
    file: "src/transport/common/client_side_sse.rs",
    contains: "this.retry_policy.retry(*retry_times)",
  },
];

const { INTEROP_PYTHON = "python3", INTEROP_RMCP = "." } = process.env;

function sitePackages() {
  const lib = join(dirname(INTEROP_PYTHON), "..", "lib");
  const version = existsSync(lib) ? readdirSync(lib).find((name) => name.startsWith("python")) : undefined;
  return join(lib, version ?? "", "site-packages");
}

const ROOTS = {
  npm: fileURLToPath(new URL("node_modules", import.meta.url)),
  python: sitePackages(),
  rmcp: INTEROP_RMCP,
};

/**
 * Why a result is not equal, with file and line; undefined if there is no reason.
 * @param {import("./run-pair.mjs").Result} result
 */
export function reason(result) {
  const fits = (/** @type {Reason} */ candidate) =>
    candidate.failures.includes(result.failure) &&
    candidate.sdks.includes(result[candidate.side]) &&
    (candidate.transport ?? result.transport) === result.transport;
  const found = REASONS.find(fits);
  if (found === undefined) return undefined;
  const lines = readFileSync(join(ROOTS[found.root], found.file), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(found.contains)) + 1;
  if (line === 0)
    throw new Error(`${found.file} no longer has "${found.contains}": check the reason for ${found.failures} again`);
  return `${found.text} (\`${found.file}\`, line ${line})`;
}

/** The versions of the SDKs. */
export function versions() {
  const npm = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(ROOTS.npm, name, "package.json"), "utf8")).version;
  const python = existsSync(ROOTS.python)
    ? readdirSync(ROOTS.python).find((name) => /^mcp-\d.*\.dist-info$/.test(name))
    : undefined;
  const rmcp = /^version = "(.*)"/m.exec(readFileSync(join(INTEROP_RMCP, "Cargo.toml"), "utf8"))?.[1];
  return {
    ts1: npm("@modelcontextprotocol/sdk"),
    ts2: npm("@modelcontextprotocol/server"),
    rmcp: rmcp ?? "?",
    python: python?.slice("mcp-".length, -".dist-info".length) ?? "?",
  };
}
