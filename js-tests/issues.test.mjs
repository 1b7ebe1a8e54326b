// The issues of real schema libraries become validation errors that say what would be valid.

import assert from "node:assert/strict";
import { test } from "node:test";
import Ajv from "ajv";
import { McpError, McpExecutionError, McpValidationError } from "mcp-errors";
import * as valibot from "valibot";
import { z } from "zod";
import { z as zod3 } from "zod3";

const INPUT = { limit: 5000, filters: [{ status: "gone" }], name: "a", extra: true };

/** @param {any} z */
const zodSchema = (z) =>
  z.strictObject?.({}) === undefined ? zodShape(z, z.object).strict() : zodShape(z, z.strictObject);
/** @param {any} z @param {(shape: any) => any} object */
const zodShape = (z, object) =>
  object({
    limit: z.number().max(100),
    filters: z.array(z.object({ status: z.enum(["open", "shut"]) })),
    name: z.string().min(3),
    missing: z.boolean(),
  });

const ajv = new Ajv({ allErrors: true });
const check = ajv.compile({
  type: "object",
  properties: {
    limit: { type: "number", maximum: 100 },
    filters: { type: "array", items: { type: "object", properties: { status: { enum: ["open", "shut"] } } } },
    name: { type: "string", minLength: 3 },
    missing: { type: "boolean" },
    extra: false,
  },
  required: ["missing"],
});

const standard = valibot.object({
  limit: valibot.pipe(valibot.number(), valibot.maxValue(100)),
  filters: valibot.array(valibot.object({ status: valibot.picklist(["open", "shut"]) })),
  name: valibot.pipe(valibot.string(), valibot.minLength(3)),
  missing: valibot.boolean(),
});

/** @param {() => unknown} run */
const thrownBy = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail("it did not fail");
};

const ONE_OF = '`filters.0.status` must be one of "open","shut"';

/** @type {[name: string, thrown: () => unknown, hints: string[]][]} */
const CASES = [
  [
    "Zod 4",
    () => thrownBy(() => zodSchema(z).parse(INPUT)),
    [
      "`limit` must be at most 100",
      ONE_OF,
      "`name` must be at least 3 characters",
      "`missing` must be a boolean",
      'Leave out "extra": not accepted here',
    ],
  ],
  [
    "Zod 3",
    () => thrownBy(() => zodSchema(zod3).parse(INPUT)),
    [
      "`limit` must be at most 100",
      ONE_OF,
      "`name` must be at least 3 characters",
      "`missing` must be a boolean",
      'Leave out "extra": not accepted here',
    ],
  ],
  [
    "Ajv, its list of errors",
    () => (check(INPUT) ? undefined : check.errors),
    ["`missing` is required", "`limit` must be at most 100", ONE_OF, "`name` must be at least 3 characters"],
  ],
  [
    "Ajv, the error of an asynchronous schema",
    () => new Ajv.ValidationError(check(INPUT) ? [] : (check.errors ?? [])),
    ["`missing` is required", "`limit` must be at most 100", ONE_OF, "`name` must be at least 3 characters"],
  ],
  [
    "Standard Schema, as Valibot has it",
    () => standard["~standard"].validate(INPUT),
    [
      "`limit` must be <=100",
      '`filters.0.status` must be ("open" | "shut")',
      "`name` must be >=3",
      "`missing` is required",
    ],
  ],
];

for (const [name, thrown, hints] of CASES) {
  test(name, () => {
    const error = /** @type {any} */ (McpError.from(thrown(), { operation: "query", input: INPUT }));
    assert.ok(error instanceof McpValidationError, error.describe());
    assert.deepEqual(error.hints, hints);
    assert.ok(error.validationErrors.length >= hints.length);
    assert.ok(error.validationErrors.some((/** @type {string} */ problem) => problem.startsWith("filters.0.status: ")));
    assert.equal(error.context.value, error.field === "limit" ? "5000" : undefined);
    assert.match(error.message, /^the input of `query` is not valid: `/);
  });
}

test("other lists are not taken for issues", () => {
  for (const thrown of [
    new AggregateError([new Error("a")], "several"),
    Object.assign(new Error("tracker"), { issues: [] }),
    Object.assign(new Error("tracker"), { issues: [1, "two"] }),
    Object.assign(new Error("tracker"), { errors: [{ message: "no path" }] }),
  ]) {
    assert.ok(McpError.from(thrown) instanceof McpExecutionError);
  }
});
