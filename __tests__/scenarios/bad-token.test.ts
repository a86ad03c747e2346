import assert from "node:assert/strict";
import { test } from "node:test";

import { BOTH, releaseWorld, statuses, storedBy, targetFailed } from "./stores.ts";

const ENDED = { "github-token": `ghs_${"0".repeat(36)}` };

test("a token that GitHub does not know is told as such, and not as a missing permission", async (t) => {
  const made = await releaseWorld(t);

  const soft = await made.step({ "subject-path": "dist/*", ...ENDED });

  assert.equal(soft.code, 0, soft.log);
  const { github } = await storedBy(soft);
  assert.deepEqual([github?.status, github?.severity], ["skipped", "warning"]);
  assert.match(github?.reason ?? "", /does not know the token \(Bad credentials\).*`github-token`/);
  assert.doesNotMatch(github?.reason ?? "", /attestations: write/);

  const hard = await made.step({ "subject-path": "dist/*", "github-attestations": "always", ...ENDED });

  const text = await targetFailed(hard, "github", "STORE_REFUSED");
  assert.match(text, /Bad credentials[^]*`github-token`/);
  assert.doesNotMatch(text, /attestations: write/);
});

test("a token that GitHub does not know opens no release", async (t) => {
  const made = await releaseWorld(t);

  const run = await made.step({ ...BOTH, ...ENDED });

  assert.equal(run.code, 1, run.log);
  assert.equal((await statuses(run))["release"], "STORE_REFUSED");
  assert.match(run.log, /`github-token`/);
  assert.deepEqual(made.release.assets, []);
});
