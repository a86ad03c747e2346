import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { notInPlan } from "../../local/github/state.ts";
import { BOTH, bundleOnDisk, releaseWorld, statuses, targetFailed } from "./stores.ts";

/** A call that takes longer than the other target needs to fail. */
const SLOW = { kind: "delay", ms: 1200 } as const;

/** That each fails after the other succeeded, too, see faults-lasting.slow.test.ts. */
describe("each target reports alone", { concurrency: 6 }, () => {
  test("the release fails before GitHub's store succeeds", async (t) => {
    const made = await releaseWorld(t);
    const { server } = made.local.github;
    made.release.immutable = true;
    server.fail(/\/attestations$/, SLOW, { method: "POST" });

    const run = await made.step(BOTH);

    await targetFailed(run, "release", "RELEASE_IMMUTABLE");
    assert.deepEqual(await statuses(run), { release: "RELEASE_IMMUTABLE", github: "stored" });
    assert.match(
      run.outputs["attestation-url"] ?? "",
      /^https:\/\/github\.com\/octo-org\/rocket\/attestations\/\d+$/,
    );
    assert.equal(run.outputs["release-assets"], undefined);
    assert.match(
      run.log,
      /^::error::RELEASE_IMMUTABLE: .*stored so far: github \(rocket-1\.2\.3\.tgz\.intoto\.jsonl\)/m,
    );
  });

  test("GitHub's store fails before the release succeeds", async (t) => {
    const made = await releaseWorld(t);
    const { server, state } = made.local.github;
    state.attestationRefusal = notInPlan("octo-org");
    server.fail(/\/releases\/\d+\/assets$/, SLOW, { method: "POST" });

    const run = await made.step({ ...BOTH, "github-attestations": "always" });

    await targetFailed(run, "github", "STORE_REFUSED");
    assert.deepEqual(await statuses(run), { github: "STORE_REFUSED", release: "stored" });
    assert.match(run.outputs["release-assets"] ?? "", /"status":"stored"/);
    assert.equal(run.outputs["attestation-id"], undefined);
    assert.equal(made.release.assets.length, 1);
  });

  test("both fail: the bundle is on disk, and the outputs say so", async (t) => {
    const made = await releaseWorld(t);
    made.release.immutable = true;
    made.local.github.state.attestationRefusal = notInPlan("octo-org");

    const run = await made.step({ ...BOTH, "github-attestations": "always" });

    assert.equal(run.code, 1, run.log);
    assert.deepEqual(await statuses(run), { release: "RELEASE_IMMUTABLE", github: "STORE_REFUSED" });
    await bundleOnDisk(run);
    assert.equal(run.outputs["level"], "2");
    assert.match(run.log, /stored so far: nowhere else/);
  });

  test("without a token for GitHub the release fails, the store is passed over, and the bundle is there", async (t) => {
    const made = await releaseWorld(t);

    const run = await made.step({ ...BOTH, "github-token": "" });

    await targetFailed(run, "release", "STORE_REFUSED");
    assert.deepEqual(await statuses(run), { release: "STORE_REFUSED", github: "skipped" });
    assert.deepEqual(made.local.github.server.requests(/\/repos\//), []);
  });
});
