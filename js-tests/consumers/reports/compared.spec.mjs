import { failing } from "./failing.mjs";

test("equal", () => {
  expect(failing()).toEqual(new Error("another"));
});

test("within an object", () => {
  expect({ error: failing() }).toEqual({ error: 1 });
});

test("matched", () => {
  expect(failing()).toMatchObject({ message: "another", context: {} });
});

test("thrown, and held against another", () => {
  expect(() => {
    throw failing();
  }).toThrow(new Error("another", { cause: new Error("of another") }));
});

test("thrown, and held against a snapshot", () => {
  expect(() => {
    throw failing();
  }).toThrowErrorMatchingSnapshot();
});
