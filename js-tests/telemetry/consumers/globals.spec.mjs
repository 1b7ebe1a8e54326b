// Tests that fail, for runners whose functions are global: Vitest, Jest and Bun.

import { failure } from "../planted.mjs";

test("throws", () => {
  throw failure();
});
test("rejects", async () => {
  throw new Error("wrapped", { cause: failure() });
});
test("compares", () => {
  expect(failure()).toEqual({ other: true });
});
test("matches", () => {
  expect(() => {
    throw failure();
  }).toThrow("other");
});
