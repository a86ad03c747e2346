import assert from "node:assert/strict";
import { generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { bundleFromJSON, bundleToJSON, type SerializedBundle } from "@sigstore/bundle";
import { SigningConfig } from "@sigstore/protobuf-specs";
import { bundleBuilderFromSigningConfig } from "@sigstore/sign";
import type { Signer } from "@sigstore/verify";
import { stringAt, valueAt } from "../../local/sigstore/json.ts";
import {
  CLAIMS,
  judge,
  post,
  rekor,
  signed,
  start,
  STATEMENT,
  token,
  tsa,
  WORKFLOW,
} from "./sigstore-world.ts";

/** The extensions of Fulcio's arc, as text; those above .6 must be UTF8Strings of fewer than 128 bytes. */
function fulcioExtensions(signer: Signer): Record<string, string> {
  const arc = "1.3.6.1.4.1.57264.1.";
  const found: Record<string, string> = {};
  for (const { oid, value } of signer.identity?.oids ?? []) {
    const id = oid?.id.join(".") ?? "";
    if (!id.startsWith(arc)) continue;
    const number = Number(id.slice(arc.length));
    if (number > 6) assert.deepEqual([value[0], value[1]], [0x0c, value.length - 2]);
    found[`.${number}`] = (number > 6 ? value.subarray(2) : value).toString("utf8");
  }
  return found;
}

/** What FulcioSigner sends; `provenSubject` is what the proof of possession is made over. */
function certificateRequest(jwt: string, provenSubject = "repo:octo/tool:ref:refs/tags/v1"): unknown {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    credentials: { oidcIdentityToken: jwt },
    publicKeyRequest: {
      publicKey: { algorithm: "ECDSA", content: publicKey.export({ format: "pem", type: "spki" }) },
      proofOfPossession: sign("sha256", Buffer.from(provenSubject), privateKey).toString("base64"),
    },
  };
}

for (const entryType of ["dsse", "intoto"] as const) {
  test(`a statement logged as ${entryType} and timestamped satisfies the Sigstore library`, async (t) => {
    const world = await start(t);
    const bundle = await signed(world, [rekor(world.sigstore, entryType), tsa(world.sigstore)]);
    judge(world.sigstore, bundle, { timestampThreshold: 2 });
    const [entry] = world.sigstore.rekor.entries;
    assert.equal(stringAt(JSON.parse(entry?.body.toString() ?? ""), "kind"), entryType);
    assert.equal(bundle.verificationMaterial.tlogEntries[0]?.logIndex, String(entry?.logIndex));
  });
}

test("the certificate says what the token says, below the server's URL", async (t) => {
  const world = await start(t, { serverUrl: "https://git.example" });
  const signer = judge(world.sigstore, await signed(world, [rekor(world.sigstore)]));
  const repository = "https://git.example/octo/tool";
  const builder = `https://git.example/${CLAIMS.job_workflow_ref}`;
  assert.equal(signer.identity?.subjectAlternativeName, builder);
  assert.deepEqual(fulcioExtensions(signer), {
    ".1": world.issuer,
    ".2": "push",
    ".3": CLAIMS.sha,
    ".4": "release",
    ".5": "octo/tool",
    ".6": "refs/tags/v1",
    ".8": world.issuer,
    ".9": builder,
    ".10": CLAIMS.job_workflow_sha,
    ".11": "github-hosted",
    ".12": repository,
    ".13": CLAIMS.sha,
    ".14": "refs/tags/v1",
    ".15": "11",
    ".16": "https://git.example/octo",
    ".17": "22",
    ".18": `https://git.example/${WORKFLOW}`,
    ".19": CLAIMS.workflow_sha,
    ".20": "push",
    ".21": `${repository}/actions/runs/33/attempts/2`,
    ".22": "public",
    ".24": "repo:octo/tool:ref:refs/tags/v1",
  });
});

test("a deployment environment in the token appears as extension .23", async (t) => {
  const world = await start(t);
  const bundle = await signed(world, [rekor(world.sigstore)], { claims: { environment: "production" } });
  assert.equal(fulcioExtensions(judge(world.sigstore, bundle))[".23"], "production");
});

test("a certificate lives ten minutes, is for code signing, and comes from an authority with one organization", async (t) => {
  const world = await start(t);
  await signed(world, [tsa(world.sigstore)]);
  const leaf = new X509Certificate(world.sigstore.ca.issued[0] ?? "");
  assert.equal(leaf.validToDate.getTime() - leaf.validFromDate.getTime(), 600_000);
  assert.equal(leaf.issuer, "O=waybill-local\nCN=intermediate");
  assert.equal(leaf.subject, undefined);
  assert.deepEqual(leaf.keyUsage, ["1.3.6.1.5.5.7.3.3"]);
  const [intermediate, root] = world.sigstore.ca.chain.map((der) => new X509Certificate(der));
  assert(intermediate !== undefined && root !== undefined);
  assert(leaf.verify(intermediate.publicKey) && intermediate.verify(root.publicKey) && root.ca);
});

test("an enterprise's issuer, one path segment below a known one, is accepted", async (t) => {
  const world = await start(t);
  const bundle = await signed({ ...world, issuer: `${world.issuer}/acme-corp` }, [rekor(world.sigstore)]);
  assert.equal(judge(world.sigstore, bundle).identity?.extensions?.issuer, `${world.issuer}/acme-corp`);
});

test("tokens that Fulcio refuses get no certificate", async (t) => {
  const { issuer, sigstore } = await start(t);
  const foreignKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const tokens = {
    "of a foreign issuer": await token("https://issuer.example"),
    "of an issuer two segments below": await token(`${issuer}/acme/corp`),
    "for another audience": await token(issuer, { audience: "npm" }),
    "that is over": await token(issuer, { expires: "-1s" }),
    "signed by another key": await token(issuer, { key: foreignKey }),
    "that is none": "x",
  };
  for (const [situation, jwt] of Object.entries(tokens)) {
    const { status, json } = await post(
      `${sigstore.ca.server.url}/api/v2/signingCert`,
      certificateRequest(jwt),
    );
    const body = { code: 3, message: "There was an error processing the identity token", details: [] };
    assert.deepEqual({ status, json }, { status: 400, json: body }, situation);
  }
  assert.equal(sigstore.ca.refusals.length, Object.keys(tokens).length);
  assert.deepEqual(sigstore.ca.issued, []);
});

test("a claim that certificates need and the token lacks is named; an empty one gives no extension", async (t) => {
  const world = await start(t);
  const url = `${world.sigstore.ca.server.url}/api/v2/signingCert`;
  const without = async (claim: string): Promise<unknown> =>
    (await post(url, certificateRequest(await token(world.issuer, { claims: { [claim]: undefined } })))).json;
  const about = `{\n\t"ExtensionName": "BuildConfigDigest",\n\t"Issuer": "${world.issuer}"\n}`;
  assert.deepEqual(await without("workflow_sha"), {
    code: 3,
    message: `value <workflow_sha> not present in either claims or defaults. ${about}`,
    details: [],
  });
  assert.deepEqual(await without("run_id"), {
    code: 3,
    message: 'template: :1:45: executing "" at <.run_id>: map has no entry for key "run_id"',
    details: [],
  });
  assert.deepEqual(world.sigstore.ca.issued, []);
  const bundle = await signed(world, [rekor(world.sigstore)], { claims: { workflow_sha: "" } });
  const extensions = fulcioExtensions(judge(world.sigstore, bundle));
  assert.deepEqual([extensions[".18"], extensions[".19"]], [`https://github.com/${WORKFLOW}`, undefined]);
});

test("a request that is no request is refused as Fulcio's gateway does", async (t) => {
  const { sigstore } = await start(t);
  const base = sigstore.ca.server.url;
  const ask = async (path: string, body?: string): Promise<unknown[]> => {
    const response = await fetch(`${base}${path}`, body === undefined ? {} : { method: "POST", body });
    return [response.status, await response.json()];
  };
  const status = (code: number, message: string) => ({ code, message, details: [] });
  assert.deepEqual(await ask("/api/v2/signingCert", "{"), [400, status(3, "unexpected EOF")]);
  assert.deepEqual(await ask("/api/v2/signingCert"), [501, status(12, "Method Not Allowed")]);
  assert.deepEqual(await ask("/api/v2/nope"), [404, status(5, "Not Found")]);
});

test("certificates are answered without a newline at their end, with serial numbers of 20 bytes", async (t) => {
  const { issuer, sigstore } = await start(t);
  const url = `${sigstore.ca.server.url}/api/v2/signingCert`;
  const { json } = await post(url, certificateRequest(await token(issuer)));
  const chain = valueAt(json, "signedCertificateEmbeddedSct", "chain", "certificates");
  assert(Array.isArray(chain));
  assert.equal(chain.length, 3);
  for (const pem of chain) {
    assert.match(String(pem), /-----END CERTIFICATE-----$/);
    assert.equal(new X509Certificate(String(pem)).serialNumber.length, 40);
  }
});

test("a proof of possession over anything but the subject is refused", async (t) => {
  const { issuer, sigstore } = await start(t);
  const request = certificateRequest(await token(issuer), "another subject");
  const { status, json } = await post(`${sigstore.ca.server.url}/api/v2/signingCert`, request);
  assert.equal(status, 400);
  assert.match(stringAt(json, "message") ?? "", /signature supplied/);
});

test("an authority can be told to certify something else than it was asked", async (t) => {
  const world = await start(t, { issuance: { validitySeconds: 60, startOffsetSeconds: -30 } });
  world.sigstore.ca.issuance.alterClaims = (claims) => ({ ...claims, repository: "mallory/tool" });
  const signer = judge(world.sigstore, await signed(world, [rekor(world.sigstore)]));
  assert.equal(fulcioExtensions(signer)[".12"], "https://github.com/mallory/tool");
  const leaf = new X509Certificate(world.sigstore.ca.issued[0] ?? "");
  assert.equal(leaf.validToDate.getTime() - leaf.validFromDate.getTime(), 60_000);
});

test("without a log, a timestamp alone satisfies the root, and the log is not asked", async (t) => {
  const world = await start(t, { parts: { rekor: false } });
  const { issuer, sigstore } = world;
  const builder = bundleBuilderFromSigningConfig({
    signingConfig: SigningConfig.fromJSON(sigstore.signingConfig),
    identityProvider: { getToken: () => token(issuer) },
    bundleType: "dsseEnvelope",
  });
  judge(sigstore, await builder.create(STATEMENT), { tlogThreshold: 0 });
  assert.deepEqual(sigstore.rekor.server.exchanges, []);
  assert.deepEqual(sigstore.trustedRoot.tlogs, []);
});

test("without a CT log, certificates carry no SCT", async (t) => {
  const world = await start(t, { parts: { ct: false } });
  const bundle = await signed(world, [rekor(world.sigstore)]);
  judge(world.sigstore, bundle, { ctlogThreshold: 0 });
  assert.throws(() => judge(world.sigstore, bundle), /expected 1 SCTs, got 0/);
});

test("a signing config of all parts leads the Sigstore library to all of them", async (t) => {
  const { issuer, sigstore } = await start(t);
  const builder = bundleBuilderFromSigningConfig({
    signingConfig: SigningConfig.fromJSON(sigstore.signingConfig),
    identityProvider: { getToken: () => token(issuer) },
    bundleType: "dsseEnvelope",
  });
  judge(sigstore, await builder.create(STATEMENT), { timestampThreshold: 2 });
});

test("a changed byte in body, promise, checkpoint or timestamp is refused", async (t) => {
  const { issuer, sigstore } = await start(t);
  const bundle = await signed({ issuer, sigstore }, [rekor(sigstore), tsa(sigstore)]);
  const refuses = (code: string, change: (json: SerializedBundle) => string[]): void => {
    const text = JSON.stringify(bundleToJSON(bundle));
    const [from = "", to = ""] = change(bundleToJSON(bundle));
    const changed = text.replace(JSON.stringify(from), JSON.stringify(to));
    assert.notEqual(changed, text);
    assert.throws(() => judge(sigstore, bundleFromJSON(JSON.parse(changed))), { code });
  };
  judge(sigstore, bundle);
  const entry = (json: SerializedBundle) => json.verificationMaterial.tlogEntries[0];
  refuses("TLOG_INCLUSION_PROMISE_ERROR", (json) => flipped(entry(json)?.canonicalizedBody ?? "", 100));
  refuses("TLOG_INCLUSION_PROMISE_ERROR", (json) =>
    flipped(entry(json)?.inclusionPromise?.signedEntryTimestamp ?? "", -1),
  );
  refuses("TLOG_INCLUSION_PROOF_ERROR", (json) => {
    const checkpoint = entry(json)?.inclusionProof?.checkpoint.envelope ?? "";
    const [, , root = ""] = checkpoint.split("\n");
    return [checkpoint, checkpoint.replace(root, flipped(root, 0)[1] ?? "")];
  });
  refuses("TIMESTAMP_ERROR", (json) =>
    flipped(
      json.verificationMaterial.timestampVerificationData?.rfc3161Timestamps[0]?.signedTimestamp ?? "",
      -1,
    ),
  );
});

/** The base64 text, and the same with one bit of that byte changed. */
function flipped(base64: string, index: number): string[] {
  const bytes = Buffer.from(base64, "base64");
  const at = index < 0 ? bytes.length + index : index;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return [base64, bytes.toString("base64")];
}
