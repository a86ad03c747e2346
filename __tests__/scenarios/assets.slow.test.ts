import assert from "node:assert/strict";
import { createHash } from "node:crypto";
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

describe("the assets of the release", { concurrency: 6 }, () => {
  test("GitHub's own name for the asset is the one reported, and found again", async (t) => {
    const made = await releaseWorld(t);
    await made.file("out/rocket 1.2.3 (linux)~amd64.tgz", "rocket");
    const inputs = { "subject-path": "out/*", "upload-assets": "true", "github-attestations": "never" };

    const run = await made.step(inputs);

    assert.equal(run.code, 0, run.log);
    const [asset] = made.release.assets;
    assert.equal(asset?.name, "rocket.1.2.3.linux.amd64.tgz.intoto.jsonl");
    const [reported] = JSON.parse(run.outputs["release-assets"] ?? "") as { name: string; url: string }[];
    assert.equal(reported?.name, asset.name);
    assert.match(reported.url, /rocket\.1\.2\.3\.linux\.amd64\.tgz\.intoto\.jsonl$/);
    assert.match(run.outputs["bundle-path"] ?? "", /rocket 1\.2\.3 \(linux\)~amd64\.tgz\.intoto\.jsonl$/);
    assert.deepEqual(await statuses(await made.step(inputs)), { release: "already-stored" });
    assert.deepEqual(checkExchanges(made.local.github.server.exchanges, "/api/v3"), []);
  });

  test("where GitHub states no digest, bytes are downloaded and hashed, and the store gets no token", async (t) => {
    const made = await releaseWorld(t);
    const { state, store, server } = made.local.github;
    state.digests = false;
    const subject = state.addAsset(made.release, { name: FILE, bytes: "rocket" });

    const run = await made.step(BOTH);

    assert.equal(run.code, 0, run.log);
    const bundle = made.release.assets[1];
    assert.equal(bundle?.bytes.toString("utf8"), await bundleOnDisk(run));
    assert.deepEqual(
      store.requests(),
      [subject, bundle].map((asset) => `GET /release-assets/${asset.id}`),
    );
    for (const { call } of store.exchanges) assert.equal(call.headers["authorization"], undefined);
    assert.deepEqual(checkExchanges(server.exchanges, "/api/v3"), []);
    await assertNoSecrets(made, run);
  });

  test("a file named like a subject that is another one keeps the bundle out of the release alone", async (t) => {
    const made = await releaseWorld(t);
    made.local.github.state.addAsset(made.release, { name: FILE, bytes: "another rocket" });

    const run = await made.step(BOTH);

    const text = await targetFailed(run, "release", "ASSET_DIGEST_MISMATCH");
    for (const content of ["another rocket", "rocket"]) {
      assert.ok(text.includes(createHash("sha256").update(content).digest("hex")), text);
    }
    assert.deepEqual(await statuses(run), { release: "ASSET_DIGEST_MISMATCH", github: "stored" });
    assert.equal(made.release.assets.length, 1);
    assert.equal(made.local.github.state.attestations.length, 1);
  });

  test("another file under the bundle's name is a conflict, and replaced only where that is asked for", async (t) => {
    const made = await releaseWorld(t);
    const { state, server } = made.local.github;
    state.addAsset(made.release, { name: BUNDLE, bytes: '{"not":"ours"}\n' });

    const refused = await made.step(BOTH);

    assert.match(await targetFailed(refused, "release", "ASSET_CONFLICT"), /`overwrite-assets: true`/);
    assert.deepEqual(await statuses(refused), { release: "ASSET_CONFLICT", github: "stored" });
    assert.equal(made.release.assets[0]?.bytes.toString("utf8"), '{"not":"ours"}\n');

    const replaced = await made.step({ ...BOTH, "overwrite-assets": "true" });

    assert.equal(replaced.code, 0, replaced.log);
    assert.deepEqual(await statuses(replaced), { release: "stored", github: "already-stored" });
    assert.equal(made.release.assets.length, 1);
    assert.equal(made.release.assets[0]?.bytes.toString("utf8"), await bundleOnDisk(refused));
    assert.equal(made.local.sigstore.rekor.entries.length, 1);
    assert.deepEqual(checkExchanges(server.exchanges, "/api/v3"), []);
  });

  test("a file that somebody else uploads under the bundle's name meanwhile is a conflict", async (t) => {
    const made = await releaseWorld(t);
    const { state, server } = made.local.github;
    state.addAsset(made.release, { name: BUNDLE, bytes: "somebody else's" });
    // The first list still lacks it.
    const empty = { kind: "status", status: 200, body: [] } as const;
    server.fail(/\/releases\/\d+\/assets$/, empty, { method: "GET", times: 1 });

    const run = await made.step(BOTH);

    await targetFailed(run, "release", "ASSET_CONFLICT");
    assert.equal(made.release.assets[0]?.bytes.toString("utf8"), "somebody else's");
  });

  test("what a broken upload left is deleted, whether of an earlier run or of this one", async (t) => {
    const made = await releaseWorld(t);
    const { state, server } = made.local.github;
    state.addAsset(made.release, { name: BUNDLE, state: "starter" });
    state.halfUploads = 1;

    const run = await made.step({ ...BOTH, "max-wait": "10" });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await statuses(run), { release: "stored", github: "stored" });
    assert.deepEqual(
      made.release.assets.map(({ name, state: is }) => ({ name, state: is })),
      [{ name: BUNDLE, state: "uploaded" }],
    );
    assert.equal(server.requests().filter((call) => call.startsWith("DELETE ")).length, 2);
  });

  test("bytes that are not those that were uploaded are told", async (t) => {
    const made = await releaseWorld(t);
    const digest = `sha256:${"0".repeat(64)}`;
    const asset = { id: 1, name: BUNDLE, size: 1, state: "uploaded", digest, browser_download_url: "" };
    const answer = { kind: "status", status: 200, body: asset } as const;
    made.local.github.server.fail(/\/releases\/assets\/\d+$/, answer, { method: "GET" });

    const run = await made.step(BOTH);

    const text = await targetFailed(run, "release", "ASSET_DIGEST_MISMATCH");
    assert.match(text, /holds other bytes than were uploaded/);
    assert.equal((await storedBy(run)).github?.status, "stored");
  });
});
