import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import type { LocalSigstore } from "../../local/sigstore/start.ts";
import type { LocalTuf } from "../../local/tuf/start.ts";
import type { TrustAnchors } from "../../src/trust/anchors.ts";
import { GITHUB_TUF } from "../../src/trust/github.ts";
import { PUBLIC_TUF } from "../../src/trust/refresh.ts";
import { parseSigningConfig, parseTrustedRoot, publicTrust } from "../../src/trust/roots.ts";
import { rootDigest } from "../../src/trust/tuf.ts";
import { hosts, type Hosted, type Hosts } from "./hosts.ts";

const GITHUB_HOSTS = { ca: "fulcio.githubapp.com", tsa: "timestamp.githubapp.com" };
const PUBLIC_HOSTS = {
  ca: "fulcio.sigstore.dev",
  tsa: "timestamp.sigstore.dev",
  log: "rekor.sigstore.dev",
};
const SUBJECT = { "subject-path": "dist/*" };
/** GitHub takes a write a second, and a test with many runs would wait for it. */
const UNSTORED = { ...SUBJECT, "github-attestations": "never" };

function lead(
  { network }: Hosts,
  sigstore: LocalSigstore,
  names: { readonly ca: string; readonly tsa: string; readonly log?: string },
): void {
  const { ca, tsa, rekor } = sigstore;
  network.lead({ [names.ca]: ca.server.url, [names.tsa]: tsa.server.url });
  if (names.log !== undefined) network.lead({ [names.log]: rekor.server.url });
}

/** What the step did that leaves a trace: certificates, log entries, timestamps, bundles stored. */
function traces({ github }: Hosts, ...instances: readonly LocalSigstore[]): number[] {
  const count = (of: (sigstore: LocalSigstore) => number): number =>
    instances.reduce((sum, sigstore) => sum + of(sigstore), 0);
  return [
    count(({ ca }) => ca.issued.length),
    count(({ rekor }) => rekor.entries.length),
    count(({ tsa }) => tsa.server.requests().length),
    github.state.attestations.length,
  ];
}

function failed({ error, log }: Hosted, code: string, text: RegExp): void {
  assert.equal(error?.code, code, `${error?.describe() ?? "no error"}\n${log}`);
  assert.match(error.describe(), text);
}

interface GitHubWorld {
  readonly world: Hosts;
  readonly sigstore: LocalSigstore;
  readonly tuf: LocalTuf;
  readonly anchors: Partial<TrustAnchors>;
}

/** A private repository, GitHub's own instance, and its TUF repository with a first root of ours pinned. */
async function privateWorld(t: TestContext): Promise<GitHubWorld> {
  const world = await hosts(t, { github: { claims: { repository_visibility: "private" } } });
  await world.file("dist/rocket.tgz", "rocket");
  const sigstore = await world.sigstore({ parts: { rekor: false, ct: false } });
  const tuf = await world.tuf({ "trusted_root.json": sigstore.trustedRoot });
  lead(world, sigstore, GITHUB_HOSTS);
  world.network.lead({ "tuf-repo.github.com": tuf.url });
  const firstRoot = { kind: "pinned", version: 1, sha256: rootDigest(tuf.root()) } as const;
  return { world, sigstore, tuf, anchors: { githubTuf: { ...GITHUB_TUF, firstRoot } } };
}

test("a private repository signs with GitHub's instance, whose trusted root came by TUF", async (t) => {
  const { world, sigstore, tuf, anchors } = await privateWorld(t);
  tuf.rotate();

  const run = await world.step(SUBJECT, { anchors });

  assert.equal(run.error, undefined, run.error?.describe());
  assert.deepEqual(traces(world, sigstore), [1, 0, 1, 1]);
  assert.match(
    run.log,
    /^trust {4}trusted_root\.json of https:\/\/tuf-repo\.github\.com by TUF, targets version 1/m,
  );
  const [file] = run.result.files;
  assert.deepEqual(file?.bundle.logIndexes, []);
  assert.deepEqual(
    file?.bundle.times.map(({ source }) => source),
    ["timestamp authority"],
  );
  // Nothing of a private repository went anywhere else.
  const asked = new Set(world.network.calls.map((call) => new URL(call.split(" ")[1] ?? "").hostname));
  assert.deepEqual(
    [...asked].sort(),
    [
      "127.0.0.1",
      "api.github.com",
      "fulcio.githubapp.com",
      "timestamp.githubapp.com",
      "token.actions.githubusercontent.com",
      "tuf-repo.github.com",
    ].sort(),
  );
});

test("GitHub's root that is expired, rolled back, forged or away signs nothing, and no other takes its place", async (t) => {
  const { world, sigstore, tuf, anchors } = await privateWorld(t);
  const cache = { RUNNER_TOOL_CACHE: world.job.temp };
  tuf.publish();
  assert.equal((await world.step(SUBJECT, { anchors, env: cache })).error, undefined);
  const before = traces(world, sigstore);
  const refused = async (text: RegExp, how: Parameters<Hosts["step"]>[1] = {}): Promise<void> => {
    const run = await world.step({ ...SUBJECT, "max-wait": "0" }, { anchors, env: cache, ...how });
    failed(run, "TRUST_UNSATISFIED", text);
    assert.deepEqual(traces(world, sigstore), before);
  };

  tuf.publish({ versions: { timestamp: 1 } });
  await refused(/timestamp\.json: not the version that it must have: an older one than was seen before/);
  tuf.publish({ versions: { timestamp: 3 }, expires: { timestamp: new Date(0) } });
  await refused(/timestamp\.json: expired on 1970-01-01/);
  tuf.publish({ versions: { timestamp: 4 }, signers: { targets: tuf.roles.snapshot.keys } });
  await refused(/targets\.json: not signed by as many trusted keys/);
  // The root that this version really pins is none of ours.
  await refused(/3\.root\.json: status 404/, { anchors: {} });
  tuf.server.fail(/./, { kind: "reset" });
  await refused(/1\.root\.json: no connection/);
});

interface PublicWorld {
  readonly world: Hosts;
  /** the instance that the root shipped is of */
  readonly shipped: LocalSigstore;
  /** the one that the root of the TUF repository is of */
  readonly newer: LocalSigstore;
  readonly tuf: LocalTuf;
  readonly anchors: Partial<TrustAnchors>;
  /** hashing that takes until TUF has told all it has to tell */
  readonly untilRefreshed: () => Promise<void>;
}

/** Two instances of other keys under the public one's names, so that a bundle tells which root judged it. */
async function publicWorld(t: TestContext): Promise<PublicWorld> {
  const world = await hosts(t);
  await world.file("dist/rocket.tgz", "rocket");
  const [shipped, newer] = await Promise.all([world.sigstore(), world.sigstore()]);
  const { signingConfig } = publicTrust();
  const tuf = await world.tuf({
    "trusted_root.json": newer.trustedRoot,
    "signing_config.v0.2.json": signingConfig.json,
  });
  world.network.lead({ "tuf-repo-cdn.sigstore.dev": tuf.url });
  const material = {
    ...publicTrust(),
    trustedRoot: parseTrustedRoot(Buffer.from(JSON.stringify(shipped.trustedRoot)), "shipped"),
    signingConfig: parseSigningConfig(Buffer.from(JSON.stringify(signingConfig.json)), "shipped"),
  };
  const firstRoot = { kind: "metadata", json: tuf.root() } as const;
  const last = /\.(?:trusted_root|signing_config\.v0\.2)\.json$/;
  return {
    world,
    shipped,
    newer,
    tuf,
    anchors: { shipped: () => material, publicTuf: { ...PUBLIC_TUF, firstRoot } },
    async untilRefreshed() {
      const start = tuf.server.requests(last).length;
      const end = Date.now() + 5000;
      while (tuf.server.requests(last).length < start + 2 && Date.now() < end) await pause(10);
      await turns();
    },
  };
}

/** What was answered is still to be read and judged, in so many turns of the event loop at the most. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await pause(5);
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

test("a newer root that TUF gives while files are hashed judges everything, and the one shipped nothing", async (t) => {
  const { world, shipped, newer, anchors, untilRefreshed } = await publicWorld(t);
  const how = { anchors, hashing: untilRefreshed };
  lead(world, newer, PUBLIC_HOSTS);

  const run = await world.step(SUBJECT, how);

  assert.equal(run.error, undefined, `${run.error?.describe() ?? ""}\n${run.log}`);
  assert.match(run.log, /^sigstore public, https:\/\/fulcio\.sigstore\.dev, trusted root shipped/m);
  assert.match(run.log, /^trust {4}trusted_root\.json of https:\/\/tuf-repo-cdn\.sigstore\.dev by TUF/m);
  assert.match(run.log, /verified certificate: issued under trusted_root\.json of https:\S+ by TUF/);
  assert.deepEqual(traces(world, newer), [1, 1, 1, 1]);

  // What the shipped root alone would believe is not believed any more, and nothing is signed with it.
  lead(world, shipped, PUBLIC_HOSTS);
  await world.file("dist/rocket.tgz", "another rocket");
  failed(
    await world.step(SUBJECT, how),
    "CERTIFICATE_INVALID",
    /expected: trusted_root\.json of https:\S+ by TUF/,
  );
  assert.deepEqual(traces(world, shipped), [1, 0, 0, 1]);
});

test("without TUF the root that was shipped judges, and the log says why", async (t) => {
  const { world, shipped, newer, tuf, anchors } = await publicWorld(t);
  lead(world, shipped, PUBLIC_HOSTS);
  tuf.server.fail(/./, { kind: "reset" });
  const tried = async (): Promise<void> => {
    const end = Date.now() + 5000;
    while (tuf.server.requests().length === 0 && Date.now() < end) await pause(10);
    await turns();
  };

  const run = await world.step(SUBJECT, { anchors, hashing: tried });

  assert.equal(run.error, undefined, run.error?.describe());
  assert.match(run.log, /^trust {4}trusted root shipped \S+, as shipped: 2\.root\.json: no connection/m);
  assert.deepEqual(traces(world, shipped), [1, 1, 1, 1]);
  assert.deepEqual(tuf.server.requests(), ["GET /2.root.json"]);

  // A certificate of the newer instance is no business of the shipped root.
  lead(world, newer, PUBLIC_HOSTS);
  await world.file("dist/rocket.tgz", "another rocket");
  failed(await world.step(SUBJECT, { anchors }), "CERTIFICATE_INVALID", /trusted root shipped/);
  assert.deepEqual(traces(world, newer), [1, 0, 0, 1]);
});

test("public metadata that is expired, rolled back or of other keys than this version pins is not believed", async (t) => {
  const { world, shipped, newer, tuf, anchors, untilRefreshed } = await publicWorld(t);
  const env = { RUNNER_TOOL_CACHE: world.job.temp };
  tuf.publish();
  lead(world, newer, PUBLIC_HOSTS);
  assert.equal((await world.step(UNSTORED, { anchors, env, hashing: untilRefreshed })).error, undefined);
  lead(world, shipped, PUBLIC_HOSTS);
  let round = 0;
  const shippedFor = async (reason: RegExp, how: Partial<TrustAnchors> = anchors): Promise<void> => {
    await world.file("dist/rocket.tgz", `rocket ${(round += 1)}`);
    const asked = tuf.server.requests().length;
    const hashing = async (): Promise<void> => {
      const end = Date.now() + 5000;
      while (tuf.server.requests().length === asked && Date.now() < end) await pause(10);
      await turns();
    };
    const run = await world.step(UNSTORED, { anchors: how, env, hashing });
    assert.equal(run.error, undefined, `${run.error?.describe() ?? ""}\n${run.log}`);
    assert.match(run.log, reason);
    assert.match(run.log, /verified certificate: issued under trusted root shipped/);
  };

  tuf.publish({ versions: { timestamp: 1 } });
  await shippedFor(/as shipped: timestamp\.json: not the version that it must have/);
  tuf.publish({ versions: { timestamp: 3 }, expires: { snapshot: new Date(0) } });
  await shippedFor(/as shipped: \d\.snapshot\.json: expired on 1970-01-01/);
  tuf.rotate({ signers: { root: tuf.roles.snapshot.keys } });
  await shippedFor(/as shipped: 2\.root\.json: not signed by as many trusted keys/);
  // By the TUF root that really came with this version, everything there is a stranger's.
  const { shipped: material } = anchors;
  await shippedFor(/as shipped: timestamp\.json: /, material === undefined ? {} : { shipped: material });
});
