import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { assertNoSecrets, BOTH, releaseWorld, statuses, targetFailed } from "./stores.ts";
import { failedWith } from "./world.ts";

const RELEASES = /\/api\/v3\/repos\/[^/]+\/[^/]+\/releases$/;

/** GitHub's answer to too many calls (docs.github.com, "Rate limits for the REST API"). */
function limited(
  headers: Record<string, string>,
  message = "API rate limit exceeded for installation ID 7.",
) {
  return { kind: "status", status: 403, headers, body: { message } } as const;
}

describe("GitHub's rate limits", { concurrency: 3 }, () => {
  test("one that never ends is given up with the budget, after few calls", async (t) => {
    const made = await releaseWorld(t);
    const { server } = made.local.github;
    server.fail(RELEASES, limited({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }));

    const run = await made.step({ ...BOTH, "max-wait": "3", "github-attestations": "never" });

    assert.match(await failedWith(run, "STORE_UNAVAILABLE"), /API rate limit exceeded/);
    assert.ok(run.duration < 15_000, `${run.duration} ms`);
    const calls = server.requests(RELEASES).length;
    assert.ok(calls >= 3 && calls <= 8, `${calls} calls`);
    await assertNoSecrets(made, run);
  });

  test("one that is lifted in time is waited for, in every call", async (t) => {
    const made = await releaseWorld(t);
    const { server } = made.local.github;
    const reset = String(Math.ceil(Date.now() / 1000) + 1);
    const soon = limited({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset });
    for (const path of [RELEASES, /\/attestations$/, /\/api\/uploads\//])
      server.fail(path, soon, { times: 1 });

    const run = await made.step({ ...BOTH, "max-wait": "30" });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await statuses(run), { release: "stored", github: "stored" });
  });

  test("a secondary one that asks for more than there is ends at once, and leaves the bundle", async (t) => {
    const made = await releaseWorld(t);
    const { server } = made.local.github;
    server.fail(/\/api\/uploads\//, limited({}, "You have exceeded a secondary rate limit."));

    const run = await made.step({ ...BOTH, "max-wait": "5" });

    await targetFailed(run, "release", "STORE_UNAVAILABLE");
    assert.equal(server.requests(/\/api\/uploads\//).length, 1);
    assert.deepEqual(await statuses(run), { release: "STORE_UNAVAILABLE", github: "stored" });
  });
});
