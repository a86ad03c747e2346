import assert from "node:assert/strict";
import { test } from "node:test";

import { claims as tokenClaims, type ClaimOverrides } from "../../local/github/claims.ts";
import { readClaims } from "../../src/run/claims.ts";
import { describeRun, issuerOf, type Run } from "../../src/run/run.ts";
import { failure } from "../subjects/world.ts";

function run(changes: ClaimOverrides, server = "https://github.com"): Run {
  const payload = { iss: "https://issuer.example", exp: 1_800_000_000, ...tokenClaims(changes) };
  return describeRun(readClaims(payload, "sigstore"), server);
}

test("the run's URIs are those that certificate and provenance write", () => {
  const { claims: _, ...facts } = run({}, "https://github.com/");
  assert.deepEqual(facts, {
    serverUrl: "https://github.com",
    repositoryUrl: "https://github.com/octo-org/rocket",
    sourceUri: "git+https://github.com/octo-org/rocket@refs/tags/v1.2.3",
    workflowPath: ".github/workflows/release.yml",
    builderId: "https://github.com/octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3",
    invocationId: "https://github.com/octo-org/rocket/actions/runs/17200000001/attempts/1",
  });
});

test("a workflow's path is what stands between repository and ref, whatever either holds", () => {
  const cases: readonly [path: string, ref: string][] = [
    [".github/workflows/release.yml", "refs/tags/@scope/pkg@1.2.3"],
    [".github/workflows/re@lease.yml", "refs/heads/main"],
    [".github/workflows/a@refs/heads/b.yml", "refs/heads/main"],
    [".github/workflows/a@refs.yml", "refs/heads/x@refs/heads/y"],
  ];
  for (const [path, ref] of cases) {
    const facts = run({ ref, workflow_ref: `octo-org/rocket/${path}@${ref}` });
    assert.equal(facts.workflowPath, path);
  }
});

test("a workflow at another ref than the run's own is cut at its ref", () => {
  // As in pull_request_target, where the workflow is the base's.
  const facts = run({
    ref: "refs/pull/7/merge",
    workflow_ref: "octo-org/rocket/.github/workflows/release.yml@refs/heads/main",
  });
  assert.equal(facts.workflowPath, ".github/workflows/release.yml");
});

test("a workflow that is no file of the repository is refused", () => {
  for (const workflow_ref of [
    "octo-org/other/.github/workflows/release.yml@refs/tags/v1.2.3",
    "octo-org/rocket-fork/.github/workflows/release.yml@refs/tags/v1.2.3",
    "octo-org/rocket/@refs/tags/v1.2.3",
    "octo-org/rocket/.github/workflows/release.yml",
  ]) {
    assert.throws(() => run({ workflow_ref }), failure("TOKEN_INVALID", workflow_ref), workflow_ref);
  }
});

test("the builder is the workflow that signs, which a reusable one is and its caller is not", () => {
  const job_workflow_ref = `octo-org/workflows/.github/workflows/attest.yml@${"c".repeat(40)}`;
  const facts = run({ job_workflow_ref });
  assert.equal(facts.builderId, `https://github.com/${job_workflow_ref}`);
  assert.equal(facts.workflowPath, ".github/workflows/release.yml");
});

test("a server's issuer follows from its address", () => {
  const cases: readonly [server: string, issuer: string][] = [
    ["https://github.com", "https://token.actions.githubusercontent.com"],
    ["https://github.com/", "https://token.actions.githubusercontent.com"],
    ["https://octo-corp.ghe.com", "https://token.actions.octo-corp.ghe.com"],
    ["https://github.example", "https://github.example/_services/token"],
    ["https://github.example/", "https://github.example/_services/token"],
    ["https://a.octo-corp.ghe.com", "https://a.octo-corp.ghe.com/_services/token"],
    ["https://github.com.example", "https://github.com.example/_services/token"],
  ];
  for (const [server, issuer] of cases) assert.equal(issuerOf(server), issuer);
});
