// An error that holds a secret wherever an error can hold one. Vitest and Jest run the two `.spec.mjs` files beside it, which
// fail, and reports.test.mjs reads what they print.

import { McpConnectionError, McpTimeoutError } from "mcp-errors";

/** Another secret for each place, so that a report tells where it has it from. @type {Record<string, string>} */
const planted = JSON.parse(process.env.PLANTED ?? "{}");

export function failing() {
  const foreign = new AggregateError([new Error(`token=${planted.aggregated}`)], `token=${planted.cause}`);
  return new McpConnectionError(`login with password=${planted.message} failed`, {
    serverName: `password=${planted.field}`,
    context: {
      password: planted.context,
      url: `postgres://app:${planted.url}@db.example/app`,
      deep: [{ api_key: planted.deep }],
      error: new Error(`password=${planted.inContext}`),
    },
    hints: [`curl -H 'Authorization: Bearer ${planted.hint}'`],
    cause: new McpTimeoutError(`token=${planted.ours}`, { context: { token: planted.oursContext }, cause: foreign }),
  });
}
