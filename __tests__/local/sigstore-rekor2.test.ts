import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, hash, type KeyObject, sign, verify } from "node:crypto";
import { test } from "node:test";
import { RekorWitness } from "@sigstore/sign";
import { stringAt, valueAt } from "../../local/sigstore/json.ts";
import { leafHash } from "../../local/sigstore/merkle.ts";
import { verifyDigest } from "../../local/sigstore/p256.ts";
import { type RekorV2, startRekorV2 } from "../../local/sigstore/rekor2.ts";
import { post, signed, start } from "./sigstore-world.ts";

const KEY_DETAILS = "PKIX_ECDSA_P256_SHA_256";

interface Log {
  readonly log: RekorV2;
  readonly create: (body: unknown) => ReturnType<typeof post>;
}

async function startLog(t: { after(fn: () => Promise<void>): void }): Promise<Log> {
  const log = await startRekorV2();
  t.after(() => log.server.close());
  return { log, create: (body) => post(`${log.server.url}/api/v2/log/entries`, body) };
}

function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

/** A sound request for an entry; `hashed` takes the place of its parts. */
function request(key: KeyObject, data: string, hashed: Record<string, unknown> = {}): unknown {
  const rawBytes = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
  const content = sign("sha256", Buffer.from(data), key).toString("base64");
  const verifier = { keyDetails: KEY_DETAILS, publicKey: { rawBytes } };
  const parts = { digest: hash("sha256", data, "base64"), signature: { content, verifier }, ...hashed };
  return { hashedRekordRequestV002: parts };
}

test("an entry is answered as protobuf JSON, with proof and checkpoint and without a time", async (t) => {
  const { log, create } = await startLog(t);
  const sent = request(newKey(), "rocket");

  const { status, json } = await create(sent);

  assert.equal(status, 201);
  assert.deepEqual(valueAt(json, "kindVersion"), { kind: "hashedrekord", version: "0.0.2" });
  assert.equal(valueAt(json, "integratedTime"), "0");
  assert.equal(valueAt(json, "inclusionPromise"), null);
  assert.equal(valueAt(json, "inclusionProof", "logIndex"), valueAt(json, "logIndex"));
  assert.equal(stringAt(json, "logId", "keyId"), log.logId.toString("base64"));
  const body = Buffer.from(stringAt(json, "canonicalizedBody") ?? "", "base64");
  const { digest, signature } = valueAt(sent, "hashedRekordRequestV002") as Record<string, unknown>;
  assert.deepEqual(JSON.parse(body.toString()), {
    apiVersion: "0.0.2",
    kind: "hashedrekord",
    spec: { hashedRekordV002: { data: { algorithm: "SHA2_256", digest }, signature } },
  });
  assert.match(body.toString(), /^\{"apiVersion":"0.0.2","kind":"hashedrekord","spec":\{"hashedRekordV002":/);
});

test("a checkpoint is a signed note by the log's Ed25519 key, whose id is the log's", async (t) => {
  const { log } = await startLog(t);
  const note = await (await fetch(`${log.server.url}/checkpoint`)).text();
  const [head = "", tail = ""] = note.split("\n\n");
  const [, name, signature = ""] = /^\u2014 (\S+) (\S+)\n$/.exec(tail) ?? [];
  assert.equal(name, "localhost");
  assert.match(head, /^localhost\n2\n[A-Za-z0-9+/]{43}=$/);
  const bytes = Buffer.from(signature, "base64");
  assert.deepEqual(bytes.subarray(0, 4), log.logId.subarray(0, 4));
  const key = createPublicKey({ key: log.spki, format: "der", type: "spki" });
  assert.ok(verify(null, Buffer.from(`${head}\n`), key, bytes.subarray(4)));
  assert.equal(new URL(log.baseUrl).hostname, name);
});

test("an entry proposed twice gets 409 with its index and nothing else", async (t) => {
  const { log, create } = await startLog(t);
  const sent = request(newKey(), "rocket");
  const first = await create(sent);

  const { status, headers, json } = await create(sent);

  const index = stringAt(first.json, "logIndex") ?? "";
  assert.equal(status, 409);
  assert.equal(headers.get("x-log-index"), index);
  const message = `an equivalent entry already exists in the transparency log with index ${index}`;
  assert.deepEqual(json, { code: 6, message, details: [] });
  assert.equal(log.entries.length, 1);
});

test("tiles hold the leaves' hashes and the entries, in full tiles and at the right edge", async (t) => {
  const { log, create } = await startLog(t);
  const key = newKey();
  for (let i = 0; i < 256; i += 1) await create(request(key, String(i)));
  const ask = async (path: string): Promise<Buffer | number> => {
    const response = await fetch(`${log.server.url}/tile/${path}`);
    return response.ok ? Buffer.from(await response.arrayBuffer()) : response.status;
  };

  const [full, edge, above] = [await ask("0/000"), await ask("0/001.p/2"), await ask("1/000.p/1")];
  const bundle = await ask("entries/001.p/2");

  assert.equal((full as Buffer).length, 256 * 32);
  const leaves = log.entries.slice(-2).map(({ body }) => leafHash(body));
  assert.deepEqual(edge, Buffer.concat(leaves));
  assert.equal((above as Buffer).length, 32);
  const last = log.entries.at(-1)?.body ?? Buffer.alloc(0);
  assert.deepEqual((bundle as Buffer).subarray(-last.length), last);
  for (const beyond of ["0/001.p/3", "0/001", "0/x001/000", "2/000.p/1", "entries/001.p/3"]) {
    assert.equal(await ask(beyond), 404, beyond);
  }
});

test("what is no request for a hashedrekord is refused as Rekor v2 does", async (t) => {
  const { log, create } = await startLog(t);
  const [key, other] = [newKey(), newKey()];
  const signature = valueAt(request(other, "rocket"), "hashedRekordRequestV002", "signature");
  const type = "invalid type, must be hashedrekord";
  const invalid = "invalid hashedrekord request";
  const bare = { content: "AAAA", verifier: { keyDetails: KEY_DETAILS } };
  const cases: [unknown, string][] = [
    [{}, type],
    [{ dsseRequestV002: { envelope: {}, verifiers: [] } }, type],
    [{ foo: 1 }, 'proto: (line 1:2): unknown field "foo"'],
    [[], "proto: syntax error (line 1:1): unexpected token ["],
    [request(key, "rocket", { digest: "!!!" }), 'proto: invalid value for bytes field digest: "!!!"'],
    [request(key, "rocket", { digest: "" }), invalid],
    [request(key, "rocket", { digest: "AAAA" }), invalid],
    [request(key, "rocket", { signature: undefined }), invalid],
    [request(key, "rocket", { signature: bare }), invalid],
    [request(key, "rocket", { digest: hash("sha256", "another", "base64") }), invalid],
    [request(key, "another", { signature }), invalid],
  ];
  for (const [sent, message] of cases) {
    const { status, json } = await create(sent);
    assert.deepEqual([status, json], [400, { code: 3, message, details: [] }]);
  }
  assert.equal(log.refusals.length, cases.length);
  assert.deepEqual(log.entries, []);
});

test("other methods and paths are answered by the gateway before it", async (t) => {
  const { log } = await startLog(t);
  const get = await fetch(`${log.server.url}/api/v2/log/entries`);
  assert.deepEqual(
    [get.status, await get.json()],
    [501, { code: 12, message: "Method Not Allowed", details: [] }],
  );
  const nowhere = await fetch(`${log.server.url}/api/v1/log/entries`);
  assert.deepEqual(
    [nowhere.status, await nowhere.json()],
    [404, { code: 5, message: "Not Found", details: [] }],
  );
});

test("the library's own witness still proposes dsse, which is refused", async (t) => {
  const world = await start(t, { parts: { rekor: false, rekor2: true } });
  const { server, entries, refusals } = world.sigstore.rekor2;
  const witness = new RekorWitness({ rekorBaseURL: server.url, majorApiVersion: 2, entryType: "dsse" });
  await assert.rejects(signed(world, [witness]));
  assert.deepEqual(refusals, ["invalid type, must be hashedrekord"]);
  assert.deepEqual(entries, []);
});

test("signing configs name the logs that are parts, version 2 first", async (t) => {
  const versions = async (parts: Parameters<typeof start>[1]): Promise<number[]> =>
    (await start(t, parts)).sigstore.signingConfig.rekorTlogUrls.map((log) => log.majorApiVersion);
  assert.deepEqual(await versions({}), [1]);
  assert.deepEqual(await versions({ parts: { rekor2: true } }), [2, 1]);
  assert.deepEqual(await versions({ parts: { rekor: false, rekor2: true } }), [2]);
});

test("a digest's signature holds for that digest and that key alone", () => {
  for (let i = 0; i < 20; i += 1) {
    const [key, other] = [newKey(), newKey()];
    const signature = sign("sha256", Buffer.from(String(i)), key);
    const digest = hash("sha256", String(i), "buffer");
    assert.ok(verifyDigest(digest, signature, createPublicKey(key)));
    assert.ok(!verifyDigest(digest, signature, createPublicKey(other)));
    assert.ok(!verifyDigest(hash("sha256", "x", "buffer"), signature, createPublicKey(key)));
    assert.ok(!verifyDigest(digest, signature.subarray(1), createPublicKey(key)));
  }
});
