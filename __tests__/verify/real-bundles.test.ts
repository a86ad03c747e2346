import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, test } from "node:test";

import { REAL, REAL_RELEASES, WITHOUT_REAL, type RealRelease } from "../real.ts";
import { hexDigest } from "../../src/intoto/digest.ts";
import { SLSA_V02, SLSA_V1 } from "../../src/intoto/statement.ts";
import { at, text } from "../../src/json.ts";
import { publicTrust } from "../../src/trust/roots.ts";
import { parseBundle } from "../../src/verify/bundle.ts";
import { GITHUB_ISSUER } from "../../src/verify/identity.ts";
import { verifySignature } from "../../src/verify/signature.ts";
import { assertSubject, parseStatement } from "../../src/verify/statement.ts";
import { verifyBundle, type Verified } from "../../src/verify/verify.ts";
import { refusal } from "./world.ts";

const GENERATOR = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/";

function read(file: string): string {
  return readFileSync(path.join(REAL, file), "utf8");
}

function verify(bundle: RealRelease, signer: string, sourceRepository: string): Verified {
  const sha256 = hexDigest("sha256", bundle.sha256);
  assert.ok(sha256);
  const expected = {
    identity: { issuer: GITHUB_ISSUER, signer, sourceRepository },
    predicateTypes: [SLSA_V1, SLSA_V02] as const,
    artifacts: [{ sha256 }],
  };
  const verified = verifyBundle(read(bundle.bundle), expected, publicTrust().trustedRoot);
  // What we would store of it is as good as what was given.
  const again = verifyBundle(verified.json, expected, publicTrust().trustedRoot);
  assert.equal(again.json, verified.json);
  assert.equal(again.mediaType, (JSON.parse(read(bundle.bundle)) as { mediaType: string }).mediaType);
  return verified;
}

describe("real releases", { skip: WITHOUT_REAL }, () => {
  for (const bundle of REAL_RELEASES.filter((k) => /^gha_(generic|go)\/v2\.1\.0\//.test(k.bundle))) {
    test(`${bundle.bundle} verifies, and not for another file`, () => {
      const workflow = bundle.bundle.startsWith("gha_go")
        ? "builder_go_slsa3.yml"
        : "generator_generic_slsa3.yml";
      const source = "https://github.com/slsa-framework/example-package";
      const verified = verify(bundle, `${GENERATOR}${workflow}@refs/tags/v2.1.0`, source);
      assert.equal(verified.certificate.sourceRepositoryURI, source);
      const other = { ...bundle, sha256: "00".repeat(32) };
      assert.throws(() => verify(other, `${GENERATOR}${workflow}`, source), refusal("SUBJECT_MISMATCH"));
    });
  }

  for (const bundle of REAL_RELEASES.filter((k) => k.bundle.startsWith("bcr/"))) {
    const publisher = "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml";
    const source = "https://github.com/aspect-build/rules_lint";
    if (bundle.bundle.includes("wrong-signer")) {
      test(`${bundle.bundle} is refused: by its signer, and by what it states`, () => {
        assert.throws(() => verify(bundle, publisher, source), refusal("SIGNER_MISMATCH"));
        const liar = "https://github.com/loosebazooka/aa-test";
        const signer = `${liar}/.github/workflows/malicious_attestation.yaml`;
        assert.throws(
          () => verify(bundle, signer, liar),
          refusal("PREDICATE_CERTIFICATE_MISMATCH", "builder.id"),
        );
      });
    } else {
      test(`${bundle.bundle} verifies`, () => {
        assert.equal(verify(bundle, publisher, source).level.build, 2);
      });
    }
  }

  for (const bundle of REAL_RELEASES.filter(
    (k) => /^gha_\w+\/v(1\.\d+\.\d+|2\.0\.0)\//.test(k.bundle) && k.bundle.endsWith(".jsonl"),
  )) {
    test(`${bundle.bundle} is refused: an envelope carries no signed time`, () => {
      assert.throws(() => verify(bundle, GENERATOR, ""), refusal("TIME_MISSING", "--rekor-url"));
    });
  }
});

/** A bundle v0.1 of a layer of cosign's `.att` image, whose annotations hold certificate, chain and log entry. */
function fromLayer(folder: string): { bundle: string; artifact: string } {
  const blob = (digest: string) =>
    JSON.parse(read(path.join(folder, "blobs", digest.replace(":", "/")))) as unknown;
  const index = JSON.parse(read(path.join(folder, "index.json")));
  const manifest = blob(text(index, "manifests", 1, "digest") ?? "");
  const layer = at(manifest, "layers", 0);
  const envelope = blob(text(layer, "digest") ?? "");
  const annotation = (name: string) => text(layer, "annotations", `dev.sigstore.cosign/${name}`) ?? "";
  const logged: unknown = JSON.parse(annotation("bundle"));
  const body = text(logged, "Payload", "body") ?? "";
  const entry: unknown = JSON.parse(Buffer.from(body, "base64").toString("utf8"));
  const certificates = [
    annotation("certificate"),
    ...annotation("chain").split(/(?<=END CERTIFICATE-----\n)/),
  ]
    .filter((pem) => pem.includes("BEGIN"))
    .map((pem) => ({ rawBytes: new X509Certificate(pem).raw.toString("base64") }));
  const tlogEntry = {
    logIndex: String(at(logged, "Payload", "logIndex")),
    integratedTime: String(at(logged, "Payload", "integratedTime")),
    logId: { keyId: Buffer.from(text(logged, "Payload", "logID") ?? "", "hex").toString("base64") },
    kindVersion: { kind: text(entry, "kind"), version: text(entry, "apiVersion") },
    inclusionPromise: { signedEntryTimestamp: text(logged, "SignedEntryTimestamp") },
    canonicalizedBody: body,
  };
  return {
    artifact: (text(index, "manifests", 0, "digest") ?? "").replace("sha256:", ""),
    bundle: JSON.stringify({
      mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.1",
      verificationMaterial: { x509CertificateChain: { certificates }, tlogEntries: [tlogEntry] },
      dsseEnvelope: envelope,
    }),
  };
}

test(
  "a layer of cosign's attestation image verifies as a bundle v0.1 with a chain and the log's promise",
  { skip: WITHOUT_REAL },
  () => {
    const folder = "gha_generic_container/v1.10.0/container_workflow_dispatch";
    const { bundle, artifact } = fromLayer(folder);
    const parsed = parseBundle(bundle);
    const signed = verifySignature(parsed, publicTrust().trustedRoot);
    assert.equal(signed.logIndexes.length, 1);
    const sha256 = hexDigest("sha256", artifact);
    assert.ok(sha256);
    assertSubject(parseStatement(parsed.payload), { sha256 });
    const timeless = bundle.replace("inclusionPromise", "inclusionProm1se");
    assert.throws(() => parseBundle(timeless), refusal("BUNDLE_MALFORMED"));
  },
);

describe(
  "delegators' provenance: bundles v0.1 and v0.2 with a chain, logged as intoto 0.0.2",
  { skip: WITHOUT_REAL },
  () => {
    for (const { bundle } of REAL_RELEASES.filter((k) => k.bundle.startsWith("gha_delegator/"))) {
      test(`${bundle}: the signature verifies`, () => {
        assert.ok(verifySignature(parseBundle(read(bundle)), publicTrust().trustedRoot).times.length === 1);
      });
    }
  },
);
