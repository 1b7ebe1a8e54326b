// A TypeScript module that imports the package.

import { decodeError, type McpError, McpTimeoutError } from "mcp-errors";
import { META_KEY, REDACTED, version } from "mcp-errors/constants";
import { schema } from "mcp-errors/schema";

const error: McpError = new McpTimeoutError("slow", { timeoutSeconds: 3 });
export const found: McpError | undefined = decodeError(error.toJsonString());

// @ts-expect-error: an option of the wrong type
new McpTimeoutError("slow", { timeoutSeconds: "3" });

export const key: "io.github.mcp-errors/error" = META_KEY;
export const texts: string[] = [REDACTED, version];
export const document: Record<string, unknown> = schema();
