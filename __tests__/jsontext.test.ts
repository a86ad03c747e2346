import assert from "node:assert/strict";
import { test } from "node:test";

import { findJsonFault, readJson } from "../src/jsontext.ts";
import { failure } from "./subjects/world.ts";

const read = (given: Uint8Array | string): unknown => readJson(given, "the input `predicate`", "Correct it.");

test("the error names line, column and problem of the first fault, and not what stands there", () => {
  const cases: readonly [text: string, line: number, column: number, problem: string][] = [
    ["", 1, 1, "empty"],
    ["  ", 1, 3, "ends too early"],
    ['{"a": 1,\n "b": ghp_secret}', 2, 7, "not a JSON value"],
    ['{"a": 1\n "b": 2}', 2, 2, "`,` or `}` is missing"],
    ["[1, 2", 1, 6, "ends too early"],
    ["[1, 2}", 1, 6, "`,` or `]` is missing"],
    ['{"a" 1}', 1, 6, "`:` is missing"],
    ['{"a"', 1, 5, "ends too early"],
    ["{a: 1}", 1, 2, "a name in double quotes"],
    ['{"a": 1,}', 1, 9, "a name in double quotes"],
    ["[1,]", 1, 4, "not a JSON value"],
    ["{}\r\n{}", 2, 1, "something follows"],
    ['["é😀", x]', 1, 8, "not a JSON value"],
    ['"abc', 1, 1, "without its closing quote"],
    ['"a\tb"', 1, 3, "control character"],
    [String.raw`"a\xb"`, 1, 3, "unknown escape"],
    [String.raw`"\u12g4"`, 1, 2, "unknown escape"],
    ["01", 1, 1, "not a JSON value"],
    ["[1.]", 1, 2, "not a JSON value"],
    ["truely", 1, 1, "not a JSON value"],
    ["// no\n1", 1, 1, "not a JSON value"],
  ];
  for (const [text, line, column, problem] of cases) {
    assert.throws(
      () => read(text),
      failure("INPUT_INVALID", `line ${line}, column ${column}: `, problem),
      JSON.stringify(text),
    );
  }
  assert.throws(
    () => read('{"a": ghp_0123456789abcdef}'),
    (error) => error instanceof Error && !error.message.includes("ghp_"),
  );
});

test("a fault is found exactly where JSON.parse refuses, whatever is changed in a text", () => {
  const sound = String.raw`{"a": [1, -0.5e+3, true, null, "x\n\u00e9\\", {}], "b": {"c": []}, "d": ""} `;
  const pieces = [
    "",
    " ",
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "0",
    "-",
    ".",
    "e",
    "t",
    "\n",
    "\u0001",
    "é",
  ];
  for (let at = 0; at <= sound.length; at += 1) {
    for (const piece of pieces) {
      for (const text of [
        sound.slice(0, at) + piece + sound.slice(at),
        sound.slice(0, at) + piece + sound.slice(at + 1),
      ]) {
        assert.equal(findJsonFault(text) === undefined, isJson(text), JSON.stringify(text));
      }
    }
    assert.equal(findJsonFault(sound.slice(0, at)) === undefined, isJson(sound.slice(0, at)));
  }
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("a number that would be signed as another one is an error; digits in a string are not", () => {
  for (const number of [
    "12345678901234567890",
    "-9007199254740993",
    "90071992547409931",
    "1e400",
    "-1e400",
    "1e-400",
    "3e-324",
    "4.94e-324",
    "1.0000000000000000001",
    "0.1000000000000000055",
    "12345678.901234567891",
    `0.${"0".repeat(400)}1`,
    "1".repeat(400),
  ]) {
    assert.throws(
      () => read(`{"n": ${number}}`),
      failure("INPUT_INVALID", "line 1, column 7: a number", "as a string"),
      number,
    );
  }
  assert.deepEqual(read('{"n": "12345678901234567890", "m": 9007199254740991, "x": 1e300}'), {
    n: "12345678901234567890",
    m: 9_007_199_254_740_991,
    x: 1e300,
  });
});

test("a number is taken in whatever form it says the same", () => {
  for (const number of [
    ["0", "-0", "0.0", "0e999", "0.000e-999", "-0.0000000000000000000000"],
    ["0.1", "0.10", "1e-1", "1E-01", "0.10000000000000001", `0.1${"0".repeat(30)}`],
    ["1.50", "1.5", "15e-1", "0.15e1", "1.500000000000000000000"],
    ["1e2", "100", "1.00E+2", "100.00000000000000000000"],
    ["0.30000000000000004", "3.0000000000000004e-1"],
    ["9007199254740992", "9007199254740992.0"],
    ["12345678901234567000", "1.2345678901234567e19"],
    ["5e-324", "4.9406564584124654e-324"],
    ["1.7976931348623157e308"],
  ].flat()) {
    assert.deepEqual(read(`[${number}]`), [Number(number)], number);
  }
});

test("every double is taken in the forms in which programs write it", () => {
  const view = new DataView(new ArrayBuffer(8));
  for (let round = 0, seed = 1; round < 2000; round += 1) {
    for (const place of [0, 4]) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      view.setUint32(place, seed);
    }
    const value = view.getFloat64(0);
    if (!Number.isFinite(value)) continue;
    for (const form of [
      String(value),
      value.toPrecision(17),
      value.toExponential(16),
      value.toPrecision(16),
    ]) {
      if (Number(form) === value) assert.deepEqual(read(`[${form}]`), [value], form);
    }
  }
});

test("a name that an object has twice is an error, with the place of the second", () => {
  const cases: readonly [text: string, line: number, column: number][] = [
    ['{"a": 1, "a": 2}', 1, 10],
    ['{"a": 1,\n "\\u0061": 2}', 2, 2],
    ['{"b": {"c": 1, "d": [{"e": 1,\n"e": 1}]}}', 2, 1],
    ['{"": 1, "": 1}', 1, 9],
    ['{"__proto__": 1, "__proto__": 1}', 1, 18],
  ];
  for (const [text, line, column] of cases) {
    assert.throws(
      () => read(text),
      failure("INPUT_INVALID", `line ${line}, column ${column}: a name that this object has already`),
      text,
    );
  }
  const sound = '{"a": {"a": [{"a": 1}, {"a": 2}]}, "A": 1, "toString": 1, "\\u00e9": 1, "e\u0301": 1}';
  assert.deepEqual(read(sound), JSON.parse(sound));
});

test("bytes must be UTF-8; a byte order mark is ignored", () => {
  assert.deepEqual(read(Buffer.from('\uFEFF{"a":1}')), { a: 1 });
  assert.deepEqual(read('\uFEFF{"a":1}'), { a: 1 });
  assert.throws(() => read(Buffer.from('{"a":1}', "utf16le")), failure("INPUT_INVALID", "line 1, column 2"));
  assert.throws(() => read(Buffer.from([0x22, 0xff, 0x22])), failure("INPUT_INVALID", "not UTF-8"));
});

test("what nests too deep to be encoded again is an error", () => {
  assert.throws(() => read("[".repeat(600) + "]".repeat(600)), failure("INPUT_INVALID", "500 levels"));
  assert.throws(() => read("[".repeat(100_000)), failure("INPUT_INVALID", "column 100001"));
  assert.ok(read("[".repeat(400) + "]".repeat(400)));
});
