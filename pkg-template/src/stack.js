// The stack of an error. Its frames are captured on an object of their own, so that the host writes no message into them. The
// first line is made when the stack is read, from the name and message that the error has then.

/** The first line that V8, source maps and hooks write for an error without a message. */
const FIRST_LINE = /^Error:? ?$/;

/** Whether the host prints frames that it has captured itself, without a message, instead of `stack`, as Bun does. */
export const PRINTS_OWN_FRAMES = "Bun" in globalThis;

/**
 * Calls `make` while the host captures no frames: those of an error that is made on demand are of whoever asks.
 * @template T
 * @param {() => T} make
 * @returns {T}
 */
export function withoutFrames(make) {
  const limit = Error.stackTraceLimit;
  const isPaused = Reflect.set(Error, "stackTraceLimit", 0);
  try {
    return make();
  } finally {
    if (isPaused) Reflect.set(Error, "stackTraceLimit", limit);
  }
}

/**
 * Captures the frames above the constructor `Class`.
 * @param {Function} Class
 * @returns {{ stack?: unknown } | undefined} undefined where the host cannot capture them
 */
export function capture(Class) {
  if (typeof Error.captureStackTrace !== "function") return undefined;
  const holder = Object.create(Error.prototype);
  Error.captureStackTrace(holder, Class);
  return holder;
}

/**
 * Returns the captured frames below a first line. If the host writes no first line, or `Error.prepareStackTrace` returned
 * something else, that is returned as it is.
 * @param {{ stack?: unknown }} frames
 * @param {string} title the first line
 * @returns {unknown}
 */
export function stackOf({ stack }, title) {
  if (typeof stack !== "string") return stack;
  const end = stack.indexOf("\n");
  const first = end < 0 ? stack : stack.slice(0, end);
  return FIRST_LINE.test(first) ? title + stack.slice(first.length) : stack;
}
