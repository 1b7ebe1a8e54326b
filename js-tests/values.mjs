// Builds values that JSON cannot say from the `$js` tags of the vectors.

/**
 * Returns a copy of `value` with every tag replaced by its value.
 * @param {any} value
 * @returns {any}
 */
export function build(value) {
  if (Array.isArray(value)) return value.map(build);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$js === "string") {
    const builder = BUILDERS[value.$js];
    if (builder === undefined) throw new Error(`no value is called ${value.$js}`);
    return builder(value);
  }
  const out = {};
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(out, key, { value: build(item), enumerable: true, configurable: true, writable: true });
  }
  return out;
}

/** @type {Record<string, (tag: any) => unknown>} */
const BUILDERS = {
  bigint: ({ value }) => BigInt(value),
  date: ({ value }) => new Date(value),
  map: ({ entries }) => new Map(entries.map(build)),
  set: ({ items }) => new Set(items.map(build)),
  undefined: () => undefined,
  function: () => () => 1,
  symbol: () => Symbol("s"),
  number: ({ value }) => Number(value),
  bytes: ({ length }) => new Uint8Array(length),
  view: ({ length }) => new DataView(new ArrayBuffer(length)),
  url: ({ value }) => new URL(value),
  error: ({ name, message }) => Object.assign(new Error(message), { name }),
  cycle: () => {
    const inner = { name: "inner" };
    const outer = { inner, list: [inner] };
    Object.assign(inner, { outer });
    return outer;
  },
  getter: () => ({
    get broken() {
      throw new Error("no");
    },
    fine: 1,
  }),
  revoked: () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  tojson: ({ value }) => ({ toJSON: () => value, hidden: true }),
  tojson_throws: () => ({
    toJSON() {
      throw new Error("no");
    },
  }),
  surrogate: () => "a\ud83db",
  proto: () => Object.defineProperty({}, "__proto__", { value: { polluted: true }, enumerable: true }),
};
