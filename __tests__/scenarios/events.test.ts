import assert from "node:assert/strict";
import { test } from "node:test";

import { type ClaimOverrides, claims } from "../../local/github/claims.ts";
import { at } from "../../src/json.ts";
import { everythingLeft, resultOf, statementIn, world, type World } from "./world.ts";

/** The job's file, and the claims of an event in place of the push of a tag. */
async function eventWorld(t: Parameters<typeof world>[0], changes: ClaimOverrides): Promise<World> {
  const w = await world(t);
  await w.file("dist/rocket.tgz", "rocket");
  w.local.github.oidc.claims = claims({ sha: w.job.commit, ...changes });
  return w;
}

const FULL = { "subject-path": "dist/*", "build-type": "full", "github-attestations": "never" };

test("a schedule is attested as actions/attest does, with a warning that full does not need", async (t) => {
  const { step } = await eventWorld(t, { event_name: "schedule", ref: "refs/heads/main" });

  const github = await step({ "subject-path": "dist/*", "github-attestations": "never" });
  const full = await step(FULL);

  assert.equal(github.code, 0, github.log);
  assert.match(github.log, /^::warning title=Waybill::.*schedule.*build-type: full/m);
  assert.match(github.summary, /schedule/);
  assert.equal(full.code, 0, full.log);
  assert.doesNotMatch(full.log, /^::warning/m);
});

test("github states what actions/attest states and no more, whatever the event holds", async (t) => {
  const { job, step } = await eventWorld(t, { event_name: "workflow_dispatch", ref: "refs/heads/main" });

  const run = await step(
    { "subject-path": "dist/*", "github-attestations": "never" },
    { event: { inputs: { channel: "beta" } } },
  );

  const repository = "https://github.com/octo-org/rocket";
  assert.deepEqual((await statementIn(run.outputs["bundle-path"]))["predicate"], {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: {
        workflow: { ref: "refs/heads/main", repository, path: ".github/workflows/release.yml" },
      },
      internalParameters: {
        github: {
          event_name: "workflow_dispatch",
          repository_id: "610000001",
          repository_owner_id: "7000001",
          runner_environment: "github-hosted",
        },
      },
      resolvedDependencies: [{ uri: `git+${repository}@refs/heads/main`, digest: { gitCommit: job.commit } }],
    },
    runDetails: {
      builder: { id: `${repository}/.github/workflows/release.yml@refs/heads/main` },
      metadata: { invocationId: `${repository}/actions/runs/17200000001/attempts/1` },
    },
  });
});

test("full records what was typed for a dispatch, the environment and the start, and leaves credentials out", async (t) => {
  const { local, job, step } = await eventWorld(t, {
    event_name: "workflow_dispatch",
    ref: "refs/heads/main",
    environment: "production: eu",
  });
  const secret = `ghp_${"a1B2".repeat(9)}`;

  const run = await step(FULL, {
    event: { inputs: { channel: "beta", dry: false, empty: "", token: `use ${secret}` } },
  });

  assert.equal(run.code, 0, run.log);
  const { predicate } = await statementIn(run.outputs["bundle-path"]);
  const parameters = at(predicate, "buildDefinition", "externalParameters");
  assert.deepEqual(at(parameters, "inputs"), {
    channel: "beta",
    dry: "false",
    token: "use ***",
  });
  assert.equal(at(parameters, "environment"), "production: eu");
  assert.equal(at(predicate, "runDetails", "metadata", "startedOn"), local.github.state.runs[0]?.startedAt);
  assert.deepEqual(at(predicate, "buildDefinition", "internalParameters", "runner"), {
    os: "Linux",
    arch: "X64",
    image: "ubuntu24",
    imageVersion: "20261115.1.0",
  });
  assert.match(run.log, /^::warning title=Waybill::.*credential.*: token\./m);
  const { notices } = await resultOf(run);
  assert.match(JSON.stringify(notices), /in the inputs: token\./);
  // The runner's own event file holds it, and nothing that the step wrote.
  const left = (await everythingLeft(job, run)).replaceAll(/^.*"inputs":\{"channel".*"dry":false.*$/gm, "");
  assert.ok(!left.includes(secret));
});

test("full records the release that a release event is about, and nothing else of the event", async (t) => {
  const { step } = await eventWorld(t, { event_name: "release" });

  const run = await step(FULL, {
    event: {
      inputs: { channel: "beta" },
      release: {
        tag_name: "v1.2.3",
        target_commitish: "main",
        name: "Rocket 1.2.3",
        draft: false,
        prerelease: true,
        body: "long notes",
        id: 7,
      },
    },
  });

  assert.equal(run.code, 0, run.log);
  const { predicate } = await statementIn(run.outputs["bundle-path"]);
  const parameters = at(predicate, "buildDefinition", "externalParameters");
  assert.deepEqual(Object.keys(parameters as object), ["workflow", "release"]);
  assert.deepEqual(at(parameters, "release"), {
    tag_name: "v1.2.3",
    target_commitish: "main",
    name: "Rocket 1.2.3",
    draft: false,
    prerelease: true,
  });
});

test("a start time that GitHub's API refuses is left out, with a notice, and the run succeeds", async (t) => {
  const { local, step } = await eventWorld(t, { repository_visibility: "private" });
  local.github.state.repository.visibility = "private";
  local.github.state.permissions.actions = "none";

  const run = await step(FULL);

  assert.equal(run.code, 0, run.log);
  const { predicate } = await statementIn(run.outputs["bundle-path"]);
  assert.deepEqual(Object.keys(at(predicate, "runDetails", "metadata") as object), ["invocationId"]);
  assert.match(run.log, /^::notice title=Waybill::.*start time.*actions: read/m);
});
