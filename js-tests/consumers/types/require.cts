// A TypeScript module that requires the package.

import mcpErrors = require("mcp-errors");
import constants = require("mcp-errors/constants");
import schemas = require("mcp-errors/schema");

export const error: mcpErrors.McpError = new mcpErrors.McpTimeoutError("slow", { timeoutSeconds: 3 });

// @ts-expect-error: there is no such export
mcpErrors.nothing;

export const key: "io.github.mcp-errors/error" = constants.META_KEY;
export const document: Record<string, unknown> = schemas.schema();
