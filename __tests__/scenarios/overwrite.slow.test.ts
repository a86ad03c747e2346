import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";

import { checkExchanges } from "../openapi/conformance.ts";
import {
  BOTH,
  BUNDLE,
  bundleOnDisk,
  releaseWorld,
  statuses,
  targetFailed,
  type ReleaseWorld,
} from "./stores.ts";
import { failedWith } from "./world.ts";

const OVERWRITE = { ...BOTH, "overwrite-assets": "true", "github-attestations": "never" };
const OLD = '{"not":"ours"}\n';

/** A release that already holds something else under the bundle's name. */
async function occupied(t: TestContext): Promise<ReleaseWorld> {
  const made = await releaseWorld(t);
  made.local.github.state.addAsset(made.release, { name: BUNDLE, bytes: OLD });
  return made;
}

function held({ release }: ReleaseWorld): Record<string, string> {
  return Object.fromEntries(release.assets.map(({ name, bytes }) => [name, bytes.toString("utf8")]));
}

describe("overwrite-assets", { concurrency: 3 }, () => {
  test("has the new bundle in the release before the old one is deleted", async (t) => {
    const made = await occupied(t);

    const run = await made.step(OVERWRITE);

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(held(made), { [BUNDLE]: await bundleOnDisk(run) });
    const { server } = made.local.github;
    const writes = server.requests(/\/releases\//).filter((call) => !call.startsWith("GET "));
    assert.deepEqual(
      writes.map((call) => call.split(" ")[0]),
      ["POST", "DELETE", "PATCH"],
    );
    assert.match(run.outputs["release-assets"] ?? "", new RegExp(`"name":"${BUNDLE}"`));
    assert.deepEqual(checkExchanges(server.exchanges, "/api/v3"), []);
    assert.deepEqual(await statuses(await made.step(OVERWRITE)), { release: "already-stored" });
  });

  test("leaves the old one where the new one is refused, or the old one cannot be deleted", async (t) => {
    for (const [path, method] of [
      [/\/api\/uploads\//, "POST"],
      [/\/releases\/assets\/1002$/, "DELETE"],
    ] as const) {
      const made = await occupied(t);
      const refusal = { kind: "status", status: 403, body: { message: "No." } } as const;
      made.local.github.server.fail(path, refusal, { method });

      const run = await made.step(OVERWRITE);

      await targetFailed(run, "release", "STORE_REFUSED");
      assert.deepEqual(held(made), { [BUNDLE]: OLD });
    }
  });

  test("says where the new bundle is if it cannot be given the old one's name", async (t) => {
    const made = await occupied(t);
    const refusal = { kind: "status", status: 422, body: { message: "No." } } as const;
    made.local.github.server.fail(/\/releases\/assets\//, refusal, { method: "PATCH", times: 1 });

    const run = await made.step(OVERWRITE);

    const [name = ""] = Object.keys(held(made));
    assert.match(name, new RegExp(`^${BUNDLE}\\.[0-9a-f]{8}\\.new$`));
    assert.ok((await targetFailed(run, "release", "STORE_REFUSED")).includes(`is there as ${name},`));
    assert.equal(held(made)[name], await bundleOnDisk(run));
  });

  test("loses neither where it is not known whether the old one was deleted", async (t) => {
    const made = await occupied(t);
    made.local.github.server.fail(
      /\/releases\/assets\//,
      { kind: "reset" },
      { method: "DELETE", after: true },
    );

    const run = await made.step(OVERWRITE);

    const [name = ""] = Object.keys(held(made));
    assert.ok((await targetFailed(run, "release", "STORE_UNAVAILABLE")).includes(name));
    assert.equal(held(made)[name], await bundleOnDisk(run));
  });

  test("never replaces a subject, nor gives a bundle its name", async (t) => {
    const made = await releaseWorld(t);
    // Its name is the bundle's in the release alone, where GitHub makes one of both.
    await made.file("dist/other (1).intoto.jsonl", OLD);
    const name = "other.1.intoto.jsonl";
    made.local.github.state.addAsset(made.release, { name, bytes: OLD });

    const run = await made.step({ ...OVERWRITE, "provenance-name": name });

    await failedWith(run, "INPUT_INVALID");
    assert.deepEqual(held(made), { [name]: OLD });
  });
});
