// The package where people use it: bundled pages and workers, an import map, other releases of Node, Bun, Deno, test runners.
// Each consumer is a temporary project, which has to decode a payload to the same class and the same bytes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { chromium } from "playwright-core";
import { build as vite } from "vite";
import webpack from "webpack";
import { assertAnswer, PAYLOAD, project, serve } from "./project.mjs";

const LIMIT = { timeout: 60_000 };
const require = createRequire(import.meta.url);

/** A page that answers by itself and in a worker. */
const PAGE = {
  "index.html": '<!doctype html><title>consumer</title><script type="module" src="./main.js"></script>',
  "main.js": `
    import { answer } from "./program.js";
    globalThis.inPage = answer;
    globalThis.inWorker = (payload) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(payload);
      });`,
  "worker.js": `
    import { answer } from "./program.js";
    addEventListener("message", ({ data }) => postMessage(answer(data)));`,
};

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
}, LIMIT);
after(() => browser?.close(), LIMIT);

/**
 * Checks the answers of the page in a folder, and of its worker.
 * @param {import("node:test").TestContext} context
 * @param {string} folder
 */
async function assertPage(context, folder) {
  const page = await browser.newPage();
  context.after(() => page.close());
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(await serve(context, folder));
  await page.waitForFunction("globalThis.inPage").catch(() => assert.fail(errors.join("\n")));
  for (const place of ["inPage", "inWorker"]) {
    assertAnswer(
      await page.evaluate(([name, payload]) => /** @type {any} */ (globalThis)[name](payload), [place, PAYLOAD]),
    );
  }
  assert.deepEqual(errors, []);
}

test("Vite, page and worker", LIMIT, async (context) => {
  const root = project(context, PAGE);
  await vite({ root, configFile: false, logLevel: "error", worker: { format: "es" } });
  await assertPage(context, join(root, "dist"));
});

test("webpack, page and worker", LIMIT, async (context) => {
  const root = project(context, PAGE);
  const compiler = webpack({
    context: root,
    mode: "production",
    entry: "./main.js",
    output: { path: join(root, "dist"), filename: "main.js" },
    performance: false,
  });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((problem, done) => (problem ? reject(problem) : compiler.close(() => resolve(done))));
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual([errors, warnings], [[], []]);
  writeFileSync(join(root, "dist/index.html"), PAGE["index.html"]);
  await assertPage(context, join(root, "dist"));
});

test("a page with an import map", LIMIT, async (context) => {
  const imports = { "mcp-errors": "/node_modules/mcp-errors/index.mjs" };
  const script = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const files = {
    "index.html": `<!doctype html><title>consumer</title>${script}<script type="module" src="./main.js"></script>`,
    "main.js": 'import { answer } from "./program.js"; globalThis.inPage = answer; globalThis.inWorker = answer;',
  };
  await assertPage(context, project(context, files));
});

test("esbuild, for Node, run in another folder", LIMIT, async (context) => {
  const root = project(context, { "main.js": RUN });
  const elsewhere = project(context, {});
  for (const format of /** @type {const} */ (["esm", "cjs"])) {
    const outfile = join(elsewhere, "out", format === "esm" ? "main.mjs" : "main.cjs");
    await esbuild.build({
      entryPoints: [join(root, "main.js")],
      bundle: true,
      platform: "node",
      format,
      outfile,
      logLevel: "error",
    });
    assertAnswer(run(process.execPath, [outfile], elsewhere));
  }
});

/** A program that prints its answer. */
const RUN = 'import { answer } from "./program.js"; console.log(JSON.stringify(answer(process.env.PAYLOAD)));';

/** The npm packages with the engines' binaries for this machine. */
const { platform, arch } = process;
const name = (/** @type {string} */ arm) => `${platform}-${arch === "arm64" ? arm : arch}`;
const BINARIES = {
  node: { package: `node-${name("arm64")}`, file: "bin/node" },
  bun: { package: `@oven/bun-${name("aarch64")}`, file: "bin/bun" },
  deno: { package: `@deno/${name("arm64")}${platform === "linux" ? "-glibc" : ""}`, file: "deno" },
};

/** A program that prints its answer, too. The payload is its last argument: Deno forbids to read the environment. */
const SHOW = 'import { answer } from "./program.js"; console.log(JSON.stringify(answer(process.argv.at(-1))));';

/** The engines besides the Node that runs the tests: version and arguments. */
const ENGINES = /** @type {const} */ ([
  ["node", "22.23.3", []],
  ["node", "24.21.0", []],
  ["bun", "1.4.5", ["run"]],
  // With no permission at all.
  ["deno", "2.9.6", ["run", "--no-prompt", "--quiet"]],
]);

for (const [engine, version, args] of ENGINES) {
  test(`${engine} ${version}: import and require give the same classes`, { timeout: 180_000 }, (context) => {
    const root = project(context, {
      "main.mjs": SHOW,
      "both.mjs": `
        import * as imported from "mcp-errors";
        import { createRequire } from "node:module";
        const required = createRequire(import.meta.url)("mcp-errors");
        const isSame = Object.keys(imported).every((name) => imported[name] === required[name]);
        const versions = { ...process.versions };
        console.log(JSON.stringify({ isSame, version: versions["${engine}"] }));`,
    });
    const binary = installed(engine, version);
    assertAnswer(run(binary, [...args, "main.mjs", PAYLOAD], root));
    assert.deepEqual(run(binary, [...args, "both.mjs"], root), { isSame: true, version });
  });
}

/**
 * Installs an engine from npm unless it is there. Returns the path of its binary.
 * @param {keyof typeof BINARIES} engine
 * @param {string} version
 */
function installed(engine, version) {
  if (engine === "node" && version === process.versions.node) return process.execPath;
  const { package: name, file } = BINARIES[engine];
  const folder = fileURLToPath(new URL(`../node_modules/.releases/${engine}-${version}/`, import.meta.url));
  const binary = join(folder, "node_modules", name, file);
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
  execFileSync("npm", ["install", ...quiet, "--prefix", folder, `${name}@${version}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return binary;
}

/** A test that both Vitest and Jest run. */
const SPEC = `
  import { McpError } from "mcp-errors";
  import { answer } from "./program.js";
  test("answers", () => {
    expect(typeof document).toBe("object");
    expect(new McpError("m")).toBeInstanceOf(Error);
    console.log("ANSWER" + JSON.stringify(answer(process.env.PAYLOAD)) + "END");
  });`;

/** @type {[name: string, script: string, args: (root: string) => string[], files: Record<string, string>][]} */
const RUNNERS = [
  [
    "Vitest with jsdom",
    join(dirname(require.resolve("vitest/package.json")), "vitest.mjs"),
    (root) => ["run", "--globals", "--environment", "jsdom", "--root", root],
    { "main.spec.js": SPEC },
  ],
  [
    "Jest with jsdom, ESM",
    require.resolve("jest/bin/jest"),
    (root) => jest(root, "**/*.spec.js"),
    { "main.spec.js": SPEC },
  ],
  [
    "Jest with jsdom, CommonJS",
    require.resolve("jest/bin/jest"),
    (root) => jest(root, "**/*.spec.cjs"),
    {
      "main.spec.cjs": `
        const { decodeError, McpError, McpTimeoutError } = require("mcp-errors");
        test("answers", () => {
          const error = decodeError(process.env.PAYLOAD);
          const isTyped = error instanceof McpTimeoutError && error instanceof McpError && error instanceof Error;
          const made = new McpError("m", { context: { password: "x" } }).context;
          console.log("ANSWER" + JSON.stringify({ isTyped, bytes: error.toJsonString(), made }) + "END");
        });`,
    },
  ],
];

/** @param {string} root @param {string} match */
function jest(root, match) {
  const config = {
    rootDir: root,
    testMatch: [match],
    transform: {},
    testEnvironment: require.resolve("jest-environment-jsdom"),
  };
  return ["--config", JSON.stringify(config), "--no-cache", "--no-watchman"];
}

for (const [name, script, args, files] of RUNNERS) {
  test(name, LIMIT, (context) => {
    const root = project(context, files);
    const output = execFileSync(
      process.execPath,
      ["--experimental-vm-modules", "--no-warnings", script, ...args(root)],
      {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, PAYLOAD, NO_COLOR: "1", FORCE_COLOR: "0", NODE_OPTIONS: "--experimental-vm-modules" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    assertAnswer(JSON.parse(/ANSWER(.*)END/.exec(output)?.[1] ?? "null"));
  });
}

/** @param {string} node @param {string[]} args @param {string} cwd */
function run(node, args, cwd) {
  return JSON.parse(execFileSync(node, args, { cwd, encoding: "utf8", env: { ...process.env, PAYLOAD } }));
}
