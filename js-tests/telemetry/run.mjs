// Runs the consumers: what each printed, or sent, of the error.

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { found } from "./planted.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Milliseconds for one consumer: Next builds. */
const LIMIT = 120_000;

/** Packages for one system each have the program of a runtime. Without scripts of installation, nothing else finds it. */
const runtime = (/** @type {string} */ scope, /** @type {string} */ path) => {
  const [name = ""] = readdirSync(join(folder, "node_modules", scope));
  return join(folder, "node_modules", scope, name, path);
};

/** The folder of a package of these tests, or of `js-tests`. @param {string} name */
function home(name) {
  for (const place of ["node_modules", "../node_modules"]) {
    const path = join(folder, place, name);
    try {
      readFileSync(join(path, "package.json"));
      return path;
    } catch {
      // In the other place.
    }
  }
  throw new Error(`${name} is not installed`);
}

/** The version of a package. @param {string} name */
export const version = (name) => JSON.parse(readFileSync(join(home(name), "package.json"), "utf8")).version;

const jestConfig = { rootDir: folder, testMatch: ["**/globals.spec.mjs"], transform: {} };

/** Programs by the names that rows use. @type {Record<string, () => string[]>} */
const PROGRAMS = {
  node: () => [process.execPath],
  bun: () => [runtime("@oven", "bin/bun")],
  deno: () => [runtime("@deno", "deno")],
  vitest: () => [process.execPath, join(home("vitest"), "vitest.mjs")],
  jest: () => [
    process.execPath,
    "--experimental-vm-modules",
    join(home("jest"), "bin/jest.js"),
    "--ci",
    "--runInBand",
    "--no-cache",
    "--config",
    JSON.stringify(jestConfig),
  ],
};

/**
 * Runs one consumer.
 * @param {import("./rows.mjs").Row} row
 * @returns {Promise<{ text: string, raw: string[], arrived: string[] }>}
 */
export function run({ command: [name = "", ...args] }) {
  const [program = "", ...first] = PROGRAMS[name]?.() ?? [];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const settings = { cwd: folder, timeout: LIMIT, maxBuffer: 2 ** 26, env: { ...env, CI: "1", NO_COLOR: "1" } };
  return new Promise((resolve) => {
    // Uncaught errors and failing tests end in another code than 0.
    execFile(program, [...first, ...args], settings, (_, stdout, stderr) => {
      const text = `${stdout}\n${stderr}`;
      resolve({ text, ...found(text) });
    });
  });
}
