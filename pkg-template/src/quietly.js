/** How many results of `then` are followed: that of somebody else's thenable may be a promise, which rejects in turn. */
const DEPTH = 3;

const ignore = () => undefined;

/**
 * Calls `run`, and ignores what it throws, also later: a rejection that nobody handles ends the process in Node. For loggers and
 * hooks, whose failure must not take the place of the error that they were told of.
 * @param {() => unknown} run
 */
export function quietly(run) {
  try {
    settle(run());
  } catch {
    // Ignored, as a rejection is.
  }
}

/**
 * Handles the rejection of a value, if it is a promise or another thenable.
 * @param {any} value
 */
function settle(value) {
  for (let step = 0; step < DEPTH && typeof value?.then === "function"; step += 1) value = value.then(ignore, ignore);
}
