import assert from "node:assert/strict";
import { test } from "node:test";

import { checkExchanges } from "../openapi/conformance.ts";
import { everythingLeft, statementIn, world } from "./world.ts";

test("a release of one file ends with a verified bundle in the release and in GitHub's store", async (t) => {
  const { local, job, file, step } = await world(t);
  const release = local.github.state.addRelease({ tag: "v1.2.3", draft: true });
  await file("dist/rocket-1.2.3.tgz", "rocket");

  const run = await step({ "subject-path": "dist/*", "upload-assets": "true" });

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(
    release.assets.map((asset) => asset.name),
    ["rocket-1.2.3.tgz.intoto.jsonl"],
  );
  assert.equal(local.github.state.attestations.length, 1);
  assert.equal(run.outputs["subject-count"], "1");
  assert.equal(run.outputs["level"], "2");
  const statement = await statementIn(run.outputs["bundle-path"]);
  assert.equal(statement["predicateType"], "https://slsa.dev/provenance/v1");
  assert.match(run.summary, /Provenance for 1 artifact/);
  // One token, one certificate, one entry, one timestamp.
  assert.equal(local.github.server.requests(/_idtoken/).length, 1);
  assert.equal(local.sigstore.ca.issued.length, 1);
  assert.equal(local.sigstore.rekor.entries.length, 1);
  assert.equal(local.sigstore.tsa.server.exchanges.length, 1);
  assert.deepEqual(checkExchanges(local.github.server.exchanges, "/api/v3"), []);

  const left = await everythingLeft(job, run);
  for (const secret of [local.github.token, local.github.requestToken]) assert.ok(!left.includes(secret));
  assert.doesNotMatch(left, /eyJ[\w-]{8,}\.eyJ/);
});
