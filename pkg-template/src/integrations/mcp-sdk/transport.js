// The transport of a client: which one it is, and how a server that was started as a process has ended.

import { redactText } from "mcp-errors";
import { tryOr } from "../../try-or.js";

/** How much of stderr is read back, and how much of that is shown. The first is larger: a secret must not be cut before it is recognised. */
const KEPT = 16_384;
const SHOWN = 2_048;

/** How long to wait for the end of a process whose pipes are closed. */
const PATIENCE_MS = 250;

/**
 * @typedef {object} Watch
 * @property {string | undefined} type
 * @property {() => Promise<Record<string, unknown> | undefined>} death exit code, signal and the end of stderr, if it is dead
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
  // There is a stream only if it was asked for: `stderr: "pipe"`.
  tryOr(() =>
    transport.stderr?.on("data", (/** @type {unknown} */ chunk) => {
      stderr = `${stderr}${chunk}`.slice(-KEPT);
    }),
  );
  const watch = () =>
    // The process is not public, and nothing else knows how it ended.
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
    // What the process wrote last may still be on its way through the pipe.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const tail = redactText(stderr).slice(-SHOWN);
    return {
      exit_code: ended?.code ?? undefined,
      exit_signal: ended?.signal ?? undefined,
      stderr: tail === "" ? undefined : tail,
    };
  };
}
