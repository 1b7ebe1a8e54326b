import { failing } from "./failing.mjs";

test("thrown", () => {
  throw failing();
});

test("rejected", async () => {
  throw failing();
});

test("thrown where nothing should be", () => {
  expect(() => {
    throw failing();
  }).not.toThrow();
});

test("thrown where another should be", () => {
  expect(() => {
    throw failing();
  }).toThrow("another");
});

test("a rejection where a value should be", () => expect(Promise.reject(failing())).resolves.toBe(1));
