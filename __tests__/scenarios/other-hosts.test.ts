import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";

import { LocalServer } from "../../local/server.ts";
import { assertNoSecrets, BOTH, BUNDLE, releaseWorld, statuses, storedBy, targetFailed } from "./stores.ts";
import { failedWith } from "./world.ts";

/** A host that takes everything, and says that it stored it. */
async function stranger(t: TestContext): Promise<LocalServer> {
  const body = { id: '7"$(x)', name: BUNDLE, size: 1, state: "uploaded", browser_download_url: "" };
  const server = await LocalServer.start([], 0, () => ({ status: 201, body }));
  t.after(() => server.close());
  return server;
}

describe("an API that leads to another host", { concurrency: 3 }, () => {
  test("by a release's upload address gets neither token nor bundle there", async (t) => {
    const made = await releaseWorld(t);
    const other = await stranger(t);
    const release = {
      id: made.release.id,
      tag_name: "v1.2.3",
      draft: true,
      upload_url: `${other.url}/assets{?name,label}`,
    };
    made.local.github.server.fail(/\/releases$/, { kind: "status", status: 200, body: [release] });

    const run = await made.step(BOTH);

    const text = await targetFailed(run, "release", "STORE_REFUSED");
    assert.match(text, /an address that gets no token: http:/);
    assert.deepEqual(other.requests(), []);
    assert.deepEqual(await statuses(run), { release: "STORE_REFUSED", github: "stored" });
    await assertNoSecrets(made, run);
  });

  test("by a redirect of the bundle is not followed, and nothing counts as stored", async (t) => {
    const made = await releaseWorld(t);
    const other = await stranger(t);
    const redirect = { kind: "status", status: 307, headers: { location: `${other.url}/x` } } as const;
    made.local.github.server.fail(/\/attestations$/, redirect, { method: "POST" });

    const run = await made.step(BOTH);

    const text = await targetFailed(run, "github", "STORE_REFUSED");
    assert.match(text, /a redirect that is not followed: http:/);
    assert.deepEqual(other.requests(), []);
    assert.equal(run.outputs["attestation-id"] ?? "", "");
    assert.deepEqual(await statuses(run), { release: "stored", github: "STORE_REFUSED" });
  });

  test("by a redirect of a page of releases, or by its next page, gets no token there", async (t) => {
    const made = await releaseWorld(t);
    const other = await stranger(t);
    const { server, state } = made.local.github;
    state.addReleases(150);
    const location = `${other.url}/releases`;
    server.fail(/\/releases$/, { kind: "status", status: 302, headers: { location } });

    const moved = await made.step({ ...BOTH, "github-attestations": "never" });

    await failedWith(moved, "STORE_REFUSED");
    server.heal();
    const link = `<${other.url}/releases?page=2>; rel="next"`;
    const answer = { kind: "status", status: 200, headers: { link }, body: [] } as const;
    server.fail(/\/releases$/, answer, { times: 1 });

    const run = await made.step({ ...BOTH, "github-attestations": "never" });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(other.requests(), []);
  });

  test("an attestation's id that is no number is not told", async (t) => {
    const made = await releaseWorld(t);
    const body = { id: '7"$(x)' };
    const odd = { kind: "status", status: 201, body } as const;
    made.local.github.server.fail(/\/attestations$/, odd, { method: "POST", after: true });

    const run = await made.step({ "subject-path": "dist/*" });

    assert.equal(run.code, 0, run.log);
    assert.equal((await storedBy(run)).github?.status, "stored");
    assert.equal(run.outputs["attestation-id"] ?? "", "");
    assert.ok(!run.summary.includes("$(x)"));
  });
});
