// Loads the package, and explains why it cannot run where it cannot.

/** @typedef {typeof import("mcp-errors")} Library */
/** @typedef {{ title: string, advice: string }} Problem */

const FILE = "mcp-errors.mjs";

const MISSING = {
  title: "The decoder is missing",
  advice: `${FILE} did not load. Put index.mjs of the npm package into the folder of this page, under that name.`,
};

const TURNED_OFF = {
  title: "WebAssembly is turned off in this browser",
  advice:
    "The decoder needs it, so nothing is decoded or redacted here. Lockdown Mode and some privacy settings turn it off: " +
    "allow WebAssembly for this page, or open the page in another browser.",
};

const REFUSED = {
  title: "WebAssembly cannot start on this page",
  advice:
    "The decoder needs it, so nothing is decoded or redacted here. If the server sends a Content-Security-Policy, add " +
    "'wasm-unsafe-eval' to its script-src. The console of the browser has the reason.",
};

/** @returns {Promise<{ library: Library, problem?: undefined } | { library?: undefined, problem: Problem }>} */
export async function loadLibrary() {
  try {
    const library = await import(`./${FILE}`);
    // Without WebAssembly the module loads all the same: it redacts whole texts and decodes nothing.
    if (library.init()) return { library };
    return { problem: typeof WebAssembly === "undefined" ? TURNED_OFF : REFUSED };
  } catch {
    return { problem: MISSING };
  }
}
