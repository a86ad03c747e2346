import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { checkExchanges } from "../openapi/conformance.ts";
import { BOTH, FILE, releaseWorld, targetFailed } from "./stores.ts";
import { world, type World } from "./world.ts";

const PUBLISH = { ...BOTH, "create-release": "publish" };
const ASSETS = /\/releases\/\d+\/assets/;

async function withoutRelease(t: Parameters<typeof world>[0]): Promise<World> {
  const made = await world(t);
  await made.file(`dist/${FILE}`, "rocket");
  return made;
}

describe("create-release: publish", { concurrency: 3 }, () => {
  test("a missing release is a draft until the bundle is in it, and then published", async (t) => {
    const made = await withoutRelease(t);
    const { state, server } = made.local.github;

    const run = await made.step(PUBLISH);

    assert.equal(run.code, 0, run.log);
    const [release] = state.releases;
    assert.deepEqual([state.releases.length, release?.draft, release?.body], [1, false, ""]);
    assert.equal(run.outputs["release-id"], String(release?.id));
    const calls = server.exchanges.map(({ call }) => `${call.method} ${call.path}`);
    const uploaded = calls.findIndex((call) => call.startsWith("POST") && ASSETS.test(call));
    const published = calls.findIndex((call) => call.startsWith("PATCH"));
    assert.ok(uploaded >= 0 && published > uploaded, calls.join("\n"));
    assert.deepEqual(checkExchanges(server.exchanges, "/api/v3"), []);
  });

  test("a draft whose upload failed stays a draft, and the next attempt publishes it", async (t) => {
    const made = await withoutRelease(t);
    const { state, server } = made.local.github;
    server.fail(ASSETS, { kind: "status", status: 403 }, { method: "POST" });

    const first = await made.step(PUBLISH);
    assert.match(await targetFailed(first, "release", "STORE_REFUSED"), /contents: write/);
    assert.equal(state.releases[0]?.draft, true);
    server.heal();
    const second = await made.step(PUBLISH);

    assert.equal(second.code, 0, second.log);
    assert.deepEqual([state.releases.length, state.releases[0]?.draft], [1, false]);
  });

  test("a draft of somebody else's stays one, and a published release is not touched", async (t) => {
    for (const draft of [true, false]) {
      const made = await releaseWorld(t);
      made.release.draft = draft;

      const run = await made.step(PUBLISH);

      assert.equal(run.code, 0, run.log);
      assert.equal(made.release.draft, draft);
      assert.equal(/was a draft before this run, and stays one/.test(run.log), draft);
    }
  });

  test("a release that cannot be published is a failure, with the bundle in its draft", async (t) => {
    const made = await withoutRelease(t);
    const { state, server } = made.local.github;
    server.fail(/\/releases\/\d+$/, { kind: "status", status: 403 }, { method: "PATCH" });

    const run = await made.step(PUBLISH);

    assert.match(await targetFailed(run, "release", "STORE_REFUSED"), /contents: write/);
    assert.deepEqual([state.releases[0]?.draft, state.releases[0]?.assets.length], [true, 1]);
  });
});
