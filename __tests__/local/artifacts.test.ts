import assert from "node:assert/strict";
import { test } from "node:test";

import { startArtifacts } from "../../local/artifacts/start.ts";
import { openArtifacts, type Artifacts } from "../../src/handover/artifacts.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";

const LIMITS = { files: 10, bytes: 64 * 1024 * 1024 };

function client(url: string, token: string, patience = 0): Artifacts {
  const net = http((address, init) => fetch(address, init), new Patience(patience));
  return openArtifacts({ url, token }, net, () => undefined);
}

test("an archive of several blocks comes back whole, with the digest that the service tells", async (t) => {
  const local = await startArtifacts();
  t.after(() => local.close());
  const artifacts = client(local.url, local.jobToken());
  // Numbers that no compression makes small: more than one block.
  const bytes = Buffer.alloc(9 * 1024 * 1024);
  for (let at = 0, x = 1; at < bytes.length; at += 4)
    bytes.writeUInt32LE((x = (Math.imul(x, 1664525) + 1013904223) >>> 0), at);

  const uploaded = await artifacts.upload("big", [{ name: "big.bin", bytes }], false);

  const [listed] = await artifacts.list("big");
  assert.ok(listed !== undefined);
  assert.equal(listed.digest, uploaded.digest);
  assert.equal(listed.id, uploaded.id);
  const [file] = await artifacts.download(listed, uploaded.digest, LIMITS);
  assert.ok(file !== undefined && Buffer.from(file.bytes).equals(bytes));
  assert.equal(local.store.requests().filter((request) => request.startsWith("PUT")).length, 3);
});

test("a token of another service, or of no run, gets nothing", async (t) => {
  const local = await startArtifacts();
  const other = await startArtifacts();
  t.after(() => Promise.all([local.close(), other.close()]));
  await assert.rejects(client(local.url, other.jobToken()).list(""), { code: "ARTIFACT_UNAVAILABLE" });
  assert.throws(() => client(local.url, "not.a.token"), { code: "ARTIFACT_UNAVAILABLE" });
});

test("tokens go to https, or to this machine", () => {
  const token = `x.${Buffer.from(JSON.stringify({ scp: "Actions.Results:a:b" })).toString("base64url")}.x`;
  assert.throws(() => client("http://results.example/", token), { code: "ARTIFACT_UNAVAILABLE" });
});

test("an artifact that is listed and gone is not found", async (t) => {
  const local = await startArtifacts();
  t.after(() => local.close());
  const artifacts = client(local.url, local.jobToken());
  await artifacts.upload("a", [], false);
  const [listed] = await artifacts.list("a");
  local.state.artifacts = [];
  assert.ok(listed !== undefined);
  await assert.rejects(artifacts.download(listed, undefined, LIMITS), { code: "ARTIFACT_NOT_FOUND" });
});

test("answers that are lost on their way are no conflict, and what was stored is stored once", async (t) => {
  const local = await startArtifacts();
  t.after(() => local.close());
  const artifacts = client(local.url, local.jobToken(), 2);
  for (const path of [/CreateArtifact/, /FinalizeArtifact/])
    local.server.fail(path, { kind: "reset" }, { times: 1, after: true });
  const uploaded = await artifacts.upload("a", [], false);
  const listed = await artifacts.list("a");
  assert.deepEqual(
    listed.map(({ id, digest }) => ({ id, digest })),
    [{ id: uploaded.id, digest: uploaded.digest }],
  );
  await assert.rejects(artifacts.upload("a", [], false), { code: "ARTIFACT_CONFLICT" });
});
