import { McpToolError } from "mcp-errors";
import { failing, foreign } from "./failing.mjs";

const original = foreign();
const error = new McpToolError("kept", { cause: original });

test("the cause is the very value that was given", () => {
  expect(error.cause).toBe(original);
  expect(error.cause === original).toBe(true);
  expect(failing().cause.cause.message).toMatch(/^token=pl8Zq4vW/);
});

test("also by other means", () => {
  expect(Reflect.get(error, "cause")).toBe(original);
  expect([error].map(({ cause }) => cause)).toEqual([original]);
  expect(error).toHaveProperty("cause", original);
  expect(error).toHaveProperty("cause.message", original.message);
  expect({ error }).toMatchObject({ error: { cause: { message: original.message } } });
  expect(error).toEqual(expect.objectContaining({ cause: original }));
});

test("and it is equal to itself", () => {
  expect(error).toEqual(new McpToolError("kept", { cause: original }));
  expect(() => {
    throw error;
  }).toThrow(error);
});
