import assert from "node:assert/strict";
import { hash, X509Certificate } from "node:crypto";
import { test } from "node:test";

import { bundleFromJSON } from "@sigstore/bundle";
import { dsse } from "@sigstore/core";
import { SigningConfig, TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";

import { startSigstore, type LocalSigstore } from "../../local/sigstore/start.ts";
import { at, text } from "../../src/json.ts";
import { openInstance } from "../../src/sigstore/instance.ts";
import { parseTrustedRoot } from "../../src/trust/roots.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { post } from "../local/sigstore-world.ts";
import { refusal, signingWorld, type SigningWorld } from "../verify/world.ts";

type Parts = { readonly rekor?: boolean; readonly rekor2?: boolean; readonly tsa?: boolean };

const ONLY_V2: Parts = { rekor: false, rekor2: true };

async function v2World(t: Parameters<typeof signingWorld>[0]): Promise<SigningWorld> {
  return await signingWorld(t, { sigstore: { parts: ONLY_V2 } });
}

function entriesIn(bundle: string): readonly unknown[] {
  const entries = at(JSON.parse(bundle), "verificationMaterial", "tlogEntries");
  assert.ok(Array.isArray(entries));
  return entries as unknown[];
}

function assertLibraryAccepts(world: SigningWorld, bundle: string): void {
  const material = toTrustMaterial(TrustedRoot.fromJSON(world.local.sigstore.trustedRoot));
  const thresholds = { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 };
  new Verifier(material, thresholds).verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle))));
}

interface LogRequest {
  readonly hashedRekordRequestV002: { readonly signature: { verifier: unknown } };
}

/** Statuses of what the log was asked. */
function asked({ local }: SigningWorld): unknown[] {
  return local.sigstore.rekor2.server.exchanges.map(({ status }) => status);
}

test("a statement logged in Rekor v2 satisfies the Sigstore library and our verifier", async (t) => {
  const world = await v2World(t);

  const bundle = await world.sign(world.statement());

  assertLibraryAccepts(world, bundle);
  const verified = verifyBundle(bundle, world.expected, world.trust);
  assert.deepEqual(
    verified.times.map((time) => time.source),
    ["timestamp authority"],
  );
  assert.deepEqual(verified.logIndexes, [String(world.local.sigstore.rekor2.entries[0]?.logIndex)]);
  assert.deepEqual(world.local.sigstore.rekor.server.requests(), []);
});

test("the entry is of the envelope's digest, the signature and the certificate, and has no time", async (t) => {
  const world = await v2World(t);

  const bundle = JSON.parse(await world.sign(world.statement())) as unknown;

  const [entry] = entriesIn(JSON.stringify(bundle));
  assert.deepEqual(at(entry, "kindVersion"), { kind: "hashedrekord", version: "0.0.2" });
  assert.equal(at(entry, "integratedTime") ?? "0", "0");
  assert.equal(at(entry, "inclusionPromise"), undefined);
  const payload = Buffer.from(text(bundle, "dsseEnvelope", "payload") ?? "", "base64");
  const type = text(bundle, "dsseEnvelope", "payloadType") ?? "";
  const certificate = new X509Certificate(world.local.sigstore.ca.issued[0] ?? "");
  const body = JSON.parse(world.local.sigstore.rekor2.entries[0]?.body.toString() ?? "") as unknown;
  assert.deepEqual(at(body, "spec", "hashedRekordV002"), {
    data: { algorithm: "SHA2_256", digest: hash("sha256", dsse.preAuthEncoding(type, payload), "base64") },
    signature: {
      content: text(bundle, "dsseEnvelope", "signatures", 0, "sig"),
      verifier: {
        keyDetails: "PKIX_ECDSA_P256_SHA_256",
        x509Certificate: { rawBytes: certificate.raw.toString("base64") },
      },
    },
  });
});

test("the bundle of a log's first entry has its zeros and its empty list, which some verifiers want", async (t) => {
  const sigstore = { parts: ONLY_V2, rekor2: { otherEntries: 0 } };
  const world = await signingWorld(t, { sigstore });

  const bundle = await world.sign(world.statement());

  const [entry] = entriesIn(bundle);
  assert.equal(at(entry, "logIndex"), "0");
  assert.equal(at(entry, "inclusionProof", "logIndex"), "0");
  assert.deepEqual(at(entry, "inclusionProof", "hashes"), []);
  assertLibraryAccepts(world, bundle);
  assert.deepEqual(verifyBundle(bundle, world.expected, world.trust).logIndexes, ["0"]);
});

test("an entry of the same signature under another name than the certificate is refused by our verifier", async (t) => {
  const world = await v2World(t);
  const bundle = await world.sign(world.statement());
  const { server } = world.local.sigstore.rekor2;
  const [certificate = ""] = world.local.sigstore.ca.issued;
  const key = new X509Certificate(certificate).publicKey.export({ format: "der", type: "spki" });
  const request = JSON.parse(server.exchanges[0]?.call.body.toString() ?? "") as LogRequest;
  const { signature } = request.hashedRekordRequestV002;
  signature.verifier = {
    keyDetails: "PKIX_ECDSA_P256_SHA_256",
    publicKey: { rawBytes: key.toString("base64") },
  };
  const answer = await post(`${server.url}/api/v2/log/entries`, request);
  assert.equal(answer.status, 201);
  const swapped = JSON.parse(bundle) as { verificationMaterial: { tlogEntries: unknown } };
  swapped.verificationMaterial.tlogEntries = [answer.json];

  const changed = JSON.stringify(swapped);

  assertLibraryAccepts(world, changed);
  assert.throws(
    () => verifyBundle(changed, world.expected, world.trust),
    refusal("LOG_INVALID", "an entry without a certificate"),
  );
});

test("a lost answer makes the log say conflict, and the statement is signed anew", async (t) => {
  const world = await v2World(t);
  const { rekor2, ca } = world.local.sigstore;
  rekor2.server.fail(/entries$/, { kind: "reset" }, { times: 1, after: true });

  const bundle = await world.sign(world.statement());

  assert.deepEqual(asked(world), ["reset", 409, 201]);
  assert.equal(rekor2.entries.length, 2);
  assert.equal(ca.issued.length, 1);
  verifyBundle(bundle, world.expected, world.trust);
  assert.equal(text(entriesIn(bundle)[0], "logIndex"), String(rekor2.entries[1]?.logIndex));
});

test("a log that says conflict whatever is signed is given up", async (t) => {
  const world = await v2World(t);
  world.local.sigstore.rekor2.server.fail(/entries$/, { kind: "status", status: 409 });
  await assert.rejects(world.sign(world.statement()), refusal("LOG_REFUSED", "holds that signature already"));
  assert.deepEqual(asked(world), [409, 409, 409, 409]);
});

test("a log that passes through trouble is asked again", async (t) => {
  const world = await v2World(t);
  const { server } = world.local.sigstore.rekor2;
  server.fail(/entries$/, { kind: "status", status: 503 }, { times: 1 });
  server.fail(/entries$/, { kind: "garbage" }, { times: 1 });
  verifyBundle(await world.sign(world.statement()), world.expected, world.trust);
  assert.deepEqual(asked(world), [503, 200, 201]);
});

test("a frozen log, and one that refuses the request, are not asked again", async (t) => {
  for (const [status, said] of [
    [405, "This log has been frozen, please switch to the latest log."],
    [400, "invalid hashedrekord request"],
  ] as const) {
    const world = await v2World(t);
    world.local.sigstore.rekor2.server.fail(/entries$/, { kind: "status", status, body: { message: said } });
    await assert.rejects(world.sign(world.statement()), refusal("LOG_REFUSED", `status ${status}`, said));
    assert.deepEqual(asked(world), [status]);
  }
});

test("an entry that is not what was asked for is refused", async (t) => {
  const world = await v2World(t);
  const { server } = world.local.sigstore.rekor2;
  await world.sign("other");
  const genuine = JSON.parse(server.exchanges[0]?.answer.toString() ?? "") as Record<string, unknown>;
  const cases: [string, Record<string, unknown>][] = [
    ["of another signature", genuine],
    ["of another kind", { ...genuine, kindVersion: { kind: "hashedrekord", version: "0.0.1" } }],
    ["of another kind", { ...genuine, kindVersion: { kind: "dsse", version: "0.0.2" } }],
    ["with a time", { ...genuine, integratedTime: "1700000000" }],
    ["with a time", { ...genuine, inclusionPromise: { signedEntryTimestamp: "AAAA" } }],
    ["without a proof", { ...genuine, inclusionProof: null }],
    [
      "without a proof",
      { ...genuine, inclusionProof: { ...(genuine["inclusionProof"] as object), checkpoint: null } },
    ],
  ];
  for (const [mention, body] of cases) {
    server.heal();
    server.fail(/entries$/, { kind: "status", status: 201, body });
    await assert.rejects(world.sign(world.statement()), refusal("LOG_REFUSED", mention));
  }
});

test("a log of version 2 without a timestamp authority in both config and root is refused", async (t) => {
  const sigstore = async (parts: Parts): Promise<LocalSigstore> => {
    const started = await startSigstore({ issuers: [], parts });
    t.after(() => started.close());
    return started;
  };
  const open = ({ signingConfig, trustedRoot }: LocalSigstore, change: object = {}): readonly number[] => {
    const config = SigningConfig.fromJSON({ ...signingConfig, ...change });
    const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)), "test");
    return openInstance("custom", config, root, new Date()).logs.map((log) => log.version);
  };
  const refused = refusal("TRUST_UNSATISFIED", "version 2", "timestamp authority");
  const [v1, v2, both] = [
    await sigstore({ tsa: false }),
    await sigstore({ ...ONLY_V2, tsa: false }),
    await sigstore({ rekor2: true, tsa: false }),
  ];
  const whole = await sigstore(ONLY_V2);
  const [tsa] = whole.signingConfig.tsaUrls;

  assert.deepEqual(open(v1), [1]);
  assert.deepEqual(open(whole), [2]);
  assert.throws(() => open(v2), refused);
  assert.throws(() => open(both), refused);
  assert.throws(() => open(whole, { tsaUrls: [] }), refused);
  assert.throws(() => open(whole, { tsaUrls: [{ ...tsa, majorApiVersion: 2 }] }), refused);
  // One that the root does not list proves nothing, so it is not asked.
  const { timestampAuthorities: _, ...root } = whole.trustedRoot;
  assert.throws(() => open({ ...whole, trustedRoot: { ...root, timestampAuthorities: [] } }), refused);
});

test("logs of both versions, of different operators, each get an entry", async (t) => {
  const world = await signingWorld(t, { sigstore: { parts: { rekor2: true } } }, (config) => ({
    ...config,
    rekorTlogUrls: config.rekorTlogUrls.map((log, i) => ({ ...log, operator: `operator ${i}` })),
    rekorTlogConfig: { selector: "EXACT", count: 2 },
  }));
  const bundle = await world.sign(world.statement());
  assert.equal(entriesIn(bundle).length, 2);
  assert.equal(verifyBundle(bundle, world.expected, world.trust).logIndexes.length, 2);
});
