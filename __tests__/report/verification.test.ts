import assert from "node:assert/strict";
import { test } from "node:test";

import type { Answer } from "../../src/consumer/answer.ts";
import { WaybillError } from "../../src/errors.ts";
import { renderVerification, resultJson, verificationOutputs } from "../../src/report/verification.ts";

function refused(count: number, length = 10): Answer[] {
  const error = new WaybillError("SUBJECT_MISMATCH", { what: "x".repeat(length) });
  return Array.from({ length: count }, (_, index) => ({ named: `file-${index}`, error }));
}

test("without an answer and without an error nothing is verified", () => {
  assert.deepEqual(verificationOutputs({ answers: [], error: undefined }, "/r"), {
    verified: "false",
    result: "[]",
    "result-path": "/r",
  });
});

test("of more artifacts than a summary shows, the rest is counted", () => {
  const text = renderVerification({ answers: refused(150), error: undefined });
  assert.match(text, /^### ❌ Not verified: 150 of 150 artifacts\n/);
  assert.match(text, /… and 50 more\./);
});

test("a summary or a result beyond GitHub's limits is left out, and the heading and the verdict stay", () => {
  const verification = { answers: refused(100, 20_000), error: undefined };
  assert.equal(renderVerification(verification), "### ❌ Not verified: 100 of 100 artifacts\n");
  assert.deepEqual(Object.keys(verificationOutputs(verification, "/r")), ["verified", "result-path"]);
  const whole: unknown = JSON.parse([...resultJson(verification)].join(""));
  assert.equal(Array.isArray(whole) && whole.length, 100);
});
