import assert from "node:assert/strict";
import { hash, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { SignedData } from "@peculiar/asn1-cms";
import { AsnConvert } from "@peculiar/asn1-schema";
import { TimeStampResp, TSTInfo } from "@peculiar/asn1-tsp";
import { Certificate } from "@peculiar/asn1-x509";
import { RFC3161Timestamp } from "@sigstore/core";
import { start } from "./sigstore-world.ts";

const JSON_QUERY = "application/json";

test("a timestamp has whole seconds, echoes the nonce, and holds the certificate on request", async (t) => {
  const { sigstore } = await start(t, { now: () => new Date("2026-06-01T12:00:00.789Z") });
  const artifactHash = hash("sha256", "artifact", "base64");
  const request = { artifactHash, hashAlgorithm: "sha256", nonce: 0xcafe_f00d };
  const ask = async (body: unknown): Promise<Buffer<ArrayBuffer>> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(sigstore.tsa.url, { method: "POST", headers, body: JSON.stringify(body) });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/timestamp-reply");
    return Buffer.from(await response.arrayBuffer());
  };
  const plain = await ask(request);
  assert.equal(RFC3161Timestamp.parse(plain).signingTime.toISOString(), "2026-06-01T12:00:00.000Z");
  assert(plain.includes(Buffer.from("020500cafef00d", "hex")));
  const leaf = sigstore.tsa.chain[0] ?? Buffer.alloc(0);
  assert(!plain.includes(leaf));
  const embedding = await ask({ ...request, certificates: true });
  assert(embedding.includes(leaf));
  RFC3161Timestamp.parse(embedding).verify(Buffer.from("artifact"), new X509Certificate(leaf).publicKey);
});

test("a timestamp request in DER is answered likewise", async (t) => {
  const { sigstore } = await start(t);
  // TimeStampReq { version 1, SHA-256 imprint, certReq TRUE } (RFC 3161 2.4.1)
  const imprint = `3031300d060960864801650304020105000420${hash("sha256", "artifact")}`;
  const headers = { "content-type": "application/timestamp-query" };
  const body = new Uint8Array(Buffer.from(`3039020101${imprint}0101ff`, "hex"));
  const response = await fetch(sigstore.tsa.url, { method: "POST", headers, body });
  assert.equal(response.status, 200);
  const leaf = new X509Certificate(sigstore.tsa.chain[0] ?? Buffer.alloc(0));
  const stamp = RFC3161Timestamp.parse(Buffer.from(await response.arrayBuffer()));
  stamp.verify(Buffer.from("artifact"), leaf.publicKey);
});

test("a token names its signer, and the signing certificate by issuer and serial number", async (t) => {
  const { sigstore } = await start(t);
  const request = { artifactHash: hash("sha256", "artifact", "base64"), hashAlgorithm: "sha256" };
  const headers = { "content-type": "application/json" };
  const response = await fetch(sigstore.tsa.url, { method: "POST", headers, body: JSON.stringify(request) });
  const { timeStampToken } = AsnConvert.parse(await response.arrayBuffer(), TimeStampResp);
  assert(timeStampToken !== undefined);
  const { encapContentInfo, signerInfos } = AsnConvert.parse(timeStampToken.content, SignedData);
  const info = AsnConvert.parse(encapContentInfo.eContent?.single?.buffer ?? new ArrayBuffer(0), TSTInfo);
  const leaf = AsnConvert.parse(sigstore.tsa.chain[0] ?? Buffer.alloc(0), Certificate).tbsCertificate;
  const der = (structure: unknown): Buffer => Buffer.from(AsnConvert.serialize(structure));
  assert(info.tsa?.directoryName !== undefined);
  assert.deepEqual(der(info.tsa.directoryName), der(leaf.subject));
  const attribute = signerInfos[0]?.signedAttrs?.find((a) => a.attrType === "1.2.840.113549.1.9.16.2.47");
  const named = Buffer.from(attribute?.attrValues[0] ?? new ArrayBuffer(0));
  assert(named.includes(der(leaf.issuer)) && named.includes(Buffer.from(leaf.serialNumber)));
});

test("the chain has an intermediate, and is served as it is trusted", async (t) => {
  const { sigstore } = await start(t);
  const served = await (await fetch(`${sigstore.tsa.url}/certchain`)).text();
  const chain = served.split(/(?<=-----END CERTIFICATE-----\n)/).map((pem) => new X509Certificate(pem));
  assert.deepEqual(
    chain.map((certificate) => certificate.raw),
    sigstore.tsa.chain,
  );
  const [leaf, intermediate, root] = chain;
  assert(leaf !== undefined && intermediate !== undefined && root !== undefined);
  assert(leaf.verify(intermediate.publicKey) && intermediate.verify(root.publicKey));
  assert(!leaf.ca && intermediate.ca && root.ca);
});

test("what is no timestamp request is refused as the timestamp authority does", async (t) => {
  const { sigstore } = await start(t);
  const failed = "Error generating timestamp response";
  const artifactHash = hash("sha1", "artifact", "base64");
  const cases: [string, string, string][] = [
    [
      JSON_QUERY,
      `{"artifactHash":"${artifactHash}","hashAlgorithm":"sha1"}`,
      "Weak hash algorithm in timestamp request",
    ],
    [
      JSON_QUERY,
      `{"artifactHash":"${artifactHash}","hashAlgorithm":"sha256"}`,
      "Message digest has incorrect length for specified algorithm",
    ],
    [JSON_QUERY, `{"artifactHash":"${artifactHash}","hashAlgorithm":"md5"}`, failed],
    [JSON_QUERY, "{", failed],
    [`${JSON_QUERY}; charset=utf-8`, "{}", failed],
    ["application/timestamp-query", "{}", failed],
  ];
  for (const [type, body, message] of cases) {
    const response = await fetch(sigstore.tsa.url, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    assert.deepEqual([response.status, await response.json()], [400, { code: 400, message }]);
    assert.equal(response.headers.get("content-type"), "application/timestamp-reply");
  }
  const plain = await fetch(sigstore.tsa.url, { method: "POST", body: "{}" });
  assert.equal(plain.status, 415);
  const got = await fetch(sigstore.tsa.url);
  assert.deepEqual([got.status, got.headers.get("allow")], [405, "POST"]);
});
