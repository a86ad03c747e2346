import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import type { LocalSigstore } from "../../local/sigstore/start.ts";
import type { TrustAnchors } from "../../src/trust/anchors.ts";
import { GITHUB_TUF } from "../../src/trust/github.ts";
import { PUBLIC_TUF } from "../../src/trust/refresh.ts";
import { parseTrustedRoot, publicTrust } from "../../src/trust/roots.ts";
import { rootDigest } from "../../src/trust/tuf.ts";
import { hosts, type Hosts } from "./hosts.ts";

const SUBJECT = { "subject-path": "dist/*", "github-attestations": "never" };

interface World {
  readonly world: Hosts;
  readonly sigstore: LocalSigstore;
  readonly anchors: Partial<TrustAnchors>;
}

/** The public instance's names, with the signing configs that it really has, and a root of our own. */
async function publicWorld(t: TestContext): Promise<World> {
  const world = await hosts(t);
  await world.file("dist/rocket.tgz", "rocket");
  const sigstore = await world.sigstore({ parts: { rekor2: true } });
  world.network.lead({
    "fulcio.sigstore.dev": sigstore.ca.server.url,
    "rekor.sigstore.dev": sigstore.rekor.server.url,
    "log2025-1.rekor.sigstore.dev": sigstore.rekor2.server.url,
    "timestamp.sigstore.dev": sigstore.tsa.server.url,
  });
  const trustedRoot = parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), "shipped");
  return { world, sigstore, anchors: { shipped: () => ({ ...publicTrust(), trustedRoot }) } };
}

/** How many entries the logs of either version hold. */
function entries({ rekor, rekor2 }: LocalSigstore): readonly [v1: number, v2: number] {
  return [rekor.entries.length, rekor2.entries.length];
}

test("the public instance logs in Rekor v1, and in v2 for whoever asks for it", async (t) => {
  const { world, sigstore, anchors } = await publicWorld(t);
  const signed: [inputs: Record<string, string>, v1: number, v2: number][] = [
    [{}, 1, 0],
    [{ "rekor-version": "1" }, 2, 0],
    [{ "rekor-version": "2" }, 2, 1],
  ];
  for (const [inputs, ...expected] of signed) {
    const run = await world.step({ ...SUBJECT, ...inputs }, { anchors });
    assert.equal(run.error, undefined, run.error?.describe());
    assert.equal(run.result.instance?.name, "public");
    assert.deepEqual(entries(sigstore), expected);
  }
});

test("the opt-in to Rekor v2 holds for what TUF gives, too", async (t) => {
  const { world, sigstore, anchors } = await publicWorld(t);
  const { signingConfig, signingConfigRekorV2 } = publicTrust();
  const tuf = await world.tuf({
    "trusted_root.json": sigstore.trustedRoot,
    "signing_config.v0.2.json": signingConfig.json,
    "signing_config_rekor_v2.v0.2.json": signingConfigRekorV2.json,
  });
  world.network.lead({ "tuf-repo-cdn.sigstore.dev": tuf.url });
  const publicTuf = { ...PUBLIC_TUF, firstRoot: { kind: "metadata", json: tuf.root() } } as const;
  const hashing = async (): Promise<void> => {
    const end = Date.now() + 5000;
    while (tuf.server.requests(/targets\//).length < 3 && Date.now() < end) await pause();
    for (let turn = 0; turn < 20; turn++) await pause();
  };

  const run = await world.step(
    { ...SUBJECT, "rekor-version": "2" },
    { anchors: { ...anchors, publicTuf }, hashing },
  );

  assert.equal(run.error, undefined, run.error?.describe());
  assert.match(run.log, /^trust {4}trusted_root\.json of \S+ by TUF/m);
  assert.deepEqual(entries(sigstore), [0, 1]);
});

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

test("GitHub's instance has no log, and does not pass over that one was asked for", async (t) => {
  const world = await hosts(t, { github: { claims: { repository_visibility: "private" } } });
  await world.file("dist/rocket.tgz", "rocket");
  const sigstore = await world.sigstore({ parts: { rekor: false, ct: false } });
  const tuf = await world.tuf({ "trusted_root.json": sigstore.trustedRoot });
  world.network.lead({
    "fulcio.githubapp.com": sigstore.ca.server.url,
    "timestamp.githubapp.com": sigstore.tsa.server.url,
    "tuf-repo.github.com": tuf.url,
  });
  const firstRoot = { kind: "pinned", version: 1, sha256: rootDigest(tuf.root()) } as const;
  const anchors = { githubTuf: { ...GITHUB_TUF, firstRoot } };

  const run = await world.step({ ...SUBJECT, "rekor-version": "2" }, { anchors });

  assert.equal(run.error?.code, "TRUST_UNSATISFIED");
  assert.match(run.error.describe(), /`rekor-version` asks for \(Rekor v2\).*github, which has no log/s);
  assert.equal(sigstore.ca.issued.length, 0);
});
