// Tests that fail, for the reporters of test runners that have `node:test`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { failure } from "../planted.mjs";

test("throws", () => {
  throw failure();
});
test("rejects", async () => {
  throw new Error("wrapped", { cause: failure() });
});
test("compares", () => {
  assert.deepStrictEqual(failure(), new Error("other"));
});
test("matches", () => {
  assert.throws(() => {
    throw failure();
  }, /other/);
});
