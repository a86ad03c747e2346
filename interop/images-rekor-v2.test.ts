import assert from "node:assert/strict";
import { after, test } from "node:test";

import { attestImage, attestInPlace, judgeImages } from "./attested.ts";
import { judgeForeign } from "./foreign-images.ts";
import { attachmentsIn } from "./images.ts";
import { WAYS } from "./readers.ts";
import { openRegistry, openStack } from "./requirements.ts";

const { stack, skip } = await openStack(["http://127.0.0.1:*"], "rekor-v2");
after(() => stack?.close());

for (const way of ["referrers", "fallback"] as const) {
  test(
    `an image signed with Fulcio, CT log, Rekor v2 and timestamp authority, ${WAYS[way]}`,
    { skip },
    async (t) => {
      assert.ok(stack !== undefined);
      const attested = await attestInPlace(t, stack, way);
      if (attested === undefined) return;
      const job = { ...attested, stack, way, log: 2 } as const;
      await judgeImages(t, job);
      await judgeForeign(t, job);
    },
  );
}

test("cosign's .att layout cannot hold an entry of Rekor v2, and the step says so", { skip }, async (t) => {
  assert.ok(stack !== undefined);
  const { registry, skip } = await openRegistry("docker-registry");
  if (registry === undefined) return t.skip(skip === false ? undefined : skip);
  t.after(() => registry.stop());

  const { run } = await attestImage(t, stack, registry.host, "att");

  assert.equal(run.code, 1, run.log);
  assert.match(run.log, /^::error::REGISTRY_REFUSED: .*no entry of a Rekor v1 log/m);

  const all = await attestImage(t, stack, registry.host, "all");

  assert.equal(all.run.code, 0, all.run.log);
  assert.match(all.run.log, /was not stored in cosign's \.att layout/);
  for (const attachment of attachmentsIn(all.run.outputs))
    assert.deepEqual(attachment["stored-as"], ["fallback"]);
});
