// What the TypeScript clients do: each failure once, and a line of JSON about what arrived.

import { decodeError, McpError } from "mcp-errors";

/** What a client waits for an answer, in milliseconds; only `timeout` takes longer. */
export const PATIENCE = 3000;

/**
 * @typedef {object} Session
 * @property {(name: string, args: Record<string, unknown>, timeout: number) => Promise<any>} call
 * @property {(uri: string) => Promise<any>} read
 * @property {() => Promise<void>} close
 */

/** A tool call that fails, for every failure that is one. @type {Record<string, [string, Record<string, unknown>]>} */
const CALLS = {
  unknown_tool: ["no_such_tool", {}],
  bad_arguments: ["bad_arguments", { limit: "ten", name: 5 }],
};

/**
 * Runs the failures of one session, or those that are a connection that fails.
 * @param {(target: any) => Promise<Session>} connect
 */
export async function attempt(connect) {
  const { sessions } = JSON.parse(process.argv[2] ?? "{}");
  for (const { target, failures } of sessions) {
    /** @type {Session | undefined} */
    let session;
    for (const failure of failures) {
      const start = performance.now();
      let arrived;
      try {
        session ??= await connect(target);
        const result =
          failure === "resource"
            ? await session.read("report://gone")
            : await session.call(...(CALLS[failure] ?? [failure, {}]), PATIENCE);
        arrived = { result, decoded: told(decodeError(result)) };
      } catch (caught) {
        arrived = { thrown: shown(caught), decoded: told(McpError.from(caught)) };
      }
      console.log(JSON.stringify({ failure, ms: Math.round(performance.now() - start), ...arrived }));
    }
    await Promise.race([session?.close().catch(() => {}), new Promise((done) => setTimeout(done, 1000))]);
  }
  process.exit(0);
}

/** @param {McpError | undefined} error */
function told(error) {
  return error === undefined ? null : { payload: error.toDict(), class: error.name, provenance: error.provenance };
}

/** The raw error as a client without mcp-errors sees it. @param {any} caught @returns {any} */
function shown(caught) {
  if (!(caught instanceof Error)) return { value: String(caught) };
  const { code, data, status, cause } = /** @type {any} */ (caught);
  return {
    class: caught.constructor.name,
    name: caught.name,
    message: caught.message,
    code,
    data,
    status,
    cause: cause instanceof Error ? shown(cause) : cause,
  };
}
