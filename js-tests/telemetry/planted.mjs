// The error that every consumer is handed: a secret in each place, and in most places something harmless that should arrive.

// Some consumers print lines of this source, so nothing that is looked for stands in it as it is.

import * as api from "mcp-errors";

/** @type {typeof api.McpConnectionError} */
const Connection = /** @type {any} */ (api)[["Mcp", "Connection", "Error"].join("")];

const PLACES = [
  ...["message", "context", "nested", "hint", "cause", "causeStack", "causeField", "causeHeader", "causeUrl"],
  ...["inner", "innerField", "member", "memberField", "memberCause", "thrown"],
];

/** What all secrets begin with: a secret that was cut has it too. Assembled, so that no scanner takes it for a real one. */
const START = ["pl8Zq4vW", "x0Kd83hs"].join("");

/** The secrets by their places; none is part of another. @type {Record<string, string>} */
const SECRETS = Object.fromEntries(PLACES.map((place, at) => [place, `${START}Lw02Mn${at + 10}`]));

/** @param {string} place */
const secret = (place) => /** @type {string} */ (SECRETS[place]);

/** Returns a harmless word that should arrive. @param {string} part */
export const harmless = (part) => ["arrived", part].join("-");

/** The code of the errors. */
const CODE = ["DB", "UNREACHABLE"].join("_");

/** Returns a foreign error with a secret wherever errors have something to say. */
export function foreign() {
  const inner = Object.assign(new TypeError(`handshake broke off (${harmless("causes")}), token=${secret("inner")}`), {
    options: { apiKey: secret("innerField") },
  });
  const member = Object.assign(
    new Error(`second replica is down (${harmless("members")}): Authorization: Bearer ${secret("member")}`),
    {
      password: secret("memberField"),
      cause: new Error("refused", { cause: { password: secret("memberCause") } }),
    },
  );
  const errors = [member, { message: "third replica", secret: secret("thrown") }];
  const cause = new AggregateError(
    errors,
    `all replicas failed (${harmless("message")}), password=${secret("cause")}`,
    { cause: inner },
  );
  const { stack } = cause;
  return Object.assign(cause, {
    code: CODE,
    config: { password: secret("causeField"), headers: { authorization: `Bearer ${secret("causeHeader")}` } },
    url: `postgres://app:${secret("causeUrl")}@db.test:5432/crm`,
    stack: `${stack}\n    at connect (secret=${secret("causeStack")})`,
  });
}

/** Returns the typed error. */
export const failure = () =>
  new Connection(
    `${harmless("message")}: no connection, 100%d of the time, to postgres://app:${secret("message")}@db.test:5432/crm`,
    {
      errorCode: CODE,
      serverName: "crm",
      context: {
        shard: harmless("context"),
        password: secret("context"),
        request: { body: { api_key: secret("nested") } },
      },
      hints: [`Log in again, without password=${secret("hint")}.`],
      cause: foreign(),
    },
  );

/** What is harmless, and should arrive. @type {Record<string, RegExp>} */
export const PARTS = {
  class: /\bM(?:cp|CP)[A-Z]\w*Error\b/,
  code: new RegExp(`\\b${CODE}\\b`),
  ...Object.fromEntries(
    ["message", "context", "causes", "members"].map((part) => [part, new RegExp(`\\b${harmless(part)}\\b`)]),
  ),
};

/** Returns the places whose secrets are in a text, and the harmless parts that are. @param {string} text */
export function found(text) {
  const raw = PLACES.filter((place) => text.includes(secret(place)));
  if (raw.length === 0 && text.includes(START)) raw.push("a part of a secret");
  const arrived = Object.keys(PARTS).filter((part) => /** @type {RegExp} */ (PARTS[part]).test(text));
  return { raw, arrived };
}
