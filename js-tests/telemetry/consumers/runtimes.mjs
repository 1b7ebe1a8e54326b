// What a runtime itself prints of an error: `node runtimes.mjs WAY`, and the same with Bun and Deno.

import { inspect } from "node:util";
import { failure } from "../planted.mjs";

/** @type {Record<string, () => unknown>} */
const WAYS = {
  print: () => console.log(failure()),
  printInside: () => console.log({ job: { error: failure() } }, "%o", failure()),
  inspect: () => console.log(inspect(failure(), { depth: 20, showHidden: true })),
  printGetters: () => console.log(inspect(failure(), { depth: 20, showHidden: true, getters: true })),
  json: () => console.log(JSON.stringify({ error: failure() })),
  clone: () => console.log(inspect(structuredClone(failure()), { depth: 20 })),
  uncaught: () => {
    throw failure();
  },
  rejected: () => Promise.reject(failure()),
  uncaughtCause: () => {
    throw new Error("wrapped", { cause: failure() });
  },
  logError: () => failure().logError(),
};

WAYS[process.argv[2] ?? ""]?.();
