import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { startArtifacts } from "../../local/artifacts/start.ts";
import { GITHUB_TUF } from "../../src/trust/github.ts";
import { parseSigningConfig, parseTrustedRoot, publicTrust } from "../../src/trust/roots.ts";
import { rootDigest } from "../../src/trust/tuf.ts";
import { hosts, type Hosted, type HostedStep, type Hosts } from "./hosts.ts";
import { SIGNER } from "./jobs.ts";

/** Signs in one job and publishes in another, each by the root that `sigstore` and `how` lead to. */
async function handedOver(
  t: TestContext,
  world: Hosts,
  sigstore: string,
  how: HostedStep,
): Promise<{ readonly signed: Hosted; readonly published: Hosted }> {
  const artifacts = await startArtifacts();
  t.after(() => artifacts.close());
  await world.file("dist/rocket.tgz", "rocket");
  const env = { ACTIONS_RESULTS_URL: artifacts.url, ACTIONS_RUNTIME_TOKEN: artifacts.jobToken() };
  const signed = await world.step(
    { sigstore, "subject-path": "dist/*", "bundles-artifact": "b", "github-attestations": "never" },
    { ...how, env },
  );
  assert.equal(signed.error, undefined, signed.error?.describe());
  const published = await world.step(
    {
      sigstore,
      "publish-only": "true",
      "bundles-artifact": "b",
      "bundles-artifact-digest": signed.result.bundlesArtifact?.digest ?? "",
      "expected-signer": SIGNER,
      "expected-source-repository": "octo-org/rocket",
      "expected-source-digest": world.job.commit ?? "",
    },
    { ...how, env: { ...env, ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" } },
  );
  return { signed, published };
}

test("what GitHub's own instance certified is published by GitHub's root, which came by TUF", async (t) => {
  const world = await hosts(t, { github: { claims: { repository_visibility: "private" } } });
  const sigstore = await world.sigstore({ parts: { rekor: false, ct: false } });
  const tuf = await world.tuf({ "trusted_root.json": sigstore.trustedRoot });
  world.network.lead({
    "fulcio.githubapp.com": sigstore.ca.server.url,
    "timestamp.githubapp.com": sigstore.tsa.server.url,
    "tuf-repo.github.com": tuf.url,
  });
  const firstRoot = { kind: "pinned", version: 1, sha256: rootDigest(tuf.root()) } as const;

  const { published } = await handedOver(t, world, "auto", {
    anchors: { githubTuf: { ...GITHUB_TUF, firstRoot } },
  });

  assert.equal(published.error, undefined, published.error?.describe());
  assert.equal(published.result.instance?.name, "github");
  assert.equal(published.result.outcome, "published");
  assert.equal(world.github.state.attestations.length, 1);
});

test("what the public instance certified is published by its root", async (t) => {
  const world = await hosts(t);
  const sigstore = await world.sigstore();
  world.network.lead({
    "fulcio.sigstore.dev": sigstore.ca.server.url,
    "timestamp.sigstore.dev": sigstore.tsa.server.url,
    "rekor.sigstore.dev": sigstore.rekor.server.url,
  });
  const shipped = publicTrust();
  const material = {
    ...shipped,
    trustedRoot: parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), "shipped"),
    signingConfig: parseSigningConfig(Buffer.from(JSON.stringify(shipped.signingConfig.json)), "shipped"),
  };

  const { signed, published } = await handedOver(t, world, "public", {
    anchors: { shipped: () => material },
  });

  assert.equal(signed.result.instance?.name, "public");
  assert.equal(published.error, undefined, published.error?.describe());
  assert.equal(published.result.instance?.name, "public");
  assert.equal(world.github.state.attestations.length, 1);
});
