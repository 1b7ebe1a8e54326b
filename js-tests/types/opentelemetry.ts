// A span of the real API fits, and so does the API itself.

import { trace } from "@opentelemetry/api";
import { recordMcpError } from "mcp-errors/opentelemetry";

export const done: boolean = trace
  .getTracer("typed")
  .startActiveSpan("span", (span) => recordMcpError(new Error("x"), { span, method: "tools/call" }));
recordMcpError(new Error("x"), { trace });

// @ts-expect-error: no span
recordMcpError(new Error("x"), { span: 1 });
