// The stack of an error. It is captured on an object of its own, so that the engine of the host writes no message into it: the
// first line is made when the stack is read, of the name and message that the error has then.

/** The first line of the stack of an error that has no message, also as source maps and hooks write it. */
const FIRST_LINE = /^Error:? ?$/;

/** Whether the host prints frames of its own (Bun does, without a message), and not those of `stack`. */
export const PRINTS_OWN_FRAMES = "Bun" in globalThis;

/**
 * The frames above the constructor `Class`.
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
 * The stack of `error` with the frames that were captured. Where the host writes no first line, or `Error.prepareStackTrace`
 * returns no text, it is as they made it.
 * @param {{ stack?: unknown }} frames
 * @param {Error} error
 * @returns {unknown}
 */
export function stackOf({ stack }, error) {
  if (typeof stack !== "string") return stack;
  const end = stack.indexOf("\n");
  const first = end < 0 ? stack : stack.slice(0, end);
  return FIRST_LINE.test(first) ? Error.prototype.toString.call(error) + stack.slice(first.length) : stack;
}
