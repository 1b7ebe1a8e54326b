// A TypeScript module that requires the package.

import mcpErrors = require("mcp-errors");

export const error: mcpErrors.McpError = new mcpErrors.McpTimeoutError("slow", { timeoutSeconds: 3 });

// @ts-expect-error: there is no such export
mcpErrors.nothing;
