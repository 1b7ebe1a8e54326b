// The transport of a client: its type, and how the process of a stdio server ended.

import { redactText } from "mcp-errors";
import { tryOr } from "../../try-or.js";

/** Characters of stderr that are kept, and that are shown. More are kept, so that a secret is redacted before it is cut. */
const KEPT = 16_384;
const SHOWN = 2_048;

/** Milliseconds to wait for the exit of a process whose pipes are closed. */
const PATIENCE_MS = 250;

/**
 * @typedef {object} Watch
 * @property {string | undefined} type
 * @property {() => Promise<Record<string, unknown> | undefined>} death returns the exit code, the signal and the end of stderr
 */

/** @type {WeakMap<object, Watch>} */
const watches = new WeakMap();

/**
 * @param {any} transport
 * @returns {Watch | undefined}
 */
export function watchTransport(transport) {
  if (typeof transport !== "object" || transport === null) return undefined;
  const known = watches.get(transport);
  if (known !== undefined) return known;
  const type = typeOf(transport);
  const made = type === "stdio" ? watchProcess(transport) : async () => undefined;
  const watch = { type, death: made };
  watches.set(transport, watch);
  return watch;
}

/** @param {any} transport */
function typeOf(transport) {
  if ("stderr" in transport) return "stdio";
  if (typeof transport.terminateSession === "function") return "streamable-http";
  if (typeof transport.finishAuth === "function") return "sse";
  return undefined;
}

/**
 * @param {any} transport
 * @returns {Watch["death"]}
 */
function watchProcess(transport) {
  let stderr = "";
  /** @type {{ code: number | null, signal: string | null } | undefined} */
  let ended;
  /** @type {(() => void)[]} */
  const waiting = [];
  // There is a stream only with `stderr: "pipe"`.
  tryOr(() =>
    transport.stderr?.on("data", (/** @type {unknown} */ chunk) => {
      stderr = `${stderr}${chunk}`.slice(-KEPT);
    }),
  );
  const watch = () =>
    // The process is private, but nothing else has its exit code.
    transport._process?.once("exit", (/** @type {number | null} */ code, /** @type {string | null} */ signal) => {
      ended = { code, signal };
      for (const resolve of waiting.splice(0)) resolve();
    });
  const { start } = transport;
  /** @param {...unknown} args */
  transport.start = async (...args) => {
    await start.apply(transport, args);
    tryOr(watch);
  };
  if (tryOr(() => transport._process) !== undefined) tryOr(watch);
  return async () => {
    if (ended === undefined) {
      await new Promise((resolve) => {
        waiting.push(() => resolve(undefined));
        setTimeout(resolve, PATIENCE_MS);
      });
    }
    // The last output of the process may still be in the pipe.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const tail = redactText(stderr).slice(-SHOWN);
    return {
      exit_code: ended?.code ?? undefined,
      exit_signal: ended?.signal ?? undefined,
      stderr: tail === "" ? undefined : tail,
    };
  };
}
