import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test, type TestContext } from "node:test";

import type { LocalSigstore } from "../../local/sigstore/start.ts";
import { verifyCommands } from "../../src/report/commands.ts";
import type { TrustAnchors } from "../../src/trust/anchors.ts";
import { GITHUB_TUF } from "../../src/trust/github.ts";
import { parseTrustedRoot } from "../../src/trust/roots.ts";
import { rootDigest } from "../../src/trust/tuf.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { hosts, type Hosts } from "./hosts.ts";

const SERVER = "https://octo.ghe.com";
const ISSUER = "https://token.actions.octo.ghe.com";
const SIGNER = `${SERVER}/octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3`;

interface Tenant {
  readonly world: Hosts;
  readonly sigstore: LocalSigstore;
  readonly anchors: Partial<TrustAnchors>;
}

/** A tenant of `*.ghe.com` with its own authority, whose root GitHub's TUF repository has under the tenant's domain. */
async function tenant(t: TestContext, visibility: string): Promise<Tenant> {
  const world = await hosts(t, {
    serverUrl: SERVER,
    github: { claims: { repository_visibility: visibility } },
  });
  await world.file("dist/rocket.tgz", "rocket");
  world.github.state.trustDomain = "octo";
  const sigstore = await world.sigstore({ parts: { rekor: false, ct: false } });
  const others = await world.sigstore({ parts: { rekor: false, ct: false } });
  const tuf = await world.tuf({
    "trusted_root.json": others.trustedRoot,
    "octo.trusted_root.json": sigstore.trustedRoot,
  });
  world.network.lead({
    "fulcio.octo.ghe.com": sigstore.ca.server.url,
    "timestamp.octo.ghe.com": sigstore.tsa.server.url,
    "tuf-repo.github.com": tuf.url,
  });
  const firstRoot = { kind: "pinned", version: 1, sha256: rootDigest(tuf.root()) } as const;
  return { world, sigstore, anchors: { githubTuf: { ...GITHUB_TUF, firstRoot } } };
}

test("a tenant of ghe.com signs, stores and uploads with its own hosts alone, and its bundle verifies for them", async (t) => {
  const { world, sigstore, anchors } = await tenant(t, "internal");
  const { state } = world.github;
  state.addRelease({ tag: "v1.2.3" });

  const run = await world.step({ "subject-path": "dist/*", "upload-assets": "true" }, { anchors });

  assert.equal(run.error, undefined, `${run.error?.describe() ?? ""}\n${run.log}`);
  const asked = new Set(world.network.calls.map((call) => new URL(call.split(" ")[1] ?? "").hostname));
  asked.delete("127.0.0.1");
  assert.deepEqual([...asked].toSorted(), [
    "api.octo.ghe.com",
    "fulcio.octo.ghe.com",
    "timestamp.octo.ghe.com",
    "token.actions.octo.ghe.com",
    "tuf-repo.github.com",
    "uploads.octo.ghe.com",
  ]);
  assert.match(run.log, /^trust {4}octo\.trusted_root\.json of https:\/\/tuf-repo\.github\.com by TUF/m);
  assert.deepEqual([state.attestations.length, state.assets.length], [1, 1]);
  const stored = run.result.published.find(({ target }) => target === "github");
  assert.equal(stored?.status, "stored");
  assert.match(stored.url ?? "", /^https:\/\/octo\.ghe\.com\/octo-org\/rocket\/attestations\/\d+$/);

  const [file] = run.result.files;
  assert.ok(file !== undefined);
  const { certificate, statement } = file.bundle;
  assert.equal(certificate.subjectAlternativeName, SIGNER);
  const { runDetails, buildDefinition } = statement.predicate as {
    runDetails: { builder: { id: string }; metadata: { invocationId: string } };
    buildDefinition: { resolvedDependencies: { uri: string }[] };
  };
  assert.equal(runDetails.builder.id, SIGNER);
  assert.equal(
    runDetails.metadata.invocationId,
    `${SERVER}/octo-org/rocket/actions/runs/17200000001/attempts/1`,
  );
  assert.equal(
    buildDefinition.resolvedDependencies[0]?.uri,
    `git+${SERVER}/octo-org/rocket@refs/tags/v1.2.3`,
  );

  // What a consumer does with the file, the tenant's root and the words that the step recommends.
  const expected = {
    identity: { issuer: ISSUER, signer: SIGNER, sourceRepository: `${SERVER}/octo-org/rocket` },
    predicateTypes: ["https://slsa.dev/provenance/v1"],
    artifacts: [],
  } as const;
  const root = parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), "octo");
  const text = await readFile(file.path, "utf8");
  assert.equal(verifyBundle(text.trim(), expected, root).certificate.issuer, ISSUER);
  const [waybill] = verifyCommands(run.result);
  assert.deepEqual(waybill?.parts.slice(2), [
    `--source-repository ${SERVER}/octo-org/rocket`,
    `--signer ${SIGNER}`,
    `--issuer ${ISSUER}`,
    "--trusted-root trusted_root.json",
  ]);

  const again = await world.step({ "subject-path": "dist/*", "upload-assets": "true" }, { anchors });
  assert.equal(again.result.outcome, "already-attested", again.log);
  assert.equal(state.attestations.length, 1);
});

test("whatever a tenant's repository is called, its own instance signs, and the public one gets no token", async (t) => {
  const { world, sigstore, anchors } = await tenant(t, "public");
  const inputs = { "subject-path": "dist/*", "github-attestations": "never" };

  const run = await world.step({ ...inputs, sigstore: "public" }, { anchors });
  assert.equal(run.error?.code, "TRUST_UNSATISFIED");
  assert.equal(sigstore.ca.issued.length, 0);
  const auto = await world.step(inputs, { anchors });

  assert.equal(auto.error, undefined, auto.error?.describe());
  assert.deepEqual(
    world.network.calls.filter((call) => call.includes("sigstore.dev")),
    [],
  );
});
