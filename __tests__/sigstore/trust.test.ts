import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { claims as tokenClaims, type ClaimOverrides } from "../../local/github/claims.ts";
import { startSigstore } from "../../local/sigstore/start.ts";
import { LocalTuf } from "../../local/tuf/start.ts";
import { WaybillError } from "../../src/errors.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { readClaims } from "../../src/run/claims.ts";
import { describeRun, type Run } from "../../src/run/run.ts";
import {
  instanceFor,
  type ChosenInstance,
  type GivenTrust,
  type LatestInstance,
} from "../../src/sigstore/trust.ts";
import { publicTrust } from "../../src/trust/roots.ts";
import { rootDigest } from "../../src/trust/tuf.ts";
import { GITHUB_ISSUER } from "../../src/verify/identity.ts";

const NOT_YET = "TUF had not answered when it was time to sign";
const NOTHING: GivenTrust = { root: undefined, config: undefined };
const SHIPPED = publicTrust();

function runOf(changes: ClaimOverrides = {}, server = "https://github.com"): Run {
  const payload = { iss: GITHUB_ISSUER, exp: 1_800_000_000, ...tokenClaims(changes) };
  return describeRun(readClaims(payload, "sigstore"), server);
}

interface World {
  readonly tuf: LocalTuf;
  readonly choose: (
    sigstore: "auto" | "public" | "github" | "custom",
    run?: Run,
    given?: GivenTrust,
  ) => Promise<ChosenInstance>;
}

/** One TUF repository that stands for the public one and for GitHub's. */
async function world(t: TestContext, targets: Readonly<Record<string, unknown>>): Promise<World> {
  const texts = Object.entries(targets).map(([name, json]) => [name, JSON.stringify(json)]);
  const tuf = await LocalTuf.start(Object.fromEntries(texts) as Record<string, string>);
  t.after(() => tuf.close());
  const pinned = { kind: "pinned", version: 1, sha256: rootDigest(tuf.root()) } as const;
  const ports = {
    http: http(fetch, new Patience(0)),
    fetcher: fetch,
    now: new Date(),
    apiUrl: tuf.url,
    anchors: {
      publicTuf: { url: tuf.url, firstRoot: { kind: "metadata", json: tuf.root() } },
      githubTuf: { url: tuf.url, firstRoot: pinned },
    },
  } as const;
  return {
    tuf,
    choose: (sigstore, run = runOf(), given = NOTHING) =>
      instanceFor(run, { sigstore, privateRepository: false, rekorVersion: "auto" }, given, ports),
  };
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What is latest once the refresh has come to its end. */
async function refreshed({ latest }: ChosenInstance): Promise<LatestInstance> {
  const end = Date.now() + 10_000;
  while (latest().reason === NOT_YET && Date.now() < end) await pause();
  return latest();
}

/** What the public repository offers, newer than what was shipped in a way that a test can see. */
function publicTargets(changes: { readonly ca?: string } = {}): Record<string, unknown> {
  const root = structuredClone(SHIPPED.trustedRoot.json) as { certificateAuthorities: unknown[] };
  root.certificateAuthorities = root.certificateAuthorities.slice(-1);
  const config = structuredClone(SHIPPED.signingConfig.json) as {
    caUrls: { url: string }[];
    tsaUrls: { url: string }[];
  };
  for (const tsa of config.tsaUrls) tsa.url = "https://timestamp.example";
  for (const ca of config.caUrls) ca.url = changes.ca ?? ca.url;
  return { "trusted_root.json": root, "signing_config.v0.2.json": config };
}

test("the public instance is the shipped one at once, and the newer one when it has arrived", async (t) => {
  const { choose } = await world(t, publicTargets());
  const chosen = await choose("public");
  const { instance } = chosen;
  assert.equal(instance.root.description, SHIPPED.trustedRoot.description);
  const settled = await refreshed(chosen);
  assert.equal(settled.reason, undefined);
  assert.match(settled.instance.root.description, /^trusted_root\.json of http:\S+ by TUF/);
  assert.deepEqual(
    settled.instance.tsas.map((tsa) => tsa.url),
    ["https://timestamp.example/"],
  );
  assert.equal(settled.instance.ca, instance.ca);
});

test("what has not arrived when it is time to sign is not waited for", async (t) => {
  const { tuf, choose } = await world(t, publicTargets());
  tuf.server.fail(/timestamp/, { kind: "hang" });
  const { instance, latest } = await choose("auto");
  assert.deepEqual(latest(), { instance, reason: NOT_YET });
});

test("a repository that cannot be believed leaves the shipped instance, with the reason", async (t) => {
  const { tuf, choose } = await world(t, publicTargets());
  tuf.publish({ expires: { snapshot: new Date(0) } });
  const chosen = await choose("public");
  assert.deepEqual(await refreshed(chosen), {
    instance: chosen.instance,
    reason: "2.snapshot.json: expired on 1970-01-01",
  });
});

test("another certificate authority than the one that was asked leaves the shipped root too", async (t) => {
  const { choose } = await world(t, publicTargets({ ca: "https://fulcio.example" }));
  const chosen = await choose("public");
  const { instance, reason } = await refreshed(chosen);
  assert.equal(instance, chosen.instance);
  assert.match(reason ?? "", /another certificate authority/);
});

test("a file of the user's stands, and TUF is not asked", async (t) => {
  const { tuf, choose } = await world(t, publicTargets());
  for (const given of [
    { root: SHIPPED.trustedRoot, config: undefined },
    { root: undefined, config: SHIPPED.signingConfig },
  ]) {
    const { instance, latest } = await choose("public", runOf(), given);
    assert.deepEqual(latest(), { instance, reason: undefined });
  }
  const own = { root: SHIPPED.trustedRoot, config: SHIPPED.signingConfig };
  await choose("custom", runOf({ iss: "https://issuer.example" }), own);
  await pause();
  assert.deepEqual(tuf.server.requests(), []);
});

test("a private repository signs with GitHub's instance, whose root comes by TUF", async (t) => {
  const sigstore = await startSigstore({ issuers: [], parts: { rekor: false, ct: false } });
  await sigstore.close();
  const { choose } = await world(t, { "trusted_root.json": sigstore.trustedRoot });
  for (const choice of ["auto", "github"] as const) {
    const { instance, latest } = await choose(choice, runOf({ repository_visibility: "private" }));
    assert.equal(instance.ca, "https://fulcio.githubapp.com/");
    assert.deepEqual(instance.root.json, sigstore.trustedRoot);
    assert.deepEqual(instance.logs, []);
    assert.deepEqual(latest(), { instance, reason: undefined });
  }
});

const code = (expected: string) => (error: unknown) => {
  assert.ok(error instanceof WaybillError, String(error));
  assert.equal(error.code, expected);
  return true;
};

test("GitHub's root that cannot be had is an error, and no other root takes its place", async (t) => {
  const { tuf, choose } = await world(t, {});
  const secret = runOf({ repository_visibility: "private" });
  await assert.rejects(choose("auto", secret), code("TRUST_UNSATISFIED"));
  tuf.server.fail(/./, { kind: "reset" });
  await assert.rejects(choose("github", secret), code("TRUST_UNSATISFIED"));
});

test("no root is fetched for a run that the instance does not serve", async (t) => {
  const { tuf, choose } = await world(t, publicTargets());
  const foreign = runOf({ iss: "https://issuer.example" });
  await assert.rejects(choose("public", foreign), code("TRUST_UNSATISFIED"));
  await assert.rejects(choose("github", foreign), code("TRUST_UNSATISFIED"));
  await assert.rejects(
    choose("github", runOf({ iss: GITHUB_ISSUER }, "https://ghes.example")),
    code("TRUST_UNSATISFIED"),
  );
  await assert.rejects(
    choose("public", runOf({ repository_visibility: "private" })),
    code("PRIVATE_REPOSITORY"),
  );
  await pause();
  assert.deepEqual(tuf.server.requests(), []);
});

test("GitHub's instance with a public signing config publishes nothing of a private repository", async (t) => {
  const { choose } = await world(t, publicTargets());
  const given = { root: SHIPPED.trustedRoot, config: SHIPPED.signingConfig };
  await assert.rejects(
    choose("github", runOf({ repository_visibility: "private" }), given),
    code("PRIVATE_REPOSITORY"),
  );
});
