import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { failedWith, traces, world } from "./world.ts";

/** What the certificate says instead of what the job's token says, and how that is called. */
const ALTERED: readonly [string, Readonly<Record<string, string>>, string][] = [
  ["another issuer", { iss: "https://issuer.example" }, "ISSUER_MISMATCH"],
  [
    "another workflow",
    { job_workflow_ref: "octo-org/rocket/.github/workflows/other.yml@refs/tags/v1.2.3" },
    "SIGNER_MISMATCH",
  ],
  ["another repository", { repository: "octo-evil/rocket" }, "SOURCE_MISMATCH"],
  ["another commit", { sha: "b".repeat(40) }, "SOURCE_MISMATCH"],
  ["another ref", { ref: "refs/tags/v9" }, "PREDICATE_CERTIFICATE_MISMATCH"],
];

test("a certificate of something else than the job's token says ends the step before anything is stored", async (t) => {
  const { local, job, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  local.github.state.addRelease({ tag: "v1.2.3", draft: true });
  for (const [what, altered, code] of ALTERED) {
    await t.test(what, async () => {
      local.sigstore.ca.issuance.alterClaims = (claims) => ({ ...claims, ...altered });
      const run = await step({ "subject-path": "dist/*", "upload-assets": "true", "output-dir": "out" });
      await failedWith(run, code);
      const { attestations, assets } = traces(local);
      assert.deepEqual({ attestations, assets }, { attestations: 0, assets: 0 });
      for (const name of await readdir(path.join(job.workspace, "out"))) {
        assert.ok(!name.endsWith(".intoto.jsonl"), name);
      }
    });
  }
});

test("every field of the provenance that the certificate contradicts is named", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  local.sigstore.ca.issuance.alterClaims = (claims) => ({
    ...claims,
    event_name: "release",
    repository_id: "666",
    repository_owner_id: "667",
    run_id: "668",
    runner_environment: "self-hosted",
    workflow_ref: "octo-org/rocket/.github/workflows/other.yml@refs/tags/v1.2.3",
  });

  const message = await failedWith(
    await step({ "subject-path": "dist/*" }),
    "PREDICATE_CERTIFICATE_MISMATCH",
  );

  const expected = message.split("\n").find((line) => line.includes("expected:")) ?? "";
  assert.deepEqual(expected.replace(/^ *expected: */, "").split("; "), [
    "externalParameters.workflow.path = .github/workflows/other.yml",
    "internalParameters.github.event_name = release",
    "internalParameters.github.repository_id = 666",
    "internalParameters.github.repository_owner_id = 667",
    "internalParameters.github.runner_environment = self-hosted",
    "metadata.invocationId = https://github.com/octo-org/rocket/actions/runs/668/attempts/1",
  ]);
  assert.equal(local.github.state.attestations.length, 0);
});

test("an environment that the certificate lacks is not stated", async (t) => {
  const { local, file, step } = await world(t, {
    local: { github: { claims: { environment: "production" } } },
  });
  await file("dist/rocket.tgz", "rocket");
  local.sigstore.ca.issuance.alterClaims = (claims) => ({ ...claims, environment: undefined });

  const message = await failedWith(
    await step({ "subject-path": "dist/*", "build-type": "full" }),
    "PREDICATE_CERTIFICATE_MISMATCH",
  );

  assert.match(message, /externalParameters\.environment = production/);
  assert.equal(local.github.state.attestations.length, 0);
});

test("a certificate that is not valid when the signature is made is refused", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  local.sigstore.ca.issuance.startOffsetSeconds = -3600;

  await failedWith(await step({ "subject-path": "dist/*" }), "CERTIFICATE_INVALID");

  assert.equal(local.github.state.attestations.length, 0);
});
