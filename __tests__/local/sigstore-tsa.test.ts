import assert from "node:assert/strict";
import { hash, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { RFC3161Timestamp } from "@sigstore/core";
import { post, start } from "./sigstore-world.ts";

test("a timestamp has whole seconds, echoes the nonce, and holds the certificate on request", async (t) => {
  const { sigstore } = await start(t, { now: () => new Date("2026-06-01T12:00:00.789Z") });
  const artifactHash = hash("sha256", "artifact", "base64");
  const request = { artifactHash, hashAlgorithm: "sha256", nonce: 0xcafe_f00d };
  const ask = async (body: unknown): Promise<Buffer<ArrayBuffer>> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(sigstore.tsa.url, { method: "POST", headers, body: JSON.stringify(body) });
    assert.equal(response.status, 201);
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

test("a timestamp request in DER is answered likewise, and a weak digest is refused", async (t) => {
  const { sigstore } = await start(t);
  // TimeStampReq { version 1, SHA-256 imprint, certReq TRUE } (RFC 3161 2.4.1)
  const imprint = `3031300d060960864801650304020105000420${hash("sha256", "artifact")}`;
  const headers = { "content-type": "application/timestamp-query" };
  const body = new Uint8Array(Buffer.from(`3039020101${imprint}0101ff`, "hex"));
  const response = await fetch(sigstore.tsa.url, { method: "POST", headers, body });
  assert.equal(response.status, 201);
  const leaf = new X509Certificate(sigstore.tsa.chain[0] ?? Buffer.alloc(0));
  const stamp = RFC3161Timestamp.parse(Buffer.from(await response.arrayBuffer()));
  stamp.verify(Buffer.from("artifact"), leaf.publicKey);
  const weak = { artifactHash: hash("sha1", "artifact", "base64"), hashAlgorithm: "sha1" };
  assert.equal((await post(sigstore.tsa.url, weak)).status, 400);
});
