// What SDKs and tracers hand in is asked for what it may not have.

/**
 * `get()`, or undefined if it throws.
 * @template T
 * @param {() => T} get
 * @returns {T | undefined}
 */
export function attempt(get) {
  try {
    return get();
  } catch {
    return undefined;
  }
}
