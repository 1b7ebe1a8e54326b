import { failing, odd } from "./failing.mjs";

test("the cause of somebody else's error", () => {
  throw new Error("wrapped", { cause: failing() });
});

test("a member of an aggregate", () => {
  throw new AggregateError([failing(), odd.text()], "gathered");
});

test.each(Object.entries(odd))("a cause that is no plain error: %s", (_name, make) => {
  throw make();
});

test("within somebody else's error that is compared", () => {
  expect(new Error("wrapped", { cause: failing() })).toEqual({ error: 1 });
});
