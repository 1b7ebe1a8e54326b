// The functions of www/json.js, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { itemTexts, quoteLargeIntegers } from "../www/json.js";

/** One more than a double can tell from its neighbor. */
const LARGE = "9007199254740993";

const ARRAYS = [
  "[]",
  "[ ]",
  "[1]",
  '[ {"a":[1,{"b":2}],"c":"]"} , [], "x" ]',
  '["\\"", "\\\\", ",", "[\\\\\\"]", -1.5e+30, null]',
];

for (const text of ARRAYS) {
  test(`the items of an array keep their text: ${text}`, () => {
    const texts = itemTexts(text);
    assert.deepEqual(
      texts.map((item) => JSON.parse(item)),
      JSON.parse(text),
    );
    for (const item of texts) assert.ok(text.includes(item));
  });
}

const NUMBERS = [
  { text: `[${LARGE},-${LARGE}]`, expected: `["${LARGE}","-${LARGE}"]` },
  { text: "[9007199254740991,-9007199254740991]", expected: "[9007199254740991,-9007199254740991]" },
  { text: `[${LARGE}.0,1.${LARGE},${LARGE}e2,1e${LARGE}]`, expected: `[${LARGE}.0,1.${LARGE},${LARGE}e2,1e${LARGE}]` },
  { text: `{"${LARGE}":"\\"${LARGE}"}`, expected: `{"${LARGE}":"\\"${LARGE}"}` },
];

for (const { text, expected } of NUMBERS) {
  test(`integers that a double cannot hold are quoted: ${text}`, () => {
    assert.equal(quoteLargeIntegers(text), expected);
  });
}
