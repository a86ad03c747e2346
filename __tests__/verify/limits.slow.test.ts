import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";

import { conformance } from "../../scripts/conformance.ts";
import { namesArtifact } from "../../src/evidence/statement.ts";
import { MAX_BUNDLE_BYTES, parseBundle, parseEitherBundle, splitBundles } from "../../src/verify/bundle.ts";
import { parseEnvelope } from "../../src/verify/envelope.ts";
import { hex, refusal } from "./world.ts";

const MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const HEAD = `{"mediaType":"${MEDIA_TYPE}",`;
const MILLIONS = MAX_BUNDLE_BYTES - 1000;

const entry = {
  logIndex: "1",
  logId: { keyId: "AAAA" },
  kindVersion: { kind: "dsse", version: "0.0.1" },
  integratedTime: "1",
  inclusionProof: {
    logIndex: "1",
    treeSize: "2",
    rootHash: "AAAA",
    hashes: [],
    checkpoint: { envelope: "x" },
  },
  canonicalizedBody: "AAAA",
};
const bundle = (material: object): string =>
  JSON.stringify({
    mediaType: MEDIA_TYPE,
    verificationMaterial: { certificate: { rawBytes: "AAAA" }, tlogEntries: [entry], ...material },
    dsseEnvelope: {
      payload: "AAAA",
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: "AAAA" }],
    },
  });

const HOSTILE: Readonly<Record<string, () => string>> = {
  "32 MiB of open brackets": () => HEAD + '"x":' + "[".repeat(MILLIONS),
  "32 MiB of lists in lists": () => `${HEAD}"x":${"[".repeat(MILLIONS / 2)}${"]".repeat(MILLIONS / 2)}}`,
  "32 MiB of objects in objects": () => HEAD + '"x":' + '{"a":'.repeat(MILLIONS / 5),
  "32 MiB of numbers in a list": () => `${HEAD}"x":[${"1,".repeat(MILLIONS / 2)}1]}`,
  "32 MiB of keys": () => `${HEAD}${Array.from({ length: 2_000_000 }, (_, i) => `"${i}":1`).join(",")}}`,
  "32 MiB of backslashes in a string": () => `${HEAD}"x":"${"\\\\".repeat(MILLIONS / 2)}"}`,
  "32 MiB of escaped quotes in a string": () => `${HEAD}"x":"${'\\"'.repeat(MILLIONS / 2)}"}`,
  "32 MiB of a string that does not end": () => `${HEAD}"x":"${"x".repeat(MILLIONS)}`,
  "a character more than 32 MiB": () => HEAD + " ".repeat(MAX_BUNDLE_BYTES),
  "nothing at all": () => "",
  "a key __proto__": () => bundle({ tlogEntries: [JSON.parse('{"__proto__":{"logIndex":"1"}}')] }),
  "a key __proto__, escaped": () => HEAD + '"\\u005f_proto__":{"verificationMaterial":{}}}',
  "a key constructor": () => HEAD + '"constructor":{"prototype":{}}}',
  "a key twice, far inside": () => bundle({}).replace('"logIndex":"1"', '"logIndex":"2","logIndex":"1"'),
  "a number of 400 digits": () => bundle({}).replace('"logIndex":"1"', `"logIndex":${"9".repeat(400)}`),
  "a number of 400 digits in text": () =>
    bundle({}).replace('"logIndex":"1"', `"logIndex":"${"9".repeat(400)}"`),
  "a number that readers round": () => bundle({}).replace('"logIndex":"1"', '"logIndex":9007199254740993'),
  "a number with an exponent": () => bundle({}).replace('"logIndex":"1"', '"logIndex":1e300'),
  "33 log entries": () => bundle({ tlogEntries: Array.from({ length: 33 }, () => entry) }),
  "33 timestamps": () =>
    bundle({
      timestampVerificationData: {
        rfc3161Timestamps: Array.from({ length: 33 }, () => ({ signedTimestamp: "AAAA" })),
      },
    }),
  "a proof of 65 hashes": () => {
    const inclusionProof = { ...entry.inclusionProof, hashes: Array.from({ length: 65 }, () => "AAAA") };
    return bundle({ tlogEntries: [{ ...entry, inclusionProof }] });
  },
  "a certificate of a megabyte": () => bundle({ certificate: { rawBytes: "AAAA".repeat(350_000) } }),
};

for (const [what, make] of Object.entries(HOSTILE)) {
  test(`a bundle is refused at once and without much memory: ${what}`, () => {
    const json = make();
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const start = performance.now();
    for (const parse of [parseBundle, parseEitherBundle])
      assert.throws(() => parse(json), refusal("BUNDLE_MALFORMED"));
    assert.equal(namesArtifact(json, { sha256: hex("00".repeat(32)) }), false);
    assert.ok(performance.now() - start < 10_000, `took ${performance.now() - start} ms`);
    assert.ok(process.memoryUsage().rss - before < 400e6, "took much memory");
    assert.throws(() => parseEnvelope(json), refusal("BUNDLE_MALFORMED"));
  });
}

test("what the hostile bundles were made of is no bundle that is refused for its form", () => {
  assert.equal(parseBundle(bundle({})).payload.length, 3);
  const numbers = bundle({}).replaceAll('"logIndex":"1"', '"logIndex":1');
  assert.equal(parseBundle(numbers).json, parseBundle(bundle({})).json);
});

test("of a statement that nobody vouches for yet, nothing is read that nests without end", () => {
  const digest = { sha256: hex("5f".repeat(32)) };
  const about = (deep: number): boolean => {
    const statement = `{"subject":[{"digest":${JSON.stringify(digest)}}],"predicate":${"[".repeat(deep)}${"]".repeat(deep)}}`;
    const payload = Buffer.from(statement).toString("base64");
    return namesArtifact(JSON.stringify({ dsseEnvelope: { payload } }), digest);
  };
  assert.deepEqual([about(10), about(1000)], [true, false]);
});

test("a file of 100 MB is refused before it is read", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "waybill-large-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "large.json");
  writeFileSync(file, HEAD);
  truncateSync(file, 100e6);
  const signer = [
    "--certificate-identity",
    "x",
    "--certificate-oidc-issuer",
    "y",
    `sha256:${"0".repeat(64)}`,
  ];
  await assert.rejects(
    conformance(["verify-bundle", "--bundle", file, ...signer]),
    refusal("BUNDLE_MALFORMED", "too large"),
  );
});

test("a file may hold one bundle over many lines, or one on each", () => {
  const one = bundle({});
  const pretty = JSON.stringify(JSON.parse(one), undefined, 2);
  assert.deepEqual(splitBundles(pretty), [pretty]);
  for (const text of [
    `${one}\n${one}`,
    `${one}\n${one}\n`,
    `${one}\r\n\r\n${one}\r\n`,
    `\uFEFF${one}\n${one}`,
  ])
    assert.deepEqual(splitBundles(text), [one, one]);
});
