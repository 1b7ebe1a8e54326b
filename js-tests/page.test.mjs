// The page in www/ in a real browser: what users paste, what they see, and what must never be shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { McpConnectionError, McpTimeoutError, McpToolError } from "mcp-errors";
import {
  detail,
  everything,
  faintTexts,
  incidents,
  LIMIT,
  origin,
  page,
  paste,
  reopen,
  shows,
  verdict,
} from "./page-browser.mjs";

/** Joined here, so that no secret scanner takes it for a real one. */
const SECRET = ["vX3nT8", "qLw5Zp0R", "kD7sHy2c"].join("");

const connection = () =>
  new McpConnectionError("cannot reach the report server", {
    serverName: "reports",
    host: "10.0.0.7",
    port: 5432,
    errorCode: "CONN_REFUSED",
    requestId: "req-7",
    timestamp: "2024-01-15T10:30:00.123Z",
    context: { password: SECRET, url: `https://app:${SECRET}@reports.example/`, attempt: { number: 3 } },
    hints: ["Check that the report server is running"],
    cause: new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }),
  });

const FORMS = [
  { name: "a payload", text: () => connection().toDict(), from: "A payload" },
  {
    name: "a JSON-RPC response",
    text: () => ({ jsonrpc: "2.0", id: 1, error: connection().toJsonRpc() }),
    from: "data of a JSON-RPC error",
  },
  { name: "a JSON-RPC error object", text: () => connection().toJsonRpc(), from: "data of a JSON-RPC error" },
  { name: "a tool result", text: () => connection().toToolResult(), from: "_meta of a tool result" },
  {
    name: "a response with a tool result",
    text: () => ({ jsonrpc: "2.0", id: 1, result: connection().toToolResult() }),
    from: "_meta of a tool result",
  },
  {
    name: "a log line around JSON",
    text: () => `10:30 error files: ${connection().toJsonString()} (3 ms)`,
    from: "within other text",
  },
  {
    name: "JSON in a JSON string",
    text: () => JSON.stringify(connection().toJsonString()),
    from: "within a JSON string",
  },
];

for (const { name, text, from } of FORMS) {
  test(`${name} is shown with everything in it`, LIMIT, async () => {
    await paste(text());
    await shows(verdict(), /^cannot reach the report server$/);
    const expected = {
      ".class": ["McpConnectionError"],
      ".chips": ["CONN_REFUSED", "may help", "req-7", "2024-01-15 10:30:00.123 UTC", "-32603 internal error", "503"],
      ".hints": ["Check that the report server is running"],
      ".chain": ["MCPConnectionError", "TypeError", "fetch failed", "connect ECONNREFUSED", "root cause"],
      ".tree": ["host", "10.0.0.7", "port", "5432", "attempt", "number", "https://app:[REDACTED]@reports.example/"],
      ".facts": ["Nothing was lost on the way.", "2 values are redacted."],
    };
    for (const [selector, texts] of Object.entries(expected)) {
      const shown = await detail().locator(selector).first().innerText();
      for (const part of texts) assert.ok(shown.includes(part), `${selector} shows ${part}, in ${shown}`);
    }
    await shows(detail().locator(".facts"), from);
    await shows(page.locator("#redactions"), "2 redacted");
    await shows(page.locator("#status"), "McpConnectionError: cannot reach the report server. 2 values redacted.");
    assert.ok(!(await everything()).includes(SECRET));
    assert.deepEqual(incidents, []);
  });
}

test("secrets of a peer that does not redact are hidden and counted", LIMIT, async () => {
  const raw = {
    error_type: "MCPAuthenticationError",
    message: `GET https://api.example.com/?api_key=${SECRET} answered 401`,
    error_code: null,
    context: {
      headers: { authorization: `Bearer ${SECRET}` },
      deep: { deeper: { deepest: { token: SECRET } } },
    },
    timestamp: "2024-01-15T10:30:00.000000+00:00",
    hints: [`Do not send Authorization: Bearer ${SECRET}`],
    causes: [{ error_type: "Error", message: `postgres://app:${SECRET}@db/x` }],
  };
  const text = JSON.stringify(raw);
  await paste(text);
  await shows(verdict(), "GET https://api.example.com/?api_key=[REDACTED] answered 401");
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    assert.ok(!(await everything()).includes(SECRET), `behind ${await tab.innerText()}`);
  }
  assert.equal(await page.getByLabel("Paste a failed call").inputValue(), text, "the field is the user's own");
  await page.getByRole("button", { name: "Redact 5 secrets" }).click();
  assert.ok(!(await page.getByLabel("Paste a failed call").inputValue()).includes(SECRET));
  await page.locator("#redact").waitFor({ state: "hidden" });
  await shows(verdict(), "[REDACTED]");
  assert.deepEqual(incidents, []);
});

test("markup is shown as text, in every field", LIMIT, async () => {
  const markup = `<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>`;
  await paste({
    error_type: markup,
    message: markup,
    error_code: markup,
    context: { [markup]: markup, nested: { list: [markup] }, request_id: markup },
    timestamp: markup,
    hints: [markup],
    validation_errors: [markup],
    causes: [{ error_type: markup, message: markup, error_code: markup, context: { [markup]: markup } }],
    [markup]: markup,
  });
  await shows(verdict(), markup);
  await everything();
  for (const tab of await page.getByRole("tab").all()) await tab.click();
  assert.equal(await page.locator("#detail img, #detail script").count(), 0);
  assert.equal(await page.evaluate(() => "ran" in globalThis), false);
  assert.deepEqual(incidents, []);
});

test("control characters are shown as escapes", LIMIT, async () => {
  await paste(new McpToolError("deleted \u202etxt.exe\u001b[2J").toDict());
  await shows(verdict(), "deleted \\u202etxt.exe\\u001b[2J");
});

test("an error of which only text arrived says what was lost", LIMIT, async () => {
  await paste({ isError: true, content: [{ type: "text", text: "MCP error -32603: disk full" }] });
  await shows(verdict(), /^disk full$/);
  await shows(detail().locator(".lossy"), "Only text arrived");
  assert.equal(await detail().locator("time").count(), 0, "it came without a timestamp");
});

const LOG_LINES = [
  { name: "behind a level in brackets", line: (/** @type {string} */ json) => `[2024-01-15 10:30] [error] ${json}` },
  { name: "behind an index", line: (/** @type {string} */ json) => `items[3] failed: ${json}` },
  { name: "before other brackets", line: (/** @type {string} */ json) => `${json} {took 3 ms}` },
  { name: "behind a line that was cut", line: (/** @type {string} */ json) => `{"cut": "her\n${json}` },
  {
    name: "over several lines",
    line: (/** @type {string} */ json) => `10:30 error:\n${JSON.stringify(JSON.parse(json), null, 2)}\n10:31 [done]`,
  },
];

for (const { name, line } of LOG_LINES) {
  test(`JSON in a log is found ${name}`, LIMIT, async () => {
    await paste(line(connection().toJsonString()));
    await shows(verdict(), "cannot reach the report server");
    assert.deepEqual(incidents, []);
  });
}

const SEVERAL = [
  { name: "one line", text: (/** @type {string[]} */ ...two) => two.join(" ") },
  { name: "a log", text: (/** @type {string[]} */ ...two) => `starting\n${two[0]}\n10:31 info\n10:32 error ${two[1]}` },
  { name: "a batch", text: (/** @type {string[]} */ ...two) => `[${two.join(",")}]` },
];

for (const { name, text } of SEVERAL) {
  test(`several failures are shown one by one: ${name}`, LIMIT, async () => {
    await paste(text(connection().toJsonString(), JSON.stringify(new McpTimeoutError("too slow").toToolResult())));
    await shows(page.getByRole("navigation", { name: "Failures" }), "Failure 1 of 2");
    await page.getByRole("button", { name: "Next" }).press("Enter");
    await shows(verdict(), "too slow");
    // The button is disabled at the last error: focus moves to the other one.
    await page.keyboard.press("Enter");
    await shows(verdict(), "cannot reach the report server");
    assert.deepEqual(incidents, []);
  });
}

/** One more than a double can tell from its neighbor. */
const LARGE = "9007199254740993";

const WITH_LARGE = [
  { name: "a payload", text: (/** @type {string} */ payload) => payload },
  { name: "an item of an array", text: (/** @type {string} */ payload) => `[ 1, ${payload} , "x"]` },
  { name: "an item of an array in an array", text: (/** @type {string} */ payload) => `[[[],${payload}]]` },
  { name: "a line", text: (/** @type {string} */ payload) => `10:30 ${payload}\n10:31 started` },
];

for (const { name, text } of WITH_LARGE) {
  test(`large integers stay as they are, in ${name}`, LIMIT, async () => {
    const payload = connection().toJsonString().replace('"number":3', `"number":${LARGE}`);
    assert.ok(payload.includes(LARGE));
    await paste(text(payload.replace("[REDACTED]", SECRET)));
    await shows(detail().locator(".tree").first(), LARGE);
    await page.getByRole("button", { name: "Redact 1 secret" }).click();
    assert.match(await page.getByLabel("Paste a failed call").inputValue(), new RegExp(LARGE));
    assert.deepEqual(incidents, []);
  });
}

test("an array of ten thousand records is searched to its end", LIMIT, async () => {
  const records = Array.from({ length: 10_000 }, (_, at) => ({ at, level: "info" }));
  await paste([...records, connection().toDict()]);
  await shows(verdict(), "cannot reach the report server");
  await shows(detail().locator(".facts"), "in item 10001");
});

test("arrays a hundred thousand deep are no error", LIMIT, async () => {
  await paste(`${"[".repeat(1e5)}${"]".repeat(1e5)}`);
  await page.getByRole("heading", { name: "There is no error in this" }).waitFor();
  assert.deepEqual(incidents, []);
});

const NOTHING = [
  { name: "a result", text: { jsonrpc: "2.0", id: 1, result: { content: [] } }, title: "This call succeeded" },
  { name: "a tool result", text: { content: [{ type: "text", text: SECRET }] }, title: "This call succeeded" },
  { name: "a request", text: { jsonrpc: "2.0", id: 1, method: "tools/call" }, title: "This is the request" },
  { name: "a notification", text: { jsonrpc: "2.0", method: "x" }, title: "This is a notification, not a failure" },
  { name: "other JSON", text: { api_key: SECRET }, title: "There is no error in this" },
  { name: "a number", text: "42", title: "There is no error in this" },
  { name: "half of it", text: `{"isError": true, "content": "${SECRET}`, title: "This JSON is broken or not complete" },
  { name: "a sentence", text: `it broke: ${SECRET}`, title: "No error was found in this" },
  {
    name: "half of it, with a whole object inside",
    text: `{"context": {"a": 1}, "message": "${SECRET}`,
    title: "This JSON is broken or not complete",
  },
  {
    name: "a log without errors",
    text: `{"level":"info"}\n{"level":"info","key":"${SECRET}"}`,
    title: "No error was found in this",
  },
];

for (const { name, text, title } of NOTHING) {
  test(`no error in what was pasted: ${name}`, LIMIT, async () => {
    await paste(text);
    await page.getByRole("heading", { name: title }).waitFor();
    await shows(page.locator("#status"), title);
    assert.ok(!(await everything()).includes(SECRET));
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("heading", { name: "What happened, why, what now" }).waitFor();
    assert.deepEqual(incidents, []);
  });
}

test("everything works by keyboard", LIMIT, async () => {
  const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
  assert.equal(await focused(), "paste");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Open a file");
  await page.keyboard.press("Tab");
  assert.match((await focused()) ?? "", /^A timeout/, "disabled buttons are skipped");
  await page.keyboard.press("Enter");
  await shows(verdict(), "read_file timed out");
  await page.getByRole("tab", { name: "Payload" }).focus();
  const names = ["JSON-RPC", "Tool result", "Problem details", "One line", "Payload"];
  for (const name of names) {
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), name);
    assert.equal(await page.getByRole("tab", { selected: true }).innerText(), name);
  }
  await page.keyboard.press("End");
  await shows(
    page.getByRole("tabpanel", { name: "One line" }),
    "read_file timed out after 30.5 s | Code: TOOL_TIMEOUT",
  );
  const branch = page.locator("details").first();
  await branch.locator("summary").first().focus();
  assert.equal(await branch.getAttribute("open"), "");
  await page.keyboard.press("Enter");
  assert.equal(await branch.getAttribute("open"), null);
  assert.deepEqual(incidents, []);
});

test("every sample has an error", LIMIT, async () => {
  const samples = await page.locator("#samples button").all();
  assert.equal(samples.length, 6);
  for (const sample of samples) {
    await sample.click();
    await verdict().waitFor();
    assert.notEqual(await verdict().innerText(), "");
    await page.getByRole("button", { name: "Clear" }).click();
  }
  assert.deepEqual(incidents, []);
});

test("a long context is shown in portions", LIMIT, async () => {
  const context = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`key${at}`, at]));
  await paste(new McpToolError("long", { context }).toDict());
  await shows(verdict(), "long");
  assert.equal(await page.locator(".tree .leaf").count(), 200);
  await page.getByRole("button", { name: "300 more entries" }).click();
  await page.getByRole("button", { name: "100 more entries" }).click();
  assert.equal(await page.locator(".tree .leaf").count(), 500);
});

test("the content security policy allows only what the page needs", LIMIT, async () => {
  const policy = (await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content")) ?? "";
  const rules = Object.fromEntries(
    policy.split(";").map((rule) => [rule.trim().split(" ")[0], rule.trim().split(" ").slice(1).join(" ")]),
  );
  assert.equal(rules["default-src"], "'none'");
  assert.equal(rules["script-src"], "'self' 'wasm-unsafe-eval'");
  assert.equal(rules["style-src"], "'self'");
  assert.equal(await page.locator("script:not([src]), style, [style], [onclick], [onload]").count(), 0);
  // The browser enforces it.
  const sent = await page.evaluate(() =>
    fetch("/index.html").then(
      () => "sent",
      () => "refused",
    ),
  );
  assert.equal(sent, "refused");
  assert.match(incidents.join("\n"), /Content Security Policy|policy: connect-src/);
});

/** @type {{ name: string, prepare: () => Promise<unknown>, title: string, advice: RegExp }[]} */
const NO_DECODER = [
  {
    name: "the browser has no WebAssembly",
    prepare: () => page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly")),
    title: "WebAssembly is turned off in this browser",
    advice: /Lockdown Mode/,
  },
  {
    name: "the server's policy forbids WebAssembly",
    prepare: () =>
      page.route(origin, async (route) => {
        const response = await route.fetch();
        const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
        await route.fulfill({ response, headers });
      }),
    title: "WebAssembly cannot start on this page",
    advice: /'wasm-unsafe-eval'/,
  },
  {
    name: "the file of the decoder is missing",
    prepare: () => page.route("**/mcp-errors.mjs", (route) => route.abort()),
    title: "The decoder is missing",
    advice: /mcp-errors\.mjs/,
  },
];

for (const { name, prepare, title, advice } of NO_DECODER) {
  test(`without a decoder, the page says why and reads nothing: ${name}`, LIMIT, async () => {
    await prepare();
    await page.goto(origin);
    await page.getByRole("heading", { name: title }).waitFor();
    await shows(detail(), advice);
    await paste({ ...connection().toDict(), message: `password=${SECRET}` });
    await page.locator("#clear:enabled").waitFor();
    await page.getByRole("heading", { name: title }).waitFor();
    await shows(page.locator("#status"), title);
    assert.equal(await page.locator("#redact, #redactions").filter({ visible: true }).count(), 0, "counts nothing");
    assert.ok(!(await everything()).includes(SECRET));
  });
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`it is readable in the ${colorScheme} color scheme, and on a phone`, LIMIT, async () => {
    await reopen({ colorScheme, viewport: { width: 360, height: 740 } });
    for (const name of [/expired token/, /A timeout/, /one line of text/]) {
      await page.getByRole("button", { name }).click();
      await verdict().waitFor();
      assert.deepEqual(await page.evaluate(faintTexts), []);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, "nothing overflows on the right");
    }
    assert.deepEqual(incidents, []);
  });
}
