// `mcp-errors/constants`: names for programs that decode nothing themselves. Without the wasm.

export { META_KEY, REDACTED, VERSION as version } from "../generated/constants.js";
