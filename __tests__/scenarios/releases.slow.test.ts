import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { checkExchanges } from "../openapi/conformance.ts";
import {
  assertNoSecrets,
  BOTH,
  BUNDLE,
  bundleOnDisk,
  FILE,
  releaseWorld,
  statuses,
  storedBy,
  targetFailed,
} from "./stores.ts";
import { world } from "./world.ts";

describe("the release that the bundle goes into", { concurrency: 6 }, () => {
  test("a published release on the third page of a hundred is found", async (t) => {
    const { local, file, step } = await world(t);
    const { state } = local.github;
    const release = state.addRelease({ tag: "v1.2.3" });
    state.addReleases(205);
    await file(`dist/${FILE}`, "rocket");

    const run = await step(BOTH);

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(
      release.assets.map((asset) => asset.name),
      [BUNDLE],
    );
    assert.equal(local.github.server.requests(/\/releases$/).length, 3);
    assert.deepEqual(checkExchanges(local.github.server.exchanges, "/api/v3"), []);
  });

  test("a release that is not there is an error that names the permission to see drafts", async (t) => {
    const made = await releaseWorld(t);
    // The draft is there, but invisible to a job that may not write.
    made.local.github.state.permissions.contents = "read";

    const run = await made.step(BOTH);

    const text = await targetFailed(run, "release", "RELEASE_NOT_FOUND");
    assert.match(text, /no release of the tag v1\.2\.3 in octo-org\/rocket/);
    assert.match(text, /`permissions: contents: write`/);
    assert.deepEqual(await statuses(run), { release: "RELEASE_NOT_FOUND", github: "stored" });
    assert.deepEqual(made.release.assets, []);
    assert.deepEqual(checkExchanges(made.local.github.server.exchanges, "/api/v3"), []);
    await assertNoSecrets(made, run);
  });

  test("two releases of one tag are an error that tells them apart", async (t) => {
    const made = await releaseWorld(t);
    const other = made.local.github.state.addRelease({ tag: "v1.2.3" });

    const run = await made.step(BOTH);

    const text = await targetFailed(run, "release", "RELEASE_AMBIGUOUS");
    assert.match(text, new RegExp(`published ${other.id}, draft ${made.release.id}`));
    assert.deepEqual(await statuses(run), { release: "RELEASE_AMBIGUOUS", github: "stored" });
    assert.deepEqual([...made.release.assets, ...other.assets], []);
  });

  test("an immutable release is an error that says how to do it next time", async (t) => {
    const made = await releaseWorld(t);
    made.release.draft = false;
    made.release.immutable = true;

    const run = await made.step(BOTH);

    assert.match(await targetFailed(run, "release", "RELEASE_IMMUTABLE"), /as a draft/);
    assert.deepEqual(await statuses(run), { release: "RELEASE_IMMUTABLE", github: "stored" });
    assert.deepEqual(made.local.github.server.requests(/\/api\/uploads\//), []);
  });

  test("a release that becomes immutable meanwhile is the same error", async (t) => {
    const made = await releaseWorld(t);
    const message = "Cannot upload assets to an immutable release.";
    const refusal = { kind: "status", status: 422, body: { message } } as const;
    made.local.github.server.fail(/\/api\/uploads\//, refusal);

    const run = await made.step({ ...BOTH, "github-attestations": "never" });

    await targetFailed(run, "release", "RELEASE_IMMUTABLE");
    assert.match(run.log, /stored so far: nowhere else/);
    assert.equal(run.outputs["release-assets"], undefined);
  });

  test("a run that is for no tag uploads nothing, with a notice, unless it names one", async (t) => {
    const made = await releaseWorld(t, { local: { github: { claims: { ref: "refs/heads/main" } } } });

    const none = await made.step({ ...BOTH, "github-attestations": "never" });

    assert.equal(none.code, 0, none.log);
    assert.match(none.log, /^::notice title=Waybill::This run is not for a tag \(refs\/heads\/main\)/m);
    assert.equal((await storedBy(none)).release?.status, "skipped");
    assert.deepEqual(made.local.github.server.requests(/\/repos\//), []);
    await bundleOnDisk(none);

    const named = await made.step({ ...BOTH, "upload-tag-name": "v1.2.3" });

    assert.equal(named.code, 0, named.log);
    assert.deepEqual(
      made.release.assets.map((asset) => asset.name),
      [BUNDLE],
    );
  });
});
