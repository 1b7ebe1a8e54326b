/**
 * Returns `get()`, or `fallback` if it throws. For what somebody else wrote: getters, proxies, hooks, parts of SDKs.
 * @template T
 * @template [F=undefined]
 * @param {() => T} get
 * @param {F} [fallback]
 * @returns {T | F}
 */
export function tryOr(get, fallback) {
  try {
    return get();
  } catch {
    return /** @type {F} */ (fallback);
  }
}
