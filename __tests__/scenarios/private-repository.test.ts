import assert from "node:assert/strict";
import { test } from "node:test";

import { failedWith, NO_TRACES, traces, world, type World } from "./world.ts";

const OWN_FILES = { "signing-config": "", "trusted-root": "" };

async function privateWorld(
  t: Parameters<typeof world>[0],
  visibility: string | undefined = "private",
): Promise<World> {
  const w = await world(t, { local: { github: { claims: { repository_visibility: visibility } } } });
  await w.file("dist/rocket.tgz", "rocket");
  return w;
}

test("no private repository reaches a public log unless the user says so", async (t) => {
  for (const visibility of ["private", "internal"]) {
    const { local, step } = await privateWorld(t, visibility);
    const run = await step({ "subject-path": "dist/*", sigstore: "public", ...OWN_FILES });
    const message = await failedWith(run, "PRIVATE_REPOSITORY");
    assert.match(message, new RegExp(`repository_visibility: ${visibility}`));
    assert.match(message, /private-repository: true/);
    assert.deepEqual(traces(local), NO_TRACES);
  }
});

test("with private-repository: true the public instance is chosen, which knows no issuer but GitHub's", async (t) => {
  const { local, step } = await privateWorld(t);
  const run = await step({
    "subject-path": "dist/*",
    sigstore: "public",
    "private-repository": "true",
    ...OWN_FILES,
  });
  assert.match(
    await failedWith(run, "TRUST_UNSATISFIED"),
    /token\.actions\.githubusercontent\.com.*sigstore: custom/s,
  );
  assert.deepEqual(traces(local), NO_TRACES);
});

test("github, and auto for a private repository, ask GitHub's instance for nothing that it does not serve", async (t) => {
  const { local, step } = await privateWorld(t);
  for (const sigstore of ["github", "auto"]) {
    const run = await step({ "subject-path": "dist/*", sigstore, ...OWN_FILES });
    assert.match(
      await failedWith(run, "TRUST_UNSATISFIED"),
      /GitHub's own Sigstore instance gives certificates for tokens of github\.com.*sigstore: custom/s,
    );
  }
  assert.deepEqual(traces(local), NO_TRACES);
});

test("a server that does not state the visibility is taken for a private one", async (t) => {
  const { local, step } = await world(t, {
    local: { github: { claims: { repository_visibility: undefined } } },
  });
  const run = await step({
    "subject-digest": `sha256:${"0".repeat(64)}`,
    "subject-name": "rocket",
    sigstore: "public",
    ...OWN_FILES,
  });
  assert.match(await failedWith(run, "PRIVATE_REPOSITORY"), /not stated/);
  assert.deepEqual(traces(local), NO_TRACES);
});

test("an instance of one's own signs for a private repository", async (t) => {
  const { local, step } = await privateWorld(t);
  const run = await step({ "subject-path": "dist/*" });
  assert.equal(run.code, 0, run.log);
  assert.equal(traces(local)["attestations"], 1);
});
