import assert from "node:assert/strict";
import { test } from "node:test";

import { sha, subjectsIn, world } from "./world.ts";

test("a digest of each algorithm is attested under its name, in lower case however it was written", async (t) => {
  const { local, step } = await world(t);
  for (const algorithm of ["sha256", "sha384", "sha512"] as const) {
    const hex = sha(algorithm, "rocket");
    const run = await step({
      "subject-digest": `${algorithm}:${algorithm === "sha256" ? hex.toUpperCase() : hex}`,
      "subject-name": "rocket.tgz",
      "github-attestations": "never",
    });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await subjectsIn(run.outputs["bundle-path"]), { "rocket.tgz": { [algorithm]: hex } });
    assert.ok(run.summary.includes(hex));
  }
  assert.equal(local.sigstore.rekor.entries.length, 3);
});
