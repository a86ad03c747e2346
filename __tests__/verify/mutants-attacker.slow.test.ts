import assert from "node:assert/strict";
import { generateKeyPairSync, hash, randomBytes } from "node:crypto";
import { before, describe, test } from "node:test";

import { AsnConvert } from "@peculiar/asn1-schema";
import { Certificate as X509, id_kp_codeSigning, Name } from "@peculiar/asn1-x509";

import {
  createIntermediate,
  createRoot,
  pem,
  signCertificate,
  tbsCertificate,
  type Authority,
} from "../../local/sigstore/x509.ts";
import { at, list } from "../../src/json.ts";
import type { Certificate } from "../../src/sigstore/certificate.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { bundleWith, certificateFor, enter, envelopeOf, PROPOSALS, type Envelope } from "./evidence-world.ts";
import { changed } from "./facts.ts";
import { verdictOf, type Path } from "./mutation.ts";
import { signingWorld, suiteScope, type SigningWorld } from "./world.ts";

type Claims = Readonly<Record<string, string>>;

const HOUR = 3_600_000;
const ENTRIES: Path = ["verificationMaterial", "tlogEntries"];
const ENTRY: Path = [...ENTRIES, 0];
const TIMES: Path = ["verificationMaterial", "timestampVerificationData"];
const CERTIFICATE: Path = ["verificationMaterial", "certificate"];

/** A certificate of the same authority for a run of which these claims are others. */
async function certifiedAs(world: SigningWorld, others: Claims): Promise<Certificate> {
  const { issuance } = world.local.sigstore.ca;
  const own = issuance.alterClaims;
  issuance.alterClaims = (claims) => ({ ...claims, ...others });
  try {
    return await certificateFor(world);
  } finally {
    issuance.alterClaims = own;
  }
}

/** A timestamp of the world's authority, which stamps whatever it is sent. */
async function stamped(world: SigningWorld, bytes: Uint8Array): Promise<unknown> {
  const answer = await fetch(world.local.sigstore.tsa.url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      artifactHash: hash("sha256", bytes, "base64"),
      hashAlgorithm: "sha256",
      nonce: randomBytes(4).readUInt32BE(),
    }),
  });
  const token = Buffer.from(await answer.arrayBuffer()).toString("base64");
  return { rfc3161Timestamps: [{ signedTimestamp: token }] };
}

/** The envelope with an entry and a timestamp of the world's own, as any of its users can get them. */
async function witnessed(world: SigningWorld, envelope: Envelope): Promise<unknown> {
  const entry = await enter(world, PROPOSALS["dsse 0.0.1"]?.(envelope));
  const bundle: unknown = JSON.parse(bundleWith(envelope, entry));
  return changed(bundle, TIMES, await stamped(world, envelope.signature));
}

function forged(issuer: Authority, like: Buffer, key: Certificate["key"]): Certificate {
  const { extensions, validity, subjectPublicKeyInfo } = AsnConvert.parse(like, X509).tbsCertificate;
  const tbs = tbsCertificate({
    subject: new Name(),
    issuer: issuer.name,
    spki: Buffer.from(AsnConvert.serialize(subjectPublicKeyInfo)),
    notBefore: validity.notBefore.getTime(),
    notAfter: validity.notAfter.getTime(),
    extensions: extensions ?? [],
  });
  const der = Buffer.from(signCertificate(tbs, issuer.privateKey));
  return { key, der, pem: pem("CERTIFICATE", der), usableUntil: Infinity };
}

/** What of a certificate decides, by the claim that it comes from. */
const CLAIMS: Readonly<Record<string, readonly [code: string, value: string]>> = {
  iss: ["ISSUER_MISMATCH", "https://token.actions.githubusercontent.com/octo"],
  job_workflow_ref: ["SIGNER_MISMATCH", "octo-org/rocket/.github/workflows/other.yml@refs/heads/main"],
  repository: ["SOURCE_MISMATCH", "octo-org/rocket2"],
  repository_owner: ["SOURCE_MISMATCH", "octo-0rg"],
  sha: ["PREDICATE_CERTIFICATE_MISMATCH", "0".repeat(40)],
  ref: ["PREDICATE_CERTIFICATE_MISMATCH", "refs/heads/evil"],
  event_name: ["PREDICATE_CERTIFICATE_MISMATCH", "workflow_dispatch"],
  repository_id: ["PREDICATE_CERTIFICATE_MISMATCH", "1"],
  repository_owner_id: ["PREDICATE_CERTIFICATE_MISMATCH", "1"],
  runner_environment: ["PREDICATE_CERTIFICATE_MISMATCH", "self-hosted"],
  run_id: ["PREDICATE_CERTIFICATE_MISMATCH", "1"],
  run_attempt: ["PREDICATE_CERTIFICATE_MISMATCH", "9"],
  workflow_ref: ["PREDICATE_CERTIFICATE_MISMATCH", "octo-org/rocket/.github/workflows/x.yml@refs/heads/main"],
  // Nothing in this provenance says them, and nobody asked for them.
  job_workflow_sha: ["accepted", "0".repeat(40)],
  workflow_sha: ["accepted", "0".repeat(40)],
  repository_visibility: ["accepted", "private"],
  environment: ["accepted", "prod"],
  workflow: ["accepted", "Other"],
  sub: ["accepted", "repo:octo-org/other:ref:refs/heads/main"],
};

describe("an attacker with the same authority, log and timestamp authority", () => {
  let world: SigningWorld;
  let elsewhere: SigningWorld;
  let own: Certificate;
  let theirs: Certificate;
  let bundle: unknown;
  let envelope: Envelope;
  let attack: unknown;
  const clock = { late: 0 };
  const scope = suiteScope();
  before(async () => {
    const now = (): Date => new Date(Date.now() + clock.late);
    [world, elsewhere] = [await signingWorld(scope, { sigstore: { now } }), await signingWorld(scope)];
    own = await certificateFor(world);
    theirs = await certifiedAs(world, {
      repository: "evil/rocket",
      repository_owner: "evil",
      job_workflow_ref: "evil/rocket/.github/workflows/release.yml@refs/heads/main",
    });
    envelope = envelopeOf(world.statement(), own);
    bundle = await witnessed(world, envelope);
    // Two entries of a second would be refused as one time twice.
    clock.late = 5000;
    attack = await witnessed(world, envelopeOf(world.statement(), theirs));
    clock.late = 0;
  });
  const verdict = (json: unknown): string =>
    verdictOf(() => verifyBundle(JSON.stringify(json), world.expected, world.trust));

  test("is refused for who they are, whatever they state", async () => {
    assert.equal(verdict(bundle), "accepted");
    assert.equal(verdict(attack), "SIGNER_MISMATCH");
    for (const [claim, [code, value]] of Object.entries(CLAIMS)) {
      const certificate = await certifiedAs(world, { [claim]: value });
      const signed = await witnessed(world, envelopeOf(world.statement(), certificate));
      assert.equal(verdict(signed), code, claim);
    }
  });

  test("gains nothing by putting parts of their bundle into another's, or theirs into it", () => {
    const parts: readonly (readonly [Path, string, string])[] = [
      [CERTIFICATE, "SIGNATURE_INVALID", "SIGNATURE_INVALID"],
      [["dsseEnvelope"], "SIGNATURE_INVALID", "SIGNATURE_INVALID"],
      [["dsseEnvelope", "signatures"], "SIGNATURE_INVALID", "SIGNATURE_INVALID"],
      [ENTRIES, "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "canonicalizedBody"], "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "logIndex"], "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "inclusionPromise"], "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "inclusionProof"], "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "inclusionProof", "hashes"], "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "inclusionProof", "logIndex"], "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "inclusionProof", "checkpoint"], "LOG_INVALID", "LOG_INVALID"],
      [[...ENTRY, "inclusionProof", "rootHash"], "LOG_INVALID", "LOG_INVALID"],
      [TIMES, "TIME_INVALID", "TIME_INVALID"],
      [["verificationMaterial"], "SIGNATURE_INVALID", "SIGNATURE_INVALID"],
    ];
    for (const [path, ...codes] of parts) {
      const mixed = [changed(bundle, path, at(attack, ...path)), changed(attack, path, at(bundle, ...path))];
      assert.deepEqual(mixed.map(verdict), codes, path.join("."));
    }
  });

  test("cannot add their own entry or timestamp beside the right ones", () => {
    const entries = [...list(bundle, ...ENTRIES), ...list(attack, ...ENTRIES)];
    assert.equal(verdict(changed(bundle, ENTRIES, entries)), "LOG_INVALID");
    const path = [...TIMES, "rfc3161Timestamps"];
    const stamps = [...list(bundle, ...path), ...list(attack, ...path)];
    assert.equal(verdict(changed(bundle, path, stamps)), "TIME_INVALID");
  });

  test("who has the key later cannot sign any more, nor have an old signature logged or stamped anew", async () => {
    clock.late = HOUR;
    try {
      const statement = world.statement({ predicate: {} });
      assert.equal(verdict(await witnessed(world, envelopeOf(statement, own))), "CERTIFICATE_INVALID");
      const late = await stamped(world, envelope.signature);
      assert.equal(verdict(changed(bundle, TIMES, late)), "CERTIFICATE_INVALID");
      const entry = await enter(world, PROPOSALS["hashedrekord 0.0.1"]?.(envelope));
      const relogged = at(JSON.parse(bundleWith(envelope, entry)), ...ENTRIES);
      assert.equal(verdict(changed(bundle, ENTRIES, relogged)), "CERTIFICATE_INVALID");
      const both = [...list(bundle, ...ENTRIES), ...(Array.isArray(relogged) ? relogged : [])];
      assert.equal(verdict(changed(bundle, ENTRIES, both)), "CERTIFICATE_INVALID");
    } finally {
      clock.late = 0;
    }
  });

  test("has no witnesses elsewhere: neither another log nor another timestamp authority counts", async () => {
    const entry = await enter(elsewhere, PROPOSALS["dsse 0.0.1"]?.(envelope));
    const logged = at(JSON.parse(bundleWith(envelope, entry)), ...ENTRIES);
    assert.equal(verdict(changed(bundle, ENTRIES, logged)), "LOG_INVALID");
    // Under the right log's id as well.
    const id = at(bundle, ...ENTRY, "logId");
    assert.equal(verdict(changed(bundle, ENTRIES, changed(logged, [0, "logId"], id))), "LOG_INVALID");
    const time = await stamped(elsewhere, envelope.signature);
    assert.equal(verdict(changed(bundle, TIMES, time)), "TIME_INVALID");
  });

  test("cannot issue the right certificate: neither with an authority of the same name nor with their own as one", async () => {
    const validity = { notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + HOUR) };
    const root = createRoot("root", validity, 1);
    const intermediate = createIntermediate("intermediate", root, validity, id_kp_codeSigning);
    const { subject } = AsnConvert.parse(theirs.der, X509).tbsCertificate;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const spki = publicKey.export({ format: "der", type: "spki" });
    const leaf: Authority = { name: subject, certificate: theirs.der, privateKey, spki };
    for (const issuer of [intermediate, root, leaf]) {
      const certificate = forged(issuer, own.der, own.key);
      const signed = await witnessed(world, envelopeOf(world.statement(), certificate));
      assert.equal(verdict(signed), "CERTIFICATE_INVALID");
      // With all that issued it beside it, as older bundles have it.
      const chain = [certificate.der, issuer.certificate, root.certificate].map((der) => ({
        rawBytes: der.toString("base64"),
      }));
      const old = changed(
        changed(
          changed(signed, CERTIFICATE, undefined),
          ["mediaType"],
          `application/vnd.dev.sigstore.bundle+json;version=0.1`,
        ),
        ["verificationMaterial", "x509CertificateChain"],
        { certificates: chain },
      );
      assert.equal(verdict(old), "CERTIFICATE_INVALID");
    }
  });
});
