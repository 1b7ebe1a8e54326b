// Generators for the property tests: JSON values with odd keys, numbers of all sizes, any text, planted secrets, and hostile
// values.

import fc from "fast-check";

/** A value that the sanitizer takes for a secret, assembled so that scanners of this repository do not. */
export const SECRET = ["pl8Zq4vW", "x0Kd83hs", "Lw02Mn7R"].join("");

/** Any UTF-16 code units, with control characters and lone surrogates. */
const units = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
export const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), units);

export const key = fc.oneof(
  { weight: 3, arbitrary: text },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length", "toJSON", "then", "cause"],
      ...["", " ", "0", "1", "10", "01", "-1", "4294967294", "4294967295", "4294967296", "\0", "\ud800", "\u2028"],
      ...["[REDACTED]", "[truncated]", "error_type", "message", "context", "causes", "timestamp", "code", "data"],
      ...["name", "value", "url", "author", "token_count", "primary_key", "password", "api_key", "authToken", "Cookie"],
    ),
  },
);

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 2 ** 64, 0.1),
  // Doubles halfway between two texts of the same length are among these.
  fc.tuple(fc.maxSafeInteger(), fc.nat(12)).map(([whole, power]) => whole / 2 ** power),
  fc.integer({ min: -400, max: 400 }).map((power) => Number(`1e${power}`)),
);

/** Values that JSON can say, and numbers that it cannot. @type {fc.Arbitrary<any>} */
export const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    number,
    fc.constantFrom(null, true, false),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

export const context = fc.array(fc.tuple(key, json), { maxLength: 6 }).map((entries) => Object.fromEntries(entries));

/** Texts with a secret in them. */
const phrase = fc.constantFrom(
  `password=${SECRET}`,
  `api_key: ${SECRET}`,
  `Authorization: Bearer ${SECRET}`,
  `Cookie: sid=${SECRET}`,
  `https://app:${SECRET}@example.com/x`,
  `postgres://app:${SECRET}@db.example/app`,
  `https://example.com/?access_token=${SECRET}&page=2`,
  `{"client_secret":"${SECRET}"}`,
  `--password ${SECRET}`,
);

/** A text with a secret in it, and any text on the lines before and after. */
export const leakyText = fc.tuple(text, phrase, text).map((parts) => parts.join("\n"));

export const secretKey = fc.constantFrom(
  ...["password", "api_key", "authToken", "client_secret", "Authorization", "Set-Cookie", "private_key", "DB_PASS"],
);

/** A secret under a key that names it. @param {...unknown} values which hold it */
const underKey = (...values) =>
  fc.tuple(secretKey, fc.constantFrom(...values)).map((entry) => Object.fromEntries([entry]));

/** Values that identify the secret, so that it is hidden elsewhere too. */
const identifying = fc.oneof(
  leakyText,
  underKey(SECRET, [SECRET], { value: SECRET }),
  phrase.map((text) => Object.fromEntries([[text, 1]])),
  phrase.map((text) => new Error(text)),
);

/** Values with a secret that has to be redacted: under a sensitive key, in whatever form, or in a text. */
const planted = fc.oneof(
  identifying,
  underKey([SECRET], { any: { way: SECRET } }, new Map([["a", SECRET]]), new Set([SECRET])),
);

/** Plain data around a value. @param {fc.Arbitrary<any>} value @returns {fc.Arbitrary<any>} */
const nested = (value) =>
  fc
    .tuple(
      value,
      fc.array(fc.tuple(fc.constantFrom("list", "object", "map"), fc.string({ maxLength: 4 }), json), { maxLength: 5 }),
    )
    .map(([secret, levels]) =>
      levels.reduce((inner, [shape, name, other]) => {
        if (shape === "list") return [other, inner];
        if (shape === "map") return new Map([[`${name}:`, inner]]);
        return Object.fromEntries([
          [`${name}.`, inner],
          ["beside", other],
        ]);
      }, secret),
    );

/** Plain data around a planted secret. */
export const leaky = nested(planted);

/** Plain data around a value that identifies the secret. */
export const revealing = nested(identifying);

const nasty = () => {
  throw new Error(`nasty ${SECRET}`);
};
const TRAPS = /** @type {const} */ ([
  ...["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf", "isExtensible", "apply", "construct"],
]);

/** Ways to be hostile. @type {Record<string, (value: any) => unknown>} */
const HOSTILE = {
  "as it is": (value) => value,
  "a getter": (value) => Object.defineProperty({ value }, "message", { get: nasty, enumerable: true }),
  "every getter": () =>
    Object.defineProperties({}, Object.fromEntries(HOOKS.map((name) => [name, { get: nasty, enumerable: true }]))),
  "hostile methods": (value) => Object.assign({ value }, Object.fromEntries(HOOKS.map((name) => [name, nasty]))),
  "values for methods": (value) => Object.fromEntries(HOOKS.map((name) => [name, value])),
  "hostile conversion": (value) => ({
    value,
    [Symbol.toPrimitive]: nasty,
    get [Symbol.toStringTag]() {
      return nasty();
    },
  }),
  "a hostile iterator": (value) => Object.assign([value], { [Symbol.iterator]: nasty }),
  "a proxy": (value) => new Proxy(objectOf(value), Object.fromEntries(TRAPS.map((trap) => [trap, nasty]))),
  "a proxy of one trap": (value) =>
    new Proxy(objectOf(value), { [TRAPS[JSON.stringify(String(typeof value)).length % 6]]: nasty }),
  "a lying proxy": (value) => new Proxy(objectOf(value), { ownKeys: () => ["ghost"], get: () => value }),
  "a revoked proxy": (value) => {
    const { proxy, revoke } = Proxy.revocable(objectOf(value), {});
    revoke();
    return proxy;
  },
  "an error": (value) => Object.assign(new Error("m"), { value, cause: value, errors: [value, nasty], code: value }),
  "a hostile error": () => {
    const error = new Error("m");
    // V8 formats the stack when it is first read, and reads the name of the error then.
    void error.stack;
    return Object.defineProperties(error, Object.fromEntries(HOOKS.map((name) => [name, { get: nasty }])));
  },
  "an error whose parts are odd": (value) =>
    Object.assign(new Error("m"), { name: value, message: value, stack: value, errors: value }),
  "an endless chain": (value) => {
    patience.isLost = false;
    return endless(value, 0);
  },
  "a cycle": (value) => {
    const outer = /** @type {any} */ ({ value, list: [] });
    outer.list.push(outer);
    outer.cause = outer;
    return outer;
  },
  "a function": (value) => Object.assign(() => value, { value }),
  "without a prototype": (value) => Object.assign(Object.create(null), { message: value, name: value, code: value }),
  "a hostile Map": (value) => Object.assign(new Map([[value, value]]), { entries: nasty, [Symbol.iterator]: nasty }),
  "a hostile Date": () => Object.assign(new Date(0), { toISOString: nasty, getTime: nasty, valueOf: nasty }),
  "a buffer that was sent away": () => {
    const buffer = new ArrayBuffer(8);
    const view = new DataView(buffer);
    structuredClone(buffer, { transfer: [buffer] });
    return [view, buffer];
  },
  "a payload": (value) => ({
    error_type: value,
    message: value,
    error_code: value,
    context: value,
    timestamp: value,
    causes: [value],
  }),
  "a tool result": (value) => ({ isError: true, content: [value, { type: "text", text: value }], _meta: value }),
  "a JSON-RPC error": (value) => ({ jsonrpc: "2.0", id: 1, error: { code: value, message: value, data: value } }),
};
const HOOKS = [
  ...["name", "message", "cause", "errors", "stack", "code", "data", "context", "toJSON", "toString", "valueOf"],
  ...["constructor", "toDict", "length", "then", "error_type", "isError", "content", "error", "result", "_meta"],
];

/** Set by an endless chain that was followed for too long. */
export const patience = { isLost: false };

/**
 * An error whose cause is one like it, and so on.
 * @param {unknown} value
 * @param {number} depth
 * @returns {unknown}
 */
function endless(value, depth) {
  if (depth > 10_000) patience.isLost = true;
  const next = () => (patience.isLost ? undefined : endless(value, depth + 1));
  return new Proxy(new Error("m"), { get: (_, name) => (name === "cause" ? next() : value) });
}

/** @param {unknown} value @returns {object} */
const objectOf = (value) => (Object(value) === value ? /** @type {object} */ (value) : { value });

const anything = fc.anything({
  key,
  values: [text, number, fc.bigInt(), fc.constantFrom(undefined, null, true, Symbol("s"))],
  maxDepth: 3,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** How to make a hostile value. fast-check would fail on the value itself, and its reports show the recipe. */
class Recipe {
  /** @param {unknown} value @param {string[]} ways */
  constructor(value, ways) {
    this.value = value;
    this.ways = ways;
  }

  make() {
    return this.ways.reduce((inner, way) => HOSTILE[way](inner), this.value);
  }
}

/** Give each to `made`. */
export const hostile = fc
  .tuple(anything, fc.array(fc.constantFrom(...Object.keys(HOSTILE)), { minLength: 1, maxLength: 2 }))
  .map(([value, ways]) => new Recipe(value, ways));

/**
 * Returns a generated value; a hostile one is made by its recipe.
 * @param {any} generated
 * @returns {any}
 */
export const made = (generated) => (generated instanceof Recipe ? generated.make() : generated);

/** Words that look like secrets, but are not. */
export const benign = fc
  .array(
    fc.constantFrom(
      ...["the", "request", "failed", "after", "3", "attempts", "author", "token_count", "max_tokens", "primary_key"],
      ...["monkey", "keyboard", "passage", "compass", "secretary", "tokenizer", "authority", "password_policy", "über"],
      ...["/var/log/app.log", "https://example.com/a?page=2", "2024-01-15", "example-server", "10.0.0.7:8080", "日本"],
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((words) => words.join(" "));
