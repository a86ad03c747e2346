import assert from "node:assert/strict";
import { test } from "node:test";

import { sha, subjectsIn, world } from "./world.ts";

test("slsa-github-generator's base64-subjects are attested as they are, and expected-count counts them", async (t) => {
  const { step } = await world(t);
  const list = `${sha("sha256", "a")}  a.tgz\n${sha("sha256", "b")} *b.tgz\n`;

  const run = await step({
    "base64-subjects": Buffer.from(list).toString("base64"),
    "expected-count": "2",
    "provenance-name": "release.intoto.jsonl",
  });

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(await subjectsIn(run.outputs["bundle-path"]), {
    "a.tgz": { sha256: sha("sha256", "a") },
    "b.tgz": { sha256: sha("sha256", "b") },
  });
  assert.match(run.outputs["bundle-path"] ?? "", /\/release\.intoto\.jsonl$/);
});
