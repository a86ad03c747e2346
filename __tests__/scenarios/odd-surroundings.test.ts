import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";

import { at } from "../../src/json.ts";
import { statementIn, subjectsIn, world } from "./world.ts";

test("files that are named like credentials keep their names everywhere", async (t) => {
  const { file, step } = await world(t);
  await file("dist/ghc_9_10_1_x86_64_unknown_linux.tar.gz", "a compiler");

  const run = await step({ "subject-path": "dist/*" });

  assert.equal(run.code, 0, run.log);
  assert.ok(existsSync(run.outputs["bundle-path"] ?? ""));
  assert.match(run.outputs["verify-commands"] ?? "", /verify ghc_9_10_1_x86_64_unknown_linux\.tar\.gz /);
  assert.match(run.summary, /ghc&#95;9/);
});

test("a name as long as a file system takes is signed and written", async (t) => {
  const { file, step } = await world(t);
  const name = "界".repeat(80);
  await file(name, "long");

  const run = await step({ "subject-path": name });

  assert.equal(run.code, 0, run.log);
  assert.ok(existsSync(run.outputs["bundle-path"] ?? ""));
  assert.deepEqual(Object.keys(await subjectsIn(run.outputs["bundle-path"])), [name]);
});

test("outputs that cannot be written end the step with an error, and the summary is there all the same", async (t) => {
  const { local, file, step } = await world(t);
  await file("rocket.tgz", "rocket");

  const run = await step({ "subject-path": "rocket.tgz" }, { env: { GITHUB_OUTPUT: "/does/not/exist" } });

  assert.equal(run.code, 1);
  assert.match(run.log, /::error title=Waybill::The step's outputs could not be written/);
  assert.match(run.summary, /Provenance for 1 artifact/);
  assert.equal(local.github.state.attestations.length, 1);
});

test("variables of the runner that hold more than a name are not stated", async (t) => {
  const { file, step } = await world(t);
  await file("rocket.tgz", "rocket");

  const env = { ImageOS: "ubuntu24\n::error::x", ImageVersion: "x".repeat(65) };
  const run = await step({ "subject-path": "rocket.tgz", "build-type": "full" }, { env });

  assert.equal(run.code, 0, run.log);
  const statement = await statementIn(run.outputs["bundle-path"]);
  const runner = at(statement, "predicate", "buildDefinition", "internalParameters", "runner");
  assert.deepEqual(runner, { os: "Linux", arch: "X64" });
});

test("an event file that is no JSON does not keep a fork's pull request from being skipped", async (t) => {
  const { job, file, step } = await world(t);
  await file("rocket.tgz", "rocket");
  await file("event.json", "{ not json");

  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined,
    GITHUB_EVENT_PATH: `${job.workspace}/event.json`,
  };
  const run = await step({ "subject-path": "rocket.tgz", "on-missing-token": "skip" }, { env });

  assert.equal(run.code, 0, run.log);
  assert.match(run.log, /Nothing was signed/);
});
