// The page in www/, served with the packed package and opened in Chromium. Importing this file sets it up for a test file.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize } from "node:path";
import { after, before, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const WWW = fileURLToPath(new URL("../www/", import.meta.url));
const PACKAGE = dirname(createRequire(import.meta.url).resolve("mcp-errors/package.json"));
const TYPES = /** @type {Record<string, string>} */ ({
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
});
const ARGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
export const LIMIT = { timeout: 30_000 };

/** @type {import("node:http").Server} */
let server;
/** @type {import("playwright-core").Browser} */
let browser;
/** A fresh page for each test. @type {import("playwright-core").Page} */
export let page;
export let origin = "";
/** Errors in the console, violations of the content security policy and requests to elsewhere. @type {string[]} */
export let incidents = [];

before(async () => {
  server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://page").pathname));
    const file =
      path === "/mcp-errors.mjs" ? join(PACKAGE, "index.mjs") : join(WWW, path === "/" ? "index.html" : path);
    try {
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGS.split(" "),
  });
}, LIMIT);

after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
}, LIMIT);

beforeEach(async () => {
  for (const context of browser.contexts()) await context.close();
  page = await open();
}, LIMIT);

/** @param {import("playwright-core").BrowserContextOptions} options */
export async function reopen(options) {
  page = await open(options);
}

/** @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(options) {
  const context = await browser.newContext(options);
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  incidents = [];
  opened.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) incidents.push(`console: ${message.text()}`);
  });
  opened.on("pageerror", (error) => incidents.push(`uncaught: ${error.message}`));
  opened.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) incidents.push(`request: ${request.url()}`);
  });
  await opened.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective}`));
  });
  await opened.goto(origin);
  await opened.getByRole("heading", { name: "What happened, why, what now" }).waitFor();
  return opened;
}

/** Pastes a text, or data as JSON. @param {unknown} what */
export async function paste(what) {
  await page.getByLabel("Paste a failed call").fill(typeof what === "string" ? what : JSON.stringify(what));
}

export const verdict = () => page.locator("#verdict");
export const detail = () => page.locator("#detail");

/** Waits for a text. @param {import("playwright-core").Locator} locator @param {string | RegExp} expected */
export async function shows(locator, expected) {
  await locator.filter({ hasText: expected }).first().waitFor();
}

/** The HTML and the visible text of the page, closed branches included; without the value of the field, which is the user's own. */
export async function everything() {
  for (const summary of await page.locator("details:not([open]) > summary").all()) await summary.click();
  return page.evaluate(() => `${document.documentElement.outerHTML}\n${document.body.innerText}`);
}

/** Finds texts with a contrast below 4.5 to 1, the minimum of WCAG AA. Runs in the page. */
export function faintTexts() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  /** @param {string} color */
  const channels = (color) => {
    if (canvas === null) return [0, 0, 0, 0];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  /** @param {number[]} color */
  const luminance = (color) => {
    const [red, green, blue] = color.map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  /** @param {Element} element @returns {string[]} the background colors: those of a gradient, or one */
  const grounds = (element) => {
    for (let at = /** @type {Element | null} */ (element); at !== null; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      const stops = backgroundImage.match(/(?:rgba?|color|oklab|oklch)\([^)]*\)/g);
      if (stops !== null) return stops;
      if (channels(backgroundColor)[3] === 255) return [backgroundColor];
    }
    return ["white"];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.textContent)
      .join("")
      .trim();
    if (text === "" || element.matches(".visually-hidden, :disabled, noscript, textarea")) continue;
    const ink = luminance(channels(getComputedStyle(element).color));
    for (const ground of grounds(element)) {
      const back = luminance(channels(ground));
      const ratio = (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
      if (ratio < 4.5) faint.push(`${ratio.toFixed(2)}: ${text.slice(0, 40)}`);
    }
  }
  return faint;
}
