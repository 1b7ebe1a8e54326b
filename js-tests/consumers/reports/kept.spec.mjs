import { McpToolError, originalCause } from "mcp-errors";
import { failing, foreign } from "./failing.mjs";

const original = foreign();
const error = new McpToolError("kept", { cause: original });

test("the cause is a redacted error of the same class, and the original is had by name", () => {
  expect(error.cause).toBeInstanceOf(original.constructor);
  expect(error.cause.message).toBe("token=[REDACTED]");
  expect(error.cause).toBe(error.cause);
  expect(originalCause(error)).toBe(original);
  expect(failing().cause.cause.message).toBe("token=[REDACTED]");
});

test("also by other means", () => {
  expect(Reflect.get(error, "cause")).toBe(error.cause);
  expect(error).toHaveProperty("cause.message", "token=[REDACTED]");
  expect({ error }).toMatchObject({ error: { cause: { message: "token=[REDACTED]" } } });
});

test("and it is equal to itself", () => {
  expect(error).toEqual(new McpToolError("kept", { cause: original }));
  expect(() => {
    throw error;
  }).toThrow(error);
});
