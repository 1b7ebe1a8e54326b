// A TypeScript module that imports the package.

import { decodeError, type McpError, McpTimeoutError } from "mcp-errors";

const error: McpError = new McpTimeoutError("slow", { timeoutSeconds: 3 });
export const found: McpError | undefined = decodeError(error.toJsonString());

// @ts-expect-error: an option of the wrong type
new McpTimeoutError("slow", { timeoutSeconds: "3" });
