// Values that errors carry in production and that break serializers. The comparisons and the tests share them.

/** A secret to the sanitizer. Joined here, so that no secret scanner takes it for a real one. */
export const SECRET = ["pl8Zq4vW", "x0Kd83hs", "Lw02Mn7R"].join("");

/** A text next to every hostile value, which must arrive. */
export const KEPT = "still here";

/**
 * `odd` makes a value for the context of an error, `error` makes an error. `shows` has the parts that every tool should
 * print, `ours` those that mcp-errors promises in addition.
 * @typedef {{ name: string, odd?: () => unknown, error?: () => unknown, shows?: string[], ours?: string[] }} Row
 */

/** @returns {never} */
const nasty = () => {
  throw new Error(`nasty, password=${SECRET}`);
};

/** @param {number} levels @param {(inner: any) => any} around @param {any} innermost */
function nested(levels, around, innermost) {
  let value = innermost;
  for (let level = 0; level < levels; level += 1) value = around(value);
  return value;
}

const TRAPS = ["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"];

/** @type {Row[]} */
export const ROWS = [
  {
    name: "an ordinary object",
    odd: () => ({ city: "Ankara", password: SECRET }),
    shows: ["Ankara"],
  },
  {
    name: "a cycle",
    odd: () => {
      const odd = /** @type {any} */ ({ city: "Ankara" });
      odd.self = odd;
      return odd;
    },
    shows: ["Ankara"],
    ours: ["[circular]"],
  },
  {
    name: "a getter that throws",
    odd: () => ({
      city: "Ankara",
      get broken() {
        return nasty();
      },
    }),
    shows: ["Ankara"],
    ours: ["[unreadable]"],
  },
  {
    name: "a revoked proxy",
    odd: () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
    ours: ["[unreadable]"],
  },
  {
    name: "a proxy whose traps throw",
    odd: () => new Proxy({}, Object.fromEntries(TRAPS.map((trap) => [trap, nasty]))),
    ours: ["[unreadable]"],
  },
  { name: "a BigInt", odd: () => 123456789012345678901234567890n, shows: ["123456789012345678901234567890"] },
  { name: "a Map", odd: () => new Map([["city", "Ankara"]]), shows: ["city", "Ankara"] },
  { name: "a Set", odd: () => new Set(["Ankara"]), shows: ["Ankara"] },
  { name: "a Map under keys that are objects", odd: () => new Map([[{ city: "Ankara" }, 1]]), shows: ["Ankara"] },
  { name: "an invalid Date", odd: () => new Date(Number.NaN), ours: ['"odd":null'] },
  { name: "a URL with a password", odd: () => new URL(`https://app:${SECRET}@db.example/x`), shows: ["db.example"] },
  { name: "a Buffer", odd: () => Buffer.from(SECRET), ours: ["[binary 24 bytes]"] },
  { name: "a typed array of 10 MB", odd: () => new Uint8Array(1e7), ours: ["[binary 10000000 bytes]"] },
  {
    name: "keys that are symbols",
    odd: () => ({ [Symbol("password")]: SECRET, city: "Ankara", of: Symbol("s") }),
    shows: ["Ankara"],
  },
  { name: "half a surrogate pair", odd: () => "Ankara \ud83d", shows: ["Ankara"], ours: ["Ankara \ufffd"] },
  {
    name: "an own key `__proto__`",
    odd: () => JSON.parse(`{"__proto__": {"city": "Ankara"}}`),
    shows: ["Ankara"],
    ours: ['"__proto__":{"city":"Ankara"}'],
  },
  { name: "a `toJSON` that throws", odd: () => ({ toJSON: nasty }), ours: ["[unreadable]"] },
  {
    name: "a `toJSON` that returns itself",
    odd: () => ({
      city: "Ankara",
      toJSON() {
        return this;
      },
    }),
    shows: ["Ankara"],
  },
  {
    name: "a `toJSON` that returns another like it, without end",
    odd: () => {
      const another = () => ({ toJSON: () => ({ next: another() }) });
      return another();
    },
  },
  { name: "an array of 100,000", odd: () => Array.from({ length: 1e5 }, (_, at) => ({ at })), shows: ['"at":99'] },
  {
    name: "an object 20,000 deep",
    odd: () => nested(20_000, (inner) => ({ inner }), 1),
    ours: ["[truncated"],
  },
  {
    name: "a graph of 2^40 paths",
    odd: () => nested(40, (inner) => ({ left: inner, right: inner }), { city: "Ankara" }),
    ours: ["[truncated"],
  },
  {
    name: "a chain of 20,000 causes",
    error: () => nested(20_000, (cause) => new Error(KEPT, { cause }), new Error("the first")),
  },
  {
    name: "causes in a cycle",
    error: () => {
      const first = new Error(KEPT);
      first.cause = new Error("second", { cause: first });
      return first;
    },
    shows: ["second"],
  },
  {
    name: "a frozen error",
    error: () => Object.freeze(Object.assign(new Error(KEPT), { password: SECRET })),
  },
  {
    name: "an AggregateError in an AggregateError",
    error: () => new AggregateError([new AggregateError([new Error(`password=${SECRET}, Ankara`)], "inner")], KEPT),
    shows: ["inner", "Ankara"],
  },
  {
    name: "an error whose message is a getter that throws",
    error: () => Object.defineProperty(Object.assign(new Error("m"), { note: KEPT }), "message", { get: nasty }),
  },
  {
    name: "something like an error, without a prototype",
    error: () =>
      Object.assign(Object.create(null), { name: "OddError", message: KEPT, stack: `OddError: password=${SECRET}` }),
    shows: ["OddError"],
  },
];
