// The cases for redactors: secrets in structures, secrets in texts, and look-alikes. Secrets are joined here, so that no
// secret scanner takes them for real ones.

/** @param {number} length @param {string} [alphabet] */
function random(length, alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") {
  let state = 0x2545f491;
  let out = "";
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out += alphabet[(state >>> 16) % alphabet.length];
  }
  return out;
}

const HEX = "0123456789abcdef";
const WORD = "hunter2x";
const TOKEN = random(24);
const GITHUB = `gh${"p_"}${random(36)}`;
const AWS = `AK${"IA"}${random(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
const STRIPE = `sk${"_live_"}${random(24)}`;
const SLACK = `xo${"xb-"}123456789012-1234567890123-${random(24)}`;
const OPENAI = `sk${"-proj-"}${random(48)}`;
const WEB_TOKEN = `ey${"JhbGciOiJIUzI1NiJ9"}.ey${"JzdWIiOiIxMjM0NTY3ODkwIn0"}.${random(43)}`;
const BASIC = Buffer.from(`ada:${WORD}`).toString("base64");
const PEM_BODY = random(64);
const PEM = [`-----BEGIN PRIV${"ATE KEY"}-----`, PEM_BODY, `-----END PRIV${"ATE KEY"}-----`].join("\n");

/**
 * A value, the parts that must not be in the output, and those that must be.
 * @typedef {{ group: string, name: string, value: unknown, gone?: string[], kept?: string[] }} Case
 */

/** @param {string} name @param {unknown} value @param {string[]} gone @returns {Case} */
const nested = (name, value, gone) => ({ group: "nested secrets", name, value, gone });
/** @param {string} name @param {string} text @param {string[]} gone @returns {Case} */
const inText = (name, text, ...gone) => ({
  group: "secrets in text",
  name,
  value: { message: text, host: "db" },
  gone,
});
/** @param {string} key @param {unknown} value @returns {Case} */
const alike = (key, value) => ({
  group: "look-alikes",
  name: `\`${key}\``,
  value: { [key]: value, inner: { [key]: value } },
  kept: [`"${key}":${JSON.stringify(value)},"inner":{"${key}":${JSON.stringify(value)}}`],
});
/** @param {string} text @returns {Case} */
const plain = (text) => ({
  group: "look-alikes",
  name: text,
  value: { message: text },
  kept: [JSON.stringify(text)],
});

/** @type {Case[]} */
export const CASES = [
  nested("at the top", { password: WORD }, [WORD]),
  nested("one level down", { db: { password: WORD } }, [WORD]),
  nested("two levels down", { a: { db: { password: WORD } } }, [WORD]),
  nested("five levels down", { a: { b: { c: { d: { password: WORD } } } } }, [WORD]),
  nested("in an array", { servers: [{ name: "a", token: TOKEN }] }, [TOKEN]),
  nested("in an array in an array", { rows: [[{ api_key: TOKEN }]] }, [TOKEN]),
  nested("a number", { login: { password: 48213377 } }, ["48213377"]),
  nested("an object", { credentials: { user: "ada", value: WORD } }, [WORD]),
  nested("an array", { tokens: { access_tokens: [TOKEN] } }, [TOKEN]),
  nested("in capitals", { env: { DB_PASSWORD: WORD } }, [WORD]),
  nested("in camel case", { cfg: { dbPassword: WORD } }, [WORD]),
  nested("with dashes", { headers: { "X-Auth-Token": TOKEN } }, [TOKEN]),
  nested("a name and its value", { headers: [{ name: "Authorization", value: `Bearer ${TOKEN}` }] }, [TOKEN]),
  nested("a list of pairs", { headers: [["Cookie", `sid=${TOKEN}`]] }, [TOKEN]),
  nested("raw headers", { rawHeaders: ["Host", "db", "Authorization", `Bearer ${TOKEN}`] }, [TOKEN]),
  nested("in a key", { seen: { [GITHUB]: 1 } }, [GITHUB]),
  nested("JSON in a text", { body: JSON.stringify({ password: WORD }) }, [WORD]),
  nested("JSON in JSON in a text", { body: JSON.stringify({ b: JSON.stringify({ client_secret: TOKEN }) }) }, [TOKEN]),

  inText("a GitHub token", `git clone failed with ${GITHUB}`, GITHUB),
  inText("an AWS key id", `AccessDenied for ${AWS}`, AWS),
  inText("a Stripe key", `Invalid API Key provided: ${STRIPE}`, STRIPE),
  inText("a Slack token", `slack said no to ${SLACK}.`, SLACK),
  inText("an OpenAI key", `Incorrect API key provided: ${OPENAI}.`, OPENAI),
  inText("a web token", `jwt malformed: ${WEB_TOKEN}`, WEB_TOKEN),
  inText("a private key", `cannot parse ${PEM}`, PEM_BODY),
  inText("a password in a URL", `cannot reach postgres://app:${WORD}@db:5432/app`, WORD),
  inText("a parameter of a URL", `GET https://api.example/v1?access_token=${TOKEN}&page=2`, TOKEN),
  inText("a parameter in a parameter", `cb?next=a%26client_secret%3D${TOKEN}%26x`, TOKEN),
  inText("a bearer header", `Authorization: Bearer ${TOKEN}`, TOKEN),
  inText("a basic header", `Authorization: Basic ${BASIC}`, BASIC),
  inText("cookies", `Cookie: sid=${TOKEN}; theme=dark`, TOKEN),
  inText("a command", `curl -u ada:${WORD} https://api.example`, WORD),
  inText("a flag", `app --password ${WORD} --port 1`, WORD),
  inText("the environment", `NODE_ENV=test DB_PASSWORD=${WORD}`, WORD),
  inText("a connection string", `Server=db;User=sa;Password=${WORD};Timeout=3`, WORD),
  inText("YAML", `user: ada\npassword: ${WORD}\n`, WORD),
  inText("Python's repr", `{'user': 'ada', 'password': '${WORD}'}`, WORD),
  inText("escaped JSON", `body: "{\\"password\\":\\"${WORD}\\"}"`, WORD),
  inText("XML", `<user>ada</user><password>${WORD}</password>`, WORD),
  inText("SQL", `UPDATE users SET password='${WORD}' WHERE id=1`, WORD),
  inText("a hex key beside its name", `x-api-key: ${random(32, HEX)}`, random(32, HEX)),
  inText("a false marker", `password=[REDACTED]${WORD}`, WORD),

  alike("author", "Ada Lovelace"),
  alike("monkey", "capuchin"),
  alike("token_count", 1532),
  alike("max_tokens", 4096),
  alike("keyboard", "us"),
  alike("primary_key", "id"),
  alike("partitionKey", "2024-01"),
  alike("auth_type", "basic"),
  alike("missing_keys", ["host", "port"]),
  alike("authority", "example.org"),
  alike("password_policy", "strong"),
  alike("secret_name", "prod/db"),
  alike("nextPageToken", "CAUQAA"),
  alike("progressToken", 7),
  alike("token_type", "bearer"),
  alike("passed", true),
  alike("compass", "north"),
  alike("keyword", "sanitize"),
  plain("password is required"),
  plain("Unexpected token } in JSON at position 42"),
  plain("Bearer authentication is not supported"),
  plain("see https://example.org:8443/a@b?page=2"),
  plain("request 550e8400-e29b-41d4-a716-446655440000 failed after 3 attempts"),
  plain("commit 3f786850e387550fdab836ed7e6dc881de23001b"),
  plain(["token=$", "{TOKEN} is not set"].join("")),
  plain("password must be at least 8 characters"),
];
