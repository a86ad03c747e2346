import assert from "node:assert/strict";
import { after, test } from "node:test";

import { attestInPlace, judgeImages } from "./attested.ts";
import { judgeForeign } from "./foreign-images.ts";
import { WAYS } from "./readers.ts";
import { openStack } from "./requirements.ts";

const { stack, skip } = await openStack(["http://127.0.0.1:*"], "rekor-v1");
after(() => stack?.close());

for (const way of ["referrers", "fallback", "att"] as const) {
  test(
    `an image signed with Fulcio, CT log, Rekor v1 and timestamp authority, ${WAYS[way]}`,
    { skip },
    async (t) => {
      assert.ok(stack !== undefined);
      const attested = await attestInPlace(t, stack, way);
      if (attested === undefined) return;
      const job = { ...attested, stack, way, log: 1 } as const;
      await judgeImages(t, job);
      await judgeForeign(t, job);
    },
  );
}
