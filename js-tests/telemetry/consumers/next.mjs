// What Next writes to its log, and sends, when a page throws: `node next.mjs dev`, or `node next.mjs start` after a build.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("next", import.meta.url));
const program = createRequire(import.meta.url).resolve("next/dist/bin/next");

/** @param {string[]} args */
function next(...args) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output.text += chunk;
    });
  }
  return { child, output };
}

/** @param {string} mode */
async function run(mode) {
  if (mode === "start") {
    const { child, output } = next("build");
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(output.text);
  }
  const { child, output } = next(mode, "--port", "0");
  let address;
  for (let tries = 0; address === undefined && tries < 600; tries += 1) {
    await sleep(100);
    address = /http:\/\/localhost:\d+/.exec(output.text)?.[0];
  }
  if (address === undefined) throw new Error(output.text);
  const response = await fetch(address);
  console.log(response.status, await response.text());
  await sleep(300);
  child.kill();
  await once(child, "close");
  console.log(output.text);
}

await run(process.argv[2] ?? "start");
