import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";

import { customSigstore } from "../../local/job.ts";
import type { LocalSigstore } from "../../local/sigstore/start.ts";
import { systemClock } from "../../src/net/patience.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { parseTrustedRoot } from "../../src/trust/roots.ts";
import { hosts } from "./hosts.ts";

/** Past the point at which a certificate of ten minutes is used no more, and before its end. */
const NEARLY_TEN_MINUTES = 575_000;

const STATEMENTS = 12;

function issuedAt(certificate: string | Uint8Array): string {
  return new X509Certificate(certificate).serialNumber;
}

test("a certificate that ends half-way through many statements is renewed once, and all verify, in their order", async (t) => {
  const world = await hosts(t);
  // Tokens outlast what is to come, for their issuer has its own clock.
  world.github.oidc.lifetime = 7200;
  let sigstore: LocalSigstore | undefined;
  const passed = (): number => ((sigstore?.rekor.entries.length ?? 0) >= 5 ? NEARLY_TEN_MINUTES : 0);
  const now = (): number => Date.now() + passed();
  sigstore = await world.sigstore({ now: () => new Date(now()) });
  const names = Array.from({ length: STATEMENTS }, (_, index) => `rocket-${String(index).padStart(2, "0")}`);
  for (const name of names) await world.file(`dist/${name}.tgz`, name);
  const custom = await customSigstore({ ...world, sigstore, close: async () => undefined }, world.job);
  const inputs = {
    ...custom,
    "subject-path": "dist/*",
    "bundle-per": "subject",
    "github-attestations": "never",
  };

  const run = await world.step(inputs, { clock: { ...systemClock, now } });

  assert.equal(run.error, undefined, run.error?.describe());
  assert.deepEqual(
    run.result.files.map(({ bundle }) => bundle.statement.subjects.map(({ name }) => name)),
    names.map((name) => [`${name}.tgz`]),
  );
  const root = parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), "local");
  const [first, second, ...more] = sigstore.ca.issued.map(issuedAt);
  assert.deepEqual(more, []);
  assert.equal(sigstore.ca.server.requests(/signingCert/).length, 2);
  const identity = {
    issuer: world.github.issuer,
    signer: run.result.run?.builderId ?? "",
    sourceRepository: "https://github.com/octo-org/rocket",
  };
  const used = run.result.files.map(({ bundle }) => {
    const again = verifyBundle(
      bundle.json,
      { identity, predicateTypes: [bundle.statement.predicateType], artifacts: [] },
      root,
    );
    const { verificationMaterial } = JSON.parse(again.json) as {
      verificationMaterial: { certificate: { rawBytes: string } };
    };
    return issuedAt(Buffer.from(verificationMaterial.certificate.rawBytes, "base64"));
  });
  const of = (serial: string | undefined): number => used.filter((one) => one === serial).length;
  // What was in work when the time was over may be signed with either.
  assert.ok(of(first) >= 5 && of(first) <= 8, `${of(first)} with the first certificate`);
  assert.equal(of(first) + of(second), STATEMENTS);
  assert.equal(sigstore.rekor.entries.length, STATEMENTS);
});
