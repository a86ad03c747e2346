import assert from "node:assert/strict";
import { after, test } from "node:test";

import { admitImages } from "./admission.ts";
import { attestInPlace } from "./attested.ts";
import { WAYS } from "./readers.ts";
import { openStack } from "./requirements.ts";
import { judgeTypes, stateAll, testStatement } from "./statements.ts";

const { stack, skip } = await openStack(["http://127.0.0.1:*"], "rekor-v1");
after(() => stack?.close());

for (const way of ["referrers", "fallback", "att"] as const) {
  test(`policy engines judge an image signed with Rekor v1, ${WAYS[way]}`, { skip }, async (t) => {
    assert.ok(stack !== undefined);
    const attested = await attestInPlace(t, stack, way);
    if (attested !== undefined) await admitImages(t, { ...attested, stack, way, log: 1 });
  });
}

test("every type of predicate about a file signed with Rekor v1", { skip }, async (t) => {
  assert.ok(stack !== undefined);
  const questions = await stateAll(t, stack);
  await judgeTypes(t, questions);
  await testStatement(t, questions);
});
