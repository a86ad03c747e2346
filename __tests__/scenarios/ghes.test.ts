import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test, type TestContext } from "node:test";

import { startGitHub, type GitHubOptions } from "../../local/github/start.ts";
import { customSigstore, prepareJob, runStep, type StepRun } from "../../local/job.ts";
import { startSigstore } from "../../local/sigstore/start.ts";
import type { Local } from "../../local/start.ts";
import { ACTION, failedWith, NO_TRACES, statementIn, traces } from "./world.ts";

/** A GitHub Enterprise Server, which is its own `GITHUB_SERVER_URL`, and an instance that trusts it. */
async function enterprise(
  t: TestContext,
  options: GitHubOptions,
): Promise<{ local: Local; step: (inputs: Readonly<Record<string, string>>) => Promise<StepRun> }> {
  const job = await prepareJob();
  t.after(() => job.remove());
  await mkdir(path.join(job.workspace, "dist"));
  await writeFile(path.join(job.workspace, "dist", "rocket.tgz"), "rocket");
  const claims = { ...(job.commit === undefined ? {} : { sha: job.commit }), ...options.claims };
  const github = await startGitHub({ ...options, claims });
  t.after(() => github.close());
  const sigstore = await startSigstore({ issuers: [github.issuer], serverUrl: github.url });
  t.after(() => sigstore.close());
  const local = { github, sigstore, close: async () => undefined };
  const custom = await customSigstore(local, job);
  return {
    local,
    step: (inputs) =>
      runStep(ACTION, local, job, {
        inputs: { "max-wait": "2", "subject-path": "dist/*", ...custom, ...inputs },
        env: { GITHUB_SERVER_URL: github.url },
      }),
  };
}

async function assertSpeaksOf(run: StepRun, server: string): Promise<void> {
  assert.equal(run.code, 0, run.log);
  const { predicate } = (await statementIn(run.outputs["bundle-path"])) as {
    predicate: {
      buildDefinition: {
        externalParameters: { workflow: Record<string, string> };
        resolvedDependencies: { uri: string }[];
      };
      runDetails: { builder: { id: string }; metadata: { invocationId: string } };
    };
  };
  const repository = `${server}/octo-org/rocket`;
  const { externalParameters, resolvedDependencies } = predicate.buildDefinition;
  assert.equal(externalParameters.workflow["repository"], repository);
  assert.equal(resolvedDependencies[0]?.uri, `git+${repository}@refs/tags/v1.2.3`);
  assert.equal(
    predicate.runDetails.builder.id,
    `${repository}/.github/workflows/release.yml@refs/tags/v1.2.3`,
  );
  assert.equal(
    predicate.runDetails.metadata.invocationId,
    `${repository}/actions/runs/17200000001/attempts/1`,
  );
  assert.ok(run.summary.includes(`href="${repository}"`), run.summary);
  // gh verifies against github.com and its tenants; what it would refuse is not recommended.
  assert.doesNotMatch(run.outputs["verify-commands"] ?? "", /^gh /m);
}

test("on an enterprise server the issuer follows from the server's address", async (t) => {
  const { local, step } = await enterprise(t, { issuerPath: "/_services/token" });

  const run = await step({ "oidc-issuer": "" });

  await assertSpeaksOf(run, local.github.url);
  assert.ok(run.outputs["verify-commands"]?.includes(`--issuer ${local.github.url}/_services/token`));
});

test("an enterprise server with an issuer elsewhere is told by oidc-issuer", async (t) => {
  const { local, step } = await enterprise(t, { issuerPath: "" });

  await failedWith(await step({ "oidc-issuer": "" }), "TOKEN_INVALID");
  assert.deepEqual(traces(local), NO_TRACES);
  const run = await step({ "oidc-issuer": `${local.github.issuer}/` });

  await assertSpeaksOf(run, local.github.url);
});

test("neither the public instance nor GitHub's signs for an enterprise server, and its token goes to none", async (t) => {
  const { local, step } = await enterprise(t, { issuerPath: "/_services/token" });
  for (const sigstore of ["auto", "public"]) {
    const run = await step({ sigstore, "signing-config": "", "trusted-root": "", "oidc-issuer": "" });
    assert.match(
      await failedWith(run, "TRUST_UNSATISFIED"),
      /tokens of github\.com alone.*_services\/token.*sigstore: custom/s,
    );
  }
  assert.deepEqual(traces(local), NO_TRACES);
});
