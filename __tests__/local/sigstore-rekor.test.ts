import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { type Bundle, bundleFromJSON, bundleToJSON } from "@sigstore/bundle";
import { RekorWitness } from "@sigstore/sign";
import { stringAt, valueAt } from "../../local/sigstore/json.ts";
import { judge, post, rekor, signed, start, STATEMENT, tsa } from "./sigstore-world.ts";

test("every entry's proof holds when it is made, and again after the tree has grown", async (t) => {
  const world = await start(t);
  const bundles: Bundle[] = [];
  for (let i = 0; i < 9; i += 1) bundles.push(await signed(world, [rekor(world.sigstore)]));
  const url = `${world.sigstore.rekor.server.url}/api/v1/log/entries`;
  for (const [i, bundle] of bundles.entries()) {
    judge(world.sigstore, bundle);
    const { uuid = "", logIndex } = world.sigstore.rekor.entries[i] ?? {};
    const later: unknown = await (await fetch(`${url}/${uuid}`)).json();
    judge(world.sigstore, withProof(bundle, valueAt(later, uuid)));
    const byIndex: unknown = await (await fetch(`${url}?logIndex=${logIndex}`)).json();
    assert.equal(stringAt(byIndex, uuid, "body"), stringAt(later, uuid, "body"));
  }
  const info: unknown = await (await fetch(`${world.sigstore.rekor.server.url}/api/v1/log`)).json();
  assert.equal(valueAt(info, "treeSize"), bundles.length + 2);
  assert.equal(valueAt(info, "inactiveShards"), null);
});

/** The bundle with the proof and promise of a later answer about its entry. */
function withProof(bundle: Bundle, answer: unknown): Bundle {
  const json = bundleToJSON(bundle);
  const [entry] = json.verificationMaterial.tlogEntries;
  assert(entry !== undefined);
  const hashes = valueAt(answer, "verification", "inclusionProof", "hashes");
  assert(Array.isArray(hashes));
  const base64 = (hex: unknown): string => Buffer.from(String(hex), "hex").toString("base64");
  const later = {
    ...entry,
    inclusionPromise: {
      signedEntryTimestamp: stringAt(answer, "verification", "signedEntryTimestamp") ?? "",
    },
    inclusionProof: {
      logIndex: String(valueAt(answer, "verification", "inclusionProof", "logIndex")),
      treeSize: String(valueAt(answer, "verification", "inclusionProof", "treeSize")),
      rootHash: base64(valueAt(answer, "verification", "inclusionProof", "rootHash")),
      hashes: hashes.map(base64),
      checkpoint: {
        envelope: stringAt(answer, "verification", "inclusionProof", "checkpoint") ?? "",
      },
    },
  };
  return bundleFromJSON({
    ...json,
    verificationMaterial: { ...json.verificationMaterial, tlogEntries: [later] },
  });
}

test("an entry proposed twice gets 409 with the address of the first", async (t) => {
  const world = await start(t);
  await signed(world, [rekor(world.sigstore)]);
  const { server, entries } = world.sigstore.rekor;
  const [sent] = server.exchanges;
  const { status, headers, json } = await post(
    `${server.url}/api/v1/log/entries`,
    JSON.parse(sent?.call.body.toString() ?? ""),
  );
  const uuid = entries[0]?.uuid ?? "";
  assert.match(uuid, /^[0-9a-f]{80}$/);
  assert.equal(status, 409);
  assert.equal(headers.get("location"), `/api/v1/log/entries/${uuid}`);
  const message = `an equivalent entry already exists in the transparency log with UUID ${uuid}`;
  assert.deepEqual(json, { code: 409, message });
  assert.equal(world.sigstore.rekor.entries.length, 1);
});

test("an entry whose answer was lost is found again by the retry", async (t) => {
  const world = await start(t);
  const { server } = world.sigstore.rekor;
  server.fail(/entries$/, { kind: "reset" }, { method: "POST", times: 1, after: true });
  const witness = new RekorWitness({ rekorBaseURL: server.url, retry: { retries: 1, minTimeout: 1 } });
  judge(world.sigstore, await signed(world, [witness]));
  assert.deepEqual(
    server.exchanges.map(({ call, status }) => `${call.method} ${status}`),
    ["POST reset", "POST 409", "GET 200"],
  );
});

test("a dsse entry holds the hashes of the envelope as sent and of its payload", async (t) => {
  const world = await start(t);
  await signed(world, [rekor(world.sigstore)]);
  const [sent] = world.sigstore.rekor.server.exchanges;
  const envelope = stringAt(
    JSON.parse(sent?.call.body.toString() ?? ""),
    "spec",
    "proposedContent",
    "envelope",
  );
  const [entry] = world.sigstore.rekor.entries;
  const signature = stringAt(JSON.parse(envelope ?? ""), "signatures", 0, "sig");
  const verifier = Buffer.from(world.sigstore.ca.issued[0] ?? "").toString("base64");
  assert.equal(
    entry?.body.toString(),
    `{"apiVersion":"0.0.1","kind":"dsse","spec":{"envelopeHash":{"algorithm":"sha256","value":"${hash("sha256", envelope ?? "")}"},` +
      `"payloadHash":{"algorithm":"sha256","value":"${hash("sha256", STATEMENT.data)}"},` +
      `"signatures":[{"signature":"${signature}","verifier":"${verifier}"}]}}`,
  );
});

test("the log refuses an envelope that its certificate did not sign", async (t) => {
  const world = await start(t);
  await signed(world, [rekor(world.sigstore, "dsse"), rekor(world.sigstore, "intoto")]);
  await signed(world, [tsa(world.sigstore)]);
  const { server } = world.sigstore.rekor;
  // As Fulcio answered it, and the witness sends it: without the newline at its end.
  const [first = "", other = ""] = world.sigstore.ca.issued.map((pem) =>
    Buffer.from(pem.trimEnd()).toString("base64"),
  );
  for (const { call } of server.exchanges.slice(0, 2)) {
    const forged: unknown = JSON.parse(call.body.toString().replace(first, other));
    const { status, json } = await post(`${server.url}/api/v1/log/entries`, forged);
    assert.equal(status, 400);
    const message = "accepted signatures do not match threshold, Found: 0, Expected 1";
    assert.equal(stringAt(json, "message"), `error processing entry: could not verify envelope: ${message}`);
  }
  assert.equal(world.sigstore.rekor.entries.length, 2);
});

test("a key that is none is refused", async (t) => {
  const { sigstore } = await start(t);
  const envelope = JSON.stringify({ payloadType: "a/b", payload: "", signatures: [{ sig: "AAAA" }] });
  const proposedContent = { envelope, verifiers: [Buffer.from("no key").toString("base64")] };
  const proposed = { kind: "dsse", apiVersion: "0.0.1", spec: { proposedContent } };
  const { status, json } = await post(`${sigstore.rekor.server.url}/api/v1/log/entries`, proposed);
  assert.equal(status, 400);
  assert.match(stringAt(json, "message") ?? "", /public key as x509: .* failure decoding PEM$/);
});

test("what is no proposed entry is refused as Rekor does", async (t) => {
  const { sigstore } = await start(t);
  const url = `${sigstore.rekor.server.url}/api/v1/log/entries`;
  const kept = { kind: "dsse", apiVersion: "0.0.1" };
  const cases: [unknown, number, number, string][] = [
    ["", 422, 602, "proposedEntry in body is required"],
    ["{", 500, 500, "unexpected EOF"],
    [{}, 422, 602, "kind in body is required"],
    [{ kind: "nope" }, 422, 422, 'invalid kind value: "nope"'],
    [{ kind: "dsse" }, 422, 602, "apiVersion in body is required"],
    [kept, 422, 602, "spec in body is required"],
    [
      { ...kept, spec: {} },
      400,
      400,
      "error processing entry: either proposedContent or envelopeHash, payloadHash, and signatures must be present",
    ],
    [
      { ...kept, apiVersion: "9.9.9", spec: {} },
      400,
      400,
      "error processing entry: dsse implementation for version '9.9.9' not found: unable to locate entry for version 9.9.9",
    ],
  ];
  for (const [sent, status, code, message] of cases) {
    const body = typeof sent === "string" ? sent : JSON.stringify(sent);
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body });
    assert.deepEqual([response.status, await response.json()], [status, { code, message }]);
  }
  const plain = await fetch(url, { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" });
  assert.equal(plain.status, 415);
  assert.deepEqual(sigstore.rekor.entries, []);
});

test("an entry that is not there, and a question that is none, are told apart as Rekor does", async (t) => {
  const { sigstore } = await start(t);
  const base = sigstore.rekor.server.url;
  const pattern = "^([0-9a-fA-F]{64}|[0-9a-fA-F]{80})$";
  const ask = async (path: string): Promise<unknown[]> => {
    const response = await fetch(`${base}/api/v1/${path}`);
    return [response.status, JSON.parse((await response.text()) || "null")];
  };
  assert.deepEqual(await ask(`log/entries/${"0".repeat(64)}`), [404, null]);
  assert.deepEqual(await ask("log/entries?logIndex=0"), [404, null]);
  const malformed = `entryUUID in path should match '${pattern}'`;
  assert.deepEqual(await ask("log/entries/zz"), [422, { code: 605, message: malformed }]);
  const missing = { code: 602, message: "logIndex in query is required" };
  assert.deepEqual(await ask("log/entries"), [422, missing]);
  const nowhere = { code: 404, message: "path /api/v1/nope was not found" };
  assert.deepEqual(await ask("nope"), [404, nowhere]);
  const put = await fetch(`${base}/api/v1/log/entries`, { method: "PUT" });
  assert.deepEqual([put.status, put.headers.get("allow")], [405, "GET,POST"]);
});
