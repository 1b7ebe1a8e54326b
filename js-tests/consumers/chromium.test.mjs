// The installed package in a page that imports its file by URL, without a bundler.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { reportVectors } from "../report-vectors.mjs";

// The folder above js-tests: node_modules with the package, vectors.
const root = new URL("../../", import.meta.url);
const types = { html: "text/html", js: "text/javascript", mjs: "text/javascript" };

/** The content security policies of the pages: as strict as they can be, with wasm and without. */
const policies = {
  "/wasm.html": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
  "/no-wasm.html": "default-src 'none'; script-src 'self'",
};

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const policy = policies[path];
  try {
    const body = policy === undefined ? readFileSync(new URL(`.${path}`, root)) : "<!doctype html><title>test</title>";
    response.setHeader("content-type", types[path.split(".").pop() ?? ""] ?? "application/octet-stream");
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});

let browser;
let origin;

before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  origin = `http://127.0.0.1:${server.address().port}`;
  // Chromium's sandbox does not run as root, and the pages load nothing from other hosts.
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});

after(async () => {
  await browser?.close();
  server.close();
});

test("every vector gives the expected bytes in a page", async () => {
  const folder = fileURLToPath(new URL("vectors/", root));
  const files = Object.fromEntries(
    readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(`${folder}${name}`, "utf8"))]),
  );
  const page = await browser.newPage();
  await page.goto(`${origin}/wasm.html`);
  const report = await page.evaluate(async (input) => {
    const library = await import("/node_modules/mcp-errors/index.mjs");
    const { runVectors } = await import("/js-tests/run-vectors.mjs");
    return runVectors(library, input, "tarball-chromium");
  }, files);
  reportVectors(report);
  assert.ok(report.cases > 0);
  assert.deepEqual(report.failures, [], report.failures.join("\n"));
});

test("where wasm is forbidden, errors keep their type and code, and withhold what they cannot sanitize", async () => {
  const page = await browser.newPage();
  const printed = [];
  page.on("console", (message) => printed.push(message.text()));
  await page.goto(`${origin}/no-wasm.html`);
  const seen = await page.evaluate(async () => {
    const { McpError, McpTimeoutError } = await import("/node_modules/mcp-errors/index.mjs");
    const errors = [1, 2].map(
      () => new McpTimeoutError("password=hunter2hunter2", { context: { token: "hunter2hunter2" } }),
    );
    const [error] = errors;
    return {
      text: errors
        .map((each) => `${each} ${each.stack} ${JSON.stringify(each)} ${JSON.stringify(each.toJsonRpc())}`)
        .join(),
      name: error.name,
      isTyped: error instanceof McpTimeoutError && error instanceof McpError && error instanceof Error,
    };
  });
  assert.ok(!seen.text.includes("hunter2"), seen.text);
  assert.deepEqual([seen.name, seen.isTyped], ["McpTimeoutError", true]);
  const reports = printed.filter((text) => text.startsWith("mcp-errors:"));
  assert.equal(reports.length, 1, printed.join("\n"));
  assert.match(reports[0], /wasm-unsafe-eval/);
});
