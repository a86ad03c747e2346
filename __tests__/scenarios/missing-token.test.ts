import assert from "node:assert/strict";
import { test } from "node:test";

import { callsMade, failedWith, resultOf, world } from "./world.ts";

const NO_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined };
const FORK = {
  pull_request: {
    head: { repo: { full_name: "octo-contributor/rocket" } },
    base: { repo: { full_name: "octo-org/rocket" } },
  },
};

test("a run without a token fails, and says which permission is missing", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const message = await failedWith(
    await step({ "subject-path": "dist/*" }, { env: NO_TOKEN }),
    "TOKEN_MISSING",
  );

  assert.match(message, /id-token: write/);
  assert.deepEqual(callsMade(local), []);
});

test("a fork's pull request is told that no permission helps, and where to attest instead", async (t) => {
  const { local, file, step } = await world(t, {
    local: { github: { claims: { event_name: "pull_request" } } },
  });
  await file("dist/rocket.tgz", "rocket");

  const message = await failedWith(
    await step({ "subject-path": "dist/*" }, { env: NO_TOKEN, event: FORK }),
    "TOKEN_MISSING",
  );

  assert.match(message, /pull request from a fork/);
  assert.match(message, /on-missing-token: skip/);
  assert.doesNotMatch(message, /id-token: write/);
  assert.deepEqual(callsMade(local), []);
});

test("with on-missing-token: skip such a run succeeds, signs nothing and says so", async (t) => {
  const { local, file, step } = await world(t, {
    local: { github: { claims: { event_name: "pull_request" } } },
  });
  await file("dist/rocket.tgz", "rocket");

  const run = await step(
    { "subject-path": "dist/*", "on-missing-token": "skip" },
    { env: NO_TOKEN, event: FORK },
  );

  assert.equal(run.code, 0, run.log);
  assert.match(run.log, /^::notice title=Waybill::.*fork.*Nothing was signed/m);
  assert.match(run.summary, /No provenance: this job has no identity/);
  assert.deepEqual(Object.keys(run.outputs).toSorted(), ["result", "result-path"]);
  assert.equal((await resultOf(run))["outcome"], "skipped");
  assert.deepEqual(callsMade(local), []);
});

test("what is skipped without a token is still checked: a mistyped path fails all the same", async (t) => {
  const { step } = await world(t);
  await failedWith(
    await step({ "subject-path": "dits/*", "on-missing-token": "skip" }, { env: NO_TOKEN }),
    "SUBJECT_NOT_FOUND",
  );
});
