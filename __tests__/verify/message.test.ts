import assert from "node:assert/strict";
import { generateKeyPairSync, hash, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import { conformance } from "../../scripts/conformance.ts";
import { signBundle } from "../../scripts/conformance-sign.ts";
import type { Algorithm } from "../../src/intoto/digest.ts";
import { SigningConfig } from "@sigstore/protobuf-specs";
import { parseBundle, parseMessageBundle } from "../../src/verify/bundle.ts";
import { verifyMessage } from "../../src/verify/message.ts";
import { isDigestSignedBy, takesDigests } from "../../src/verify/prehashed.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { tokenOf } from "./evidence-world.ts";
import { hex, refusal, signingWorld, suiteScope, type SigningWorld } from "./world.ts";

const bytes = Buffer.from("an artifact\n");

for (const rekor2 of [false, true]) {
  describe(`a signature over an artifact, in Rekor ${rekor2 ? "v2" : "v1"}`, () => {
    let world: SigningWorld;
    let bundle: string;
    const scope = suiteScope();
    before(async () => {
      world = await signingWorld(scope, { sigstore: { parts: { rekor: !rekor2, rekor2 } } });
      bundle = (await signBundle(bytes, { ...(await signing(world)), statement: false })).toString("utf8");
    });

    test("verifies with the artifact and with its digest", () => {
      const parsed = parseMessageBundle(bundle);
      const digests = { sha256: hex(hash("sha256", bytes)) };
      assert.equal(verifyMessage(parsed, { bytes }, world.trust).logIndexes.length, 1);
      assert.equal(verifyMessage(parsed, { digests }, world.trust).logIndexes.length, 1);
    });

    test("is refused for another artifact, digest or algorithm", () => {
      const parsed = parseMessageBundle(bundle);
      const other = Buffer.from("another\n");
      const mismatch = refusal("SUBJECT_MISMATCH");
      assert.throws(() => verifyMessage(parsed, { bytes: other }, world.trust), mismatch);
      const digests = { sha256: hex(hash("sha256", other)) };
      assert.throws(() => verifyMessage(parsed, { digests }, world.trust), mismatch);
      assert.throws(() => verifyMessage(parsed, { digests: {} }, world.trust), refusal("USAGE", "sha256"));
    });

    test("is not what it was after its digest was changed with the artifact", () => {
      const other = Buffer.from("another\n");
      const json = JSON.parse(bundle) as { messageSignature: { messageDigest: { digest: string } } };
      json.messageSignature.messageDigest.digest = hash("sha256", other, "base64");
      const parsed = parseMessageBundle(JSON.stringify(json));
      const digests = { sha256: hex(hash("sha256", other)) };
      for (const artifact of [{ bytes: other }, { digests }])
        assert.throws(() => verifyMessage(parsed, artifact, world.trust), refusal("SIGNATURE_INVALID"));
    });

    test("is no statement, and a statement is no signature over an artifact", async () => {
      assert.throws(() => verifyBundle(bundle, world.expected, world.trust), refusal("BUNDLE_MALFORMED"));
      assert.throws(() => parseBundle(bundle), refusal("BUNDLE_MALFORMED", "over the artifact itself"));
      const statement = await world.sign(world.statement());
      assert.throws(() => parseMessageBundle(statement), refusal("BUNDLE_MALFORMED", "statement"));
    });
  });
}

async function signing(world: SigningWorld) {
  const { signingConfig } = world.local.sigstore;
  return {
    token: await tokenOf(world),
    trust: world.trust,
    config: { config: SigningConfig.fromJSON(signingConfig), description: "test", json: signingConfig },
  };
}

test("what sign-bundle writes, verify-bundle takes: an artifact and an in-toto statement", async (t) => {
  const world = await signingWorld(t);
  const folder = mkdtempSync(path.join(tmpdir(), "waybill-conformance-"));
  t.after(() => Promise.resolve(rmSync(folder, { recursive: true })));
  const write = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    writeFileSync(file, Buffer.isBuffer(content) ? content : JSON.stringify(content));
    return file;
  };
  const trust = ["--trusted-root", write("root.json", world.local.sigstore.trustedRoot)];
  const artifact = write("artifact", bytes);
  const subject = [{ name: "artifact", digest: { sha256: hash("sha256", bytes) } }];
  const statement = write("statement", world.statement({ subject }));
  const bundle = path.join(folder, "bundle.json");
  const expected = ["--certificate-identity", world.run.builderId];
  const issuer = ["--certificate-oidc-issuer", world.local.github.issuer];
  const config = ["--signing-config", write("config.json", world.local.sigstore.signingConfig)];
  for (const inToto of [false, true]) {
    const token = ["--identity-token", await tokenOf(world), "--bundle", bundle];
    const what = inToto ? ["--in-toto"] : [];
    await conformance(["sign-bundle", ...what, ...token, ...trust, ...config, inToto ? statement : artifact]);
    const verify = ["verify-bundle", "--bundle", bundle, ...expected, ...issuer, ...trust];
    await conformance([...verify, artifact]);
    await conformance([...verify, `sha256:${hash("sha256", bytes)}`]);
    await assert.rejects(conformance([...verify, `sha256:${"0".repeat(64)}`]), refusal("SUBJECT_MISMATCH"));
  }
});

test("ECDSA and RSA signatures are verified by a digest as node:crypto verifies them by the message", () => {
  const keys = [
    ...["P-256", "P-384", "P-521"].map((namedCurve) => generateKeyPairSync("ec", { namedCurve })),
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ];
  for (const { privateKey, publicKey } of keys) {
    assert.ok(takesDigests(publicKey));
    for (const algorithm of ["sha256", "sha384", "sha512"] satisfies Algorithm[]) {
      for (let i = 0; i < 3; i += 1) {
        const message = Buffer.from(`message ${i}`);
        const signature = sign(algorithm, message, privateKey);
        const digest = hash(algorithm, message, "buffer");
        const verifies = (d: Buffer, s: Buffer) => isDigestSignedBy(publicKey, algorithm, d, s);
        assert.ok(verifies(digest, signature));
        assert.ok(!verifies(hash(algorithm, "other", "buffer"), signature));
        const last = signature.length - 1;
        const flipped = Buffer.from(signature);
        flipped[last] = (flipped[last] ?? 0) ^ 1;
        assert.ok(!verifies(digest, flipped));
        assert.ok(!verifies(digest, Buffer.concat([signature, Buffer.from([0])])));
        assert.ok(!verifies(digest, Buffer.alloc(0)));
      }
    }
  }
  assert.ok(!takesDigests(generateKeyPairSync("ed25519").publicKey));
  assert.ok(!takesDigests(generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey));
});

test("ECDSA signatures out of range, or in another than their shortest form, are refused", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const message = Buffer.from("message");
  const digest = hash("sha256", message, "buffer");
  const signature = sign("sha256", message, privateKey);
  const zero = Buffer.from("3006020100020100", "hex");
  const r = signature.subarray(4, 4 + (signature[3] ?? 0));
  const s = signature.subarray(6 + r.length);
  const encode = (a: Buffer, b: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from([0x30, 4 + a.length + b.length, 2, a.length]),
      a,
      Buffer.from([2, b.length]),
      b,
    ]);
  assert.ok(isDigestSignedBy(publicKey, "sha256", digest, encode(r, s)));
  const padded = Buffer.concat([Buffer.from([0]), r]);
  for (const wrong of [zero, encode(padded, s), encode(r, Buffer.alloc(0)), encode(r, Buffer.from([0x80]))])
    assert.ok(!isDigestSignedBy(publicKey, "sha256", digest, wrong));
});
