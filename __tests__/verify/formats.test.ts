import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { parseTrustedRoot, parseTrustedRoots } from "../../src/trust/roots.ts";
import { parseBundle } from "../../src/verify/bundle.ts";
import { verifySignature, verifySignatureByKey } from "../../src/verify/signature.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import {
  bundleWith,
  certificateFor,
  enter,
  envelopeOf,
  ephemeralKey,
  PROPOSALS,
  publicKeyOf,
  type Envelope,
} from "./evidence-world.ts";
import { refusal, signingWorld, suiteScope, type SigningWorld } from "./world.ts";

interface Json {
  mediaType: string;
  verificationMaterial: {
    certificate?: unknown;
    x509CertificateChain?: unknown;
    tlogEntries: { inclusionPromise?: unknown; inclusionProof?: { checkpoint?: unknown } }[];
  };
}

function changed(bundle: string, change: (json: Json) => void): string {
  const json = JSON.parse(bundle) as Json;
  change(json);
  return JSON.stringify(json);
}

/** As older clients wrote it: the certificate in a chain. */
function asChain(json: Json, version: string): void {
  json.mediaType = `application/vnd.dev.sigstore.bundle+json;version=${version}`;
  const { certificate } = json.verificationMaterial;
  delete json.verificationMaterial.certificate;
  json.verificationMaterial.x509CertificateChain = { certificates: [certificate, certificate] };
}

describe("an envelope logged as", () => {
  let world: SigningWorld;
  let envelope: Envelope;
  let others: Envelope;
  let resigned: Envelope;
  const scope = suiteScope();
  before(async () => {
    world = await signingWorld(scope);
    const [own, other] = [await certificateFor(world), await certificateFor(world)];
    envelope = envelopeOf(world.statement(), own);
    others = envelopeOf(world.statement(), other);
    resigned = envelopeOf(
      world.statement({ subject: [{ name: "x", digest: { sha256: "0".repeat(64) } }] }),
      own,
    );
  });

  for (const [kind, propose] of Object.entries(PROPOSALS)) {
    test(`${kind} verifies, in every version of the bundle`, async () => {
      const bundle = bundleWith(envelope, await enter(world, propose(envelope)));
      assert.equal(verifyBundle(bundle, world.expected, world.trust).times.length, 1);
      for (const version of ["0.1", "0.2"]) {
        const old = changed(bundle, (json) => asChain(json, version));
        assert.equal(verifyBundle(old, world.expected, world.trust).logIndexes.length, 1);
      }
    });

    test(`${kind} is refused with an entry of another certificate over the same statement`, async () => {
      const bundle = bundleWith(envelope, await enter(world, propose(others)));
      assert.throws(() => verifySignature(parseBundle(bundle), world.trust), refusal("LOG_INVALID"));
    });

    test(`${kind} is refused with an entry of another statement by the same certificate`, async () => {
      const bundle = bundleWith(envelope, await enter(world, propose(resigned)));
      assert.throws(() => verifySignature(parseBundle(bundle), world.trust), refusal("LOG_INVALID"));
    });

    test(`${kind} by a key verifies with that key alone`, async () => {
      const key = ephemeralKey();
      const signed = envelopeOf(world.statement(), key);
      const parsed = parseBundle(bundleWith(signed, await enter(world, propose(signed))));
      assert.equal(verifySignatureByKey(parsed, publicKeyOf(key), world.trust).times.length, 1);
      assert.throws(
        () => verifySignatureByKey(parsed, publicKeyOf(ephemeralKey()), world.trust),
        refusal("SIGNATURE_INVALID"),
      );
      assert.throws(() => verifySignature(parsed, world.trust), refusal("CERTIFICATE_INVALID"));
    });
  }

  test("something that no verifier knows is refused", async () => {
    const entry = await enter(world, PROPOSALS["dsse 0.0.1"]?.(envelope));
    for (const kind of ["rekord", "__proto__", "constructor"]) {
      const bundle = bundleWith(envelope, { ...entry, kindVersion: { kind, version: "0.0.1" } });
      assert.throws(() => verifySignature(parseBundle(bundle), world.trust), refusal("LOG_INVALID"));
    }
  });

  test("the same twice is refused", async () => {
    const entry = await enter(world, PROPOSALS["dsse 0.0.1"]?.(envelope));
    const twice = changed(bundleWith(envelope, entry), ({ verificationMaterial: { tlogEntries } }) => {
      tlogEntries.push(...tlogEntries);
    });
    assert.throws(() => verifySignature(parseBundle(twice), world.trust), refusal("LOG_INVALID", "twice"));
  });

  test("with a proof that lacks its checkpoint verifies in a bundle v0.1, by the log's promise", async () => {
    const bundle = bundleWith(envelope, await enter(world, PROPOSALS["intoto 0.0.1"]?.(envelope)));
    const old = changed(bundle, (json) => {
      asChain(json, "0.1");
      for (const { inclusionProof } of json.verificationMaterial.tlogEntries)
        delete inclusionProof?.checkpoint;
    });
    const log = (json: string): string | undefined =>
      verifyBundle(json, world.expected, world.trust).checks.find(({ name }) => name === "log")?.detail;
    assert.match(log(bundle) ?? "", /with proof of inclusion$/);
    assert.match(log(old) ?? "", /by the log's promise to include it$/);
    const none = changed(old, (json) => {
      for (const entry of json.verificationMaterial.tlogEntries) delete entry.inclusionPromise;
    });
    assert.throws(() => parseBundle(none), refusal("BUNDLE_MALFORMED"));
  });
});

test("a bundle signed with a key needs no signed time, and its root no certificate authority", async (t) => {
  const world = await signingWorld(t);
  const key = ephemeralKey();
  const signed = envelopeOf(world.statement(), key);
  const bundle = bundleWith(signed, await enter(world, PROPOSALS["intoto 0.0.2"]?.(signed)));
  const timeless = changed(bundle, (json) => {
    for (const entry of json.verificationMaterial.tlogEntries) delete entry.inclusionPromise;
  });
  const { mediaType, tlogs } = world.local.sigstore.trustedRoot;
  const root = Buffer.from(JSON.stringify({ mediaType, tlogs }));
  const [trust] = parseTrustedRoots(root, "logs", "keys");
  assert.deepEqual(verifySignatureByKey(parseBundle(timeless), publicKeyOf(key), trust).times, []);
  assert.throws(() => parseTrustedRoots(root, "logs"), refusal("TRUST_INVALID", "certificateAuthorities"));
  const unlogged = changed(bundle, (json) => void (json.verificationMaterial.tlogEntries = []));
  assert.throws(
    () => verifySignatureByKey(parseBundle(unlogged), publicKeyOf(key), trust),
    refusal("LOG_INVALID"),
  );
});

test("of authorities with one name the one that signed issued the certificate, wherever it stands", async (t) => {
  const world = await signingWorld(t);
  const other = await signingWorld(t);
  const bundle = parseBundle(await world.sign(world.statement()));
  const [own, decoy] = [world, other].map(({ local }) => local.sigstore.trustedRoot.certificateAuthorities);
  for (const certificateAuthorities of [[decoy, own].flat(), [own, decoy].flat()]) {
    const root = { ...world.local.sigstore.trustedRoot, certificateAuthorities };
    const trust = parseTrustedRoot(Buffer.from(JSON.stringify(root)), "test");
    assert.ok(verifySignature(bundle, trust));
  }
});

test("a Rekor v2's entry is refused when its key was not valid at the signed time", async (t) => {
  const world = await signingWorld(t, { sigstore: { parts: { rekor: false, rekor2: true } } });
  const bundle = parseBundle(await world.sign(world.statement()));
  const { times } = verifySignature(bundle, world.trust);
  assert.deepEqual(
    times.map(({ source }) => source),
    ["timestamp authority"],
  );
  const time = times[0]?.time ?? new Date();
  const within = (start: Date, end: Date) => {
    const root = structuredClone(world.local.sigstore.trustedRoot);
    for (const { publicKey } of root.tlogs)
      Object.assign(publicKey, { validFor: { start: start.toISOString(), end: end.toISOString() } });
    return parseTrustedRoot(Buffer.from(JSON.stringify(root)), "test");
  };
  const second = (seconds: number) => new Date(time.getTime() + seconds * 1000);
  assert.ok(verifySignature(bundle, within(time, time)));
  for (const trust of [within(second(-9), second(-1)), within(second(1), second(9))])
    assert.throws(() => verifySignature(bundle, trust), refusal("LOG_INVALID", "not valid"));
});
