import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { checkExchanges } from "../openapi/conformance.ts";
import { BOTH, BUNDLE, FILE, releaseWorld, statuses, storedBy, targetFailed } from "./stores.ts";
import { world, type World } from "./world.ts";

const DRAFT = { ...BOTH, "create-release": "draft" };
const CREATE = /\/repos\/octo-org\/rocket\/releases$/;

async function withoutRelease(t: Parameters<typeof world>[0]): Promise<World> {
  const made = await world(t);
  await made.file(`dist/${FILE}`, "rocket");
  return made;
}

describe("create-release: draft", { concurrency: 3 }, () => {
  test("makes a draft of a missing release at the run's commit, says so, and never publishes", async (t) => {
    const made = await withoutRelease(t);
    const { state, server, oidc } = made.local.github;

    const run = await made.step(DRAFT);

    assert.equal(run.code, 0, run.log);
    assert.match(
      run.log,
      /^::notice title=Waybill::There was no release of v1\.2\.3, so a draft was created/m,
    );
    const [release] = state.releases;
    assert.equal(state.releases.length, 1);
    assert.deepEqual(
      [release?.tag, release?.draft, release?.publishedAt, release?.commitish],
      ["v1.2.3", true, null, oidc.claims["sha"]],
    );
    assert.deepEqual(
      release?.assets.map((asset) => asset.name),
      [BUNDLE],
    );
    assert.ok(server.exchanges.every(({ call }) => call.method !== "PATCH"));
    assert.deepEqual(checkExchanges(server.exchanges, "/api/v3"), []);
  });

  test("finds its draft in the next run, signs nothing and makes no other", async (t) => {
    const made = await withoutRelease(t);
    const first = await made.step(DRAFT);
    assert.equal(first.code, 0, first.log);

    const second = await made.step(DRAFT);

    assert.equal(second.code, 0, second.log);
    assert.doesNotMatch(second.log, /a draft was created/);
    assert.deepEqual(await statuses(second), { release: "already-stored", github: "already-stored" });
    assert.equal(made.local.github.state.releases.length, 1);
    assert.equal(made.local.sigstore.rekor.entries.length, 1);
  });

  test("makes one draft where the answer to its making is lost", async (t) => {
    const made = await withoutRelease(t);
    const { server, state } = made.local.github;
    server.fail(CREATE, { kind: "reset" }, { method: "POST", times: 1, after: true });

    const run = await made.step({ ...DRAFT, "max-wait": "10" });

    assert.equal(run.code, 0, run.log);
    assert.equal(state.releases.length, 1);
    assert.equal(state.releases[0]?.assets.length, 1);
  });

  test("tries again where the draft was not made", async (t) => {
    const made = await withoutRelease(t);
    const { server, state } = made.local.github;
    server.fail(CREATE, { kind: "status", status: 502 }, { method: "POST", times: 1 });

    const run = await made.step({ ...DRAFT, "max-wait": "10" });

    assert.equal(run.code, 0, run.log);
    assert.equal(state.releases.length, 1);
  });

  test("adds to a release that is there, draft or published, and changes neither", async (t) => {
    for (const draft of [true, false]) {
      const made = await releaseWorld(t);
      made.release.draft = draft;

      const run = await made.step(DRAFT);

      assert.equal(run.code, 0, run.log);
      assert.equal(made.local.github.state.releases.length, 1);
      assert.equal(made.release.draft, draft);
      assert.equal(made.release.assets.length, 1);
    }
  });

  test("without the right to make one is an error that names it", async (t) => {
    const made = await withoutRelease(t);
    made.local.github.state.permissions.contents = "read";

    const run = await made.step(DRAFT);

    assert.match(await targetFailed(run, "release", "STORE_REFUSED"), /`contents: write`/);
    assert.deepEqual(made.local.github.state.releases, []);
  });
});

test("a draft's asset is reported under the address that it has once the draft is published", async (t) => {
  const made = await releaseWorld(t);

  const run = await made.step(BOTH);

  assert.equal(run.code, 0, run.log);
  const { release } = await storedBy(run);
  assert.match(release?.url ?? "", new RegExp(`/octo-org/rocket/releases/download/v1\\.2\\.3/${BUNDLE}$`));
  assert.ok(run.outputs["release-assets"]?.includes("/releases/download/v1.2.3/"));
  assert.doesNotMatch(`${run.log}${run.summary}`, /untagged-/);

  made.release.draft = false;
  const again = await made.step(BOTH);

  assert.equal((await storedBy(again)).release?.url, release?.url);
});
