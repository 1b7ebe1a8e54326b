// An error with a secret in each of its parts. Vitest and Jest run the `.spec.mjs` files of this folder, and reports.test.mjs
// reads what they print.

import { readFileSync } from "node:fs";
import { McpConnectionError, McpTimeoutError, McpToolError } from "mcp-errors";

/** A secret for each place, so that a leak names its source. @type {Record<string, string>} */
const planted = JSON.parse(process.env.PLANTED ?? "{}");

/** A foreign error, with everything that such errors have. */
export function foreign() {
  const inner = Object.assign(new Error(`token=${planted.inner}`), { headers: { authorization: planted.property } });
  const member = new Error(`token=${planted.aggregated}`, { cause: inner });
  return new AggregateError([member, { password: planted.member }], `token=${planted.cause}`, { cause: fromNode() });
}

/** An error of Node, which is of another realm where tests run in one of their own. */
function fromNode() {
  try {
    return readFileSync(`/nowhere/token=${planted.node}`);
  } catch (error) {
    return error;
  }
}

export function failing() {
  return new McpConnectionError(`login with password=${planted.message} failed`, {
    serverName: `password=${planted.field}`,
    context: {
      password: planted.context,
      url: `postgres://app:${planted.url}@db.example/app`,
      deep: [{ api_key: planted.deep }],
      error: new Error(`password=${planted.inContext}`),
    },
    hints: [`curl -H 'Authorization: Bearer ${planted.hint}'`],
    cause: new McpTimeoutError(`token=${planted.ours}`, { context: { token: planted.oursContext }, cause: foreign() }),
  });
}

/** Causes that are not errors, and a cycle. */
export const odd = {
  text: () => new McpToolError("odd", { cause: `password=${planted.text}` }),
  data: () => new McpToolError("odd", { cause: { password: planted.data } }),
  circle: () => {
    const cause = new Error(`token=${planted.circle}`);
    const error = new McpToolError("odd", { cause });
    cause.cause = error;
    return error;
  },
};
