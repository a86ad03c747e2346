import assert from "node:assert/strict";
import { test } from "node:test";

import { readVars } from "../../src/run/vars.ts";
import { failure } from "../subjects/world.ts";

const JSON_OF_VARS = '{\n  "CHANNEL": "beta",\n  "REGION": "eu",\n  "NPM_TOKEN": "abcdefgh12"\n}';

test("variables are chosen by name, without case, under the names that GitHub gives them", () => {
  assert.deepEqual(readVars("channel\n\n  REGION \nCHANNEL\n", JSON_OF_VARS), {
    values: { CHANNEL: "beta", REGION: "eu" },
    complete: false,
    redacted: [],
  });
  assert.deepEqual(readVars("a", '{"A":"1"}'), { values: { A: "1" }, complete: true, redacted: [] });
});

test("without names nothing is stated; complete is what leaves no variable out", () => {
  assert.deepEqual(readVars(undefined, undefined), { values: {}, complete: false, redacted: [] });
  assert.deepEqual(readVars("", JSON_OF_VARS), { values: {}, complete: false, redacted: [] });
  assert.deepEqual(readVars(undefined, "{}"), { values: {}, complete: true, redacted: [] });
});

test("a value that looks like a secret is replaced, and its variable named", () => {
  assert.deepEqual(readVars("NPM_TOKEN", '{"NPM_TOKEN":"abcdefgh12"}'), {
    values: { NPM_TOKEN: "***" },
    complete: false,
    redacted: ["NPM_TOKEN"],
  });
});

test("every name that is not there is an error that names it", () => {
  assert.throws(
    () => readVars("CHANEL\nREGION\n__proto__", JSON_OF_VARS),
    failure("INPUT_INVALID", "CHANEL, __proto__", "CHANNEL, REGION"),
  );
  assert.throws(() => readVars("CHANNEL", undefined), failure("INPUT_INVALID", "toJSON(vars)"));
  assert.throws(() => readVars("CHANNEL", "{}"), failure("INPUT_INVALID", "holds none"));
});

test("`vars-json` that is not what toJSON(vars) gives is refused", () => {
  assert.throws(() => readVars("A", '{"A": }'), failure("INPUT_INVALID", "`vars-json`", "line 1, column 7"));
  assert.throws(() => readVars("A", '["A"]'), failure("INPUT_INVALID", "no object"));
  assert.throws(() => readVars("A", '{"A": 1}'), failure("INPUT_INVALID", "no text"));
});
