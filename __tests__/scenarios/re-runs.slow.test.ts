import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { LocalGitHub } from "../../local/github/start.ts";
import { claims } from "../../local/github/claims.ts";
import { checkExchanges } from "../openapi/conformance.ts";
import {
  assertNoSecrets,
  assertNothingSigned,
  BOTH,
  BUNDLE,
  bundleOnDisk,
  releaseWorld,
  statuses,
  targetFailed,
} from "./stores.ts";
import { failedWith, resultOf, traces } from "./world.ts";

/** The same run, attempted again. */
function nextAttempt({ oidc }: LocalGitHub): void {
  oidc.claims = { ...oidc.claims, run_attempt: String(Number(oidc.claims["run_attempt"]) + 1) };
}

describe("a re-run", { concurrency: 6 }, () => {
  test("after success, as another attempt, signs nothing and says where the bundle is", async (t) => {
    const made = await releaseWorld(t);
    const first = await made.step(BOTH);
    const before = traces(made.local);
    nextAttempt(made.local.github);

    const second = await made.step(BOTH);

    assert.equal(second.code, 0, second.log);
    assert.equal((await resultOf(second))["outcome"], "already-attested");
    assert.deepEqual(await statuses(second), { release: "already-stored", github: "already-stored" });
    assertNothingSigned(made, before);
    assert.deepEqual({ ...traces(made.local), certificates: 0 }, { ...before, certificates: 0 });
    assert.equal(await bundleOnDisk(second), await bundleOnDisk(first));
    for (const name of ["log-index", "level", "subject-count"]) {
      assert.equal(second.outputs[name], first.outputs[name], name);
    }
    assert.match(second.outputs["release-assets"] ?? "", /"status":"already-stored"/);
    assert.deepEqual(checkExchanges(made.local.github.server.exchanges, "/api/v3"), []);
    await assertNoSecrets(made, second);
  });

  test("gives each target what only the other one holds", async (t) => {
    const made = await releaseWorld(t);
    const { state } = made.local.github;
    const bundle = await bundleOnDisk(await made.step(BOTH));
    const before = traces(made.local);

    state.attestations.length = 0;
    const toGitHub = await made.step(BOTH);
    assert.equal(toGitHub.code, 0, toGitHub.log);
    assert.deepEqual(await statuses(toGitHub), { release: "already-stored", github: "stored" });
    assert.deepEqual(state.attestations[0]?.bundle, JSON.parse(bundle));

    made.release.assets.length = 0;
    nextAttempt(made.local.github);
    const toRelease = await made.step(BOTH);
    assert.equal(toRelease.code, 0, toRelease.log);
    assert.deepEqual(await statuses(toRelease), { release: "stored", github: "already-stored" });
    assert.deepEqual(JSON.parse(made.release.assets[0]?.bytes.toString("utf8") ?? ""), JSON.parse(bundle));

    assertNothingSigned(made, before);
    assert.equal(state.attestations.length, 1);
  });

  test("finds its bundle where GitHub keeps it elsewhere, compressed", async (t) => {
    const made = await releaseWorld(t);
    const { state, store } = made.local.github;
    state.bundles = "elsewhere";
    const first = await made.step(BOTH);
    assert.deepEqual(await statuses(first), { release: "stored", github: "stored" });
    const before = traces(made.local);
    made.release.assets.length = 0;
    nextAttempt(made.local.github);

    const second = await made.step(BOTH);

    assert.equal(second.code, 0, second.log);
    assert.deepEqual(await statuses(second), { release: "stored", github: "already-stored" });
    assertNothingSigned(made, before);
    assert.equal(await bundleOnDisk(second), await bundleOnDisk(first));
    assert.ok(store.requests().some((request) => request.endsWith(".json.sn")));
    await assertNoSecrets(made, second);
  });

  test("finds its bundle behind a hundred that others stored for the same file later", async (t) => {
    const made = await releaseWorld(t);
    const { state, server } = made.local.github;
    const inputs = { "subject-path": "dist/*" };
    assert.equal((await made.step(inputs)).code, 0);
    const before = traces(made.local);
    const [ours] = state.attestations;
    assert.ok(ours !== undefined);
    for (let n = 0; n < 120; n++) state.attestations.push({ ...ours, id: state.nextId(), bundle: { n } });

    const second = await made.step(inputs);

    assert.equal(second.code, 0, second.log);
    assert.deepEqual(await statuses(second), { github: "already-stored" });
    assertNothingSigned(made, before);
    assert.deepEqual(checkExchanges(server.exchanges, "/api/v3"), []);
  });

  test("after the release failed finishes that, with the bundle that GitHub's store has", async (t) => {
    const made = await releaseWorld(t);
    const { state } = made.local.github;
    state.releases.length = 0;
    const first = await made.step(BOTH);
    await targetFailed(first, "release", "RELEASE_NOT_FOUND");
    const before = traces(made.local);
    const release = state.addRelease({ tag: "v1.2.3", draft: true });
    nextAttempt(made.local.github);

    const second = await made.step(BOTH);

    assert.equal(second.code, 0, second.log);
    assert.deepEqual(await statuses(second), { release: "stored", github: "already-stored" });
    assertNothingSigned(made, before);
    assert.deepEqual(
      release.assets.map((asset) => asset.bytes.toString("utf8")),
      [await bundleOnDisk(first)],
    );
  });

  test("after GitHub's store failed finishes that, with the bundle that the release has", async (t) => {
    const made = await releaseWorld(t);
    const { state, server } = made.local.github;
    server.fail(/\/attestations$/, { kind: "status", status: 500 }, { method: "POST" });
    await targetFailed(await made.step(BOTH), "github", "STORE_UNAVAILABLE");
    const before = traces(made.local);
    server.heal();
    nextAttempt(made.local.github);

    const second = await made.step(BOTH);

    assert.equal(second.code, 0, second.log);
    assert.deepEqual(await statuses(second), { release: "already-stored", github: "stored" });
    assertNothingSigned(made, before);
    assert.equal(state.attestations.length, 1);
  });

  test("after the log failed signs, since nothing was stored", async (t) => {
    const made = await releaseWorld(t);
    const { rekor } = made.local.sigstore;
    rekor.server.fail(/^/, { kind: "status", status: 400 });
    await failedWith(await made.step(BOTH), "LOG_REFUSED");
    rekor.server.heal();
    nextAttempt(made.local.github);

    const second = await made.step(BOTH);

    assert.equal(second.code, 0, second.log);
    assert.deepEqual(await statuses(second), { release: "stored", github: "stored" });
    assert.equal(rekor.entries.length, 1);
  });

  test("for another commit reuses nothing", async (t) => {
    const made = await releaseWorld(t);
    const { oidc, state } = made.local.github;
    assert.equal((await made.step(BOTH)).code, 0);
    oidc.claims = claims({ sha: "f".repeat(40) });

    const other = await made.step(BOTH);

    await targetFailed(other, "release", "ASSET_CONFLICT");
    assert.deepEqual(await statuses(other), { release: "ASSET_CONFLICT", github: "stored" });
    assert.equal(made.local.sigstore.rekor.entries.length, 2);
    assert.equal(state.attestations.length, 2);
    assert.equal(made.release.assets.length, 1);
  });

  test("leaves alone what somebody else stored for the same file, and does not take it for its own", async (t) => {
    const made = await releaseWorld(t);
    const stranger = await releaseWorld(t);
    assert.equal((await stranger.step(BOTH)).code, 0);
    const { state } = made.local.github;
    state.attestations.push(...stranger.local.github.state.attestations);
    const [theirs] = state.attestations;
    assert.ok(theirs !== undefined);
    // Not a bundle at all, and with a number that JSON's readers disagree about.
    state.attestations.push({ ...theirs, id: 2, bundle: { mediaType: "odd", size: 2 ** 60 } });

    const run = await made.step(BOTH);

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await statuses(run), { release: "stored", github: "stored" });
    assert.equal(made.local.sigstore.rekor.entries.length, 1);
    assert.equal(state.attestations.length, 3);
    assert.deepEqual(state.attestations[0], theirs);
    assert.equal(made.release.assets[0]?.name, BUNDLE);
    assert.equal(made.release.assets[0]?.bytes.toString("utf8"), await bundleOnDisk(run));
  });
});
