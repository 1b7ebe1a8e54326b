// Runs each failure once in a TypeScript client, and prints a line of JSON about what arrived.

import { decodeError, McpError } from "mcp-errors";

/** Milliseconds until a request times out; only the failure `timeout` takes longer. */
const TIMEOUT = 3000;

/**
 * @typedef {object} Session
 * @property {(name: string, args: Record<string, unknown>, timeout: number) => Promise<any>} call
 * @property {(uri: string) => Promise<any>} read
 * @property {() => Promise<void>} close
 */

/** The tool and the arguments of a failure, if they are not its name and `{}`. @type {Record<string, [string, Record<string, unknown>]>} */
const CALLS = {
  unknown_tool: ["no_such_tool", {}],
  bad_arguments: ["bad_arguments", { limit: "ten", name: 5 }],
};

/**
 * Runs the failures of all sessions. Connecting may be what fails.
 * @param {(target: any) => Promise<Session>} connect
 */
export async function runFailures(connect) {
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
            : await session.call(...(CALLS[failure] ?? [failure, {}]), TIMEOUT);
        arrived = { result, decoded: decodedFields(decodeError(result)) };
      } catch (caught) {
        arrived = { thrown: fieldsOf(caught), decoded: decodedFields(McpError.from(caught)) };
      }
      console.log(JSON.stringify({ failure, ms: Math.round(performance.now() - start), ...arrived }));
    }
    await Promise.race([session?.close().catch(() => {}), new Promise((done) => setTimeout(done, 1000))]);
  }
  process.exit(0);
}

/** @param {McpError | undefined} error */
function decodedFields(error) {
  return error === undefined ? null : { payload: error.toDict(), class: error.name, provenance: error.provenance };
}

/** The raw error as a client without mcp-errors sees it. @param {any} caught @returns {any} */
function fieldsOf(caught) {
  if (!(caught instanceof Error)) return { value: String(caught) };
  const { code, data, status, cause } = /** @type {any} */ (caught);
  return {
    class: caught.constructor.name,
    name: caught.name,
    message: caught.message,
    code,
    data,
    status,
    cause: cause instanceof Error ? fieldsOf(cause) : cause,
  };
}
