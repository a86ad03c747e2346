import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { at } from "../../src/json.ts";
import { callsMade, NO_TRACES, traces, world } from "./world.ts";

const FORK = {
  ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined,
  GITHUB_EVENT_NAME: "pull_request",
  GITHUB_REF: "refs/pull/7/merge",
  GITHUB_REPOSITORY_ID: "610000001",
  GITHUB_REPOSITORY_OWNER: "octo-org",
  GITHUB_REPOSITORY_OWNER_ID: "7000001",
  GITHUB_WORKFLOW_REF: "octo-org/rocket/.github/workflows/release.yml@refs/pull/7/merge",
  GITHUB_WORKFLOW_SHA: "6dcb09b5b57875f334f61aebed695e2e4193db5e",
  RUNNER_ENVIRONMENT: "github-hosted",
};

test("a dry run in a fork's pull request writes the statement, calls nobody, and says whose word it is", async (t) => {
  const { local, file, step } = await world(t);
  await file("rocket.tgz", "rocket");

  const run = await step(
    { "subject-path": "rocket.tgz", "dry-run": "true", "upload-assets": "true" },
    { env: FORK },
  );

  assert.equal(run.code, 0, run.log);
  assert.match(run.outputs["statement-paths"] ?? "", /\/rocket\.tgz\.unsigned\.json$/);
  const statement: unknown = JSON.parse(await readFile(run.outputs["statement-paths"] ?? "", "utf8"));
  const ref = at(statement, "predicate", "buildDefinition", "externalParameters", "workflow", "ref");
  assert.equal(ref, "refs/pull/7/merge");
  assert.equal(run.outputs["bundle-path"], undefined);
  assert.match(run.log, /the runner's variables stand for its claims/);
  assert.match(run.summary, /not signed&#58; a dry run|not signed: a dry run/);
  assert.deepEqual(callsMade(local), []);
  assert.deepEqual(traces(local), NO_TRACES);
});

test("a dry run with a token states its claims, and signs nothing", async (t) => {
  const { local, file, step } = await world(t);
  await file("rocket.tgz", "rocket");

  const run = await step({ "subject-path": "rocket.tgz", "dry-run": "true", "provenance-version": "both" });

  assert.equal(run.code, 0, run.log);
  const files = (run.outputs["statement-paths"] ?? "").split("\n");
  assert.deepEqual(
    files.map((name) => name.replace(/^.*\//, "")),
    ["rocket.tgz.unsigned.json", "rocket.tgz.slsa02.unsigned.json"],
  );
  assert.doesNotMatch(run.log, /stand for its claims/);
  assert.deepEqual(traces(local), NO_TRACES);
});

test("a dry run without what the variables should say is an error that names it", async (t) => {
  const { file, step } = await world(t);
  await file("rocket.tgz", "rocket");

  const env = { ...FORK, GITHUB_REPOSITORY_ID: undefined };
  const run = await step({ "subject-path": "rocket.tgz", "dry-run": "true" }, { env });

  assert.equal(run.code, 1);
  assert.match(run.log, /repository_id \(missing\)/);
});

test("names that differ stay different, and a file that is no statement is left alone", async (t) => {
  const { job, file, step } = await world(t);
  await file("rocket.tgz", "rocket");
  await file("out/rocket.tgz.unsigned.json", "notes");

  const run = await step({ "subject-path": "rocket.tgz", "dry-run": "true", "output-dir": "out" });

  assert.equal(run.code, 1);
  assert.equal(await readFile(`${job.workspace}/out/rocket.tgz.unsigned.json`, "utf8"), "notes");
});
